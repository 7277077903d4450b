import Core
import LuxTesting
import Testing

@Suite struct `JSON is read strictly` {
    static let allowed: [(String, JSON)] = [
        ("null", .null), (" true ", true), ("[]", []), ("{}", .object([JSON.Member]())),
        ("-0", .number(-0.0)), ("0", 0),
        ("9223372036854775807", .integer(Int64.max)),
        ("9223372036854775808", .number(9_223_372_036_854_775_808)),
        ("1.5e3", .number(1500)), ("1E-2", .number(0.01)), (#""a\u00e9\n\/""#, "aé\n/"),
        (#""\ud83d\ude00""#, "😀"),
        (#"{"b":1,"a":[{"c":null}]}"#, ["b": 1, "a": [["c": .null]]]), ("\r\n\t1", 1), (#""\u0000""#, "\0"),
    ]

    @Test(arguments: allowed)
    func `reads what the standard allows`(_ text: String, _ expected: JSON) throws {
        #expect(try JSONReader.read(Array(text.utf8)) == expected)
    }

    static let refused: [(String, JSONReader.Reason, Int, String)] = [
        ("", .unexpectedEnd, 0, ""), ("[1,]", .unexpectedByte, 3, "/1"), ("[1 2]", .unexpectedByte, 3, ""),
        ("01", .trailingBytes, 1, ""), ("1 2", .trailingBytes, 2, ""),
        (#"{"a":1,"a":2}"#, .duplicateName("a"), 10, "/a"),
        (#"{"x":{"a/b":[0,tru]}}"#, .unexpectedByte, 18, "/x/a~1b/1"), (#""\ud800""#, .loneSurrogate, 7, ""),
        (#""\udc00x""#, .loneSurrogate, 7, ""), (#""\ud800\u0041""#, .loneSurrogate, 13, ""),
        ("1e400", .numberTooLarge, 5, ""),
        ("-", .unexpectedEnd, 1, ""), ("1.", .unexpectedEnd, 2, ""), ("1.x", .badNumber, 2, ""),
        ("+1", .unexpectedByte, 0, ""),
        ("\"a\nb\"", .controlCharacter, 2, ""), (#""\x""#, .badEscape, 3, ""),
        (#""\u12g4""#, .badEscape, 5, ""),
        ("{1:2}", .unexpectedByte, 1, ""), (#"{"a" 1}"#, .unexpectedByte, 5, "/a"),
        ("nul", .unexpectedEnd, 3, ""),
        (#"{"a~":[}"#, .unexpectedByte, 7, "/a~0/0"), ("\u{FEFF}1", .unexpectedByte, 0, ""),
        ("\"abc", .unexpectedEnd, 4, ""),
    ]

    @Test(arguments: refused)
    func `refuses the rest and says where`(
        _ text: String, _ reason: JSONReader.Reason, _ offset: Int, _ pointer: String
    ) {
        let malformed = #expect(throws: JSONReader.Malformed.self) { try JSONReader.read(Array(text.utf8)) }
        #expect(malformed?.reason == reason)
        #expect(malformed?.byteOffset == offset)
        #expect(malformed?.pointer == pointer)
        #expect(malformed?.explanation.isEmpty == false)
    }

    @Test(arguments: [
        [0x22, 0xff, 0x22], [0x22, 0xc0, 0x80, 0x22], [0x22, 0xed, 0xa0, 0x80, 0x22],
        [0x22, 0xe2, 0x82, 0x22],
    ])
    func `refuses strings that are not UTF-8`(_ bytes: [UInt8]) {
        #expect(throws: JSONReader.Malformed.self) { try JSONReader.read(bytes) }
    }

    @Test func `a hundred thousand levels are refused without descending into them`() {
        let malformed = #expect(throws: JSONReader.Malformed.self) {
            try JSONReader.read(Array(repeating: UInt8(ascii: "["), count: 100_000))
        }
        #expect(malformed?.reason == .tooDeep(limit: 64))
    }

    @Test func `more values than the limit are refused`() {
        var limits = JSONReader.Limits()
        limits.valuesMax = 10
        let malformed = #expect(throws: JSONReader.Malformed.self) {
            try JSONReader.read(Array("[1,1,1,1,1,1,1,1,1,1]".utf8), limits: limits)
        }
        #expect(malformed?.reason == .tooManyValues(limit: 10))
        #expect(malformed?.pointer == "/9")
    }

    @Test func `a duplicate among many names is found`() {
        let names = (0..<40).map { "\"n\($0)\":0" }.joined(separator: ",")
        #expect(throws: Never.self) { try JSONReader.read(Array("{\(names)}".utf8)) }
        let malformed = #expect(throws: JSONReader.Malformed.self) {
            try JSONReader.read(Array("{\(names),\"n7\":1}".utf8))
        }
        #expect(malformed?.reason == .duplicateName("n7"))
    }

    @Test func `what is written reads back the same`() throws {
        let value: JSON = [
            "text": "linha\n\"aspas\" \\ \t \u{1} \u{7f} çãé 😀",
            "numbers": [0, -7, 1.25, 1e300, .number(.leastNonzeroMagnitude)],
            "none": .null, "truth": false, "nested": [["a": []]],
        ]
        #expect(try JSONReader.read(value.bytes) == value)
        #expect(!value.written.contains("\n"))
    }

    @Test func `numbers that JSON cannot hold are written as null`() {
        #expect(JSON.array([.number(.infinity), .number(.nan)]).written == "[null,null]")
    }

    @Test func `no bytes whatever make it crash`() {
        var random = SplitMix64(seed: 2026)
        let alphabet = Array(#"{}[]",:\u0123456789eE+-.truefalsn "#.utf8) + [0x00, 0x80, 0xc3, 0xa9, 0xff]
        for _ in 0..<20_000 {
            let bytes = (0..<Int.random(in: 0...40, using: &random)).map { _ in
                alphabet.randomElement(using: &random) ?? 0
            }
            if let value = try? JSONReader.read(bytes) {
                #expect((try? JSONReader.read(value.bytes)) == value)
            }
        }
    }

    @Test func `members and items are found by name and place`() {
        let value: JSON = ["a": [1, "two", 3.5], "b": true]
        #expect(value["a"]?[0]?.whole == 1)
        #expect(value["a"]?[1]?.text == "two")
        #expect(value["a"]?[2]?.real == 3.5)
        #expect(value["a"]?[3] == nil)
        #expect(value["b"]?.truth == true)
        #expect(value["c"] == nil && JSON.null["a"] == nil && JSON.null[0] == nil)
        #expect(value.members?.map(\.name) == ["a", "b"])
    }
}

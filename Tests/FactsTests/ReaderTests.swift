import Core
import Facts
import Testing

@Suite struct `Reading a fact` {
    @Test func `takes members in any order and passes over those it does not know`() throws {
        let json = """
             { "x" : {"a":[1,{"b":"}]"}],"c":null} , "text":"a\\u00e7\\n\\"\u{1F600}", "whole" : -42,
              "real":1.5e3,"holds":true,"none":null,"items":["a",""],"moment":"2026-01-02T03:04:05.006Z"}
            """
        let sample = try FactReader.read(Array(json.utf8)) { reader throws(FactUnreadable) in
            try Sample(&reader)
        }
        #expect(sample.text == "a\u{e7}\n\"\u{1F600}" && sample.whole == -42 && sample.real == 1500)
        #expect(sample.holds == true && sample.isNone && sample.items == ["a", ""])
        #expect(sample.moment == Instant("2026-01-02T03:04:05.006Z"))
    }

    @Test(arguments: [
        ("", "unexpectedEnd"), ("{", "unexpectedEnd"), ("{\"text\":\"a", "unexpectedEnd"),
        ("{\"text\":1}", "unexpectedByte"), ("{\"text\" \"a\"}", "unexpectedByte"),
        ("{,\"text\":\"a\"}", "unexpectedByte"), ("{\"text\":\"a\",}", "unexpectedByte"),
        ("{\"text\":\"a\"\"whole\":1}", "unexpectedByte"), ("{\"text\":\"a\"}}", "trailingBytes"),
        ("{\"whole\":1.5}", "badNumber"), ("{\"whole\":9223372036854775808}", "badNumber"),
        ("{\"whole\":-}", "badNumber"), ("{\"holds\":tru", "unexpectedEnd"),
        ("{\"holds\":yesyes}", "unexpectedByte"),
        ("{\"text\":\"\\ud800\"}", "unexpectedByte"), ("{\"moment\":\"today\"}", "badValue(\"moment\")"),
        (
            "{\"x\":" + String(repeating: "[", count: 100) + String(repeating: "]", count: 100) + "}",
            "tooDeep"
        ),
        ("[]", "unexpectedByte"), ("{\"x\":]}", "unexpectedByte"), ("{\"x\":}", "unexpectedByte"),
    ])
    func `says what is wrong`(_ json: String, _ reason: String) {
        let error = #expect(throws: FactUnreadable.self) {
            try FactReader.read(Array(json.utf8)) { reader throws(FactUnreadable) in try Sample(&reader) }
        }
        #expect("\(error?.reason, default: "none")" == reason)
    }

    @Test func `refuses bytes that are no UTF-8`() {
        let json = Array("{\"text\":\"".utf8) + [0xff, 0xfe] + Array("\"}".utf8)
        #expect(throws: FactUnreadable.self) {
            try FactReader.read(json) { reader throws(FactUnreadable) in try Sample(&reader) }
        }
    }

    @Test func `reads the smallest and the largest whole number`() throws {
        for number in [Int64.min, .max, 0, -1] {
            let json = Array("{\"whole\":\(number)}".utf8)
            let sample = try FactReader.read(json) { reader throws(FactUnreadable) in try Sample(&reader) }
            #expect(sample.whole == number)
        }
    }

    /// What the strict reader takes, this one takes too, to the same end; nothing breaks it.
    @Test func `agrees with the strict reader on damaged documents`() {
        let base = Array(
            #"{"text":"ação \"x\" ☃","whole":12,"x":{"a":[1,2.5,null,true,{"b":"c"}]},"items":["p","q"]}"#
                .utf8)
        var seed: UInt64 = 1
        func next(_ bound: Int) -> Int {
            seed = seed &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Int((seed >> 33) % UInt64(bound))
        }
        var read = 0
        for _ in 0..<20_000 {
            var bytes = base
            for _ in 0...next(3) {
                switch next(3) {
                case 0: bytes[next(bytes.count)] = UInt8(next(256))
                case 1: bytes.remove(at: next(bytes.count))
                default: bytes.insert(Array("{}[],:\"0\\".utf8)[next(9)], at: next(bytes.count))
                }
            }
            let strict = try? JSONReader.read(bytes)
            let tree = try? FactReader.read(bytes) { reader throws(FactUnreadable) in try reader.json() }
            #expect(strict == tree)
            if let strict, (try? FactReader.read(bytes) { r throws(FactUnreadable) in try Sample(&r) }) != nil
            {
                read += 1
                _ = strict
            }
        }
        #expect(read > 0)
    }
}

private struct Sample {
    var text: String?
    var whole: Int64?
    var real: Double?
    var holds: Bool?
    var isNone = false
    var items: [String] = []
    var moment: Instant?

    init(_ reader: inout FactReader) throws(FactUnreadable) {
        try reader.beginObject()
        while let name = try reader.nextMember() {
            switch name {
            case "text": text = try reader.text()
            case "whole": whole = try reader.whole()
            case "real": real = try reader.real()
            case "holds": holds = try reader.truth()
            case "none": isNone = try reader.isNull()
            case "items": items = try reader.texts()
            case "moment": moment = try reader.moment()
            default: try reader.skip()
            }
        }
    }
}

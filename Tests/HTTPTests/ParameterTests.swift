import Core
import HTTP
import LuxTesting
import Module
import Testing

@Suite struct `Parameters are read as declared` {
    static let queries: [(String?, [String])] = [
        (nil, []), ("", []), ("a=1", ["a", "1"]), ("a=1&b=2", ["a", "1", "b", "2"]), ("a", ["a", ""]),
        ("a=b=c", ["a", "b=c"]),
        ("a=x+y%20z", ["a", "x y z"]), ("%C3%A7=%c3%a3", ["ç", "ã"]), ("&&a=1&", ["a", "1"]),
    ]

    @Test(arguments: queries)
    func `query text is decoded`(_ query: String?, _ flat: [String]) throws {
        let pairs = try #require(QueryText.pairs(in: query))
        #expect(pairs.flatMap { [$0.name, $0.value] } == flat)
    }

    @Test(arguments: ["a=%", "a=%1", "a=%zz", "a=%ff", "%c3=1"])
    func `a broken escape or byte is refused`(_ query: String) {
        #expect(QueryText.pairs(in: query) == nil)
    }

    @Test func `a segment of a path is decoded, and a plus in it is a plus`() {
        #expect(QueryText.segment("c%C3%B3pia+1%2F2") == "cópia+1/2" && QueryText.segment("") == "")
        #expect(QueryText.segment("%") == nil && QueryText.segment("%ff") == nil)
    }

    static let reading = ParameterReading(declared: [
        .init("id", in: .path, .text, ""), .init("limit", in: .query, .integer(1...100), ""),
        .init("share", in: .query, .number(0...1), ""), .init("on", in: .query, .boolean, ""),
        .init("text", in: .query, .text, ""),
    ])

    @Test func `each becomes a value of its kind`() throws {
        let query = [("limit", "7"), ("share", "0.5"), ("on", "true"), ("text", "7")].map {
            (name: $0.0, value: $0.1)
        }
        let values = try Self.reading.read(path: { _ in "x" }, query: query)
        #expect(values == ["id": "x", "limit": 7, "share": 0.5, "on": true, "text": "7"])
    }

    static let refused: [(String, String, String)] = [
        ("limit", "0", "must be a whole number from 1 to 100"),
        ("limit", "x", "must be a whole number, not a string"),
        ("limit", "99999999999999999999", "must be a whole number, not a string"),
        ("share", "inf", "must be a number, not a string"),
        ("on", "yes", "must be a boolean, not a string"),
        ("other", "1", "is not known here; known are: limit, share, on, text"),
    ]

    @Test(arguments: refused)
    func `what is none is refused by name`(_ name: String, _ value: String, _ reason: String) {
        let problem = #expect(throws: Problem.self) {
            try Self.reading.read(path: { _ in "x" }, query: [(name, value)])
        }
        #expect(problem?.violations == [.init(pointer: "?\(name)", reason: reason)])
    }

    @Test func `one that stands twice is refused`() {
        let problem = #expect(throws: Problem.self) {
            try Self.reading.read(path: { _ in nil }, query: [("limit", "1"), ("limit", "2")])
        }
        #expect(problem?.violations.first?.reason == "stands twice")
    }

    @Test func `one that stands forty times is named twice: for what it says, and for standing again`() {
        let query = (0..<40).map { (name: "limit", value: "x\($0)") }
        let problem = #expect(throws: Problem.self) {
            try Self.reading.read(path: { _ in nil }, query: query)
        }
        #expect(
            problem?.violations.map(\.reason) == ["must be a whole number, not a string", "stands twice"])
    }

    @Test func `of many that are not known as many are named as an answer may hold`() {
        let query = (0..<100).map { (name: "other\($0)", value: "") }
        let problem = #expect(throws: Problem.self) {
            try Self.reading.read(path: { _ in nil }, query: query)
        }
        #expect(problem?.violations.count == Schema.violationsMax)
        #expect(problem?.detail.hasSuffix("and 99 more.") == true)
    }
}

@Suite struct `Names of a server` {
    static let authorities = [
        ("Lux.Example.org:8080", "lux.example.org"), ("[::1]:80", "::1"), ("127.0.0.1", "127.0.0.1"),
        ("", ""), ("[", ""),
    ]

    @Test(arguments: authorities)
    func `are told from ports`(_ authority: String, _ name: String) {
        #expect(HostNames.name(in: authority) == name)
    }

    @Test(arguments: [
        ("localhost", true), ("127.8.9.1", true), ("::1", true), ("127.x", false), ("128.0.0.1", false),
        ("", false),
    ])
    func `are loopback's or not`(_ name: String, _ isLoopback: Bool) {
        #expect(HostNames.isLoopback(name) == isLoopback)
    }
}

@Suite struct `The share of failed requests` {
    @Test func `is told by endpoint over the last five minutes`() {
        let clock = FakeClock()
        let rates = ErrorRates(clock: clock.clock)
        for number in 0..<10 { _ = rates.record(endpoint: "/a", failed: number == 0) }
        _ = rates.record(endpoint: "/b", failed: false)
        #expect(rates.current.map(\.endpoint) == ["/a", "/b"] && rates.current.map(\.rate) == [0.1, 0])
        clock.advance(by: .seconds(301))
        #expect(rates.current.map(\.rate) == [0, 0])
    }

    @Test func `raises the alarm once each time it passes the limit`() {
        let clock = FakeClock()
        let rates = ErrorRates(clock: clock.clock)
        let first = (0..<100).count { rates.record(endpoint: "/a", failed: $0 >= 80) }
        clock.advance(by: .seconds(400))
        let calm = (0..<100).count { _ in rates.record(endpoint: "/a", failed: false) }
        let second = (0..<100).count { _ in rates.record(endpoint: "/a", failed: true) }
        #expect(first == 1 && calm == 0 && second == 1)
    }

    @Test func `says nothing about a handful of requests`() {
        let rates = ErrorRates(clock: FakeClock().clock)
        #expect(!(0..<19).contains { _ in rates.record(endpoint: "/a", failed: true) })
    }
}

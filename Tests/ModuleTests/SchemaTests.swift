import Core
import Module
import Testing

@Suite struct `Schemas check what comes in` {
    static let person = Schema.object([
        .init("name", .text(.init(length: 1...5)), required: true, "Name"),
        .init("age", .integer(0...150), "Age"),
        .init("share", .number(0...1), "Share"),
        .init("kind", .text(.init(choices: ["a", "b"])), "Kind"),
        .init("tags", .list(of: .text, count: 0...2), "Tags"),
        .init("extra", .map(of: .boolean), "Extra"),
        .init("nick", .nullable(.text), "Nick"),
        .init("any", .anything, "Any"),
        .init("child", .named("child", .object([.init("ok", .boolean, required: true, "Ok")])), "Child"),
    ])

    static let good: [JSON] = [
        ["name": "Ana"], ["name": "Ana", "age": 0, "share": 1, "kind": "a", "tags": ["x", "y"]],
        ["name": "çãéíõ", "age": .number(3.0), "share": 0.5, "extra": ["x": true], "nick": .null, "any": [1, .null]],
        ["name": "Ana", "child": ["ok": false]],
    ]

    @Test(arguments: good)
    func `what fits passes`(_ value: JSON) {
        #expect(Self.person.violations(in: value).isEmpty)
    }

    static let bad: [(JSON, String, String)] = [
        ([], "", "must be an object, not an array"), ("x", "", "must be an object, not a string"),
        ([:] as JSON, "/name", "is required"),
        (["name": 7], "/name", "must be a string, not a number"), (["name": ""], "/name", "must not be empty"),
        (["name": "abcdef"], "/name", "must have at most 5 characters"),
        (["name": "a", "age": -1], "/age", "must be a whole number from 0 to 150"),
        (["name": "a", "age": 1.5], "/age", "must be a whole number, not a number"),
        (["name": "a", "age": 1e300], "/age", "must be a whole number, not a number"),
        (["name": "a", "share": 1.5], "/share", "must be a number from 0.0 to 1.0"),
        (["name": "a", "share": "x"], "/share", "must be a number, not a string"),
        (["name": "a", "kind": "c"], "/kind", "must be one of: a, b"),
        (["name": "a", "tags": ["x", "y", "z"]], "/tags", "must have from 0 to 2 items, not 3"),
        (["name": "a", "tags": ["x", 1]], "/tags/1", "must be a string, not a number"),
        (["name": "a", "tags": "x"], "/tags", "must be an array, not a string"),
        (["name": "a", "extra": ["a/b": 1]], "/extra/a~1b", "must be a boolean, not a number"),
        (["name": "a", "extra": true], "/extra", "must be an object, not a boolean"),
        (["name": "a", "nick": false], "/nick", "must be a string, not a boolean"),
        (["name": "a", "child": ["ok": .null]], "/child/ok", "must be a boolean, not a null"),
    ]

    @Test(arguments: bad)
    func `what does not fit is named by place and reason`(_ value: JSON, _ pointer: String, _ reason: String) throws {
        let violation = try #require(Self.person.violations(in: value).first)
        #expect(violation == .init(pointer: pointer, reason: reason))
    }

    @Test func `an unknown field is refused with those that are known`() throws {
        let schema = Schema.object([.init("a", .text, "A"), .init("b", .text, "B")])
        let value: JSON = ["c~d": 1]
        #expect(schema.violations(in: value) == [.init(pointer: "/c~0d", reason: "is not known here; known are: a, b")])
    }

    @Test func `of several shapes the one whose required fields are there is meant`() {
        let either = Schema.either([
            .object([.init("text", .text, required: true, "")]), .object([.init("documents", .list(of: .text, count: 1...2), required: true, "")]),
        ])
        let batch: JSON = ["documents": [1]]
        let neither: JSON = ["x": 1]
        #expect(either.violations(in: batch).map(\.pointer) == ["/documents/0"])
        #expect(either.violations(in: neither).first?.pointer == "/text")
    }

    @Test func `no more violations are listed than the limit`() {
        let value = JSON.array(Array(repeating: 1, count: 1000))
        let unknown = JSON.object((0..<100).map { JSON.Member("f\($0)", 1) })
        #expect(Schema.list(of: .text, count: 0...2000).violations(in: value).count == Schema.violationsMax)
        #expect(Schema.object([]).violations(in: unknown).count == Schema.violationsMax)
    }
}

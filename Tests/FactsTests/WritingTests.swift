import Core
import Facts
import Testing

@Suite struct `Writing a fact` {
    @Test func `makes the JSON that was meant`() throws {
        var object = FactWriter()
        object.member("text", "a\"b\n")
        object.member("whole", 3)
        object.member("real", 0.5)
        object.member("holds", false)
        object.member("moment", Instant(milliseconds: 0))
        object.member("day", CivilDate(daysSince1970: 1))
        object.member("texts", ["x", "y"])
        object.member("none", [String]())
        object.member("inner") { $0.member("a", 1) }
        object.member("list", [1, 2]) { $0.member("n", $1) }
        object.member("tree", json: ["k": [1, .null]])
        object.member("name", Sealed(person: "p", bytes: [1, 2, 3, 4]))
        object.member("last", 1)
        let wanted = """
            {"text":"a\\"b\\n","whole":3,"real":0.5,"holds":false,"moment":"1970-01-01T00:00:00.000Z",\
            "day":"1970-01-02","texts":["x","y"],"none":[],"inner":{"a":1},"list":[{"n":1},{"n":2}],\
            "tree":{"k":[1,null]},"name":{"sealed":"AQIDBA==","person":"p"},"last":1}
            """
        #expect(String(decoding: object.finished, as: UTF8.self) == wanted)
        #expect(throws: Never.self) { try JSONReader.read(object.finished) }
        #expect(String(decoding: FactWriter().finished, as: UTF8.self) == "{}")
    }

    @Test func `brings sealed values back`() throws {
        let sealed = Sealed(person: "0198-x", bytes: Array(0...255))
        var object = FactWriter()
        object.member("name", sealed)
        let back = try FactReader.read(object.finished) { reader throws(FactUnreadable) in
            try reader.beginObject()
            _ = try reader.nextMember()
            let sealed = try reader.sealed()
            #expect(try reader.nextMember() == nil)
            return sealed
        }
        #expect(back == sealed)
    }

    @Test(arguments: [
        ("", ""), ("f", "Zg=="), ("fo", "Zm8="), ("foo", "Zm9v"), ("foob", "Zm9vYg=="), ("fooba", "Zm9vYmE="),
        ("foobar", "Zm9vYmFy"),
    ])
    func `writes Base64 as RFC 4648 has it`(_ plain: String, _ encoded: String) {
        #expect(Base64.text(Array(plain.utf8)) == encoded)
        #expect(Base64.bytes(encoded) == Array(plain.utf8))
    }

    @Test(arguments: ["A", "AA", "AAA", "A===", "Zh==", "Zm9=", "Zm9v!", "Zm 9", "====", "Zg==Zg==", "Zg=a"])
    func `refuses what is no Base64`(_ text: String) {
        #expect(Base64.bytes(text) == nil)
    }

    @Test(arguments: [
        "process", "", ".a", "a.", "a..b", "A.b", "a.B", "1a.b", "a b.c", String(repeating: "a.b", count: 40),
    ])
    func `refuses a kind of another form`(_ text: String) {
        #expect(FactKind(text) == nil)
    }

    @Test func `knows the topics that were promised`() {
        #expect(
            FactKind.promised.map(\.text) == [
                "process.created", "process.updated", "notification.send", "document.generated",
                "tenant.provisioned", "billing.processed",
            ])
        for kind in FactKind.promised { #expect(FactKind(kind.text) == kind) }
    }
}

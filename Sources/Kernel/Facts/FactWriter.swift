package import Core

/// Writes the members of a fact's JSON object, in the order in which they are named.
package struct FactWriter {
    private var json = JSONWriter(reserving: 256)
    private var isFirst = true

    package init() {
        json.write(raw: "{")
    }

    package var finished: [UInt8] {
        var json = json
        json.write(raw: "}")
        return json.bytes
    }

    private mutating func begin(_ name: StaticString) {
        separate()
        json.write(raw: "\"")
        json.write(raw: name)
        json.write(raw: "\":")
    }

    private mutating func separate() {
        if !isFirst { json.write(raw: ",") }
        isFirst = false
    }

    package mutating func member(_ name: StaticString, _ text: String) {
        begin(name)
        json.write(string: text)
    }

    package mutating func member(_ name: StaticString, _ whole: Int64) {
        begin(name)
        json.write(integer: whole)
    }

    package mutating func member(_ name: StaticString, _ whole: Int) {
        member(name, Int64(whole))
    }

    package mutating func member(_ name: StaticString, _ real: Double) {
        begin(name)
        json.write(number: real)
    }

    package mutating func member(_ name: StaticString, _ holds: Bool) {
        begin(name)
        json.write(.bool(holds))
    }

    /// RFC 3339 in UTC.
    package mutating func member(_ name: StaticString, _ moment: Instant) {
        member(name, moment.written)
    }

    package mutating func member(_ name: StaticString, _ day: CivilDate) {
        member(name, day.written)
    }

    package mutating func member<Entity>(_ name: StaticString, _ id: ID<Entity>) {
        member(name, id.text)
    }

    package mutating func member(_ name: StaticString, json value: JSON) {
        begin(name)
        json.write(value)
    }

    package mutating func member(_ name: StaticString, _ sealed: Sealed) {
        member(name) { object in
            object.member("sealed", Base64.text(sealed.bytes))
            object.member("person", sealed.person)
        }
    }

    package mutating func member(_ name: StaticString, _ members: (inout FactWriter) -> Void) {
        begin(name)
        object(members)
    }

    package mutating func member(_ name: StaticString, _ texts: [String]) {
        begin(name)
        list(texts) { $0.json.write(string: $1) }
    }

    /// An array of objects.
    package mutating func member<Item>(
        _ name: StaticString, _ items: [Item], _ members: (inout FactWriter, Item) -> Void
    ) {
        begin(name)
        list(items) { writer, item in writer.object { members(&$0, item) } }
    }

    private mutating func object(_ members: (inout FactWriter) -> Void) {
        json.write(raw: "{")
        isFirst = true
        members(&self)
        isFirst = false
        json.write(raw: "}")
    }

    private mutating func list<Item>(_ items: [Item], _ write: (inout FactWriter, Item) -> Void) {
        json.write(raw: "[")
        isFirst = true
        for item in items {
            separate()
            write(&self, item)
        }
        isFirst = false
        json.write(raw: "]")
    }
}

/// A value that can be read only as long as its person's key exists.
package struct Sealed: Hashable, Sendable {
    /// Whose key it was sealed with.
    package let person: String
    package let bytes: [UInt8]

    package init(person: String, bytes: [UInt8]) {
        (self.person, self.bytes) = (person, bytes)
    }
}

package import Core

/// One difference between two JSON values.
package struct JSONChange: Hashable, Sendable {
    /// RFC 6901; empty for the whole.
    package let pointer: String
    /// Nil when it was not there.
    package let before: JSON?
    /// Nil when it is gone.
    package let after: JSON?

    package init(pointer: String, before: JSON?, after: JSON?) {
        (self.pointer, self.before, self.after) = (pointer, before, after)
    }

    /// Down to the members and items that differ. Bytes that are no JSON count as one text.
    package static func between(_ before: [UInt8], _ after: [UInt8]) -> [JSONChange] {
        between(value(before), value(after), at: "")
    }

    private static func value(_ bytes: [UInt8]) -> JSON {
        (try? JSONReader.read(bytes)) ?? .string(String(decoding: bytes, as: UTF8.self))
    }

    static func between(_ before: JSON?, _ after: JSON?, at pointer: String) -> [JSONChange] {
        guard before != after else { return [] }
        if let old = before?.members, let new = after?.members {
            let added = new.map(\.name).filter { name in !old.contains { $0.name == name } }
            return (old.map(\.name) + added).flatMap { name in
                between(before?[name], after?[name], at: "\(pointer)/\(JSONPointer.escaped(name))")
            }
        }
        if let old = before?.items, let new = after?.items {
            return (0..<max(old.count, new.count)).flatMap { index in
                between(before?[index], after?[index], at: "\(pointer)/\(index)")
            }
        }
        return [JSONChange(pointer: pointer, before: before, after: after)]
    }
}

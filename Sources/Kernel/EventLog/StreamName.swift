package import Persistence

/// What a sequence of events is about: `case/0000123-45.2024.8.26.0100`. Stands in logs, envelopes and URLs, so it
/// holds nothing personal.
package struct StreamName: Hashable, Sendable, CustomStringConvertible {
    package static let bytesMax = 200

    package let text: String

    /// Not `CATEGORY/ID`: lower-case words, a slash, and letters, digits or `.:_~-`.
    package struct Malformed: Error, Equatable {
        package init() {}
    }

    package init(_ text: String) throws(Malformed) {
        let parts = text.utf8.split(
            separator: UInt8(ascii: "/"), maxSplits: 1, omittingEmptySubsequences: false)
        guard text.utf8.count <= Self.bytesMax, parts.count == 2, let first = parts[0].first,
            (0x61...0x7a).contains(first), parts[0].allSatisfy(Self.isOfCategory), !parts[1].isEmpty,
            parts[1].allSatisfy(Self.isOfID)
        else { throw Malformed() }
        self.text = text
    }

    package init(_ category: String, _ id: String) throws(Malformed) {
        try self.init(category + "/" + id)
    }

    /// A name that was checked when it was stored.
    init(stored text: String) {
        self.text = text
    }

    package var category: Substring { text.prefix { $0 != "/" } }
    package var description: String { text }

    private static func isOfCategory(_ byte: UInt8) -> Bool {
        switch byte {
        case 0x61...0x7a, 0x30...0x39, UInt8(ascii: "-"): true
        default: false
        }
    }

    private static func isOfID(_ byte: UInt8) -> Bool {
        switch byte {
        case 0x61...0x7a, 0x41...0x5a, 0x30...0x39, UInt8(ascii: "."), UInt8(ascii: ":"), UInt8(ascii: "_"),
            UInt8(ascii: "~"), UInt8(ascii: "-"):
            true
        default: false
        }
    }
}

extension StreamName: SQLBindable {
    package static var columnWord: String { "TEXT" }
    package var sqlValue: SQLValue { .text(text) }
    package init?(sqlValue: SQLValue) {
        guard case .text(let text) = sqlValue else { return nil }
        self.init(stored: text)
    }
}

import Core

/// Something that happened, in the past tense, as parts of Lux tell each other. Small: what a reader needs in
/// order to act, not a copy of the row.
///
/// Its JSON has a version. `write` makes the newest; `init` reads every version that was ever written, so a fact
/// stays readable for ever.
package protocol Fact: Sendable {
    static var kind: FactKind { get }
    /// Of the JSON that `write` makes, from 1.
    static var version: Int { get }

    /// Adds the members of the JSON object.
    func write(to object: inout FactWriter)
    /// Reads the whole object, written as `version`, which is from 1 to `Self.version`.
    init(from reader: inout FactReader, version: Int) throws(FactUnreadable)
}

extension Fact {
    package var body: [UInt8] {
        var object = FactWriter()
        write(to: &object)
        return object.finished
    }

    @inlinable
    package static func read(_ body: [UInt8], version: Int) throws(FactUnreadable) -> Self {
        guard (1...Self.version).contains(version) else {
            throw FactUnreadable(.version(version, known: Self.version), at: 0)
        }
        return try FactReader.read(body) { reader throws(FactUnreadable) in
            try Self(from: &reader, version: version)
        }
    }
}

/// What a fact is called: `process.created`. Also the topic under which other systems hear of it.
package struct FactKind: Hashable, Sendable, CustomStringConvertible {
    package static let bytesMax = 100

    package let text: String

    /// Nil unless it is words of lower-case letters, digits, `_` and `-` with dots between, two or more.
    package init?(_ text: String) {
        guard text.utf8.count <= Self.bytesMax, Self.isWellFormed(text) else { return nil }
        self.text = text
    }

    /// A name that was checked when it was stored.
    package init(stored text: String) {
        self.text = text
    }

    package var description: String { text }

    private static func isWellFormed(_ text: String) -> Bool {
        let words = text.utf8.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
        return words.count > 1
            && words.allSatisfy { word in
                word.first.map { (0x61...0x7a).contains($0) } == true && word.allSatisfy(isOfWord)
            }
    }

    private static func isOfWord(_ byte: UInt8) -> Bool {
        switch byte {
        case 0x61...0x7a, 0x30...0x39, UInt8(ascii: "_"), UInt8(ascii: "-"): true
        default: false
        }
    }
}

extension FactKind: ExpressibleByStringLiteral {
    package init(stringLiteral text: StaticString) {
        guard let kind = FactKind(text.description) else { preconditionFailure("\(text) is no kind of fact") }
        self = kind
    }
}

/// Topics that other systems were promised.
extension FactKind {
    package static let processCreated: FactKind = "process.created"
    package static let processUpdated: FactKind = "process.updated"
    package static let notificationSend: FactKind = "notification.send"
    package static let documentGenerated: FactKind = "document.generated"
    package static let tenantProvisioned: FactKind = "tenant.provisioned"
    package static let billingProcessed: FactKind = "billing.processed"

    package static let promised = [
        processCreated, processUpdated, notificationSend, documentGenerated, tenantProvisioned,
        billingProcessed,
    ]
}

/// Why a fact's JSON cannot be read. Names no value, which may be personal.
package struct FactUnreadable: Error, Hashable, CustomStringConvertible {
    package enum Reason: Hashable, Sendable {
        case unexpectedEnd, unexpectedByte, notUTF8, badNumber, tooDeep, trailingBytes
        case missing(String)
        /// A member whose value is not one of those it can have.
        case badValue(String)
        case version(Int, known: Int)
    }

    package let reason: Reason
    /// In bytes from the start of the JSON.
    package let byteOffset: Int

    package init(_ reason: Reason, at byteOffset: Int) {
        (self.reason, self.byteOffset) = (reason, byteOffset)
    }

    package var description: String {
        switch reason {
        case .missing(let name): "the fact has no member \(name)"
        case .badValue(let name): "the fact's member \(name) has a value that it cannot have"
        case .version(let version, let known):
            "the fact is of version \(version), and \(known) is the newest known"
        case .unexpectedEnd, .unexpectedByte, .notUTF8, .badNumber, .tooDeep, .trailingBytes:
            "the fact's JSON breaks off at byte \(byteOffset): \(reason)"
        }
    }
}

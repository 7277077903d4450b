import Core
import Crypto
import Facts

/// One ring of a stream's hash chain: SHA-256 over the link before it and everything the event says, the body as
/// it is stored. What is sealed in the body can lose its key and the chain still holds.
struct Link: Hashable, Sendable {
    static let byteCount = 32
    /// Before the first event of a stream.
    static let none = Link([UInt8](repeating: 0, count: byteCount))

    let bytes: [UInt8]

    init(_ bytes: [UInt8]) {
        self.bytes = bytes
    }

    /// The position is left out: the database chooses it. Checkpoints bind it.
    init(_ event: Event, after previous: Link) {
        var hash = SHA256()
        hash.update(data: previous.bytes)
        hash.update(data: Self.header(of: event))
        hash.update(data: event.body)
        bytes = Array(hash.finalize())
    }

    /// Each text with its length before it, so that no two events have the same bytes.
    private static func header(of event: Event) -> [UInt8] {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(256)
        for text in [
            "lux.event.1", event.tenant.text, event.stream.text, event.idText, event.kind.text, event.actor,
            event.trace,
        ] {
            bytes.append(number: Int64(text.utf8.count))
            bytes.append(contentsOf: text.utf8)
        }
        for number in [
            event.version, Int64(event.schemaVersion), event.occurredAt.milliseconds,
            event.recordedAt.milliseconds, Int64(event.body.count),
        ] {
            bytes.append(number: number)
        }
        return bytes
    }
}

extension [UInt8] {
    mutating func append(number: Int64) {
        Swift.withUnsafeBytes(of: number.bigEndian) { append(contentsOf: $0) }
    }
}

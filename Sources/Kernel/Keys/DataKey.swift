package import Core
import Crypto

/// Somebody whose data can be erased by destroying a key.
package enum Person {}
package typealias PersonID = ID<Person>

/// Seals what belongs to one person, or to a tenant but to no person: AES-256-GCM, bound to its owner and to
/// the place it was sealed for, so that it opens nowhere else.
///
/// A sealed value is a version byte, a random nonce of 12 bytes, the ciphertext, and a tag of 16 bytes.
package struct DataKey: Sendable {
    /// How much longer a sealed value is than the plain one.
    package static let overhead = 29
    private static let version: UInt8 = 1

    private let key: SymmetricKey
    private let owner: [UInt8]

    init(_ key: SymmetricKey, tenant: TenantID, person: PersonID?) {
        self.key = key
        owner = SealContext("data", tenant.text, person?.text ?? "").bytes
    }

    package func seal(_ plain: [UInt8], for context: SealContext) throws -> [UInt8] {
        try [Self.version] + Wrapping.seal(plain, with: key, for: owner + context.bytes)
    }

    package func open(_ sealed: [UInt8], for context: SealContext) throws(SealBroken) -> [UInt8] {
        guard sealed.first == Self.version else { throw .notSealed }
        return try Wrapping.open(sealed[1...], with: key, for: owner + context.bytes)
    }
}

/// Where a sealed value stands: `SealContext("event", stream, eventID, "name")`. Each part counts with its
/// length, so that no two places look alike.
package struct SealContext: Sendable {
    let bytes: [UInt8]

    package init(_ purpose: StaticString, _ parts: String...) {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(64)
        purpose.withUTF8Buffer { Self.append($0, to: &bytes) }
        for var part in parts { part.withUTF8 { Self.append($0, to: &bytes) } }
        self.bytes = bytes
    }

    private static func append(_ part: UnsafeBufferPointer<UInt8>, to bytes: inout [UInt8]) {
        withUnsafeBytes(of: UInt32(part.count).littleEndian) { bytes.append(contentsOf: $0) }
        bytes.append(contentsOf: part)
    }
}

/// What does not open.
package enum SealBroken: Error, Hashable {
    /// Not made by `seal`, or by a later version.
    case notSealed
    /// Altered, cut, or sealed for another owner, place or key.
    case altered
}

/// AES-256-GCM with random nonces: nonce, ciphertext and tag in one.
enum Wrapping {
    static func seal(_ plain: [UInt8], with key: SymmetricKey, for place: [UInt8]) throws -> [UInt8] {
        let box = try AES.GCM.seal(plain, using: key, authenticating: place)
        var bytes: [UInt8] = []
        bytes.reserveCapacity(plain.count + DataKey.overhead)
        bytes.append(contentsOf: box.nonce)
        bytes.append(contentsOf: box.ciphertext)
        bytes.append(contentsOf: box.tag)
        return bytes
    }

    static func open(
        _ sealed: ArraySlice<UInt8>, with key: SymmetricKey, for place: [UInt8]
    ) throws(SealBroken) -> [UInt8] {
        guard let box = try? AES.GCM.SealedBox(combined: sealed) else { throw .notSealed }
        guard let plain = try? AES.GCM.open(box, using: key, authenticating: place) else { throw .altered }
        return Array(plain)
    }
}

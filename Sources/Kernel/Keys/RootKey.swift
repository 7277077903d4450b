import Core
package import Crypto

/// A secret of 32 bytes from which a key for each use is derived; it encrypts nothing itself. Its description
/// shows only its fingerprint.
package struct RootKey: Sendable, Equatable, CustomStringConvertible, CustomReflectable {
    private let secret: SymmetricKey

    package static let byteCount = 32

    package static func random() -> RootKey { RootKey(SymmetricKey(size: .bits256)) }

    /// - Parameter secret: of 32 bytes
    init(_ secret: SymmetricKey) {
        self.secret = secret
    }

    /// Tells keys apart, 16 hexadecimal digits; tells nothing about the key.
    package var fingerprint: String {
        let digest = HMAC<SHA256>.authenticationCode(for: Array("lux fingerprint".utf8), using: secret)
        return Hexadecimal.text(digest.prefix(8))
    }

    /// Nil unless these are 64 lower-case hexadecimal digits.
    package init?(hexadecimal digits: some Collection<UInt8>) {
        guard let bytes = Hexadecimal.bytes(digits), bytes.count == Self.byteCount else { return nil }
        self.init(SymmetricKey(data: bytes))
    }

    /// The key for one use (HKDF with SHA-256, RFC 5869). Another use or salt has a key that tells nothing about
    /// this one.
    package func derived(for use: String, salt: [UInt8] = []) -> SymmetricKey {
        HKDF<SHA256>.deriveKey(
            inputKeyMaterial: secret, salt: salt, info: Array(use.utf8), outputByteCount: Self.byteCount)
    }

    var bytes: [UInt8] { secret.withUnsafeBytes { Array($0) } }
    var hexadecimal: String { Hexadecimal.text(bytes) }

    package var description: String { "key \(fingerprint)" }
    package var customMirror: Mirror { Mirror(self, children: []) }
}

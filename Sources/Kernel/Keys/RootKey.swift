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

/// Bytes as pairs of lower-case digits.
package enum Hexadecimal {
    package static func text(_ bytes: some Sequence<UInt8>) -> String {
        String(decoding: bytes.flatMap { [digit($0 >> 4), digit($0 & 0xf)] }, as: UTF8.self)
    }

    /// Nil for an odd count and for other characters.
    package static func bytes(_ digits: some Collection<UInt8>) -> [UInt8]? {
        guard digits.count.isMultiple(of: 2) else { return nil }
        var (bytes, high): ([UInt8], UInt8?) = ([], nil)
        bytes.reserveCapacity(digits.count / 2)
        for digit in digits {
            guard let value = value(of: digit) else { return nil }
            if let first = high {
                bytes.append(first << 4 | value)
                high = nil
            } else {
                high = value
            }
        }
        return bytes
    }

    private static func digit(_ nibble: UInt8) -> UInt8 { nibble < 10 ? 0x30 + nibble : 0x57 + nibble }

    private static func value(of digit: UInt8) -> UInt8? {
        switch digit {
        case 0x30...0x39: digit - 0x30
        case 0x61...0x66: digit - 0x57
        default: nil
        }
    }
}

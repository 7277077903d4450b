import Core
import Crypto
import Keys

/// The first 64 bytes of an archive, in clear: what it is, how it is encrypted, and a check of all that.
///
/// After it come chunks: a length of 4 bytes, its highest bit set on the last chunk, and as many bytes of
/// AES-256-GCM. A chunk's nonce is its number, and header, number and length are authenticated with it, so that
/// chunks cannot be changed, left out, moved or added. What they hold is one stream of zlib's format.
struct ArchiveHeader {
    static let byteCount = 64
    static let chunkMax = 256 * 1024
    static let tagBytes = 16
    static let lastFlag: UInt32 = 1 << 31

    private static let magic = Array("LUXBACK".utf8)
    private static let format: UInt8 = 1
    private static let saltBytes = 32

    let bytes: [UInt8]
    private let key: SymmetricKey

    /// A new archive's. Without a key it is only guarded against accidents: anyone can read it, or make one.
    init(sealedWith root: RootKey?, _ origin: BackupOrigin) {
        let salt = SymmetricKey(size: .bits256).withUnsafeBytes { Array($0) }
        let fingerprint = root.flatMap { Hexadecimal.bytes(Array($0.fingerprint.utf8)) }
        var bytes = Self.magic + [Self.format, root == nil ? 0 : 1] + salt
        bytes += fingerprint ?? [UInt8](repeating: 0, count: 8)
        bytes.append(origin.rawValue)
        bytes += [UInt8](repeating: 0, count: Self.byteCount - Self.checkBytes - bytes.count)
        self.bytes = bytes + Self.check(bytes)
        key = Self.key(root, salt)
    }

    init(reading bytes: [UInt8], with root: RootKey?) throws(ArchiveRefused.Reason) {
        try Self.check(header: bytes)
        let fingerprint = Hexadecimal.text(bytes[9 + Self.saltBytes..<9 + Self.saltBytes + 8])
        if bytes[8] == 1, root?.fingerprint != fingerprint {
            throw .otherKey(wanted: fingerprint, found: root?.fingerprint)
        }
        self.bytes = bytes
        key = Self.key(bytes[8] == 1 ? root : nil, Array(bytes[9..<9 + Self.saltBytes]))
    }

    private static let checkBytes = 8

    /// Who made an archive that begins with `bytes`, which takes no key to tell.
    static func origin(in bytes: [UInt8]) throws(ArchiveRefused.Reason) -> BackupOrigin {
        try check(header: bytes)
        // What a newer version may write there is no reason to remove anything.
        return BackupOrigin(rawValue: bytes[9 + saltBytes + 8]) ?? .hand
    }

    private static func check(header bytes: [UInt8]) throws(ArchiveRefused.Reason) {
        guard bytes.starts(with: magic) else { throw .notAnArchive }
        guard bytes.count == byteCount else { throw .truncated(atByte: bytes.count) }
        guard check(bytes.dropLast(checkBytes)) == Array(bytes.suffix(checkBytes)) else {
            throw .damaged("its header", atByte: 0)
        }
        guard bytes[7] == format else { throw .newerFormat(Int(bytes[7])) }
    }

    private static func check(_ bytes: some Sequence<UInt8>) -> [UInt8] {
        Array(SHA256.hash(data: Array(bytes)).prefix(checkBytes))
    }

    private static func key(_ root: RootKey?, _ salt: [UInt8]) -> SymmetricKey {
        if let root { return root.derived(for: "lux archive", salt: salt) }
        return HKDF<SHA256>.deriveKey(
            inputKeyMaterial: SymmetricKey(data: salt), info: Array("lux open archive".utf8),
            outputByteCount: 32)
    }

    // MARK: Chunks

    func sealed(_ chunk: [UInt8], number: Int, isLast: Bool) throws -> [UInt8] {
        let length = UInt32(chunk.count + Self.tagBytes) | (isLast ? Self.lastFlag : 0)
        let head = (0..<4).map { UInt8(truncatingIfNeeded: length >> (24 - 8 * UInt32($0))) }
        let box = try AES.GCM.seal(chunk, using: key, nonce: Self.nonce(number), authenticating: bytes + head)
        return head + Array(box.ciphertext) + Array(box.tag)
    }

    /// Nil when it is not what was sealed.
    func opened(_ sealed: [UInt8], after head: [UInt8], number: Int) -> [UInt8]? {
        guard sealed.count >= Self.tagBytes, let nonce = try? Self.nonce(number),
            let box = try? AES.GCM.SealedBox(
                nonce: nonce, ciphertext: sealed.dropLast(Self.tagBytes), tag: sealed.suffix(Self.tagBytes))
        else { return nil }
        return (try? AES.GCM.open(box, using: key, authenticating: bytes + head)).map { Array($0) }
    }

    private static func nonce(_ number: Int) throws -> AES.GCM.Nonce {
        try AES.GCM.Nonce(
            data: [0, 0, 0, 0] + (0..<8).map { UInt8(truncatingIfNeeded: number >> (56 - 8 * $0)) })
    }
}

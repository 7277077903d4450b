import Blobs
import Core
import Crypto
import Disk
import Persistence

/// One blob on the disk, encrypted so that any part can be read alone.
///
/// A header of 80 bytes - magic, salt, sealed facts - and then pieces of 64 KiB, each with its tag. The key is
/// the tenant's, derived with the salt, so it is this file's alone and the nonces may count: piece 0, 1, 2, …,
/// and the highest number for the facts, which are the id and the length.
struct BlobFile {
    static let pieceBytes = 65_536
    static let headerBytes = magic.count + saltBytes + factsBytes + tagBytes

    private static let magic = Array("LUXBLOB1".utf8)
    private static let saltBytes = 16
    private static let factsBytes = BlobID.byteCount + 8
    private static let tagBytes = 16

    private let salt: [UInt8]
    private let key: SymmetricKey

    /// A new file's.
    init(key: SymmetricKey) {
        self.init(key: key, salt: SymmetricKey(size: .bits128).withUnsafeBytes { Array($0) })
    }

    private init(key: SymmetricKey, salt: [UInt8]) {
        self.salt = salt
        self.key = HKDF<SHA256>.deriveKey(
            inputKeyMaterial: key, salt: salt, info: Array("lux blob".utf8), outputByteCount: 32)
    }

    /// Length of the plain content of a file of that length.
    static func contentBytes(ofFile byteCount: Int) -> Int {
        let body = max(0, byteCount - headerBytes)
        let pieces = (body + pieceBytes + tagBytes - 1) / (pieceBytes + tagBytes)
        return max(0, body - pieces * tagBytes)
    }

    // MARK: Writing

    func header(for blob: Blob) throws -> [UInt8] {
        let length = (0..<8).map { UInt8(truncatingIfNeeded: blob.byteCount >> (56 - 8 * $0)) }
        return try Self.magic + salt + sealed(blob.id.bytes + length, as: .max)
    }

    func sealed(_ piece: some Sequence<UInt8>, as number: UInt64) throws -> [UInt8] {
        let box = try AES.GCM.seal(
            Array(piece), using: key, nonce: Self.nonce(number), authenticating: Self.magic)
        return Array(box.ciphertext) + Array(box.tag)
    }

    // MARK: Reading

    /// Reads and verifies the header.
    static func open(_ file: DiskFile, of id: BlobID, with key: SymmetricKey) throws -> (BlobFile, Blob) {
        let header = try file.read(at: 0, count: headerBytes)
        guard header.count == headerBytes, header.starts(with: magic) else { throw damaged(id, "its header") }
        let blobFile = BlobFile(key: key, salt: Array(header[magic.count..<magic.count + saltBytes]))
        let facts = try blobFile.opened(header[(magic.count + saltBytes)...], as: .max, of: id)
        let length = facts[BlobID.byteCount...].reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
        guard facts.prefix(BlobID.byteCount).elementsEqual(id.bytes), let byteCount = Int(exactly: length),
            try contentBytes(ofFile: file.facts().byteCount) == byteCount
        else { throw damaged(id, "its name or length") }
        return (blobFile, Blob(id: id, byteCount: byteCount))
    }

    /// The bytes of a range that lies inside the blob.
    func bytes(_ range: Range<Int>, of blob: Blob, in file: DiskFile) throws -> [UInt8] {
        guard !range.isEmpty else { return [] }
        let pieces = range.lowerBound / Self.pieceBytes...(range.upperBound - 1) / Self.pieceBytes
        var bytes: [UInt8] = []
        bytes.reserveCapacity(range.count)
        for number in pieces {
            let start = number * Self.pieceBytes
            let length = min(Self.pieceBytes, blob.byteCount - start)
            let sealed = try file.read(
                at: Self.headerBytes + number * (Self.pieceBytes + Self.tagBytes),
                count: length + Self.tagBytes)
            let piece = try opened(sealed[...], as: UInt64(number), of: blob.id)
            bytes += piece[max(0, range.lowerBound - start)..<min(length, range.upperBound - start)]
        }
        return bytes
    }

    private func opened(_ sealed: ArraySlice<UInt8>, as number: UInt64, of id: BlobID) throws -> [UInt8] {
        guard sealed.count >= Self.tagBytes,
            let box = try? AES.GCM.SealedBox(
                nonce: Self.nonce(number), ciphertext: sealed.dropLast(Self.tagBytes),
                tag: sealed.suffix(Self.tagBytes)),
            let plain = try? AES.GCM.open(box, using: key, authenticating: Self.magic)
        else { throw Self.damaged(id, number == .max ? "its header" : "piece \(number)") }
        return Array(plain)
    }

    private static func nonce(_ number: UInt64) throws -> AES.GCM.Nonce {
        try AES.GCM.Nonce(
            data: [0, 0, 0, 0] + (0..<8).map { UInt8(truncatingIfNeeded: number >> (56 - 8 * $0)) })
    }

    static func damaged(_ id: BlobID, _ part: String) -> StorageFailure {
        StorageFailure(.corrupt, cause: "blob \(id) is damaged, or its key is another: \(part)")
    }
}

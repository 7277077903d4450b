import Crypto
import Disk
import Keys
import Persistence

/// Writes an archive: entries, one after the other, into one compressed and encrypted stream.
///
/// An entry is the byte 1, the length of its name and the name, pieces with their lengths and a piece of no
/// length, and the SHA-256 of them all. The byte 0 ends the stream.
final class ArchiveWriter {
    /// What one entry came to.
    struct Entry: Sendable, Equatable {
        let name: String
        let byteCount: Int
        let digest: [UInt8]
    }

    private let file: DiskFile
    private let header: ArchiveHeader
    private let deflater = Deflater()
    /// Gathered, as small pieces cost as much as large ones.
    private var plain: [UInt8] = []
    private var compressed: [UInt8] = []
    private var chunkCount = 0
    private(set) var tally = FileTally()
    private var current: (name: String, byteCount: Int, hash: SHA256)?

    init(_ file: DiskFile, sealedWith key: RootKey?, _ origin: BackupOrigin) throws {
        self.file = file
        header = ArchiveHeader(sealedWith: key, origin)
        try file.write(header.bytes)
    }

    func begin(_ name: String) throws {
        precondition(current == nil, "one entry at a time")
        let name = Array(name.utf8)
        current = (String(decoding: name, as: UTF8.self), 0, SHA256())
        try put([1] + Self.length(name.count) + name)
    }

    func add(_ bytes: [UInt8]) throws {
        guard !bytes.isEmpty else { return }
        current?.byteCount += bytes.count
        current?.hash.update(data: bytes)
        try put(Self.length(bytes.count))
        try put(bytes)
    }

    func end() throws {
        guard let entry = current else { preconditionFailure("no entry was begun") }
        current = nil
        let digest = Array(entry.hash.finalize())
        try put(Self.length(0) + digest)
        tally.add(Entry(name: entry.name, byteCount: entry.byteCount, digest: digest))
    }

    func add(_ name: String, _ bytes: [UInt8]) throws {
        try begin(name)
        try add(bytes)
        try end()
    }

    /// Ends the stream and makes it durable.
    func finish() throws {
        try put([0])
        compressed += deflater.add(plain)
        compressed += deflater.finish()
        plain = []
        try writeChunks()
        try write(compressed, isLast: true)
        compressed = []
        try file.synchronize()
    }

    private func put(_ bytes: [UInt8]) throws {
        plain += bytes
        guard plain.count >= ArchiveHeader.chunkMax else { return }
        compressed += deflater.add(plain)
        plain.removeAll(keepingCapacity: true)
        try writeChunks()
    }

    /// All but the last, which must be marked.
    private func writeChunks() throws {
        var start = 0
        while compressed.count - start > ArchiveHeader.chunkMax {
            try write(Array(compressed[start..<start + ArchiveHeader.chunkMax]), isLast: false)
            start += ArchiveHeader.chunkMax
        }
        compressed.removeFirst(start)
    }

    private func write(_ chunk: [UInt8], isLast: Bool) throws {
        try file.write(header.sealed(chunk, number: chunkCount, isLast: isLast))
        chunkCount += 1
    }

    private static func length(_ count: Int) -> [UInt8] {
        (0..<4).map { UInt8(truncatingIfNeeded: count >> (24 - 8 * $0)) }
    }
}

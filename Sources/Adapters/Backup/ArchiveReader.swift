import Crypto
import Disk
import Keys
import Persistence

/// Reads an archive a piece at a time, whatever it expands to, and refuses it where it is not as it was written.
final class ArchiveReader {
    enum Piece {
        case begin(name: String)
        case bytes([UInt8])
        case end(ArchiveWriter.Entry)
    }

    static let nameBytesMax = 1_024
    /// Longer pieces were never written.
    private static let pieceBytesMax = 16 << 20

    let path: String
    private let file: DiskFile
    private let fileBytes: Int
    private let header: ArchiveHeader
    private let expandedBytesMax: Int
    private let inflater = Inflater()
    private var offset = ArchiveHeader.byteCount
    private var chunkCount = 0
    private var hasLastChunk = false
    private var plain: [UInt8] = []
    private var start = 0
    private var expandedBytes = 0
    private var current: (name: String, byteCount: Int, hash: SHA256)?

    init(_ path: String, with key: RootKey?, expandedBytesMax: Int) throws(ArchiveRefused) {
        (self.path, self.expandedBytesMax) = (path, expandedBytesMax)
        let (opened, bytes, count) = try Self.open(path)
        (file, fileBytes) = (opened, count)
        do throws(ArchiveRefused.Reason) {
            header = try ArchiveHeader(reading: bytes, with: key)
        } catch {
            throw ArchiveRefused(path, error)
        }
    }

    /// Who made an archive; nil where that cannot be read.
    static func origin(of path: String) -> BackupOrigin? {
        guard let (_, header, _) = try? open(path) else { return nil }
        return try? ArchiveHeader.origin(in: header)
    }

    private static func open(
        _ path: String
    ) throws(ArchiveRefused) -> (file: DiskFile, header: [UInt8], byteCount: Int) {
        let opened: DiskFile?
        do throws(StorageFailure) {
            opened = try DiskFile.open(path, for: .reading)
            if let opened, try opened.facts().isPlainFile {
                let header = try opened.read(at: 0, count: ArchiveHeader.byteCount)
                return (opened, header, try opened.facts().byteCount)
            }
        } catch {
            throw ArchiveRefused(path, .unreadable(error.cause))
        }
        throw ArchiveRefused(path, opened == nil ? .unreadable("there is no such file") : .notAnArchive)
    }

    /// How far it has been read, 0 to 1.
    var share: Double { fileBytes == 0 ? 1 : Double(offset) / Double(fileBytes) }

    /// Nil at the end, which is only reached when all was as it was written.
    func next() throws -> Piece? {
        guard var entry = current else { return try beginning() }
        let length = try length()
        guard length > 0 else {
            current = nil
            let digest = Array(entry.hash.finalize())
            guard try take(digest.count) == digest else { throw damaged("the entry \(entry.name)") }
            return .end(.init(name: entry.name, byteCount: entry.byteCount, digest: digest))
        }
        guard length <= Self.pieceBytesMax else { throw damaged("a length in \(entry.name)") }
        let bytes = try take(length)
        entry.byteCount += length
        entry.hash.update(data: bytes)
        current = entry
        return .bytes(bytes)
    }

    private func beginning() throws -> Piece? {
        switch try take(1) {
        case [0]:
            try expectEnd()
            return nil
        case [1]:
            let length = try length()
            guard (1...Self.nameBytesMax).contains(length) else { throw damaged("an entry's name") }
            let name = String(decoding: try take(length), as: UTF8.self)
            current = (name, 0, SHA256())
            return .begin(name: name)
        default: throw damaged("what stands where an entry begins")
        }
    }

    private func expectEnd() throws {
        while try fill() {}
        guard start == plain.count, inflater.isAtEnd, hasLastChunk else {
            throw damaged("what follows the end")
        }
    }

    private func length() throws -> Int { try take(4).reduce(0) { $0 << 8 | Int($1) } }

    private func take(_ count: Int) throws -> [UInt8] {
        while plain.count - start < count {
            guard try fill() else { throw damaged("it ends too early") }
        }
        defer { start += count }
        return Array(plain[start..<start + count])
    }

    /// Expands a little more; false at the end.
    private func fill() throws -> Bool {
        while true {
            let more = try expanded()
            if !more.isEmpty {
                expandedBytes += more.count
                guard expandedBytes <= expandedBytesMax else {
                    throw ArchiveRefused(path, .tooLarge(bytesMax: expandedBytesMax))
                }
                plain.removeFirst(start)
                start = 0
                plain += more
                return true
            }
            guard !hasLastChunk else { return false }
            inflater.add(try nextChunk())
        }
    }

    private func expanded() throws -> [UInt8] {
        do {
            return try inflater.next()
        } catch is Inflater.Corrupt {
            throw damaged("the compressed stream")
        }
    }

    private func nextChunk() throws -> [UInt8] {
        let (place, head) = (offset, try read(4))
        let word = head.reduce(UInt32(0)) { $0 << 8 | UInt32($1) }
        let length = Int(word & ~ArchiveHeader.lastFlag)
        guard length >= ArchiveHeader.tagBytes,
            length <= ArchiveHeader.chunkMax + ArchiveHeader.tagBytes
        else { throw damaged("the length of chunk \(chunkCount)", at: place) }
        let sealed = try read(length)
        guard let chunk = header.opened(sealed, after: head, number: chunkCount) else {
            throw damaged("chunk \(chunkCount)", at: place)
        }
        chunkCount += 1
        hasLastChunk = word & ArchiveHeader.lastFlag != 0
        if hasLastChunk, offset != fileBytes { throw damaged("something follows the last chunk", at: offset) }
        return chunk
    }

    private func read(_ count: Int) throws -> [UInt8] {
        do throws(StorageFailure) {
            let bytes = try file.read(at: offset, count: count)
            guard bytes.count == count else { throw StorageFailure(.corrupt, cause: "") }
            offset += count
            return bytes
        } catch {
            let isShort = error.kind == .corrupt
            throw ArchiveRefused(path, isShort ? .truncated(atByte: fileBytes) : .unreadable(error.cause))
        }
    }

    private func damaged(_ part: String, at place: Int? = nil) -> ArchiveRefused {
        ArchiveRefused(path, .damaged(part, atByte: place ?? offset))
    }
}

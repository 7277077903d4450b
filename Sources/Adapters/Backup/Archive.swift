import Core
import Keys
import Persistence

/// An archive as a file, to be verified or read.
struct Archive {
    private static let manifestBytesMax = 64 << 20

    let path: String
    let key: RootKey?
    let expandedBytesMax: Int

    /// The next piece of an entry; nil at its end.
    typealias Pieces = () throws -> [UInt8]?

    /// Reads all of it and writes nothing. Throws `ArchiveRefused` with what is wrong and where.
    func verify(progress: (Double) -> Void) async throws -> BackupManifest {
        try await read(progress: progress) { _, _, _ in }
    }

    /// Reads from the beginning to the end. `visit` is given each entry and may leave what it does not want.
    /// What it was given counts only when this returns.
    func read(
        progress: (Double) -> Void, visit: (EntryName, BackupManifest, Pieces) async throws -> Void
    ) async throws -> BackupManifest {
        let reader = try ArchiveReader(path, with: key, expandedBytesMax: expandedBytesMax)
        guard case .begin(BackupManifest.aboutName)? = try reader.next() else {
            throw ArchiveRefused(path, .foreign("it does not begin with \(BackupManifest.aboutName)"))
        }
        let about = EntryPieces(reader)
        guard let json = try? JSONReader.read(try small(about)), var manifest = BackupManifest(about: json)
        else {
            throw ArchiveRefused(path, .foreign(BackupManifest.aboutName))
        }
        var tally = FileTally()
        tally.add(try about.finish())
        while case .begin(let text)? = try reader.next() {
            guard let name = EntryName(text) else { throw ArchiveRefused(path, .foreign(text)) }
            let entry = EntryPieces(reader)
            if name == .files {
                guard try small(entry) == tally.total.json.bytes, try reader.next() == nil else {
                    throw ArchiveRefused(path, .foreign(BackupManifest.filesName))
                }
                manifest.files = tally.total
                return manifest
            }
            try await visit(name, manifest, entry.next)
            tally.add(try entry.finish())
            progress(reader.share)
        }
        throw ArchiveRefused(path, .foreign("it has no \(BackupManifest.filesName)"))
    }

    private func small(_ entry: EntryPieces) throws -> [UInt8] {
        var bytes: [UInt8] = []
        while let piece = try entry.next() {
            bytes += piece
            guard bytes.count <= Self.manifestBytesMax else {
                throw ArchiveRefused(path, .tooLarge(bytesMax: Self.manifestBytesMax))
            }
        }
        return bytes
    }
}

/// The pieces of the entry that was just begun.
final class EntryPieces {
    private let reader: ArchiveReader
    private var entry: ArchiveWriter.Entry?

    init(_ reader: ArchiveReader) {
        self.reader = reader
    }

    func next() throws -> [UInt8]? {
        guard entry == nil else { return nil }
        switch try reader.next() {
        case .bytes(let bytes): return bytes
        case .end(let entry):
            self.entry = entry
            return nil
        case .begin, nil: preconditionFailure("a reader ends each entry that it begins")
        }
    }

    /// Reads what nobody wanted.
    func finish() throws -> ArchiveWriter.Entry {
        while try next() != nil {}
        guard let entry else { preconditionFailure("an entry ends when it has no more pieces") }
        return entry
    }
}

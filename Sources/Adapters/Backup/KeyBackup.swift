package import Core
import Disk
package import Keys
package import Persistence

/// Copies of the keys of persons and tenants, wrapped as they are, with the ledger of erasures. Apart from the
/// data and kept for a shorter time: as long as a copy of a key is left, what it sealed is not erased. Opening
/// anything also takes the master key, which is in no archive.
extension Backup {
    package func runKeys(
        of database: any Database, ledger: ErasureLedger, productVersion: String, at moment: Instant,
        by origin: BackupOrigin = .hand, progress: @escaping @Sendable (BackupProgress) -> Void = { _ in }
    ) async throws -> Made {
        try await work.runKeys(
            of: database, ledger: ledger, productVersion: productVersion, at: moment, by: origin,
            progress: progress)
    }

    /// Brings keys into a migrated database that has none, and the erasures into its ledger. All of the archive
    /// is verified first.
    package func restoreKeys(
        _ path: String, into database: any Database, ledger: ErasureLedger,
        progress: @escaping @Sendable (BackupProgress) -> Void = { _ in }
    ) async throws {
        try await work.restoreKeys(path, into: database, ledger: ledger, progress: progress)
    }
}

extension BackupWork {
    func runKeys(
        of database: any Database, ledger: ErasureLedger, productVersion: String, at moment: Instant,
        by origin: BackupOrigin, progress: @Sendable (BackupProgress) -> Void
    ) async throws -> Backup.Made {
        let migrations = try await database.read(.everyTenant) { session in
            try Migrator.applied(in: session).map {
                BackupManifest.Migration(name: $0.name, checksum: $0.checksum)
            }
        }
        // The engine does not matter to rows that are written as text.
        let manifest = BackupManifest(
            contents: .keys, productVersion: productVersion, engine: .sqlite, createdAt: moment,
            migrations: migrations, tables: [])
        let staging = try Staging(in: folder)
        let name = BackupName(.keys, at: moment)
        return try await finish(name, by: origin, in: staging, progress) { writer in
            try writer.add(BackupManifest.aboutName, manifest.about.bytes)
            try writer.begin(EntryName.keys.text)
            try await KeyRows.read(from: database) { try writer.add($0) }
            try writer.end()
            // After the keys: what is erased meanwhile is in here, and takes its key away again.
            try writer.begin(EntryName.ledger.text)
            try writer.add(try ledger.contents())
            try writer.end()
        }
    }

    func restoreKeys(
        _ path: String, into database: any Database, ledger: ErasureLedger,
        progress: @Sendable (BackupProgress) -> Void
    ) async throws {
        let archive = Archive(path: path, key: key, expandedBytesMax: Backup.expandedBytesMax)
        let manifest = try await archive.verify { progress(.init(step: .verifying, share: $0)) }
        guard manifest.contents == .keys else {
            throw ArchiveRefused(path, .otherContents("a copy of data, not of keys"))
        }
        guard try await database.read(.everyTenant, KeyRows.isEmpty) else {
            throw RestoreRefused.hasKeys
        }
        let staging = try Staging(in: work)
        defer { withExtendedLifetime(staging) {} }
        let lines = staging.path + "/keys"
        _ = try await archive.read(progress: { progress(.init(step: .unpacking, share: $0)) }) {
            name, _, pieces in
            switch name {
            case .keys: try self.write(pieces, to: lines)
            case .ledger: try self.write(pieces, to: staging.path + "/ledger")
            case .about, .files, .database, .configuration, .blob: break
            }
        }
        // First the erasures, whose tombstones then keep the keys of the erased out.
        let known = Set(try ledger.erasures().map(\.subject))
        let copied = try ErasureLedger(at: staging.path + "/ledger").erasures()
        try ledger.append(copied.filter { !known.contains($0.subject) })
        try await Erasures.reconcile(ledger, with: database)
        try await insert(lines, into: database)
        progress(.init(step: .finishing, share: 1))
    }

    /// All or nothing, so that it can be done again when it is cut off: a database with some of the keys has keys.
    private func insert(_ file: String, into database: any Database) async throws {
        guard let file = try DiskFile.open(file, for: .reading) else { return }
        try await database.write(.everyTenant) { session in
            var (place, rest): (Int, [UInt8]) = (0, [])
            while case let piece = try file.read(at: place, count: 1 << 20), !piece.isEmpty {
                place += piece.count
                rest += piece
                var lines = rest.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
                // What stands behind the last line end comes with the next piece.
                rest = lines.popLast().map { Array($0) } ?? []
                for line in lines { try KeyRows.insert(line, into: session) }
            }
        }
    }

    private func write(_ pieces: Archive.Pieces, to path: String) throws {
        guard let file = try DiskFile.make(path) else { throw RestoreRefused.notEmpty(path) }
        while let piece = try pieces() { try file.write(piece) }
        try file.synchronize()
    }
}

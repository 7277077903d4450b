import Blobs
import Core
import Disk
import Keys
import Persistence

/// The work of one restore, on a thread of its own.
actor RestoreWork {
    private let thread = DiskThread("lux.restore")
    private let needs: Restore.Needs
    private let place: Restore.Place
    private var blobs: (any Blobs)?

    nonisolated var unownedExecutor: UnownedSerialExecutor { thread.asUnownedSerialExecutor() }

    init(_ needs: Restore.Needs, _ place: Restore.Place) {
        (self.needs, self.place) = (needs, place)
    }

    func run(
        _ archive: Archive, at moment: Instant, progress: @Sendable (BackupProgress) -> Void
    ) async throws -> BackupManifest {
        let manifest = try await archive.verify { progress(.init(step: .verifying, share: $0)) }
        guard manifest.contents == .data else {
            throw ArchiveRefused(archive.path, .otherContents("a copy of keys, not of data"))
        }
        guard manifest.engine == place.database.engine else {
            throw ArchiveRefused(archive.path, .otherContents("of a \(manifest.engine.rawValue) database"))
        }
        try await checkPlace()
        let unpacked = try Unpacked(for: place)
        defer { withExtendedLifetime(unpacked) {} }
        _ = try await archive.read(progress: { progress(.init(step: .unpacking, share: $0)) }) {
            name, _, pieces in
            try await self.unpack(name, pieces, to: unpacked)
        }
        switch place.database {
        case .sqlite(let target):
            try compare(try sums(ofFile: unpacked.database, progress), with: manifest)
            try await finish(.sqlite(file: unpacked.database), progress)
            try Aside(at: moment).publish(unpacked.database, asDatabase: target, replaces: place.replaces)
        case .postgres(let address):
            let copy = PostgresCopy(address)
            try await copy.restore(from: unpacked.database)
            try compare(try await copy.sums(progress), with: manifest)
            try await finish(place.database, progress)
        }
        // Last: it is only looked at, and one from before must not be in the way of a restore that is done again.
        if let target = place.configuration, let folder = unpacked.configuration, Folder.holds(folder) {
            try Aside(at: moment).publish(folder, asFolder: target)
        }
        progress(.init(step: .finishing, share: 1))
        return manifest
    }

    /// What came out of the archive and has no name yet.
    private struct Unpacked {
        private let databaseStaging: Staging
        private let configurationStaging: Staging?

        /// Each on the disk of the place that it is for.
        init(for place: Restore.Place) throws {
            databaseStaging = try Staging(in: place.work)
            configurationStaging = try place.configuration.map { try Staging(in: Folder.of($0)) }
        }

        var database: String { databaseStaging.path + "/database" }
        var configuration: String? { configurationStaging.map { $0.path + "/configuration" } }
    }

    private func unpack(_ name: EntryName, _ pieces: Archive.Pieces, to unpacked: Unpacked) async throws {
        switch name {
        case .database: try write(pieces, to: unpacked.database)
        case .configuration(let name):
            guard let folder = unpacked.configuration else { return }
            try Folder.make(folder)
            try write(pieces, to: folder + "/" + name)
        case .blob(let tenant, let id):
            let blob = try await openBlobs().put(for: tenant) { try pieces() }
            guard blob.id == id else { throw RestoreRefused.otherRows(tables: ["file \(id)"]) }
        case .about, .files, .keys, .ledger: break
        }
    }

    private func openBlobs() async throws -> any Blobs {
        if let blobs { return blobs }
        guard let open = place.openBlobs else { throw RestoreRefused.noPlaceForFiles }
        let opened = try await open()
        blobs = opened
        return opened
    }

    private func write(_ pieces: Archive.Pieces, to path: String) throws {
        guard let file = try DiskFile.make(path) else { throw RestoreRefused.notEmpty(path) }
        while let piece = try pieces() { try file.write(piece) }
        try file.synchronize()
    }

    private func sums(
        ofFile file: String, _ progress: @Sendable (BackupProgress) -> Void
    ) throws -> [TableSum] {
        let copy = try SQLiteCopy(file)
        try copy.checkIntegrity()
        return try copy.sums { progress(.init(step: .comparing, share: $0)) }
    }

    private func compare(_ found: [TableSum], with manifest: BackupManifest) throws {
        let wanted = Dictionary(manifest.tables.map { ($0.table, $0) }) { $1 }
        let others = Set(found.map(\.table)).symmetricDifference(wanted.keys)
        let changed = found.filter { wanted[$0.table] != $0 }.map(\.table)
        let tables = others.union(changed).sorted()
        guard tables.isEmpty else { throw RestoreRefused.otherRows(tables: tables) }
    }

    /// What a database must know before anyone uses it.
    private func finish(
        _ place: DatabasePlace, _ progress: @Sendable (BackupProgress) -> Void
    ) async throws {
        progress(.init(step: .finishing, share: 0))
        let database = try await needs.open(place)
        do {
            try await Erasures.reconcile(needs.ledger, with: database, also: needs.erased)
            let afterRestore = needs.afterRestore
            try await database.write(.everyTenant) { session in try afterRestore(session) }
        } catch {
            await database.close()
            throw error
        }
        await database.close()
    }

    private func checkPlace() async throws {
        switch place.database {
        case .sqlite(let target):
            guard Aside.sideFiles.contains(where: { Folder.holds(target + $0) }) else { return }
            guard place.replaces else { throw RestoreRefused.notEmpty(target) }
            // The lock that a running Lux holds beside its database.
            if let lock = try DiskFile.open(target + ".lock", for: .reading), !lock.lockIfFree() {
                throw RestoreRefused.inUse(target)
            }
        case .postgres(let address):
            guard try await PostgresCopy(address).isEmpty() else { throw RestoreRefused.hasTables }
        }
    }
}

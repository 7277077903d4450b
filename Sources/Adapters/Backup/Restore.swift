package import Blobs
package import Core
import Disk
package import Keys
package import Persistence

/// Brings back what an archive holds, into an empty place. All of the archive is verified before anything is
/// written, and the database gets its name only when every table was found equal.
package struct Restore: Sendable {
    package struct Place: Sendable {
        package var database: DatabasePlace
        /// Where the files go; an archive with files is refused when there is no such place.
        package var blobs: (any Blobs)?
        /// A folder for the configuration, which is put there to be looked at and not used by itself.
        package var configuration: String?
        /// A folder for what is not finished; for SQLite, on the disk of the database file.
        package var work: String
        /// Move a database aside that is there already. SQLite only.
        package var replaces: Bool

        package init(
            database: DatabasePlace, blobs: (any Blobs)?, configuration: String?, work: String,
            replaces: Bool = false
        ) {
            (self.database, self.blobs, self.configuration) = (database, blobs, configuration)
            (self.work, self.replaces) = (work, replaces)
        }
    }

    /// What comes after the rows are back.
    package struct Needs: Sendable {
        /// Opens the restored database, where it is as yet, and brings its schema up to date.
        package var open: @Sendable (DatabasePlace) async throws -> any Database
        /// All erasures; those that the archive is too old to know of are made again.
        package var ledger: ErasureLedger
        /// Told of each erasure that is made again, in its transaction.
        package var erased: @Sendable (Erasure, any Session) throws -> Void
        /// Runs once in a transaction, to begin a new epoch of the log for instance.
        package var afterRestore: @Sendable (any Session) throws -> Void

        package init(
            open: @escaping @Sendable (DatabasePlace) async throws -> any Database, ledger: ErasureLedger,
            erased: @escaping @Sendable (Erasure, any Session) throws -> Void = { _, _ in },
            afterRestore: @escaping @Sendable (any Session) throws -> Void
        ) {
            (self.open, self.ledger, self.erased, self.afterRestore) = (open, ledger, erased, afterRestore)
        }
    }

    private let needs: Needs

    package init(_ needs: Needs) {
        self.needs = needs
    }

    package func run(
        _ path: String, key: RootKey?, into place: Place, at moment: Instant,
        expandedBytesMax: Int = Backup.expandedBytesMax,
        progress: @escaping @Sendable (BackupProgress) -> Void = { _ in }
    ) async throws -> BackupManifest {
        let archive = Archive(path: path, key: key, expandedBytesMax: expandedBytesMax)
        return try await RestoreWork(needs, place).run(archive, at: moment, progress: progress)
    }
}

/// Why a place is not restored to, with what to do about it.
package enum RestoreRefused: CannotStart, Equatable {
    case notEmpty(String)
    case inUse(String)
    case noPlaceForFiles
    case otherRows(tables: [String])

    package var description: String {
        switch self {
        case .notEmpty(let place): "\(place) is not empty"
        case .inUse(let place): "\(place) is in use"
        case .noPlaceForFiles: "the archive holds files, and there is no place for them"
        case .otherRows(let tables):
            "these tables came back other than they were: \(tables.joined(separator: ", "))"
        }
    }

    package var remedy: String {
        switch self {
        case .notEmpty: "Name an empty place, or ask for what is there to be moved aside."
        case .inUse: "Stop Lux there, and try again."
        case .noPlaceForFiles: "Name a folder for files."
        case .otherRows: "Keep the archive and report it; the place was left as it was."
        }
    }
}

/// The work of one restore, on a thread of its own.
actor RestoreWork {
    private let thread = DiskThread("lux.restore")
    private let needs: Restore.Needs
    private let place: Restore.Place

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
        let staging = try Staging(in: place.work)
        let file = staging.path + "/database"
        _ = try await archive.read(progress: { progress(.init(step: .unpacking, share: $0)) }) {
            name, _, pieces in
            try await self.unpack(name, pieces, database: file)
        }
        switch place.database {
        case .sqlite(let target):
            try compare(try sums(ofFile: file, progress), with: manifest)
            try await finish(.sqlite(file: file), progress)
            try publish(file, as: target, at: moment)
        case .postgres(let url):
            let copy = try PostgresCopy(url)
            try await copy.restore(from: file)
            try compare(try await copy.sums(progress), with: manifest)
            try await finish(place.database, progress)
        }
        progress(.init(step: .finishing, share: 1))
        return manifest
    }

    private func unpack(_ name: EntryName, _ pieces: Archive.Pieces, database file: String) async throws {
        switch name {
        case .database: try write(pieces, to: file)
        case .configuration(let name):
            guard let folder = place.configuration else { return }
            try Folder.make(folder)
            try write(pieces, to: folder + "/" + name)
        case .blob(let tenant, let id):
            guard let blobs = place.blobs else { throw RestoreRefused.noPlaceForFiles }
            let blob = try await blobs.put(for: tenant) { try pieces() }
            guard blob.id == id else { throw RestoreRefused.otherRows(tables: ["file \(id)"]) }
        case .about, .files, .keys, .ledger: break
        }
    }

    private func write(_ pieces: Archive.Pieces, to path: String) throws {
        guard let file = try DiskFile.make(path) else { throw RestoreRefused.notEmpty(path) }
        while let piece = try pieces() { try file.write(piece) }
        try file.synchronize()
    }

    private func sums(
        ofFile file: String, _ progress: @Sendable (BackupProgress) -> Void
    ) throws -> [TableSum] {
        let copy = try SQLiteCopy(file, .reading)
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

    // MARK: The place

    private static let sideFiles = ["", "-wal", "-shm"]

    private func checkPlace() async throws {
        switch place.database {
        case .sqlite(let target):
            guard Self.sideFiles.contains(where: { Folder.holds(target + $0) }) else { return }
            guard place.replaces else { throw RestoreRefused.notEmpty(target) }
            // The lock that a running Lux holds beside its database.
            if let lock = try DiskFile.open(target + ".lock", for: .reading), !lock.lockIfFree() {
                throw RestoreRefused.inUse(target)
            }
        case .postgres(let url):
            guard try await PostgresCopy(url).isEmpty() else {
                throw RestoreRefused.notEmpty("the PostgreSQL database")
            }
        }
    }

    /// Gives the restored file its name; what had it before is moved aside, with its log.
    private func publish(_ file: String, as target: String, at moment: Instant) throws {
        try Folder.make(Folder.of(target))
        let aside = target + ".before-" + BackupName(.data, at: moment).stamp
        for side in Self.sideFiles where Folder.holds(target + side) {
            guard place.replaces else { throw RestoreRefused.notEmpty(target) }
            guard !Folder.holds(aside + side) else { throw RestoreRefused.notEmpty(aside + side) }
            try Folder.rename(target + side, to: aside + side)
        }
        guard try Folder.rename(file, toNew: target) else { throw RestoreRefused.notEmpty(target) }
    }
}

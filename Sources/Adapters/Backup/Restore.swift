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
        /// Opens where the files go, once an archive that has some was found whole; one with files is refused when
        /// there is no such place.
        package var openBlobs: (@Sendable () async throws -> any Blobs)?
        /// A folder for the configuration, which is put there to be looked at and not used by itself. One that is
        /// there is moved aside.
        package var configuration: String?
        /// A folder for what is not finished; for SQLite, on the disk of the database file.
        package var work: String
        /// Move a database aside that is there already. SQLite only.
        package var replaces: Bool

        package init(
            database: DatabasePlace, openBlobs: (@Sendable () async throws -> any Blobs)?,
            configuration: String?, work: String, replaces: Bool = false
        ) {
            (self.database, self.openBlobs, self.configuration) = (database, openBlobs, configuration)
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
    /// A file that is there already.
    case notEmpty(String)
    case hasTables
    case hasKeys
    case inUse(String)
    case noPlaceForFiles
    case otherRows(tables: [String])

    package var description: String {
        switch self {
        case .notEmpty(let place): "\(place) is not empty"
        case .hasTables: "the PostgreSQL database is not empty"
        case .hasKeys: "the store of keys is not empty"
        case .inUse(let place): "\(place) is in use"
        case .noPlaceForFiles: "the archive holds files, and there is no place for them"
        case .otherRows(let tables):
            "these tables came back other than they were: \(tables.joined(separator: ", "))"
        }
    }

    package var remedy: String {
        switch self {
        case .notEmpty: "Name an empty place, or have what is there moved aside with --replace."
        case .hasTables:
            "Let its owner drop and create it, `dropdb NAME && createdb --owner OWNER NAME`, or name an empty one."
        case .hasKeys: "Copies of keys go into a database that `lux restore` just brought back."
        case .inUse: "Stop Lux there, and try again."
        case .noPlaceForFiles: "Name a folder for files."
        case .otherRows:
            "Keep the archive and report it. An SQLite file is as it was before; drop a PostgreSQL database."
        }
    }
}

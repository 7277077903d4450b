package import Blobs
package import Core
import Disk
package import Keys
import Persistence

/// Makes archives: the database at one moment, the files, and the configuration, without the keys of persons
/// and tenants.
package struct Backup: Sendable {
    package struct Source: Sendable {
        package var database: DatabasePlace
        package var blobs: (any Blobs)?
        /// Files that are small and that the caller has read, by name. Nothing secret belongs here.
        package var configuration: [(name: String, bytes: [UInt8])]
        package var productVersion: String

        package init(
            database: DatabasePlace, blobs: (any Blobs)?, configuration: [(name: String, bytes: [UInt8])],
            productVersion: String
        ) {
            (self.database, self.blobs) = (database, blobs)
            (self.configuration, self.productVersion) = (configuration, productVersion)
        }
    }

    /// Far above what one machine holds; keeps a forged archive from keeping a machine busy for ever.
    package static let expandedBytesMax = 1 << 42

    /// Where archives lie.
    package let folder: String
    /// Where the database is copied to in clear before it is packed. Not `folder`, which is copied to other places.
    private let workFolder: String
    /// What encrypts them. Without it anyone who gets hold of an archive can read it.
    private let key: RootKey?

    package init(folder: String, work: String, key: RootKey?) {
        (self.folder, workFolder, self.key) = (folder, work, key)
    }

    var work: BackupWork { BackupWork(folder: folder, work: workFolder, key: key) }

    package struct Made: Sendable {
        package let name: BackupName
        package let path: String
        package let manifest: BackupManifest
        package let byteCount: Int
    }

    /// Makes an archive and verifies it. Until it is whole and verified, nothing in the folder looks like one. Its name
    /// is a later second's where others have the moment's.
    package func run(
        _ source: Source, at moment: Instant, by origin: BackupOrigin = .hand,
        progress: @escaping @Sendable (BackupProgress) -> Void = { _ in }
    ) async throws -> Made {
        try await work.run(source, at: moment, by: origin, progress: progress)
    }

    /// Removes copies in clear and halves of archives that a crash left behind; what somebody works in stays.
    package func removeLeftovers() throws {
        try Staging.removeLeftovers(in: workFolder)
        try Staging.removeLeftovers(in: folder)
    }

    /// Reads all of an archive and writes nothing. Throws `ArchiveRefused` with what is wrong and where.
    @discardableResult
    package func verify(
        _ path: String, expandedBytesMax: Int = Backup.expandedBytesMax,
        progress: @escaping @Sendable (BackupProgress) -> Void = { _ in }
    ) async throws -> BackupManifest {
        let archive = Archive(path: path, key: key, expandedBytesMax: expandedBytesMax)
        return try await work.verify(archive, progress: progress)
    }

    /// The archives in the folder, oldest first.
    package func list(_ contents: BackupManifest.Contents = .data) throws -> [BackupName] {
        try Folder.names(in: folder).compactMap { BackupName($0) }.filter { $0.contents == contents }.sorted()
    }

    package func path(of name: BackupName) -> String { folder + "/" + name.text }

    /// Removes the archives that `retention` does not keep, and returns their names. What is no archive stays.
    package func prune(
        _ retention: Retention, _ contents: BackupManifest.Contents = .data
    ) throws -> [BackupName] {
        let names = try list(contents)
        let origins = names.map { ArchiveReader.origin(of: path(of: $0)) }
        func moments(_ origin: BackupOrigin) -> [Instant] {
            zip(names, origins).compactMap { $1 == origin ? $0.moment : nil }
        }
        let kept = retention.kept(moments(.daily), byHand: moments(.hand))
        let expired = zip(names, origins).filter { $1 != nil && !kept.contains($0.moment) }.map(\.0)
        for name in expired { try Folder.remove(path(of: name)) }
        if !expired.isEmpty { try Folder.synchronize(folder) }
        return expired
    }
}

/// Who wanted an archive, which tells whether it may be removed as one of many.
package enum BackupOrigin: UInt8, Sendable {
    /// One of those made every day.
    case daily = 0
    /// A person, for a reason that only they know.
    case hand = 1
}

/// So many archives were made at once that no name is left for one more.
package struct NameTaken: CannotStart, Equatable {
    package let path: String
    package var description: String { "\(path) and the names after it are taken" }
    package var remedy: String { "Wait a minute, and see who makes so many backups at once." }
}

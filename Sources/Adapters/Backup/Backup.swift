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
    /// What encrypts them. Without it anyone who gets hold of an archive can read it.
    private let key: RootKey?

    package init(folder: String, key: RootKey?) {
        (self.folder, self.key) = (folder, key)
    }

    var work: BackupWork { BackupWork(folder: folder, key: key) }

    package struct Made: Sendable {
        package let name: BackupName
        package let path: String
        package let manifest: BackupManifest
        package let byteCount: Int
    }

    /// Makes an archive and verifies it. Until it is whole and verified, nothing in the folder looks like one.
    package func run(
        _ source: Source, at moment: Instant,
        progress: @escaping @Sendable (BackupProgress) -> Void = { _ in }
    ) async throws -> Made {
        try await work.run(source, at: moment, progress: progress)
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

    /// Removes the archives that `retention` does not keep, and returns their names.
    @discardableResult
    package func prune(_ retention: Retention, _ contents: BackupManifest.Contents = .data) throws
        -> [BackupName]
    {
        let names = try list(contents)
        let kept = Set(retention.kept(names.map(\.moment)))
        let expired = names.filter { !kept.contains($0.moment) }
        for name in expired { try Folder.remove(path(of: name)) }
        if !expired.isEmpty { try Folder.synchronize(folder) }
        return expired
    }
}

/// Two backups in one second.
package struct NameTaken: Error, CustomStringConvertible {
    package let path: String
    package var description: String { "\(path) is there already" }
}

import Blobs
import Core
import Disk
import Keys
import Persistence

/// The work of one backup, on a thread of its own.
actor BackupWork {
    private static let pieceBytes = 1 << 20
    private static let blobsPerPage = 500

    private let thread = DiskThread("lux.backup")
    let folder: String
    let key: RootKey?

    nonisolated var unownedExecutor: UnownedSerialExecutor { thread.asUnownedSerialExecutor() }

    init(folder: String, key: RootKey?) {
        (self.folder, self.key) = (folder, key)
    }

    func run(
        _ source: Backup.Source, at moment: Instant, progress: @Sendable (BackupProgress) -> Void
    ) async throws -> Backup.Made {
        let staging = try Staging(in: folder)
        let snapshot = try await snapshot(of: source.database, in: staging, progress)
        let manifest = BackupManifest(
            contents: .data, productVersion: source.productVersion, engine: source.database.engine,
            createdAt: moment, migrations: snapshot.migrations, tables: snapshot.tables)
        let name = BackupName(.data, at: moment)
        return try await finish(name, in: staging, progress) { writer in
            try writer.add(BackupManifest.aboutName, manifest.about.bytes)
            for file in source.configuration {
                try writer.add(EntryName.configuration(file.name).text, file.bytes)
            }
            try self.pack(snapshot.file, as: EntryName.database(source.database.engine), in: writer, progress)
            if let blobs = source.blobs { try await self.pack(blobs, in: writer, progress) }
        }
    }

    func verify(
        _ archive: Archive, progress: @Sendable (BackupProgress) -> Void
    ) async throws -> BackupManifest {
        try await archive.verify { progress(.init(step: .verifying, share: $0)) }
    }

    /// Writes an archive, makes it durable, verifies it, and only then gives it its name.
    func finish(
        _ name: BackupName, in staging: Staging, _ progress: @Sendable (BackupProgress) -> Void,
        write: (ArchiveWriter) async throws -> Void
    ) async throws -> Backup.Made {
        let unfinished = staging.path + "/archive"
        guard let file = try DiskFile.make(unfinished) else {
            throw StorageFailure(.unreachable, cause: "\(unfinished) is there already")
        }
        let writer = try ArchiveWriter(file, sealedWith: key)
        try await write(writer)
        try writer.add(BackupManifest.filesName, writer.tally.total.json.bytes)
        try writer.finish()
        let archive = Archive(path: unfinished, key: key, expandedBytesMax: Backup.expandedBytesMax)
        let manifest = try await archive.verify { progress(.init(step: .verifying, share: $0)) }
        let path = folder + "/" + name.text
        guard try Folder.rename(unfinished, toNew: path) else { throw NameTaken(path: path) }
        progress(.init(step: .finishing, share: 1))
        return Backup.Made(name: name, path: path, manifest: manifest, byteCount: try file.facts().byteCount)
    }

    private func snapshot(
        of database: DatabasePlace, in staging: Staging, _ progress: @Sendable (BackupProgress) -> Void
    ) async throws -> DatabaseSnapshot {
        switch database {
        case .sqlite(let source):
            let copy = try SQLiteCopy(staging.path + "/database", .making)
            try copy.fill(from: source) { progress(.init(step: .copying, share: $0)) }
            try copy.removeKeys()
            return DatabaseSnapshot(
                file: staging.path + "/database", migrations: try copy.migrations(),
                tables: try copy.sums { progress(.init(step: .summing, share: $0)) })
        case .postgres(let url):
            return try await PostgresCopy(url).snapshot(into: staging.path + "/database", progress)
        }
    }

    private func pack(
        _ path: String, as name: EntryName, in writer: ArchiveWriter,
        _ progress: @Sendable (BackupProgress) -> Void
    ) throws {
        guard let file = try DiskFile.open(path, for: .reading) else {
            throw StorageFailure(.unreachable, cause: "\(path) is gone")
        }
        let byteCount = try file.facts().byteCount
        try writer.begin(name.text)
        var place = 0
        while case let piece = try file.read(at: place, count: Self.pieceBytes), !piece.isEmpty {
            try writer.add(piece)
            place += piece.count
            progress(.init(step: .packing, share: Double(place) / Double(max(1, byteCount))))
        }
        try writer.end()
    }

    /// In clear inside the archive: it has a key of its own, and is restored where files have another.
    private func pack(
        _ blobs: any Blobs, in writer: ArchiveWriter, _ progress: @Sendable (BackupProgress) -> Void
    ) async throws {
        let tenants = try await blobs.tenants()
        for (place, tenant) in tenants.enumerated() {
            var last: BlobID?
            while case let page = try await blobs.list(of: tenant, after: last, count: Self.blobsPerPage),
                !page.isEmpty
            {
                for blob in page { try await pack(blob, of: tenant, from: blobs, in: writer) }
                last = page.last?.id
            }
            progress(.init(step: .files, share: Double(place + 1) / Double(tenants.count)))
        }
    }

    private func pack(
        _ blob: Blob, of tenant: TenantID, from blobs: any Blobs, in writer: ArchiveWriter
    ) async throws {
        var first: [UInt8]
        do {
            // Removed since it was listed: then it is not part of the backup.
            first = try await blobs.bytes(0..<Blob.pieceMax, in: blob.id, of: tenant)
        } catch is NoSuchBlob {
            return
        }
        try writer.begin(EntryName.blob(tenant, blob.id).text)
        try writer.add(first)
        var place = first.count
        while place < blob.byteCount {
            first = try await blobs.bytes(place..<place + Blob.pieceMax, in: blob.id, of: tenant)
            guard !first.isEmpty else { break }
            try writer.add(first)
            place += first.count
        }
        try writer.end()
    }
}

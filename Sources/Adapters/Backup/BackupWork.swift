import Blobs
import Core
import Disk
import Keys
import Persistence

/// The work of one backup, on a thread of its own.
actor BackupWork {
    private static let pieceBytes = 1 << 20
    private static let blobsPerPage = 500
    /// How far ahead of its moment a name may be.
    private static let secondsAheadMax = 60

    private let thread = DiskThread("lux.backup")
    let folder: String
    /// For what is in clear.
    let work: String
    let key: RootKey?

    nonisolated var unownedExecutor: UnownedSerialExecutor { thread.asUnownedSerialExecutor() }

    init(folder: String, work: String, key: RootKey?) {
        (self.folder, self.work, self.key) = (folder, work, key)
    }

    func run(
        _ source: Backup.Source, at moment: Instant, by origin: BackupOrigin,
        progress: @Sendable (BackupProgress) -> Void
    ) async throws -> Backup.Made {
        let staging = try Staging(in: folder)
        let clear = try Staging(in: work)
        let snapshot = try await snapshot(of: source.database, in: clear, progress)
        let manifest = BackupManifest(
            contents: .data, productVersion: source.productVersion, engine: source.database.engine,
            createdAt: moment, migrations: snapshot.migrations, tables: snapshot.tables)
        let name = BackupName(.data, at: moment)
        return try await finish(name, by: origin, in: staging, progress) { writer in
            try writer.add(BackupManifest.aboutName, manifest.about.bytes)
            for file in source.configuration {
                try writer.add(EntryName.configuration(file.name).text, file.bytes)
            }
            try self.pack(snapshot.file, as: EntryName.database(source.database.engine), in: writer, progress)
            clear.remove()
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
        _ name: BackupName, by origin: BackupOrigin, in staging: Staging,
        _ progress: @Sendable (BackupProgress) -> Void, write: (ArchiveWriter) async throws -> Void
    ) async throws -> Backup.Made {
        let unfinished = staging.path + "/archive"
        guard let file = try DiskFile.make(unfinished) else {
            throw StorageFailure(.unreachable, cause: "\(unfinished) is there already")
        }
        let writer = try ArchiveWriter(file, sealedWith: key, origin)
        try await write(writer)
        try writer.add(BackupManifest.filesName, writer.tally.total.json.bytes)
        try writer.finish()
        let archive = Archive(path: unfinished, key: key, expandedBytesMax: Backup.expandedBytesMax)
        let manifest = try await archive.verify { progress(.init(step: .verifying, share: $0)) }
        let given = try publish(unfinished, as: name)
        progress(.init(step: .finishing, share: 1))
        return Backup.Made(
            name: given, path: folder + "/" + given.text, manifest: manifest,
            byteCount: try file.facts().byteCount)
    }

    /// Gives an archive its name, or the next one that is free: another may have been made in the same second.
    private func publish(_ unfinished: String, as wanted: BackupName) throws -> BackupName {
        for second in 0...Self.secondsAheadMax {
            let name = BackupName(wanted.contents, at: wanted.moment.advanced(by: .seconds(second)))
            if try Folder.rename(unfinished, toNew: folder + "/" + name.text) { return name }
        }
        throw NameTaken(path: folder + "/" + wanted.text)
    }

    private func snapshot(
        of database: DatabasePlace, in staging: Staging, _ progress: @Sendable (BackupProgress) -> Void
    ) async throws -> DatabaseSnapshot {
        switch database {
        case .sqlite(let source):
            let file = try staging.makeFile("database")
            let copy = try SQLiteCopy(file)
            try copy.fill(from: source) { progress(.init(step: .copying, share: $0)) }
            try copy.removeKeys()
            return DatabaseSnapshot(
                file: file, migrations: try copy.migrations(),
                tables: try copy.sums { progress(.init(step: .summing, share: $0)) })
        case .postgres(let address):
            return try await PostgresCopy(address).snapshot(into: staging.makeFile("database"), progress)
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

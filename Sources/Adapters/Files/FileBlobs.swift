package import Blobs
package import Core
package import Crypto
import Disk
import Persistence
import Synchronization

/// Blobs as files under one folder, encrypted. Several processes may share the folder.
package final class FileBlobs: Blobs {
    package struct Needs: Sendable {
        /// The key that a tenant's files are encrypted with; always the same one.
        package var key: @Sendable (TenantID) async throws -> SymmetricKey
        /// The most bytes that a tenant may keep; nil for no limit.
        package var quotaBytes: @Sendable (TenantID) -> Int?

        package init(
            key: @escaping @Sendable (TenantID) async throws -> SymmetricKey,
            quotaBytes: @escaping @Sendable (TenantID) -> Int? = { _ in nil }
        ) {
            (self.key, self.quotaBytes) = (key, quotaBytes)
        }
    }

    /// Threads that wait for the disk.
    private static let threadCount = 4

    private let root: String
    private let needs: Needs
    private let lanes: [Lane]
    private let turn = Atomic(0)

    /// Makes the folder where it is missing, and removes what earlier processes left unfinished.
    package init(root: String, needs: Needs) async throws {
        (self.root, self.needs) = (root, needs)
        lanes = (0..<Self.threadCount).map { Lane(DiskThread("lux.files.\($0)")) }
        try await lanes[0].run { [root] in
            try Folder.make(UnfinishedBlob.folder(in: root))
            try Folder.make(root + "/tenants")
            try Self.removeUnfinished(in: root)
            for name in try Folder.names(in: root + "/tenants") {
                let path = root + "/tenants/" + name
                guard let tenant = try TenantFolder.tenant(ofFolder: path) else { continue }
                try TenantFolder(of: tenant, in: root).recount()
            }
        }
    }

    private static func removeUnfinished(in root: String) throws {
        let folder = UnfinishedBlob.folder(in: root)
        for name in try Folder.names(in: folder) {
            guard let file = try DiskFile.open(folder + "/" + name, for: .reading), file.lockIfFree() else {
                continue
            }
            try Folder.remove(file.path)
        }
    }

    private var lane: Lane {
        let turn = turn.wrappingAdd(1, ordering: .relaxed).newValue
        return lanes[Int(UInt(bitPattern: turn) % UInt(Self.threadCount))]
    }

    package func put(for tenant: TenantID, _ next: () async throws -> [UInt8]?) async throws -> Blob {
        let (folder, quotaBytes) = (TenantFolder(of: tenant, in: root), needs.quotaBytes(tenant))
        let unfinished = try await lane.begin(in: root, key: needs.key(tenant))
        do {
            while let bytes = try await next() {
                let byteCount = try await unfinished.add(bytes)
                // Whether the rest fits is seen at the end: content that is there already takes no room.
                if let quotaBytes, byteCount > quotaBytes { throw QuotaExceeded(quotaBytes: quotaBytes) }
            }
            let blob = try await unfinished.complete()
            try await unfinished.publish(blob, for: tenant, in: folder, quotaBytes: quotaBytes)
            return blob
        } catch {
            await unfinished.discard()
            throw error
        }
    }

    package func find(_ id: BlobID, of tenant: TenantID) async throws -> Blob? {
        let folder = TenantFolder(of: tenant, in: root)
        return try await lane.run {
            try folder.byteCount(of: id).map { Blob(id: id, byteCount: $0) }
        }
    }

    package func bytes(_ range: Range<Int>, in id: BlobID, of tenant: TenantID) async throws -> [UInt8] {
        let (key, path) = (try await needs.key(tenant), TenantFolder(of: tenant, in: root).file(of: id))
        return try await lane.run {
            guard let file = try DiskFile.open(path, for: .reading) else { throw NoSuchBlob(id) }
            let (blobFile, blob) = try BlobFile.open(file, of: id, with: key)
            let end = min(range.upperBound, blob.byteCount, range.lowerBound + Blob.rangeMax)
            guard range.lowerBound < end else { return [] }
            return try blobFile.bytes(range.lowerBound..<end, of: blob, in: file)
        }
    }

    @discardableResult
    package func remove(_ id: BlobID, of tenant: TenantID) async throws -> Bool {
        let folder = TenantFolder(of: tenant, in: root)
        return try await lane.run {
            guard try folder.byteCount(of: id) != nil else { return false }
            return try folder.changingUse { used in
                guard let byteCount = try folder.byteCount(of: id) else { return false }
                try Folder.remove(folder.file(of: id))
                try Folder.synchronize(Folder.of(folder.file(of: id)))
                used -= byteCount
                return true
            }
        }
    }

    package func list(of tenant: TenantID, after last: BlobID?, count: Int) async throws -> [Blob] {
        let folder = TenantFolder(of: tenant, in: root)
        return try await lane.run { try folder.list(after: last, count: count) }
    }

    package func tenants() async throws -> [TenantID] {
        let folder = root + "/tenants"
        return try await lane.run {
            try Folder.names(in: folder).compactMap { try TenantFolder.tenant(ofFolder: folder + "/" + $0) }
        }
    }

    package func usedBytes(by tenant: TenantID) async throws -> Int {
        let folder = TenantFolder(of: tenant, in: root)
        return try await lane.run { try folder.usedBytes() }
    }
}

/// One of the threads.
actor Lane {
    private let thread: DiskThread

    init(_ thread: DiskThread) {
        self.thread = thread
    }

    nonisolated var unownedExecutor: UnownedSerialExecutor { thread.asUnownedSerialExecutor() }

    func run<Outcome: Sendable>(_ body: @Sendable () throws -> Outcome) throws -> Outcome { try body() }

    func begin(in root: String, key: SymmetricKey) throws -> UnfinishedBlob {
        try UnfinishedBlob(in: root, key: key, on: thread)
    }
}

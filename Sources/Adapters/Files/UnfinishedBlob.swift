import Blobs
import Core
import Crypto
import Disk
import Persistence

/// A blob while it is being written: a file that nobody else knows, until it gets its name.
actor UnfinishedBlob {
    private let thread: DiskThread
    private let path: String
    private let file: DiskFile
    private let blobFile: BlobFile
    private var hash = SHA256()
    private var buffer: [UInt8] = []
    private var byteCount = 0
    private var pieceCount = 0

    nonisolated var unownedExecutor: UnownedSerialExecutor { thread.asUnownedSerialExecutor() }

    static func folder(in root: String) -> String { root + "/unfinished" }

    init(in root: String, key: SymmetricKey, on thread: DiskThread) throws {
        self.thread = thread
        let name = SymmetricKey(size: .bits128).withUnsafeBytes { Hexadecimal.text($0) }
        path = Self.folder(in: root) + "/" + name
        guard let file = try DiskFile.make(path) else {
            throw StorageFailure(.unreachable, cause: "\(path) is there already")
        }
        // Tells who tidies up that somebody is at work here.
        try file.lock()
        self.file = file
        blobFile = BlobFile(key: key)
        buffer.reserveCapacity(2 * BlobFile.pieceBytes)
    }

    /// Returns how many bytes came so far.
    func add(_ bytes: [UInt8]) throws -> Int {
        hash.update(data: bytes)
        byteCount += bytes.count
        buffer += bytes
        var start = 0
        while buffer.count - start >= BlobFile.pieceBytes {
            try write(buffer[start..<start + BlobFile.pieceBytes])
            start += BlobFile.pieceBytes
        }
        buffer.removeFirst(start)
        return byteCount
    }

    /// Makes it durable, under a name of its own as yet.
    func complete() throws -> Blob {
        if !buffer.isEmpty { try write(buffer[...]) }
        guard let id = BlobID(hash.finalize()) else { preconditionFailure("SHA-256 has 32 bytes") }
        let blob = Blob(id: id, byteCount: byteCount)
        try file.write(blobFile.header(for: blob), at: 0)
        try file.synchronize()
        return blob
    }

    /// Gives it its name, unless the tenant has the same content already or no room for it.
    func publish(_ blob: Blob, for tenant: TenantID, in folder: TenantFolder, quotaBytes: Int?) throws {
        try folder.make(for: tenant)
        let name = folder.file(of: blob.id)
        try Folder.make(Folder.of(name))
        try folder.changingUse { used in
            guard !Folder.holds(name) else { return }
            if let quotaBytes, used + blob.byteCount > quotaBytes {
                throw QuotaExceeded(quotaBytes: quotaBytes)
            }
            do {
                try Folder.rename(path, to: name)
            } catch {
                // It may have its name and yet not be durable; then it is as good as not there.
                try? Folder.remove(name)
                throw error
            }
            used += blob.byteCount
        }
        discard()
    }

    /// Nothing stays of it, if it did not get its name.
    func discard() {
        // What cannot be removed now is removed at the next start.
        try? Folder.remove(path)
    }

    private func write(_ piece: ArraySlice<UInt8>) throws {
        let sealed = try blobFile.sealed(piece, as: UInt64(pieceCount))
        try file.write(sealed, at: BlobFile.headerBytes + pieceCount * (BlobFile.pieceBytes + 16))
        pieceCount += 1
    }
}

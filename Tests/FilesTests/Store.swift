import Blobs
import Core
import Crypto
import Files
import Foundation
import LuxTesting

let (lark, wren) = (TenantID("lark"), TenantID("../../wren/\u{e9}"))

/// A folder of blobs. Each tenant has a key of its own.
struct Store: Sendable {
    let folder: String
    var quotaBytes: Int?
    var keySeed: UInt8 = 1

    func open() async throws -> FileBlobs {
        let (quotaBytes, keySeed) = (quotaBytes, keySeed)
        return try await FileBlobs(
            root: folder,
            needs: .init(
                key: { tenant in
                    let digest = SHA256.hash(data: Array(tenant.text.utf8) + [keySeed])
                    return SymmetricKey(data: Array(digest))
                }, quotaBytes: { _ in quotaBytes }))
    }

    /// Everything on the disk that is not a folder, without the count of what is used.
    var files: [String] {
        (FileManager.default.enumerator(atPath: folder)?.allObjects as? [String] ?? []).filter { path in
            var isFolder: ObjCBool = false
            _ = FileManager.default.fileExists(atPath: folder + "/" + path, isDirectory: &isFolder)
            return !isFolder.boolValue && !path.hasSuffix("/used") && !path.hasSuffix("/tenant")
        }
    }
}

func withStore(quotaBytes: Int? = nil, _ body: (Store) async throws -> Void) async throws {
    try await withTemporaryFolder { folder in
        try await body(Store(folder: folder + "/blobs", quotaBytes: quotaBytes))
    }
}

func content(_ count: Int, seed: UInt64 = 1) -> [UInt8] {
    var random = SplitMix64(seed: seed)
    var bytes: [UInt8] = []
    bytes.reserveCapacity(count + 8)
    while bytes.count < count { withUnsafeBytes(of: random.next()) { bytes.append(contentsOf: $0) } }
    return Array(bytes.prefix(count))
}

extension Blobs {
    func whole(_ blob: Blob, of tenant: TenantID = lark) async throws -> [UInt8] {
        var bytes: [UInt8] = []
        try await read(blob, of: tenant) { bytes += $0 }
        return bytes
    }
}

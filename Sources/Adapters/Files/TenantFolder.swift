import Blobs
import Core
import Crypto
import Disk
import Persistence

/// Where one tenant's blobs lie. No name in it comes from outside: the folder's is a hash of the tenant's, and a
/// blob's is its id.
struct TenantFolder: Sendable {
    let path: String

    init(of tenant: TenantID, in root: String) {
        path = root + "/tenants/" + Hexadecimal.text(SHA256.hash(data: Array(tenant.text.utf8)).prefix(16))
    }

    func file(of id: BlobID) -> String {
        let name = id.text
        return path + "/" + name.prefix(2) + "/" + name
    }

    private var nameFile: String { path + "/tenant" }
    private var usageFile: String { path + "/used" }

    /// Makes the folder, which then says whose it is.
    func make(for tenant: TenantID) throws {
        guard !Folder.holds(nameFile) else { return }
        try Folder.make(path)
        guard let file = try DiskFile.open(nameFile, for: .changing) else { return }
        try file.write(tenant.text.utf8, at: 0)
        try file.synchronize()
        try Folder.synchronize(path)
    }

    /// Nil when no blob was ever kept here.
    static func tenant(ofFolder path: String) throws -> TenantID? {
        let bytes = try DiskFile.open(path + "/tenant", for: .reading)?.contents(bytesMax: 4096)
        return bytes.map { TenantID(String(decoding: $0, as: UTF8.self)) }
    }

    // MARK: Use of room

    /// Runs `body` while no other process changes what is used, and keeps what it makes of it.
    func changingUse<Outcome>(_ body: (_ used: inout Int) throws -> Outcome) throws -> Outcome {
        guard let file = try DiskFile.open(usageFile, for: .changing) else { throw NoFolder(path: path) }
        try file.lock()
        let stored = try file.read(at: 0, count: 20)
        // A file that nobody wrote, or that a crash left half written, is made up for by counting.
        var used = try Int(String(decoding: stored, as: UTF8.self)) ?? countedBytes()
        let outcome = try body(&used)
        let digits = String(max(0, used))
        try file.write((String(repeating: "0", count: 20 - digits.utf8.count) + digits).utf8, at: 0)
        return outcome
    }

    func usedBytes() throws -> Int {
        guard Folder.holds(nameFile) else { return 0 }
        return try changingUse { $0 }
    }

    /// Counts anew, since a crash can come between a blob and its count.
    func recount() throws {
        try changingUse { used in used = try countedBytes() }
    }

    private func countedBytes() throws -> Int {
        try fans().reduce(0) { sum, fan in try ids(in: fan).reduce(sum) { try $0 + (byteCount(of: $1) ?? 0) }
        }
    }

    struct NoFolder: Error {
        let path: String
    }

    // MARK: Blobs

    /// Nil when there is no such blob.
    func byteCount(of id: BlobID) throws -> Int? {
        try DiskFile.open(file(of: id), for: .reading).map {
            BlobFile.contentBytes(ofFile: try $0.facts().byteCount)
        }
    }

    func list(after last: BlobID?, count: Int) throws -> [Blob] {
        var blobs: [Blob] = []
        for fan in try fans() where last.map({ fan >= $0.text.prefix(2) }) ?? true {
            for id in try ids(in: fan) where last.map({ id > $0 }) ?? true {
                guard blobs.count < count else { return blobs }
                if let byteCount = try byteCount(of: id) { blobs.append(Blob(id: id, byteCount: byteCount)) }
            }
        }
        return blobs
    }

    private func fans() throws -> [String] {
        try Folder.names(in: path).filter { $0.utf8.count == 2 }.sorted()
    }

    private func ids(in fan: String) throws -> [BlobID] {
        try Folder.names(in: path + "/" + fan).compactMap { BlobID($0) }.sorted()
    }
}

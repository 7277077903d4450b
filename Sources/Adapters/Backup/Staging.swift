import Core
import Crypto
import Disk
import Persistence

/// A folder for what is not finished. It is locked while somebody works in it, so that what a crash left behind
/// is told apart and removed.
final class Staging {
    private static let prefix = ".unfinished-"

    let path: String
    private let lock: DiskFile

    /// Makes one inside `folder`, after removing those that nobody works in.
    init(in folder: String) throws {
        try Folder.make(folder)
        // One at a time: a folder that is not locked yet must not be taken for one that was left behind.
        let turn = try DiskFile.open(folder + "/.staging", for: .changing)
        try turn?.lock()
        defer { withExtendedLifetime(turn) {} }
        try Self.removeLeftovers(in: folder)
        let name = SymmetricKey(size: .bits128).withUnsafeBytes { Hexadecimal.text($0) }
        path = folder + "/" + Self.prefix + name
        try Folder.make(path)
        guard let lock = try DiskFile.make(path + "/lock") else {
            throw StorageFailure(.unreachable, cause: "\(path) is there already")
        }
        try lock.lock()
        self.lock = lock
    }

    deinit {
        // What cannot be removed now is removed by the next one.
        try? Folder.removeTree(path)
    }

    private static func removeLeftovers(in folder: String) throws {
        for name in try Folder.names(in: folder) where name.hasPrefix(prefix) {
            let path = folder + "/" + name
            let lock = try DiskFile.open(path + "/lock", for: .reading)
            if lock?.lockIfFree() ?? true { try Folder.removeTree(path) }
        }
    }
}

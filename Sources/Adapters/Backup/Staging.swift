import Core
import Crypto
import Disk
import Persistence

/// A folder for what is not finished, for its owner only. It is locked while somebody works in it, so that what a crash
/// left behind is told apart and removed.
final class Staging: Sendable {
    private static let prefix = ".unfinished-"
    private static let turnName = "/.staging"

    let path: String
    private let lock: DiskFile

    /// Makes one inside `folder`, after removing those that nobody works in.
    init(in folder: String) throws {
        try Folder.make(folder)
        let turn = try Self.turn(in: folder)
        defer { withExtendedLifetime(turn) {} }
        try Self.removeUnlocked(in: folder)
        let name = SymmetricKey(size: .bits128).withUnsafeBytes { Hexadecimal.text($0) }
        path = folder + "/" + Self.prefix + name
        try Folder.make(path)
        guard let lock = try DiskFile.make(path + "/lock") else {
            throw StorageFailure(.unreachable, cause: "\(path) is there already")
        }
        try lock.lock()
        self.lock = lock
    }

    deinit { remove() }

    /// Removes it before its time, for what must not lie about longer than needed.
    func remove() {
        // What cannot be removed now is removed by the next one.
        try? Folder.removeTree(path)
    }

    /// A new file in it that only its owner may read, for programs that would let others read theirs.
    func makeFile(_ name: String) throws -> String {
        let file = path + "/" + name
        guard try DiskFile.make(file) != nil else {
            throw StorageFailure(.unreachable, cause: "\(file) is there already")
        }
        return file
    }

    /// Removes what a crash left behind; what somebody works in stays.
    static func removeLeftovers(in folder: String) throws {
        guard Folder.holds(folder + turnName) else { return }
        let turn = try turn(in: folder)
        defer { withExtendedLifetime(turn) {} }
        try removeUnlocked(in: folder)
    }

    /// One at a time: a folder that is not locked yet must not be taken for one that was left behind.
    private static func turn(in folder: String) throws -> DiskFile? {
        let turn = try DiskFile.open(folder + turnName, for: .changing)
        try turn?.lock()
        return turn
    }

    private static func removeUnlocked(in folder: String) throws {
        for name in try Folder.names(in: folder) where name.hasPrefix(prefix) {
            let path = folder + "/" + name
            let lock = try DiskFile.open(path + "/lock", for: .reading)
            if lock?.lockIfFree() ?? true { try Folder.removeTree(path) }
        }
    }
}

import Core
import Disk

/// Gives what was restored its name. What had that name before keeps it with `.before-` and the moment behind it, and
/// nothing that was moved so is ever replaced.
struct Aside {
    /// An SQLite database and its log.
    static let sideFiles = ["", "-wal", "-shm"]

    private static let mark = ".before-"

    let moment: Instant

    init(at moment: Instant) {
        self.moment = moment
    }

    func publish(_ file: String, asDatabase target: String, replaces: Bool) throws {
        try Folder.make(Folder.of(target))
        if Self.sideFiles.contains(where: { Folder.holds(target + $0) }) {
            guard replaces else { throw RestoreRefused.notEmpty(target) }
            let name = name(beside: target)
            for side in Self.sideFiles where Folder.holds(target + side) {
                try Folder.rename(target + side, to: name + side)
            }
        }
        guard try Folder.rename(file, toNew: target) else { throw RestoreRefused.notEmpty(target) }
    }

    func publish(_ folder: String, asFolder target: String) throws {
        try Folder.synchronize(folder)
        if Folder.holds(target) { try Folder.rename(target, to: name(beside: target)) }
        try Folder.rename(folder, to: target)
    }

    /// The first that is free: two restores may be of one second.
    private func name(beside target: String) -> String {
        let first = target + Self.mark + BackupName(.data, at: moment).stamp
        var (name, number) = (first, 1)
        while Self.sideFiles.contains(where: { Folder.holds(name + $0) }) {
            number += 1
            name = "\(first)-\(number)"
        }
        return name
    }
}

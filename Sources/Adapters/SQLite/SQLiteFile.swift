import GRDB
import GRDBSQLite
import Persistence
import Synchronization

#if canImport(Darwin)
    import Darwin
#else
    import Glibc
#endif

/// Why a database file cannot be used, with what to do about it.
package struct CannotOpen: CannotStart, Equatable {
    package enum Reason: Equatable, Sendable {
        case fileIsFolder
        case folderIsFile
        case notAllowed
        case readOnly
        case notADatabase
        case damaged
        case noSpace
        case held
        case other(String)
    }

    package let file: String
    package let reason: Reason

    package init(_ file: String, _ reason: Reason) {
        self.file = file
        self.reason = reason
    }

    package var description: String {
        switch reason {
        case .fileIsFolder: "\(file) is a folder, not a database file"
        case .folderIsFile: "the folder of \(file) is a file"
        case .notAllowed: "access to \(file) is not allowed"
        case .readOnly: "\(file) or its folder cannot be written"
        case .notADatabase: "\(file) is not an SQLite database"
        case .damaged: "\(file) is damaged"
        case .noSpace: "there is no room on the disk of \(file)"
        case .held: "another program holds \(file) for itself"
        case .other(let cause): "\(file) cannot be opened: \(cause)"
        }
    }

    package var remedy: String {
        switch reason {
        case .fileIsFolder, .folderIsFile: "Name another place for the data, or move what is there."
        case .notAllowed: "Start Lux as the owner of the file, or change its owner with chown."
        case .readOnly: "Make file and folder writable for this user; the disk may be mounted read-only."
        case .notADatabase: "Name another file, or move this one away; Lux will then start with an empty one."
        case .damaged: "Restore the newest backup; keep the damaged file for inspection."
        case .noSpace: "Free some room on that disk and start again."
        case .held: "Stop the other program, and start again."
        case .other: "Check the disk and the system's log."
        }
    }
}

enum SQLiteFile {
    /// Sees to it that the file is there, is ours to read and write, and is no other kind of file.
    static func prepare(_ file: String) throws(CannotOpen) {
        try makeFolder(of: file)
        // Made here because SQLite would give it the permissions of the umask; its side files copy ours.
        let descriptor = open(file, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw CannotOpen(file, reason(of: errno, file)) }
        defer { close(descriptor) }
        var header = [UInt8](repeating: 0, count: 16)
        let count = read(descriptor, &header, header.count)
        guard count >= 0 else { throw CannotOpen(file, reason(of: errno, file)) }
        guard count == 0 || header.elementsEqual("SQLite format 3\0".utf8) else {
            throw CannotOpen(file, .notADatabase)
        }
    }

    private static func makeFolder(of file: String) throws(CannotOpen) {
        let names = file.split(separator: "/").dropLast()
        var folder = file.hasPrefix("/") ? "" : "."
        for name in names {
            folder += "/" + name
            if mkdir(folder, 0o700) != 0, errno != EEXIST {
                let code = errno
                // A folder above ours may refuse, and yet hold what we look for.
                guard access(folder, X_OK) != 0 else { continue }
                throw CannotOpen(file, reason(of: code, file))
            }
        }
    }

    static func reason(of code: Int32, _ file: String) -> CannotOpen.Reason {
        switch code {
        case EISDIR: .fileIsFolder
        case ENOTDIR: .folderIsFile
        case EROFS, EPERM: .readOnly
        case EACCES: access(file, R_OK) == 0 ? .readOnly : .notAllowed
        case ENOSPC, EDQUOT: .noSpace
        default: .other(String(cString: strerror(code)))
        }
    }
}

extension CannotOpen {
    init(_ file: String, _ error: any Error) {
        self.init(file, Self.reason(of: error))
    }

    private static func reason(of error: any Error) -> Reason {
        guard let storage = failure(from: error) as? StorageFailure else { return .other("\(error)") }
        let isForeign = (error as? GRDB.DatabaseError)?.resultCode == .SQLITE_NOTADB
        return switch storage.kind {
        case .full: .noSpace
        case .readOnly: .readOnly
        case .busy: .held
        case .corrupt: isForeign ? .notADatabase : .damaged
        case .unreachable, .outcomeUnknown: .other(storage.cause)
        }
    }
}

/// An advisory lock beside the database, held as long as it is open. It keeps nobody out: it lets a second
/// process know that it is the second.
final class FileOwnership: Sendable {
    let isSole: Bool
    private let descriptor: Mutex<Int32?>

    init(of file: String) throws {
        let descriptor = open(file + ".lock", O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw CannotOpen(file, SQLiteFile.reason(of: errno, file)) }
        isSole = flock(descriptor, LOCK_EX | LOCK_NB) == 0
        self.descriptor = Mutex(descriptor)
    }

    deinit { giveUp() }

    func giveUp() {
        guard let descriptor = descriptor.withLock({ $0.take() }) else { return }
        // The file stays: removing it would take the lock from under a process that has just opened it. Closing
        // alone would not do: a program that is being started may have a copy of the descriptor for a moment.
        flock(descriptor, LOCK_UN)
        close(descriptor)
    }
}

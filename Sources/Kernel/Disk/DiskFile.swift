package import Persistence
import Synchronization

#if canImport(Darwin)
    import Darwin
#else
    import Glibc
#endif

/// An open file of the disk, closed when nobody holds it any more. Calls block; what is wrong with the disk is
/// thrown as `StorageFailure`.
package final class DiskFile: Sendable {
    package let path: String
    private let descriptor: Int32
    private let isLocked = Atomic(false)

    private init(path: String, descriptor: Int32) {
        (self.path, self.descriptor) = (path, descriptor)
    }

    deinit {
        // Closing alone gives no lock back as long as a program that is being started has a copy of the descriptor.
        if isLocked.load(ordering: .relaxed) { flock(descriptor, LOCK_UN) }
        close(descriptor)
    }

    package enum Access: Sendable {
        case reading
        /// Makes the file when it is missing.
        case appending
        /// Makes the file when it is missing.
        case changing
    }

    /// Nil when there is no such file, which only happens to readers.
    package static func open(_ path: String, for access: Access) throws(StorageFailure) -> DiskFile? {
        let flags =
            switch access {
            case .reading: O_RDONLY
            case .appending: O_RDWR | O_CREAT | O_APPEND
            case .changing: O_RDWR | O_CREAT
            }
        let descriptor = Self.open(path, flags)
        if descriptor < 0, errno == ENOENT, access == .reading { return nil }
        return try DiskFile(path: path, descriptor: Self.checked(descriptor, path))
    }

    /// A file that only its owner may read. Nil when something of that name is there already.
    package static func make(_ path: String) throws(StorageFailure) -> DiskFile? {
        let descriptor = Self.open(path, O_RDWR | O_CREAT | O_EXCL)
        if descriptor < 0, errno == EEXIST { return nil }
        return try DiskFile(path: path, descriptor: Self.checked(descriptor, path))
    }

    private static func open(_ path: String, _ flags: Int32) -> Int32 {
        // Waiting for the other end of a pipe is not what anyone means who names a file.
        #if canImport(Darwin)
            Darwin.open(path, flags | O_CLOEXEC | O_NONBLOCK, 0o600)
        #else
            Glibc.open(path, flags | O_CLOEXEC | O_NONBLOCK, 0o600)
        #endif
    }

    private static func checked(_ descriptor: Int32, _ path: String) throws(StorageFailure) -> Int32 {
        guard descriptor >= 0 else { throw StorageFailure(errno: errno, path) }
        return descriptor
    }

    /// Up to `count` bytes from `offset`; fewer only where the file ends.
    package func read(at offset: Int, count: Int) throws(StorageFailure) -> [UInt8] {
        var (bytes, filled) = ([UInt8](repeating: 0, count: count), 0)
        while filled < count {
            let got = bytes.withUnsafeMutableBytes {
                pread(descriptor, $0.baseAddress! + filled, count - filled, off_t(offset + filled))
            }
            if got < 0, errno == EINTR { continue }
            guard got >= 0 else { throw StorageFailure(errno: errno, path) }
            if got == 0 { break }
            filled += got
        }
        bytes.removeLast(count - filled)
        return bytes
    }

    /// The whole file, if it has no more than `bytesMax`; nil if it has more.
    package func contents(bytesMax: Int) throws(StorageFailure) -> [UInt8]? {
        let bytes = try read(at: 0, count: min(bytesMax, try facts().byteCount) + 1)
        return bytes.count > bytesMax ? nil : bytes
    }

    /// Where the last write ended; at the end of a file opened for appending.
    package func write(_ bytes: some Sequence<UInt8>) throws(StorageFailure) {
        try write(bytes) { descriptor, start, count, _ in
            #if canImport(Darwin)
                Darwin.write(descriptor, start, count)
            #else
                Glibc.write(descriptor, start, count)
            #endif
        }
    }

    package func write(_ bytes: some Sequence<UInt8>, at offset: Int) throws(StorageFailure) {
        try write(bytes) { descriptor, start, count, done in
            pwrite(descriptor, start, count, off_t(offset + done))
        }
    }

    private func write(
        _ bytes: some Sequence<UInt8>, by call: (Int32, UnsafeRawPointer, Int, Int) -> Int
    ) throws(StorageFailure) {
        let (bytes, failure) = (ContiguousArray(bytes), StorageFailure.init(errno:_:))
        let code = bytes.withUnsafeBytes { buffer -> Int32 in
            var done = 0
            while done < buffer.count {
                let put = call(descriptor, buffer.baseAddress! + done, buffer.count - done, done)
                if put < 0, errno == EINTR { continue }
                guard put >= 0 else { return errno }
                done += put
            }
            return 0
        }
        guard code == 0 else { throw failure(code, path) }
    }

    /// Returns once the disk has what was written.
    package func synchronize() throws(StorageFailure) {
        guard fsync(descriptor) == 0 else { throw StorageFailure(errno: errno, path) }
    }

    package func truncate(to byteCount: Int) throws(StorageFailure) {
        guard ftruncate(descriptor, off_t(byteCount)) == 0 else { throw StorageFailure(errno: errno, path) }
    }

    /// Keeps out other openings of the file that ask for the lock too, until this one is closed.
    package func lock() throws(StorageFailure) {
        while flock(descriptor, LOCK_EX) != 0 {
            guard errno == EINTR else { throw StorageFailure(errno: errno, path) }
        }
        isLocked.store(true, ordering: .relaxed)
    }

    /// False when another opening holds the lock.
    package func lockIfFree() -> Bool {
        guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else { return false }
        isLocked.store(true, ordering: .relaxed)
        return true
    }

    package struct Facts: Sendable {
        package let byteCount: Int
        /// The permission bits, such as 0o600.
        package let mode: UInt32
        package let isPlainFile: Bool
    }

    package func facts() throws(StorageFailure) -> Facts {
        var facts = stat()
        guard fstat(descriptor, &facts) == 0 else { throw StorageFailure(errno: errno, path) }
        return Facts(
            byteCount: Int(facts.st_size), mode: UInt32(facts.st_mode) & 0o777,
            isPlainFile: facts.st_mode & S_IFMT == S_IFREG)
    }
}

extension StorageFailure {
    /// What the system's number means for whoever wanted to store something.
    init(errno code: Int32, _ path: String) {
        let kind: Kind =
            switch code {
            case ENOSPC, EDQUOT, EFBIG: .full
            case EROFS, EACCES, EPERM: .readOnly
            default: .unreachable
            }
        self.init(kind, cause: "\(path): \(String(cString: strerror(code)))")
    }
}

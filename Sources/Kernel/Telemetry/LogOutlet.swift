import Glibc

/// Where log lines go.
package enum LogDestination: Hashable, Sendable {
    case standardError
    /// A file that is renamed to `path.1`, `path.2` … as it fills.
    case file(path: String, rotation: LogRotation)
}

package struct LogRotation: Hashable, Sendable {
    /// A file this large is rotated away before the next line.
    package var fileBytesMax = 10_000_000
    /// Files kept, the one being written included.
    package var filesMax = 5

    package init() {}
}

/// The log file cannot be opened; a clear reason to refuse the start.
package struct LogFileUnusable: Error, Hashable, Sendable, CustomStringConvertible {
    package let path: String
    /// The system's error number.
    package let code: Int32

    package var description: String { "cannot open log file \(path): \(String(cString: strerror(code)))" }
}

/// An open file or standard error. Used by one thread at a time.
struct LogOutlet: ~Copyable {
    private let path: String?
    private let rotation: LogRotation
    /// Negative while there is no open file.
    private var descriptor: Int32
    /// A write stopped within a line; the next one has to begin a new line.
    private var isMidLine = false

    init(_ destination: LogDestination) throws(LogFileUnusable) {
        switch destination {
        case .standardError: self.init(descriptor: 2)
        case .file(let path, let rotation):
            let descriptor = Self.opened(path)
            if descriptor < 0 { throw LogFileUnusable(path: path, code: errno) }
            self.init(path: path, rotation: rotation, descriptor: descriptor)
        }
    }

    /// An open descriptor that others own: it is neither rotated nor closed.
    init(descriptor: Int32) {
        self.init(path: nil, rotation: LogRotation(), descriptor: descriptor)
    }

    private init(path: String?, rotation: LogRotation, descriptor: Int32) {
        (self.path, self.rotation, self.descriptor) = (path, rotation, descriptor)
    }

    deinit {
        if path != nil, descriptor >= 0 { close(descriptor) }
    }

    /// Writes whole lines; the number of lines that were lost.
    mutating func write(_ lines: [UInt8]) -> Int {
        let signals = BrokenPipeSignal()
        defer { signals.restore() }
        return lines.withUnsafeBytes { bytes in
            var rest = bytes[...]
            while !rest.isEmpty {
                guard let room = roomForLines(first: rest.firstLineLength) else { break }
                let chunk = rest.prefixOfLines(within: room)
                let written = writeAll(chunk)
                if written < chunk.count {
                    rest = rest.dropFirst(written)
                    if written > 0 { isMidLine = bytes[rest.startIndex - 1] != 0x0a }
                    break
                }
                rest = rest.dropFirst(chunk.count)
            }
            return rest.count { $0 == 0x0a }
        }
    }

    /// How many bytes may go into the open file, which is reopened or rotated first where needed. Nil when
    /// there is no file to write to.
    private mutating func roomForLines(first lineBytes: Int) -> Int? {
        guard let path else { return Int.max }
        reopenIfMoved(path)
        guard descriptor >= 0 else { return nil }
        guard let size = regularFileSize() else { return Int.max }
        if size > 0, size + lineBytes > rotation.fileBytesMax, rotate(path) {
            return descriptor >= 0 ? rotation.fileBytesMax : nil
        }
        return max(rotation.fileBytesMax - size, lineBytes)
    }

    /// A file that was renamed (as logrotate does) or removed is left, and a new one begun.
    private mutating func reopenIfMoved(_ path: String) {
        var (named, held) = (stat(), stat())
        if descriptor >= 0, stat(path, &named) == 0, fstat(descriptor, &held) == 0,
            named.st_ino == held.st_ino, named.st_dev == held.st_dev
        {
            return
        }
        reopen(path)
    }

    private mutating func reopen(_ path: String) {
        if descriptor >= 0 { close(descriptor) }
        descriptor = Self.opened(path)
        isMidLine = false
    }

    private static func opened(_ path: String) -> Int32 {
        open(path, O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC, 0o640)
    }

    private func regularFileSize() -> Int? {
        var held = stat()
        guard fstat(descriptor, &held) == 0, held.st_mode & S_IFMT == S_IFREG else { return nil }
        return Int(held.st_size)
    }

    /// False when the directory does not let the file be renamed: a file that grows too large is better than
    /// lines that are lost.
    private mutating func rotate(_ path: String) -> Bool {
        for number in stride(from: rotation.filesMax - 2, to: 0, by: -1) {
            rename("\(path).\(number)", "\(path).\(number + 1)")
        }
        let isAway = rotation.filesMax > 1 ? rename(path, "\(path).1") == 0 : unlink(path) == 0
        if isAway { reopen(path) }
        return isAway
    }

    /// Bytes written before the end or the first error.
    private mutating func writeAll(_ bytes: Slice<UnsafeRawBufferPointer>) -> Int {
        if isMidLine {
            guard withUnsafeBytes(of: UInt8(ascii: "\n"), { writeSome($0) }) == 1 else { return 0 }
            isMidLine = false
        }
        var done = 0
        while done < bytes.count {
            let rest = UnsafeRawBufferPointer(rebasing: bytes.dropFirst(done))
            let count = writeSome(rest)
            guard count > 0 else { break }
            done += count
        }
        return done
    }

    private func writeSome(_ bytes: UnsafeRawBufferPointer) -> Int {
        while true {
            let count = Glibc.write(descriptor, bytes.baseAddress, bytes.count)
            if count >= 0 { return count }
            switch errno {
            case EINTR: continue
            case EAGAIN:
                // Standard error may share its terminal's or pipe's non-blocking mode with others.
                var ready = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
                poll(&ready, 1, -1)
            default: return -1
            }
        }
    }
}

/// Keeps the signal that comes with a write to a pipe without reader from ending the process: it is blocked
/// for this thread, and taken back before the thread's mask is restored.
private struct BrokenPipeSignal {
    private var broken = sigset_t()
    private var before = sigset_t()

    init() {
        sigemptyset(&broken)
        sigaddset(&broken, SIGPIPE)
        pthread_sigmask(SIG_BLOCK, &broken, &before)
    }

    func restore() {
        var (broken, before, now) = (broken, before, timespec())
        // What was blocked before is for others to take.
        if sigismember(&before, SIGPIPE) == 0 { sigtimedwait(&broken, nil, &now) }
        pthread_sigmask(SIG_SETMASK, &before, nil)
    }
}

extension Slice<UnsafeRawBufferPointer> {
    /// With its line end.
    fileprivate var firstLineLength: Int {
        (firstIndex(of: 0x0a) ?? endIndex - 1) + 1 - startIndex
    }

    /// As many whole lines as fit `room` bytes, which holds the first one.
    fileprivate func prefixOfLines(within room: Int) -> Self {
        guard count > room else { return self }
        let end = self[startIndex..<startIndex + room].lastIndex(of: 0x0a) ?? startIndex + firstLineLength - 1
        return self[startIndex...end]
    }
}

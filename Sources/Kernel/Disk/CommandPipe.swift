package import Persistence

#if canImport(Darwin)
    import Darwin
#else
    import Glibc
#endif

/// A pipe to the standard input of another process. Its reading end stays open here as well, so that writing to a process which has
/// gone does not end this one by a signal; whoever writes learns of the end by what it reads.
package final class CommandPipe: Sendable {
    /// To be given to the other process.
    package let reading: Int32
    private let writing: Int32

    package init() throws(StorageFailure) {
        var ends: [Int32] = [-1, -1]
        guard pipe(&ends) == 0 else { throw StorageFailure(errno: errno, "a pipe") }
        // Neither end for processes that others start meanwhile: they would hold it open.
        for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
        (reading, writing) = (ends[0], ends[1])
    }

    deinit {
        close(reading)
        close(writing)
    }

    /// What fits into a pipe that nobody empties, with some to spare.
    package static let bytesMax = 60_000

    /// At most `bytesMax` before the other process has answered.
    package func write(_ text: String) throws(StorageFailure) {
        var rest = Array(text.utf8)[...]
        while !rest.isEmpty {
            #if canImport(Darwin)
                let put = rest.withUnsafeBytes { Darwin.write(writing, $0.baseAddress, $0.count) }
            #else
                let put = rest.withUnsafeBytes { Glibc.write(writing, $0.baseAddress, $0.count) }
            #endif
            if put < 0, errno == EINTR { continue }
            guard put >= 0 else { throw StorageFailure(errno: errno, "a pipe") }
            rest = rest.dropFirst(put)
        }
    }
}

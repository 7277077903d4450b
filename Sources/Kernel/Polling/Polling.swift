#if canImport(Darwin)
    import Darwin
#else
    import Glibc
#endif

/// Waits for sockets of C libraries, on a thread that has nothing else to do.
package enum Polling {
    /// What came of `events` on the socket, or what is wrong with it; 0 when the time is over or the pipe woke us.
    ///
    /// - Parameters:
    ///   - socket: nil to wait for the pipe and the time alone.
    ///   - pipe: lets other threads end the wait; what woke us is drained.
    ///   - time: nil waits for ever.
    package static func wait(
        for events: Int16 = Int16(POLLIN), on socket: Int32?, beside pipe: WakePipe? = nil,
        atMost time: Duration?
    ) -> Int16 {
        // Negative numbers are passed over.
        var entries = (
            pollfd(fd: socket ?? -1, events: events, revents: 0),
            pollfd(fd: pipe?.reading ?? -1, events: Int16(POLLIN), revents: 0)
        )
        withUnsafeMutableBytes(of: &entries) { raw in
            let start = raw.bindMemory(to: pollfd.self).baseAddress
            // A signal is no reason to give up.
            while poll(start, 2, time?.pollMilliseconds ?? -1) < 0, errno == EINTR {}
        }
        if entries.1.revents != 0 { pipe?.drain() }
        return entries.0.revents
    }
}

/// Lets other threads end a wait.
package final class WakePipe: Sendable {
    fileprivate let reading: Int32
    private let writing: Int32

    /// The system gives no more file handles.
    package struct NotMade: Error, CustomStringConvertible {
        package let description: String
    }

    package init() throws(NotMade) {
        var ends: [Int32] = [-1, -1]
        guard pipe(&ends) == 0 else {
            throw NotMade(description: "a pipe: \(String(cString: strerror(errno)))")
        }
        for end in ends {
            _ = fcntl(end, F_SETFD, FD_CLOEXEC)
            _ = fcntl(end, F_SETFL, O_NONBLOCK)
        }
        (reading, writing) = (ends[0], ends[1])
    }

    deinit {
        close(reading)
        close(writing)
    }

    /// Never waits: a full pipe wakes as well.
    package func wake() {
        var byte: UInt8 = 1
        _ = write(writing, &byte, 1)
    }

    /// Returns when it is woken or the time is over.
    package func wait(atMost time: Duration?) {
        _ = Polling.wait(on: nil, beside: self, atMost: time)
    }

    fileprivate func drain() {
        withUnsafeTemporaryAllocation(byteCount: 64, alignment: 1) { room in
            while read(reading, room.baseAddress, room.count) == room.count {}
        }
    }
}

extension Duration {
    /// Rounded up, so that who waits does not wake too early and spin; 0 for what is over.
    fileprivate var pollMilliseconds: Int32 {
        let (seconds, attoseconds) = components
        guard seconds >= 0, attoseconds >= 0 else { return 0 }
        guard seconds < 86_400 else { return 86_400_000 }
        return Int32(seconds * 1000 + (attoseconds + 999_999_999_999_999) / 1_000_000_000_000_000)
    }
}

import Bus
import Glibc

/// Wakes a thread that waits for its connection.
final class Bell: Sendable {
    private let rope: Int32
    private let clapper: Int32

    init() throws {
        var ends: [Int32] = [0, 0]
        guard pipe(&ends) == 0 else {
            throw BusFailure(.unreachable, cause: String(cString: strerror(errno)))
        }
        for end in ends {
            _ = fcntl(end, F_SETFD, FD_CLOEXEC)
            _ = fcntl(end, F_SETFL, O_NONBLOCK)
        }
        (clapper, rope) = (ends[0], ends[1])
    }

    deinit {
        close(rope)
        close(clapper)
    }

    func ring() {
        // A full pipe rings already.
        _ = write(rope, [UInt8(1)], 1)
    }

    /// Waits until it rings, `socket` can be read or the time is over.
    func wait(beside socket: Int32?, until deadline: ContinuousClock.Instant?) {
        var polls = [
            pollfd(fd: clapper, events: Int16(POLLIN), revents: 0),
            pollfd(fd: socket ?? -1, events: Int16(POLLIN), revents: 0),
        ]
        poll(&polls, 2, milliseconds(until: deadline))
        var rings = [UInt8](repeating: 0, count: 64)
        while polls[0].revents != 0, read(clapper, &rings, rings.count) == rings.count {}
    }
}

/// False when the time is over.
func waitForReading(_ socket: Int32, until deadline: ContinuousClock.Instant) -> Bool {
    wait(for: POLLIN, on: socket, until: deadline)
}

func waitForWriting(_ socket: Int32, until deadline: ContinuousClock.Instant) -> Bool {
    wait(for: POLLOUT, on: socket, until: deadline)
}

private func wait(for event: Int32, on socket: Int32, until deadline: ContinuousClock.Instant) -> Bool {
    while true {
        var asked = pollfd(fd: socket, events: Int16(event), revents: 0)
        let count = poll(&asked, 1, milliseconds(until: deadline))
        if count > 0 { return true }
        // A signal is no reason to give up.
        if count == 0 || errno != EINTR { return false }
    }
}

/// Rounded up, so that nobody wakes too early and goes round in circles. Nil waits for ever.
private func milliseconds(until deadline: ContinuousClock.Instant?) -> Int32 {
    guard let deadline else { return -1 }
    let wait = ContinuousClock.now.duration(to: deadline).components
    guard wait.seconds >= 0, wait.attoseconds > 0 || wait.seconds > 0 else { return 0 }
    return Int32(clamping: wait.seconds * 1000 + wait.attoseconds / 1_000_000_000_000_000 + 1)
}

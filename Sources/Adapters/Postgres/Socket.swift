import CPq
import Glibc
import Polling
import Synchronization

/// A connection's socket, as far as other threads may touch it.
final class Socket: Sendable {
    private let number: Int32
    private let held: Mutex<Bool>

    init(_ number: Int32) {
        self.number = number
        held = Mutex(true)
    }

    /// Ends whatever waits for this socket, from any thread.
    func cut() {
        held.withLock { isHeld in
            if isHeld { shutdown(number, Int32(SHUT_RDWR)) }
        }
    }

    /// Before the number is given back to the system.
    func letGo() {
        held.withLock { $0 = false }
    }

    /// The events that came, of those asked for or bad ones; 0 when the time is over.
    func wait(for events: Int16, atMost time: Duration) -> Int16 {
        Polling.wait(for: events, on: number, atMost: time)
    }

    var descriptor: Int32 { number }

    /// Linux's POLLRDHUP, which the C library's module does not show.
    private static let hasHungUp: Int16 = 0x2000

    /// The other side sends nothing any more.
    var hasEnded: Bool {
        var descriptor = pollfd(fd: number, events: Self.hasHungUp, revents: 0)
        return poll(&descriptor, 1, 0) > 0
    }
}

/// Asks the server to end the statement that runs on one connection. Of use after the connection too.
final class Canceller: @unchecked Sendable {  // libpq lets any thread cancel.
    private let handle: OpaquePointer

    init(handle: OpaquePointer) {
        self.handle = handle
    }

    deinit { PQfreeCancel(handle) }

    /// Blocks until the server has passed it on. False when it did not hear.
    func cancel() -> Bool {
        var message = [CChar](repeating: 0, count: 256)
        return PQcancel(handle, &message, Int32(message.count)) == 1
    }
}

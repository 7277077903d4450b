import Glibc
import Polling

/// Runs `body` on a thread of its own. No signal is handled there; above all not the one that writing to a
/// connection the other side has closed would raise, as the library cannot be told not to.
func startThread(_ body: @escaping @Sendable () -> Void) throws(RedisFailure) {
    var attributes = pthread_attr_t()
    pthread_attr_init(&attributes)
    defer { pthread_attr_destroy(&attributes) }
    pthread_attr_setdetachstate(&attributes, Int32(PTHREAD_CREATE_DETACHED))
    var thread = pthread_t()
    let box = Unmanaged.passRetained(ThreadBody(body))
    let code = pthread_create(
        &thread, &attributes,
        { box in
            guard let box else { return nil }
            var signals = sigset_t()
            sigfillset(&signals)
            pthread_sigmask(SIG_BLOCK, &signals, nil)
            Unmanaged<ThreadBody>.fromOpaque(box).takeRetainedValue().run()
            return nil
        }, box.toOpaque())
    guard code == 0 else {
        box.release()
        throw .away(reason: "a thread: \(String(cString: strerror(code)))")
    }
}

private final class ThreadBody: Sendable {
    let run: @Sendable () -> Void

    init(_ run: @escaping @Sendable () -> Void) {
        self.run = run
    }
}

extension WakePipe {
    static func forConnection() throws(RedisFailure) -> WakePipe {
        do throws(NotMade) { return try WakePipe() } catch { throw .away(reason: error.description) }
    }
}

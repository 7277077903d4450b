import Core
import Synchronization

/// Time that moves when a test says so.
final class HandClock: Sendable {
    private let nanoseconds = Mutex<UInt64>(1_000_000_000_000)

    var ticks: Ticks { Ticks(nanoseconds: nanoseconds.withLock { $0 }) }

    func advance(by duration: Duration) {
        nanoseconds.withLock { $0 = Ticks(nanoseconds: $0).advanced(by: duration).nanoseconds }
    }

    var clock: Clock {
        Clock(now: { Instant(milliseconds: 0) }, ticks: { self.ticks })
    }
}

struct Broken: Error, Equatable {}

/// Lets other tasks go on until `condition` holds. The suite's time limit ends a wait in vain.
func until(_ condition: () -> Bool) async {
    while !condition() { await Task.yield() }
}

/// Opens once; who waits before goes on then.
final class Gate: Sendable {
    private let stream: AsyncStream<Void>
    private let continuation: AsyncStream<Void>.Continuation

    init() {
        (stream, continuation) = AsyncStream.makeStream()
    }

    func open() {
        continuation.finish()
    }

    func wait() async {
        for await _ in stream {}
    }
}

/// Something that tasks of a test change together.
final class Shared<Value: Sendable>: Sendable {
    private let state: Mutex<Value>

    init(_ value: Value) {
        state = Mutex(value)
    }

    var value: Value { state.withLock { $0 } }

    func change(_ body: @Sendable (inout Value) -> Void) {
        state.withLock { body(&$0) }
    }
}

package import Core
import Synchronization

/// Time that moves when a test says so.
package final class HandClock: Sendable {
    private let nanoseconds = Mutex<UInt64>(1_000_000_000_000)

    package init() {}

    package var ticks: Ticks { Ticks(nanoseconds: nanoseconds.withLock { $0 }) }

    package func advance(by duration: Duration) {
        nanoseconds.withLock { $0 = Ticks(nanoseconds: $0).advanced(by: duration).nanoseconds }
    }

    package var clock: Clock {
        Clock(now: { Instant(milliseconds: 0) }, ticks: { self.ticks })
    }
}

/// What a test's own code throws.
package struct Broken: Error, Equatable {
    package init() {}
}

/// Lets other tasks go on until `condition` holds. The suite's time limit ends a wait in vain.
package func until(_ condition: () -> Bool) async {
    while !condition() { await Task.yield() }
}

/// Something that tasks of a test change together.
package final class Shared<Value: Sendable>: Sendable {
    private let state: Mutex<Value>

    package init(_ value: Value) {
        state = Mutex(value)
    }

    package var value: Value { state.withLock { $0 } }

    package func change(_ body: @Sendable (inout Value) -> Void) {
        state.withLock { body(&$0) }
    }
}

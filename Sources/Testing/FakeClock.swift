package import Core
import Synchronization

/// A clock that stands still until told to go on.
package final class FakeClock: Sendable {
    private struct State {
        var now: Instant
        var ticks = Ticks(nanoseconds: 1_000_000_000)
    }

    private let state: Mutex<State>

    package init(at start: Instant = Instant(milliseconds: 1_767_225_600_000)) {
        state = Mutex(State(now: start))
    }

    package var now: Instant { state.withLock { $0.now } }

    /// What the code under test is given.
    package var clock: Clock {
        Clock(now: { self.now }, ticks: { self.state.withLock { $0.ticks } })
    }

    package func advance(by duration: Duration) {
        state.withLock {
            $0.now = $0.now.advanced(by: duration)
            $0.ticks = $0.ticks.advanced(by: duration)
        }
    }

    /// Sets the calendar's time, as a person or NTP does; the ticks go on.
    package func jump(to moment: Instant) {
        state.withLock { $0.now = moment }
    }
}

import Core
import Synchronization

/// Ids that sort in the order in which this process makes them, also within a millisecond: jobs of equal
/// priority run in that order. (RFC 9562, section 6.2: a counter in the bits behind the time.)
final class JobIDs: Sendable {
    private struct State {
        var moment = Instant(milliseconds: 0)
        var counter: UInt64 = 0
    }

    private let state = Mutex(State())
    private let random: @Sendable () -> UInt64

    init(random: @escaping @Sendable () -> UInt64) {
        self.random = random
    }

    func next<Entity>(at now: Instant) -> ID<Entity> {
        let (seed, low) = (random(), random())
        let (moment, counter) = state.withLock { state in
            // A clock that was set back a little does not turn the order round; one set back far does.
            let isAhead = state.moment >= now && state.moment.since(now) < Self.driftMax
            if !isAhead {
                // Half of the counter's range is left to count in.
                (state.moment, state.counter) = (now, seed & 0x07ff)
            } else if state.counter < 0x0fff {
                state.counter += 1
            } else {
                (state.moment, state.counter) = (state.moment.advanced(by: .milliseconds(1)), seed & 0x07ff)
            }
            return (state.moment, state.counter)
        }
        var numbers = Numbers(first: counter, second: low)
        return ID.make(at: moment, random: &numbers)
    }

    private static let driftMax = Duration.seconds(10)

    private struct Numbers: RandomNumberGenerator {
        var first: UInt64
        let second: UInt64

        mutating func next() -> UInt64 {
            defer { first = second }
            return first
        }
    }
}

package import Core
import Synchronization

/// One timer for all time-outs of a process. `Task.sleep` leaves its timer behind when it is cancelled, until it
/// would have fired: time-outs, which hardly ever fire, would hold memory for their whole limit and cost more
/// than many of the calls they guard. Here clearing one takes it out.
///
/// Someone must run it; nothing fires before that. It is late by up to its resolution, never early.
package final class Alarm: Sendable {
    private struct State {
        var book: AlarmBook
        /// `run`, while there is nothing to wait for.
        var idle: CheckedContinuation<Void, Never>?
    }

    private let clock: Clock
    private let sleep: Sleep
    private let resolution: UInt64
    private let state: Mutex<State>

    package init(
        clock: Clock, resolution: Duration = .milliseconds(20),
        sleep: @escaping Sleep = { try await Task.sleep(for: $0) }
    ) {
        (self.clock, self.sleep) = (clock, sleep)
        self.resolution = max(1, resolution.clampedNanoseconds)
        state = Mutex(State(book: AlarmBook(at: clock.ticks().nanoseconds / self.resolution)))
    }

    /// Rings until its task is cancelled. To be called once.
    package func run() async {
        while !Task.isCancelled {
            await waitForEntries()
            do { try await sleep(.nanoseconds(Int64(resolution))) } catch { return }
            ring()
        }
    }

    /// Fires what is due.
    package func ring() {
        let now = clock.ticks().nanoseconds / resolution
        for action in state.withLock({ $0.book.takeAll(dueBy: now) }) { action() }
    }

    /// How many are set.
    package var count: Int { state.withLock { $0.book.count } }

    /// - Returns: a number to clear it by.
    func set(_ duration: Duration, _ action: @escaping @Sendable () -> Void) -> UInt64 {
        let end = clock.ticks().nanoseconds &+ duration.clampedNanoseconds
        let (number, idle) = state.withLock { state in
            (state.book.add(action, due: end / resolution + 1), state.idle.take())
        }
        idle?.resume()
        return number
    }

    func clear(_ number: UInt64) {
        state.withLock { $0.book.remove(number) }
    }

    private func waitForEntries() async {
        await withTaskCancellationHandler {
            await withCheckedContinuation { (runner: CheckedContinuation<Void, Never>) in
                let isNeeded = state.withLock { state in
                    if Task.isCancelled || state.book.count > 0 { return true }
                    state.idle = runner
                    return false
                }
                if isNeeded { runner.resume() }
            }
        } onCancel: {
            state.withLock { $0.idle.take() }?.resume()
        }
    }
}

/// What is to be done in which period of the alarm's resolution.
struct AlarmBook {
    private var actions: [UInt64: @Sendable () -> Void] = [:]
    /// Numbers by period. Those that were cleared stay until their period comes or they are the majority.
    private var periods: [UInt64: [UInt64]] = [:]
    private var stale = 0
    private var lastNumber: UInt64 = 0
    private var lastTaken: UInt64

    init(at period: UInt64) {
        lastTaken = period
    }

    var count: Int { actions.count }

    /// A period already past, as seen by a core whose clock is a little behind, becomes the next one.
    mutating func add(_ action: @escaping @Sendable () -> Void, due period: UInt64) -> UInt64 {
        lastNumber += 1
        actions[lastNumber] = action
        periods[max(period, lastTaken + 1), default: []].append(lastNumber)
        return lastNumber
    }

    mutating func remove(_ number: UInt64) {
        guard actions.removeValue(forKey: number) != nil else { return }
        stale += 1
        if stale > actions.count + Self.staleMin { sweep() }
    }

    mutating func takeAll(dueBy now: UInt64) -> [@Sendable () -> Void] {
        lastTaken = max(lastTaken, now)
        let due = periods.keys.filter { $0 <= now }.sorted().flatMap { periods.removeValue(forKey: $0) ?? [] }
        let taken = due.compactMap { actions.removeValue(forKey: $0) }
        stale -= due.count - taken.count
        return taken
    }

    private mutating func sweep() {
        periods = periods.mapValues { $0.filter { actions[$0] != nil } }.filter { !$0.value.isEmpty }
        stale = 0
    }

    private static let staleMin = 1_000
}

import Synchronization

/// Something took longer than it was given. Not a refusal: it counts as a failure of the thing called.
package struct TimedOut: Error, Hashable {
    package let limit: Duration

    package init(limit: Duration) {
        self.limit = limit
    }
}

/// Runs `body` in a child task, at once and on this thread until it first waits, and cancels it when `limit`
/// has passed. Returns only when `body` has ended, so nothing is left running: a body that does not heed
/// cancellation is not cut short, but its late value is thrown away.
/// - Throws: `TimedOut`, or what `body` throws.
package func withTimeout<Value: Sendable>(
    _ limit: Duration, by alarm: Alarm, _ body: @escaping @Sendable () async throws -> Value
) async throws -> Value {
    try await withThrowingTaskGroup(of: Value.self) { group in
        group.addImmediateTask {
            try await withUnsafeCurrentTask { task in
                let fuse = Fuse(task)
                let number = alarm.set(limit) { fuse.blow() }
                let result: Result<Value, any Error>
                do { result = .success(try await body()) } catch { result = .failure(error) }
                alarm.clear(number)
                if fuse.disarm() { throw TimedOut(limit: limit) }
                return try result.get()
            }
        }
        for try await value in group { return value }
        throw CancellationError()
    }
}

/// Cancels a task from outside while it lives. A second child that sleeps would do the same without a handle,
/// at three times the cost.
private final class Fuse: Sendable {
    /// `cancel()` is a member of `Task` too, and as such may be called from anywhere as long as the task exists.
    /// It does while this is not nil: the task takes it away before it ends, and waits here for a cancellation
    /// that is under way.
    private struct Target: @unchecked Sendable {  // Only the holder of the lock reaches the task.
        var task: UnsafeCurrentTask?
        var isBlown = false
    }

    private let target: Mutex<Target>

    init(_ task: UnsafeCurrentTask?) {
        target = Mutex(Target(task: task))
    }

    func blow() {
        target.withLock { target in
            guard let task = target.task else { return }
            target.isBlown = true
            task.cancel()
        }
    }

    /// Tells whether it was blown.
    func disarm() -> Bool {
        target.withLock { target in
            target.task = nil
            return target.isBlown
        }
    }
}

/// Something took longer than it was given. Not a refusal: it counts as a failure of the thing called.
package struct TimedOut: Error, Hashable {
    package let limit: Duration
}

/// Runs `body` in a child task and cancels it when `limit` has passed. Returns only when `body` has ended, so
/// nothing is left running: a body that does not heed cancellation is not cut short, but its late value is
/// thrown away.
/// - Throws: `TimedOut`, or what `body` throws.
package func withTimeout<Value: Sendable>(
    _ limit: Duration, sleep: @escaping Sleep = { try await Task.sleep(for: $0) },
    _ body: @escaping @Sendable () async throws -> Value
) async throws -> Value {
    try await withThrowingTaskGroup(of: Value?.self) { group in
        group.addTask { try await body() }
        group.addTask {
            // Cancelled because the body has ended or the caller has gone: the body's own end tells which.
            do { try await sleep(limit) } catch { return nil }
            throw TimedOut(limit: limit)
        }
        defer { group.cancelAll() }
        while let first = try await group.next() {
            if let value = first { return value }
        }
        throw CancellationError()
    }
}

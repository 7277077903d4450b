import Synchronization

/// Spans that ended and wait to be sent. Bounded: when it is full, new spans are dropped and counted, so that
/// the traces that are already in it stay whole.
package final class SpanQueue: Sendable {
    package struct Limits: Sendable {
        package var spansMax = 4096
        /// Spans in one request; the exporter is woken when this many wait.
        package var batchSpansMax = 512

        package init() {}
    }

    private struct State {
        var waiting: [SpanRecord] = []
        var isClosed = false
    }

    let limits: Limits
    private let state = Mutex(State())
    private let wakeUps: AsyncStream<Void>.Continuation
    /// One element for each reason to send; ends when the queue is closed.
    let reasons: AsyncStream<Void>
    /// Has no elements; ends when the queue is closed.
    let open: AsyncStream<Never>
    private let opening: AsyncStream<Never>.Continuation
    private let dropped = Atomic(0)

    package init(limits: Limits = Limits()) {
        self.limits = limits
        (reasons, wakeUps) = AsyncStream.makeStream(bufferingPolicy: .bufferingNewest(1))
        (open, opening) = AsyncStream.makeStream()
    }

    /// Spans that found the queue full or closed.
    package var droppedCount: Int { dropped.load(ordering: .relaxed) }

    package var count: Int { state.withLock { $0.waiting.count } }

    func append(_ span: SpanRecord) {
        let isBatchFull = state.withLock { state -> Bool? in
            guard state.waiting.count < limits.spansMax, !state.isClosed else { return nil }
            state.waiting.append(span)
            return state.waiting.count % limits.batchSpansMax == 0
        }
        switch isBatchFull {
        case true?: wake()
        case false?: break
        case nil: dropped.add(1, ordering: .relaxed)
        }
    }

    /// The oldest spans, at most one request's worth.
    func takeBatch() -> [SpanRecord] {
        state.withLock { state in
            let batch = Array(state.waiting.prefix(limits.batchSpansMax))
            state.waiting.removeFirst(batch.count)
            return batch
        }
    }

    /// Returns spans that could not be sent yet, as far as there is room.
    func putBack(_ batch: [SpanRecord]) {
        let room = state.withLock { state in
            let room = min(batch.count, limits.spansMax - state.waiting.count)
            state.waiting.insert(contentsOf: batch.prefix(room), at: 0)
            return room
        }
        dropped.add(batch.count - room, ordering: .relaxed)
    }

    func wake() {
        wakeUps.yield()
    }

    func close() {
        state.withLock { $0.isClosed = true }
        wakeUps.finish()
        opening.finish()
    }
}

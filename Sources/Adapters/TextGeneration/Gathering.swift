import Resilience
import Synchronization

/// Gathers the requests of many callers to one exchange, for an endpoint that takes several texts at once.
final class Gathering: Sendable {
    typealias Request = ModelEndpoint.Request
    typealias Answer = ModelEndpoint.Answer

    /// How long the first of several waits for the others.
    static let gatherFor = Duration.milliseconds(10)
    /// One that the endpoint works on, and more on their way.
    static let exchangesMax = 4

    private struct State {
        var lastNumber: UInt64 = 0
        /// In the order in which they came.
        var queue: [(number: UInt64, request: Request)] = []
        /// Of all that have no answer yet, sent or not.
        var callers: [UInt64: CheckedContinuation<Answer, any Error>] = [:]
        var hasStopped = false
    }

    private let textsMax: Int
    private let waitingMax: Int
    private let sleep: @Sendable (Duration) async throws -> Void
    private let exchange: @Sendable ([Request]) async -> [ModelEndpoint.Outcome]
    private let state = Mutex(State())
    private let bell = AsyncStream.makeStream(of: Void.self, bufferingPolicy: .bufferingNewest(1))

    /// - Parameter exchange: as many answers as requests, in their order.
    init(
        textsMax: Int, waitingMax: Int, sleep: @escaping @Sendable (Duration) async throws -> Void,
        exchange: @escaping @Sendable ([Request]) async -> [ModelEndpoint.Outcome]
    ) {
        (self.textsMax, self.waitingMax) = (textsMax, waitingMax)
        (self.sleep, self.exchange) = (sleep, exchange)
    }

    func answer(to request: Request) async throws -> Answer {
        let number = state.withLock { state in
            state.lastNumber += 1
            return state.lastNumber
        }
        return try await withTaskCancellationHandler {
            try await withCheckedThrowingContinuation { join($0, request, as: number) }
        } onCancel: {
            give(.failure(CancellationError()), to: number)
        }
    }

    private func join(
        _ caller: CheckedContinuation<Answer, any Error>, _ request: Request, as number: UInt64
    ) {
        let refusal: (any Error)? = state.withLock { state in
            // Asked under the lock: a cancellation that comes later finds the caller.
            if Task.isCancelled { return CancellationError() }
            if state.hasStopped { return Self.stopped }
            guard state.queue.count < waitingMax else {
                return TooBusy(name: "the language model", retryAfter: .seconds(1))
            }
            state.callers[number] = caller
            state.queue.append((number, request))
            return nil
        }
        if let refusal { caller.resume(throwing: refusal) } else { bell.continuation.yield() }
    }

    /// Sends what is gathered until its task is cancelled.
    func run() async {
        await withTaskGroup(of: Void.self) { group in
            var running = 0
            for await _ in bell.stream {
                while await isGathered() {
                    if running == Self.exchangesMax {
                        await group.next()
                        running -= 1
                    }
                    let batch = take()
                    group.addTask { await self.send(batch) }
                    running += 1
                }
            }
        }
        stop()
    }

    /// Waits for others unless there are enough; false where nobody is left.
    private func isGathered() async -> Bool {
        let count = waiting
        if count > 0, count < textsMax { try? await sleep(Self.gatherFor) }
        return waiting > 0
    }

    /// Those that have not been given up.
    private var waiting: Int {
        state.withLock { state in
            let callers = state.callers
            state.queue.removeAll { callers[$0.number] == nil }
            return state.queue.count
        }
    }

    private func take() -> [(number: UInt64, request: Request)] {
        state.withLock { state in
            let batch = state.queue.prefix(textsMax)
            state.queue.removeFirst(batch.count)
            return Array(batch)
        }
    }

    private func send(_ batch: [(number: UInt64, request: Request)]) async {
        guard !batch.isEmpty else { return }
        for (one, answer) in zip(batch, await exchange(batch.map(\.request))) {
            // The process's exchange was given up, not the caller.
            let judged = answer.mapError { error -> any Error in
                error is CancellationError ? Self.stopped : error
            }
            give(judged, to: one.number)
        }
    }

    private static let stopped = ModelEndpoint.Failure(.stopped, "the process stops")

    /// Each is given one answer; later ones find nobody.
    private func give(_ answer: ModelEndpoint.Outcome, to number: UInt64) {
        state.withLock { $0.callers.removeValue(forKey: number) }?.resume(with: answer)
    }

    private func stop() {
        let left = state.withLock { state in
            state.hasStopped = true
            state.queue.removeAll()
            return state.callers.keys.sorted()
        }
        for number in left {
            give(.failure(Self.stopped), to: number)
        }
    }
}

import Dispatch
import Synchronization

/// A client that makes one call each beat while a server goes away and comes back. A call that failed is made
/// again, before new ones, so that its demand stays the same whatever happens.
package struct OutageDrill: Sendable {
    package struct Outage: Sendable {
        let begin: @Sendable () async throws -> Void
        let end: @Sendable () async throws -> Void

        package init(
            begin: @escaping @Sendable () async throws -> Void,
            end: @escaping @Sendable () async throws -> Void
        ) {
            (self.begin, self.end) = (begin, end)
        }

        /// The proxy does so meanwhile.
        package static func network(_ proxy: FaultProxy, _ behaviour: FaultProxy.Behaviour) -> Outage {
            Outage(begin: { proxy.behave(behaviour) }, end: { proxy.behave(.pass) })
        }
    }

    package struct Record: Sendable, CustomStringConvertible {
        package var calls = 0
        package var failures = 0
        /// From the begin of the outage to the first call that failed.
        package var noticedAfter: Duration?
        /// Calls that were under way when it was noticed: the server may have got them, and they are made again.
        package var unansweredCount = 0
        /// From its end to the first call that was answered.
        package var recoveredAfter: Duration?

        /// What may be sent at most when as many calls, all answered at once, come to `usual`: each call that
        /// nobody has answered is sent again once, and a tenth of it all is for connections made anew.
        package func bytesMax(_ usual: Int, for callCount: Int) -> Int {
            usual * (callCount + unansweredCount) / callCount * 11 / 10
        }

        package var description: String {
            let noticed = noticedAfter.map { "noticed after \(Self.seconds($0)) s" } ?? "no call failed"
            let again = recoveredAfter.map { ", works again \(Self.seconds($0)) s after its end" } ?? ""
            return "\(calls) calls, \(failures) of them in vain; \(noticed)\(again)"
        }

        private static func seconds(_ duration: Duration) -> Double {
            (duration / .milliseconds(10)).rounded() / 100
        }
    }

    package let beat: Duration
    /// How long the server is well before and after.
    package let margin: Duration
    package let length: Duration

    /// The numbers of the calls are 0 up to here.
    package var callCount: Int { Int((margin * 2 + length) / beat) }

    package init(beat: Duration, margin: Duration, length: Duration) {
        (self.beat, self.margin, self.length) = (beat, margin, length)
    }

    /// Returns once every call has succeeded. Without an outage it is what to compare with.
    package func run(
        _ outage: Outage?, call: @escaping @Sendable (Int) async throws -> Void
    ) async throws -> Record {
        let desk = OutageDesk(callCount: callCount)
        try await withThrowingTaskGroup(of: Void.self) { group in
            if let outage { group.addTask { try await pass(outage, noting: desk) } }
            for await _ in Beats(every: beat).stream {
                guard !desk.isDone else { break }
                guard let number = desk.next() else { continue }
                group.addTask {
                    do {
                        try await call(number)
                        desk.acknowledged()
                    } catch {
                        desk.failed(number)
                    }
                }
            }
            try await group.waitForAll()
        }
        return desk.record
    }

    private func pass(_ outage: Outage, noting desk: OutageDesk) async throws {
        await Beats(every: margin).first()
        desk.began()
        try await outage.begin()
        await Beats(every: length).first()
        try await outage.end()
        desk.ended()
    }
}

/// Which call is next, and what became of those before.
private final class OutageDesk: Sendable {
    private struct State {
        var record = OutageDrill.Record()
        var failed: [Int] = []
        var issued = 0
        var acknowledged = 0
        var beganAt: ContinuousClock.Instant?
        var endedAt: ContinuousClock.Instant?
    }

    private let callCount: Int
    private let state = Mutex(State())

    init(callCount: Int) {
        self.callCount = callCount
    }

    var record: OutageDrill.Record { state.withLock { $0.record } }
    var isDone: Bool { state.withLock { $0.acknowledged == callCount } }

    func next() -> Int? {
        state.withLock { state in
            let again = state.failed.isEmpty ? nil : state.failed.removeFirst()
            guard again != nil || state.issued < callCount else { return nil }
            state.record.calls += 1
            if let again { return again }
            state.issued += 1
            return state.issued - 1
        }
    }

    func acknowledged() {
        state.withLock { state in
            state.acknowledged += 1
            guard let end = state.endedAt, state.record.recoveredAfter == nil else { return }
            state.record.recoveredAfter = end.duration(to: .now)
        }
    }

    func failed(_ number: Int) {
        state.withLock { state in
            state.failed.append(number)
            state.record.failures += 1
            guard let start = state.beganAt, state.record.noticedAfter == nil else { return }
            state.record.unansweredCount = state.issued - state.acknowledged
            state.record.noticedAfter = start.duration(to: .now)
        }
    }

    func began() { state.withLock { $0.beganAt = .now } }
    func ended() { state.withLock { $0.endedAt = .now } }
}

/// What passes time where time is what is tested: an outage has a length.
struct Beats {
    let stream: AsyncStream<Void>

    /// Those that nobody waits for are left out.
    init(every interval: Duration) {
        let teller: AsyncStream<Void>.Continuation
        (stream, teller) = AsyncStream.makeStream(bufferingPolicy: .bufferingNewest(1))
        Self.beat(Int(interval / .nanoseconds(1)), DispatchQueue(label: "lux.beats"), teller)
    }

    private static func beat(
        _ nanoseconds: Int, _ queue: DispatchQueue, _ teller: AsyncStream<Void>.Continuation
    ) {
        queue.asyncAfter(deadline: .now() + .nanoseconds(nanoseconds)) {
            if case .terminated = teller.yield() { return }
            beat(nanoseconds, queue, teller)
        }
    }

    func first() async {
        for await _ in stream { return }
    }
}

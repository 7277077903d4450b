import Core
import Jobs
import Module
import Persistence
import Resilience
import Synchronization

/// Follows one job for one caller. What happens in this process is heard of at once, the rest by looking.
final class JobWatch: Sendable {
    /// Callers that follow at once; each looks into the database about once a second.
    static let countMax = 500
    private static let lookPause = Duration.seconds(1)
    private static let heartbeatPause = Duration.seconds(15)

    private struct State {
        var told: JSON?
        var isOver = false
        var spokeAt: Ticks
    }

    private let id: ID<Job>
    private let needs: JobModule.Needs
    private let scope: Scope
    private let state: Mutex<State>
    private let place: WatchPlaces.Place

    init(_ id: ID<Job>, _ needs: JobModule.Needs, in scope: Scope) throws(Problem) {
        guard let place = needs.places.take() else {
            throw Problem(
                .tooBusy, "\(Self.countMax) callers follow jobs already.", retryAfter: .seconds(10))
        }
        (self.id, self.needs, self.scope, self.place) = (id, needs, scope, place)
        state = Mutex(State(spokeAt: needs.clock.ticks()))
    }

    /// The next piece of the stream; nil when the job has ended or the process is about to.
    func next() async throws -> [UInt8]? {
        while !state.withLock({ $0.isOver }), !needs.isStopping() {
            // From before the look on, so that no ring in between is lost.
            let rings = needs.bells.rings(of: .jobsChanged)
            if let piece = try await change() { return piece }
            if let beat = heartbeat() { return beat }
            _ = try? await withTimeout(Self.lookPause, by: needs.alarm) { for await _ in rings { return } }
            try Task.checkCancellation()
        }
        return nil
    }

    private func change() async throws -> [UInt8]? {
        let job: Job
        do {
            job = try await needs.desk().job(id, in: scope)
        } catch JobRefused.notFound {
            // Its time in the history was over.
            state.withLock { $0.isOver = true }
            return nil
        } catch is StorageFailure {
            // Looked for again; the caller is kept.
            return nil
        }
        let document = try job.document
        let now = needs.clock.ticks()
        let isNews = state.withLock { state in
            state.isOver = job.state.isFinal
            guard state.told != document else { return false }
            (state.told, state.spokeAt) = (document, now)
            return true
        }
        return isNews ? ServerSentEvent("job", id: job.updatedAt.written, data: document).bytes : nil
    }

    private func heartbeat() -> [UInt8]? {
        let now = needs.clock.ticks()
        let isDue = state.withLock { state in
            guard now.since(state.spokeAt) >= Self.heartbeatPause else { return false }
            state.spokeAt = now
            return true
        }
        return isDue ? ServerSentEvent.heartbeat : nil
    }
}

/// How many callers follow jobs now.
package final class WatchPlaces: Sendable {
    private let taken = Atomic<Int>(0)
    private let countMax: Int

    init(countMax: Int = JobWatch.countMax) {
        self.countMax = countMax
    }

    /// Given back when it is let go.
    final class Place: Sendable {
        private let places: WatchPlaces

        fileprivate init(_ places: WatchPlaces) { self.places = places }

        deinit { places.taken.subtract(1, ordering: .relaxed) }
    }

    func take() -> Place? {
        guard taken.add(1, ordering: .relaxed).newValue <= countMax else {
            taken.subtract(1, ordering: .relaxed)
            return nil
        }
        return Place(self)
    }
}

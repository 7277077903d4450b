package import Core
import Persistence
package import Resilience

/// Follows the log and seals what is settled into checkpoints. Any number of processes may run it.
package struct Sealer: Sendable {
    package static let every = Duration.seconds(60)
    static let eventsPerCheckpointMax = 100_000

    private let watch: LogWatch
    private let clock: Clock

    package init(_ watch: LogWatch, clock: Clock) {
        (self.watch, self.clock) = (watch, clock)
    }

    /// Seals until its task is cancelled.
    package func run(
        every interval: Duration = Sealer.every, sleep: Sleep = { try await Task.sleep(for: $0) }
    ) async {
        while !Task.isCancelled {
            do {
                while try await seal() != nil {}
            } catch {
                if !Task.isCancelled { watch.needs.report(.hindered(follower: "log-seal", error)) }
            }
            try? await sleep(interval)
        }
    }

    /// Seals what the watch has seen to be settled and is not sealed yet, up to a limit. Nil when there is nothing,
    /// or another process was first.
    package func seal() async throws -> Checkpoint? {
        let settled = watch.sight.settled
        let last = try await watch.database.read(.everyTenant) { try Checkpoint.last($0) }
        let start = last?.toPosition ?? 0
        guard start < settled else { return nil }
        let (tree, end) = try await LinkPages(database: watch.database).tree(
            after: start, upTo: settled, limit: Self.eventsPerCheckpointMax)
        guard tree.leafCount > 0 else { return nil }
        let checkpoint = Checkpoint(
            after: last, to: end, eventCount: Int64(tree.leafCount), root: tree.root, at: clock.now())
        let isKept = try await watch.database.write(.everyTenant) { try checkpoint.keep($0) }
        return isKept ? checkpoint : nil
    }
}

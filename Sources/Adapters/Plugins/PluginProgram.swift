package import Core
import Resilience
import Synchronization

/// A plugin of a third party: as many processes as it may have, one question to each at a time.
package final class PluginProgram: Sendable {
    package struct Needs: Sendable {
        package var clock: Clock
        package var random: @Sendable () -> UInt64
        /// Told of every line that a plugin says on its standard error: a line of the log.
        package var note: @Sendable (_ plugin: String, _ line: String) -> Void
        package var sleep: @Sendable (Duration) async throws -> Void

        package init(
            clock: Clock, random: @escaping @Sendable () -> UInt64,
            note: @escaping @Sendable (_ plugin: String, _ line: String) -> Void,
            sleep: @escaping @Sendable (Duration) async throws -> Void = { try await Task.sleep(for: $0) }
        ) {
            (self.clock, self.random, self.note, self.sleep) = (clock, random, note, sleep)
        }
    }

    /// Where the program is, found and checked.
    struct Place: Sendable {
        let manifest: PluginManifest
        let folder: String
        /// An absolute path, then what it is called with.
        let command: [String]
    }

    private struct State {
        var free: [PluginProcess] = []
        var all: [PluginProcess] = []
        var isStopped = false
    }

    private let place: Place
    private let needs: Needs
    private let state = Mutex(State())

    package var manifest: PluginManifest { place.manifest }

    init(_ place: Place, _ needs: Needs) {
        (self.place, self.needs) = (place, needs)
    }

    /// - Throws: `ProcessFailure` for what is the plugin's fault; `TooBusy` beyond its concurrency;
    ///   `CancellationError`.
    package func answer(_ text: String, _ options: JSON, _ language: String?) async throws -> PluginReply {
        let process = try take()
        defer { giveBack(process) }
        return try await process.answer(text, options, language)
    }

    /// Looks after its processes until the task is cancelled, and ends them then.
    package func run() async {
        while !Task.isCancelled {
            do { try await needs.sleep(Self.tendEvery) } catch { break }
            for process in state.withLock({ $0.free }) { await process.tend() }
        }
        await stop()
    }

    /// Ends its processes, also those that are answering; no others are started.
    package func stop() async {
        let all = state.withLock { state in
            state.isStopped = true
            return state.all
        }
        for process in all { await process.end() }
    }

    private static let tendEvery = Duration.seconds(5)

    private func take() throws -> PluginProcess {
        try state.withLock { state in
            guard !state.isStopped else { throw ProcessFailure.stopped }
            // The one that worked last is the warmest.
            if let free = state.free.popLast() { return free }
            guard state.all.count < manifest.limits.concurrency else {
                throw TooBusy(name: manifest.id, retryAfter: Self.busyFor)
            }
            let new = PluginProcess(place, needs) { [weak self] in self?.isStopped ?? true }
            state.all.append(new)
            return new
        }
    }

    private var isStopped: Bool { state.withLock { $0.isStopped } }

    private static let busyFor = Duration.seconds(1)

    private func giveBack(_ process: PluginProcess) {
        state.withLock { $0.free.append(process) }
    }
}

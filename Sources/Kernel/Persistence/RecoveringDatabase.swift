import Core
import Synchronization

/// Stands in for a database that could not be had at the start, where the operator chose to start all the same.
/// Refuses everything until the database is there, and from then on is nothing but a way to it.
package final class RecoveringDatabase: Database {
    package let bells = Bells()

    private struct State {
        var inner: (any Database)?
        var failure: StorageFailure
        var isClosed = false
    }

    private let state: Mutex<State>
    private let connect: Connect

    /// Gives the database ready for use, its schema up to date, and ringing these bells: whoever listens already
    /// goes on listening.
    package typealias Connect = @Sendable (Bells) async throws -> any Database

    package init(failure: StorageFailure, connect: @escaping Connect) {
        state = Mutex(State(failure: failure))
        self.connect = connect
    }

    package var isRecovered: Bool { state.withLock { $0.inner != nil } }

    /// Tries once. True when the database is there.
    package func recover() async -> Bool {
        guard !isRecovered else { return true }
        do {
            let database = try await connect(bells)
            let isLate = state.withLock { state in
                if !state.isClosed { state.inner = database }
                return state.isClosed
            }
            if isLate {
                await database.close()
                return false
            }
            return true
        } catch {
            let failure = error as? StorageFailure ?? StorageFailure(.unreachable, cause: "\(error)")
            state.withLock { $0.failure = failure }
            return false
        }
    }

    private var database: any Database {
        get throws {
            try state.withLock { state in
                guard let inner = state.inner else { throw state.failure }
                return inner
            }
        }
    }

    package func read<Outcome: Sendable>(
        _ reach: Reach, _ body: @escaping @Sendable (any Session) throws -> Outcome
    ) async throws -> Outcome {
        try await database.read(reach, body)
    }

    @discardableResult
    package func write<Outcome: Sendable>(
        _ reach: Reach, _ body: @escaping @Sendable (any Session) throws -> Outcome
    ) async throws -> Outcome {
        try await database.write(reach, body)
    }

    @discardableResult
    package func exclusively<Outcome: Sendable>(
        _ body: @escaping @Sendable (any Session) throws -> Outcome
    ) async throws -> Outcome {
        try await database.exclusively(body)
    }

    package func statements(of script: SQL) -> [String] {
        (try? database)?.statements(of: script) ?? []
    }

    package func status() async -> DatabaseStatus {
        do {
            return try await database.status()
        } catch {
            return DatabaseStatus(
                latency: nil, isWritable: false, schemaVersion: nil, migrationCount: 0,
                failure: error as? StorageFailure)
        }
    }

    package func close() async {
        let inner = state.withLock { state in
            defer { state.inner = nil }
            state.isClosed = true
            state.failure = StorageFailure(.unreachable, cause: "the database is closed")
            return state.inner
        }
        await inner?.close()
    }
}

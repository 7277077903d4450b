import Core
import LuxTesting
import Persistence

/// A database whose next write can be made to fail before anything happens, or after all has, so that its caller
/// cannot know which.
struct FailingDatabase: Database {
    enum Fault: Sendable { case before, after }

    /// The database itself.
    let healthy: any Database
    private let next = Shared<Fault?>(nil)

    init(_ healthy: any Database) {
        self.healthy = healthy
    }

    func fail(_ fault: Fault) { next.change { $0 = fault } }
    func heal() { next.change { $0 = nil } }

    var bells: Bells { healthy.bells }

    func read<Outcome: Sendable>(
        _ reach: Reach, _ body: @escaping @Sendable (any Session) throws -> Outcome
    ) async throws -> Outcome {
        try await healthy.read(reach, body)
    }

    @discardableResult
    func write<Outcome: Sendable>(
        _ reach: Reach, _ body: @escaping @Sendable (any Session) throws -> Outcome
    ) async throws -> Outcome {
        let fault = next.value
        heal()
        if fault == .before { throw StorageFailure(.unreachable, cause: "by the seed") }
        let outcome = try await healthy.write(reach, body)
        if fault == .after { throw StorageFailure(.outcomeUnknown, cause: "by the seed, after the commit") }
        return outcome
    }

    @discardableResult
    func exclusively<Outcome: Sendable>(
        _ body: @escaping @Sendable (any Session) throws -> Outcome
    ) async throws -> Outcome {
        try await healthy.exclusively(body)
    }

    func statements(of script: SQL) -> [String] { healthy.statements(of: script) }
    func status() async -> DatabaseStatus { await healthy.status() }
    func close() async { await healthy.close() }
}

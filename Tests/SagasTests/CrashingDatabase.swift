import LuxTesting
import Persistence

/// The process has died. Nothing it does after that counts.
struct Crash: Error, Equatable {}

/// Where a process dies.
struct CrashPoint: Hashable, Sendable, CustomStringConvertible {
    /// Of the transactions that write, 1 for the first.
    let write: Int
    /// Once it is durable, but before anybody is told; otherwise just before it is.
    let isAfterCommit: Bool

    var description: String { "\(isAfterCommit ? "after" : "before") commit \(write)" }
}

/// A database as a process sees it that dies at a point.
struct CrashingDatabase: Database {
    let inner: any Database
    let point: CrashPoint?
    private let writes = Shared(0)
    private let dead = Shared(false)

    init(_ inner: any Database, at point: CrashPoint?) {
        (self.inner, self.point) = (inner, point)
    }

    var writeCount: Int { writes.value }
    var isDead: Bool { dead.value }

    func revive() { dead.change { $0 = false } }

    func read<Result: Sendable>(
        _ reach: Reach, _ body: @escaping @Sendable (any Session) throws -> Result
    ) async throws -> Result {
        if isDead { throw Crash() }
        return try await inner.read(reach, body)
    }

    func write<Result: Sendable>(
        _ reach: Reach, _ body: @escaping @Sendable (any Session) throws -> Result
    ) async throws -> Result {
        if isDead { throw Crash() }
        writes.change { $0 += 1 }
        let dies = point?.write == writes.value
        let isAfterCommit = point?.isAfterCommit ?? false
        let result = try await inner.write(reach) { session in
            let result = try body(session)
            if dies, !isAfterCommit {
                dead.change { $0 = true }
                throw Crash()
            }
            return result
        }
        if dies {
            dead.change { $0 = true }
            throw Crash()
        }
        return result
    }

    func exclusively<Result: Sendable>(
        _ body: @escaping @Sendable (any Session) throws -> Result
    ) async throws -> Result {
        try await inner.exclusively(body)
    }

    var bells: Bells { inner.bells }
    func statements(of script: SQL) -> [String] { inner.statements(of: script) }
    func status() async -> DatabaseStatus { await inner.status() }
    func close() async { await inner.close() }
}

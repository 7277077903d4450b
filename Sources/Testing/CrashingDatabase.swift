package import Persistence

/// The process has died. Nothing it does after that counts.
package struct Crash: Error, Equatable {
    package init() {}
}

/// When a process dies at a transaction that writes.
package enum CrashMoment: Hashable, Sendable {
    /// Its work is done and lost.
    case beforeCommit
    /// It is durable, but nobody is told.
    case afterCommit
}

/// A database as a process sees it that dies at some of its writes; it then reads and writes nothing until
/// another process has taken its place.
package struct CrashingDatabase: Database {
    private let inner: any Database
    private let dies: @Sendable (_ write: Int) -> CrashMoment?
    private let writes = Shared(0)
    private let dead = Shared(false)

    /// - Parameter dies: is told the number of the write, 1 for the first.
    package init(_ inner: any Database, dies: @escaping @Sendable (_ write: Int) -> CrashMoment?) {
        (self.inner, self.dies) = (inner, dies)
    }

    package var writeCount: Int { writes.value }
    package var isDead: Bool { dead.value }

    package func revive() { dead.change { $0 = false } }

    package func read<Result: Sendable>(
        _ reach: Reach, _ body: @escaping @Sendable (any Session) throws -> Result
    ) async throws -> Result {
        if isDead { throw Crash() }
        return try await inner.read(reach, body)
    }

    package func write<Result: Sendable>(
        _ reach: Reach, _ body: @escaping @Sendable (any Session) throws -> Result
    ) async throws -> Result {
        if isDead { throw Crash() }
        writes.change { $0 += 1 }
        let moment = dies(writeCount)
        let result = try await inner.write(reach) { session in
            let result = try body(session)
            if moment == .beforeCommit { throw die() }
            return result
        }
        if moment == .afterCommit { throw die() }
        return result
    }

    private func die() -> Crash {
        dead.change { $0 = true }
        return Crash()
    }

    package func exclusively<Result: Sendable>(
        _ body: @escaping @Sendable (any Session) throws -> Result
    ) async throws -> Result {
        try await inner.exclusively(body)
    }

    package var bells: Bells { inner.bells }
    package func statements(of script: SQL) -> [String] { inner.statements(of: script) }
    package func status() async -> DatabaseStatus { await inner.status() }
    package func close() async { await inner.close() }
}

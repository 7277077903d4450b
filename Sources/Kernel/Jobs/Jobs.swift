package import Core
package import Persistence

/// The queue of all tenants: takes jobs in the caller's transaction. Workers run them (`JobWorker`), operators
/// look after them (`JobDesk`).
package struct Jobs: Sendable {
    package let kinds: JobKinds
    let database: any Database
    let clock: Clock
    let random: @Sendable () -> UInt64
    let ids: JobIDs

    package init(
        _ kinds: JobKinds, database: any Database, clock: Clock, random: @escaping @Sendable () -> UInt64
    ) {
        (self.kinds, self.database, self.clock, self.random) = (kinds, database, clock, random)
        ids = JobIDs(random: random)
    }

    /// Adds a job within the caller's transaction: it exists if that commits.
    /// - Throws: `JobRefused`.
    @discardableResult
    package func enqueue(_ job: NewJob, in scope: Scope, session: any Session) throws -> Enqueued {
        try enqueue([job], in: scope, session: session)[0]
    }

    /// All or none, in their order.
    @discardableResult
    package func enqueue(_ jobs: [NewJob], in scope: Scope, session: any Session) throws -> [Enqueued] {
        try Enqueuing(jobs: self, scope: scope, session: session).add(jobs)
    }

    /// In a transaction of its own; durable when it returns.
    @discardableResult
    package func enqueue(_ job: NewJob, in scope: Scope) async throws -> Enqueued {
        try await enqueue([job], in: scope)[0]
    }

    @discardableResult
    package func enqueue(_ jobs: [NewJob], in scope: Scope) async throws -> [Enqueued] {
        try await database.write(in: scope) { session in
            try enqueue(jobs, in: scope, session: session)
        }
    }

    /// Adds jobs that are asked about as one; `completion` is enqueued when all of them have ended, however.
    package func enqueueBatch(
        _ jobs: [NewJob], completion: NewJob? = nil, in scope: Scope, session: any Session
    ) throws -> ID<JobBatch> {
        try Enqueuing(jobs: self, scope: scope, session: session).addBatch(jobs, completion: completion)
    }
}

/// What this process can do.
package struct JobKinds: Sendable {
    package let all: [JobKind]
    private let byName: [String: JobKind]

    package struct SameName: CannotStart, Equatable {
        package let name: String
        package var description: String { "two kinds of jobs are called \(name)" }
        package var remedy: String { "Give one of them another name." }
    }

    package init(_ all: [JobKind]) throws(SameName) {
        var byName: [String: JobKind] = [:]
        for kind in all {
            guard byName.updateValue(kind, forKey: kind.name) == nil else {
                throw SameName(name: kind.name)
            }
        }
        (self.all, self.byName) = (all, byName)
    }

    package subscript(name: String) -> JobKind? { byName[name] }

    package var queues: Set<String> { Set(all.map(\.queue)) }
}

extension Bell {
    /// Rung when a job of the queue can be claimed.
    package static func jobs(of queue: String) -> Bell { Bell("jobs.\(queue)") }
    /// Rung when there are jobs that upkeep must make ready: delayed ones, and those with a limit.
    static func laterJobs(of queue: String) -> Bell { Bell("jobs.\(queue).later") }
    /// Rung when a running job is to be cancelled.
    package static let jobCancelled = Bell("jobs.cancelled")
    /// Rung in this process when jobs have ended or told of progress.
    package static let jobsChanged = Bell("jobs.changed")
}

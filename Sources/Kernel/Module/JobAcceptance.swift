package import Core
package import Jobs
package import Persistence

/// Takes what a request asks for as a job, and answers with where to ask about it.
package struct JobAcceptance: Sendable {
    private let jobs: @Sendable () throws -> Jobs
    private let writes: RepeatableWrites

    /// - Parameter jobs: known only when all modules have brought their kinds.
    package init(database: any Database, jobs: @escaping @Sendable () throws -> Jobs) {
        self.jobs = jobs
        writes = RepeatableWrites(database: database)
    }

    /// The job is durable when this returns.
    package func accept(_ job: NewJob, for request: RouteRequest, to operation: String, in scope: Scope)
        async throws -> RouteResponse
    {
        let jobs = try jobs()
        return try await writes.run(request, of: operation, in: scope) { session in
            Self.accepted(try jobs.enqueue(job, in: scope, session: session).id, in: scope)
        }
    }

    /// Within the caller's transaction: it exists if that commits.
    @discardableResult
    package func add(_ job: NewJob, in scope: Scope, _ session: any Session) throws -> Enqueued {
        try jobs().enqueue(job, in: scope, session: session)
    }

    private static func accepted(_ id: ID<Job>, in scope: Scope) -> StoredResponse {
        let created = JSON.string(scope.moment.written)
        let document: JSON = [
            "id": .string(id.text), "state": .string(JobState.waiting.rawValue), "progress": .null,
            "created_at": created, "updated_at": created,
        ]
        return StoredResponse(
            status: 202, headers: [.init("location", "/jobs/\(id.text)")], body: document.bytes)
    }
}

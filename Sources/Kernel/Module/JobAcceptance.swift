package import Core
package import Jobs
package import Persistence

/// Takes what a request asks for as a job, and answers with where to ask about it.
package struct JobAcceptance: Sendable {
    private let jobs: @Sendable () throws -> Jobs
    private let database: any Database
    private let idempotency = Idempotency()

    /// - Parameter jobs: known only when all modules have brought their kinds.
    package init(database: any Database, jobs: @escaping @Sendable () throws -> Jobs) {
        (self.database, self.jobs) = (database, jobs)
    }

    /// The job is durable when this returns. A request that is sent again with its `Idempotency-Key` gets the
    /// same job.
    package func accept(_ job: NewJob, for request: RouteRequest, to operation: String, in scope: Scope)
        async throws -> RouteResponse
    {
        let jobs = try jobs()
        guard let key = try request.idempotencyKey() else {
            let enqueued = try await jobs.enqueue(job, in: scope)
            return Self.accepted(enqueued.id, in: scope).response
        }
        let fingerprint = request.fingerprint
        return try await database.write(in: scope) { [idempotency] session in
            try idempotency.once(key, on: operation, requestHash: fingerprint, in: scope, session) {
                session in
                Self.accepted(try jobs.enqueue(job, in: scope, session: session).id, in: scope)
            }.response
        }.response
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

extension StoredResponse {
    /// As it was given the first time.
    package var response: RouteResponse {
        RouteResponse(
            status: status, contentType: "application/json", body: body,
            headers: Dictionary(headers.map { ($0.name, $0.value) }, uniquingKeysWith: { $1 }))
    }
}

extension RouteRequest {
    /// Nil when the caller sent none.
    package func idempotencyKey() throws -> IdempotencyKey? {
        try header("idempotency-key").map { try IdempotencyKey($0) }
    }

    /// Tells another request from a repetition of this one.
    package var fingerprint: [UInt8] {
        var digest = TableDigest()
        for (name, value) in parameters.sorted(by: { $0.key < $1.key }) {
            digest.add([.text(name), .bytes(value.bytes)])
        }
        digest.add([.bytes(body.bytes)])
        return Array(digest.checksum.utf8)
    }
}

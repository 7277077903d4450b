package import Core
package import Persistence

/// Asks about jobs and changes them. In a tenant's scope for its own jobs; `every…` is for operators.
package struct JobDesk: Sendable {
    let jobs: Jobs

    package init(_ jobs: Jobs) {
        self.jobs = jobs
    }

    package func job(_ id: ID<Job>, in scope: Scope) async throws -> Job {
        let job = try await jobs.database.read(in: scope) { session in
            try Job.find(id, of: scope.tenant, in: session)
        }
        guard let job else { throw JobRefused.notFound }
        return job
    }

    package func record(_ id: ID<Job>, of tenant: TenantID) async throws -> JobRecord {
        let record = try await jobs.database.read(.tenant(tenant)) { session in
            try JobRecord.read(id, of: tenant, in: session)
        }
        guard let record else { throw JobRefused.notFound }
        return record
    }

    package func page(_ search: JobSearch, in scope: Scope) async throws -> JobPage {
        try await page(search, .tenant(scope.tenant))
    }

    package func page(_ search: JobSearch, _ reach: Reach) async throws -> JobPage {
        let list = search.name(reach)
        let place = try search.cursor.map { cursor throws(JobRefused) in
            try JobPlace(cursor: cursor, list: list)
        }
        let condition: SQL = search.condition(reach, after: place)
        let count = search.itemCount
        let found = try await jobs.database.read(reach) { session in
            try session.rows(
                """
                SELECT \(Job.columns) FROM jobs WHERE \(condition)
                ORDER BY tenant_id DESC, id DESC LIMIT \(count + 1)
                """
            ).map { try Job($0) }
        }
        let page = Array(found.prefix(count))
        let next = found.count > count ? page.last : nil
        return JobPage(
            jobs: page, next: next.map { JobPlace(tenant: $0.tenant, id: $0.id).cursor(for: list) })
    }

    package func batch(_ id: ID<JobBatch>, in scope: Scope) async throws -> JobBatch {
        let batch = try await jobs.database.read(in: scope) { session -> JobBatch? in
            let row = try session.firstRow(
                """
                SELECT created_at, done_at FROM job_batches WHERE tenant_id = \(scope.tenant) AND id = \(id)
                """)
            guard let row else { return nil }
            let counts = try JobBatch.counts(of: JobBatchKey(tenant: scope.tenant, id: id), in: session)
            return JobBatch(id: id, createdAt: try row[0], doneAt: try row[1], counts: counts)
        }
        guard let batch else { throw JobRefused.notFound }
        return batch
    }

    /// Jobs per queue and stage; with a tenant, its own only.
    package func counts(_ reach: Reach) async throws -> [JobCount] {
        let condition: SQL =
            switch reach {
            case .tenant(let tenant): "tenant_id = \(tenant)"
            case .everyTenant: "tenant_id >= ''"
            }
        return try await jobs.database.read(reach) { session in
            try session.rows(
                """
                SELECT queue, stage, COUNT(*) FROM jobs WHERE \(condition) GROUP BY queue, stage ORDER BY queue, stage
                """
            ).map { JobCount(queue: try $0[0], stage: try $0[1], count: try $0[2]) }
        }
    }
}

package struct JobCount: Hashable, Sendable {
    package let queue: String
    package let stage: JobStage
    package let count: Int

    package init(queue: String, stage: JobStage, count: Int) {
        (self.queue, self.stage, self.count) = (queue, stage, count)
    }
}

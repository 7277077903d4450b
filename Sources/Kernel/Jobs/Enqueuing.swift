import Core
package import Persistence
import Resilience

/// Adds jobs within one transaction.
struct Enqueuing {
    let jobs: Jobs
    let scope: Scope
    let session: any Session

    /// A job with all that the table holds about it.
    private struct Entry {
        let id: ID<Job>
        let new: NewJob
        let kind: JobKind
    }

    func add(
        _ new: [NewJob], batch: ID<JobBatch>? = nil, previousResult: [UInt8]? = nil
    ) throws -> [Enqueued] {
        let entries = try new.map { new in
            Entry(id: jobs.ids.next(at: scope.moment), new: new, kind: try new.checked(by: jobs.kinds))
        }
        var added: [Enqueued] = []
        added.reserveCapacity(entries.count)
        for start in stride(from: 0, to: entries.count, by: Self.rowsMax) {
            let part = entries[start..<min(start + Self.rowsMax, entries.count)]
            let counts = try session.execute(
                all: part.map { insertion(of: $0, batch: batch, previousResult: previousResult) })
            for (entry, count) in zip(part, counts) {
                added.append(
                    count > 0
                        ? Enqueued(id: entry.id, isNew: true)
                        : try settle(entry, previousResult: previousResult))
            }
        }
        try ring(for: entries)
        return added
    }

    private func ring(for entries: [Entry]) throws {
        for queue in Set(entries.map(\.kind.queue)) {
            let stages = entries.filter { $0.kind.queue == queue }.map { stage(of: $0.new) }
            if stages.contains(.ready) { try session.ring(.jobs(of: queue)) }
            if stages.contains(where: { $0 != .ready }) { try session.ring(.laterJobs(of: queue)) }
        }
    }

    private func due(_ new: NewJob) -> Instant {
        max(scope.moment.advanced(by: new.delay), new.notBefore ?? scope.moment)
    }

    private func stage(of new: NewJob) -> JobStage {
        if due(new) > scope.moment { return .delayed }
        return new.limit == nil ? .ready : .held
    }

    func addBatch(_ new: [NewJob], completion: NewJob?) throws -> ID<JobBatch> {
        guard !new.isEmpty, new.count <= JobBounds.batchJobsMax else {
            throw JobRefused.invalid("A batch has 1 to \(JobBounds.batchJobsMax) jobs, not \(new.count).")
        }
        // A job that was there before belongs to nobody's batch, or to another's.
        guard new.allSatisfy({ $0.uniqueKey == nil }) else {
            throw JobRefused.invalid("A job of a batch cannot have a unique key.")
        }
        _ = try completion?.checked(by: jobs.kinds)
        let id: ID<JobBatch> = jobs.ids.next(at: scope.moment)
        try session.execute(
            """
            INSERT INTO job_batches (tenant_id, id, created_at, completion, trace)
            VALUES (\(scope.tenant), \(id), \(scope.moment), \(orNull: completion.map { [$0].written }),
            \(scope.trace.traceparent))
            """)
        _ = try add(new, batch: id)
        return id
    }

    private static let rowsMax = 500
    /// Looks at who has a key, each too late: he had ended, and another had come, before we could take his place.
    private static let keyTriesMax = 16

    /// A job with the same unique key was in the way.
    private func settle(_ entry: Entry, previousResult: [UInt8]?) throws -> Enqueued {
        for _ in 0..<Self.keyTriesMax {
            guard let holder = try keyHolder(entry) else {
                // It ended in the meantime.
                let count = try session.execute(
                    insertion(of: entry, batch: nil, previousResult: previousResult))
                if count > 0 { return Enqueued(id: entry.id, isNew: true) }
                continue
            }
            switch entry.new.whenTaken {
            case .answerExisting: return Enqueued(id: holder, isNew: false)
            case .refuse: throw JobRefused.keyTaken(holder)
            }
        }
        throw StorageFailure(.busy, cause: "jobs with the same key come and go")
    }

    /// Who has the key of `entry`; a job whose time with it is over is made to give it up.
    private func keyHolder(_ entry: Entry) throws -> ID<Job>? {
        try session.execute(
            """
            UPDATE jobs SET holds_key = FALSE
            WHERE tenant_id = \(scope.tenant) AND kind = \(entry.kind.name) AND unique_key = \(orNull: entry.new.uniqueKey)
                AND holds_key AND key_free_at <= \(scope.moment)
            """)
        return try session.firstRow(
            """
            SELECT id FROM jobs
            WHERE tenant_id = \(scope.tenant) AND kind = \(entry.kind.name) AND unique_key = \(orNull: entry.new.uniqueKey)
                AND holds_key
            """)?[0]
    }

    private func insertion(of entry: Entry, batch: ID<JobBatch>?, previousResult: [UInt8]?) -> SQL {
        let (new, kind, now) = (entry.new, entry.kind, scope.moment)
        let uniqueFor = new.uniqueFor > .zero ? new.uniqueFor.wholeMilliseconds : nil
        let chain = new.then.isEmpty ? nil : new.then.written
        return """
            INSERT INTO jobs (
                tenant_id, id, queue, kind, version, stage, priority, attempts_max, holds_key, created_at, updated_at,
                due_at, unique_key, unique_for, limit_key, limit_rule, batch_id, trace, chain, payload, previous_result
            ) VALUES (
                \(scope.tenant), \(entry.id), \(kind.queue), \(kind.name), \(kind.version), \(stage(of: new)), \(new.priority),
                \(new.attemptsMax ?? kind.retry.attemptsMax), \(new.uniqueKey != nil), \(now), \(now), \(due(new)),
                \(orNull: new.uniqueKey), \(orNull: uniqueFor), \(orNull: new.limit?.key), \(orNull: new.limit?.rule), \(orNull: batch),
                \(scope.trace.traceparent), \(orNull: chain), \(new.payload), \(orNull: previousResult)
            ) ON CONFLICT (tenant_id, kind, unique_key) WHERE holds_key DO NOTHING
            """
    }
}

extension JobStage: SQLBindable {
    package static var columnWord: String { "TEXT" }
    package var sqlValue: SQLValue { .text(rawValue) }
    package init?(sqlValue: SQLValue) {
        guard case .text(let text) = sqlValue else { return nil }
        self.init(rawValue: text)
    }
}

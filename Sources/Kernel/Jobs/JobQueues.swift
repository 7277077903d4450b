package import Core
import Persistence

/// How a queue is set.
package struct JobQueue: Hashable, Sendable {
    package let name: String
    package let isPaused: Bool
    /// In all processes together; nil for no limit.
    package let runningMax: Int?

    package init(name: String, isPaused: Bool, runningMax: Int?) {
        (self.name, self.isPaused, self.runningMax) = (name, isPaused, runningMax)
    }
}

// What holds for all tenants and processes, until an operator changes it.
extension JobDesk {
    package func queues() async throws -> [JobQueue] {
        let set = try await jobs.database.read(.everyTenant) { session in
            try session.rows("SELECT queue, is_paused, running_max FROM job_queues ORDER BY queue").map {
                JobQueue(name: try $0[0], isPaused: try $0[1], runningMax: try $0[2])
            }
        }
        let known = jobs.kinds.queues.subtracting(set.map(\.name))
        return (set + known.map { JobQueue(name: $0, isPaused: false, runningMax: nil) })
            .sorted { $0.name < $1.name }
    }

    /// Nothing of the queue is claimed from now on; what runs goes on.
    package func pause(_ queue: String) async throws {
        try await set(queue, "is_paused", to: true)
    }

    package func resume(_ queue: String) async throws {
        try await set(queue, "is_paused", to: false)
    }

    /// Lets so many of the queue's jobs run at once, in all processes together; nil lifts the limit.
    package func limit(_ queue: String, runningMax: Int?) async throws {
        guard (1...JobBounds.slotsMax).contains(runningMax ?? 1) else {
            throw JobRefused.invalid("A queue lets 1 to \(JobBounds.slotsMax) jobs run at once.")
        }
        try await set(queue, "running_max", to: runningMax)
    }

    private func set<Value: SQLBindable & Sendable>(_ queue: String, _ column: SQL, to value: Value)
        async throws
    {
        guard (1...JobBounds.nameBytesMax).contains(queue.utf8.count) else {
            throw JobRefused.invalid("A queue's name has 1 to \(JobBounds.nameBytesMax) bytes.")
        }
        let now = jobs.clock.now()
        try await jobs.database.write(.everyTenant) { session in
            try session.execute(
                """
                INSERT INTO job_queues (queue, is_paused, updated_at) VALUES (\(queue), FALSE, \(now))
                ON CONFLICT (queue) DO NOTHING
                """)
            try session.execute(
                "UPDATE job_queues SET \(column) = \(value), updated_at = \(now) WHERE queue = \(queue)")
            try session.ring(.jobs(of: queue))
        }
    }

    /// How much the tenant gets of a busy queue, beside the 1 of a tenant without a weight.
    package func weigh(_ tenant: TenantID, _ weight: Int) async throws {
        guard JobBounds.weights.contains(weight) else {
            throw JobRefused.invalid("A weight is in \(JobBounds.weights).")
        }
        try await jobs.database.write(.tenant(tenant)) { session in
            try session.execute(
                """
                INSERT INTO job_weights (tenant_id, weight) VALUES (\(tenant), \(weight))
                ON CONFLICT (tenant_id) DO UPDATE SET weight = excluded.weight
                """)
        }
    }
}

/// How the queues are, for gauges. Each reading costs a walk over the unfinished jobs, not over the history.
package struct JobFigures: Sendable {
    package let depths: [JobCount]
    /// By queue: how long the job that is ready the longest has been waiting.
    package let oldestReady: [String: Duration]
    /// Jobs that no process which met them knows.
    package var unknownCount: Int {
        depths.filter { $0.stage == .unknown }.reduce(0) { $0 + $1.count }
    }
}

extension JobDesk {
    package func figures() async throws -> JobFigures {
        let now = jobs.clock.now()
        return try await jobs.database.read(.everyTenant) { session in
            var depths: [JobCount] = []
            // One statement a stage, so that each walks the index of its stage.
            let counts: [(JobStage, SQL)] = [
                (.ready, "SELECT queue, COUNT(*) FROM jobs WHERE stage = 'ready' GROUP BY queue"),
                (.delayed, "SELECT queue, COUNT(*) FROM jobs WHERE stage = 'delayed' GROUP BY queue"),
                (.held, "SELECT queue, COUNT(*) FROM jobs WHERE stage = 'held' GROUP BY queue"),
                (.unknown, "SELECT queue, COUNT(*) FROM jobs WHERE stage = 'unknown' GROUP BY queue"),
                (.running, "SELECT queue, COUNT(*) FROM jobs WHERE stage = 'running' GROUP BY queue"),
                (
                    .dead,
                    """
                    SELECT queue, COUNT(*) FROM jobs
                    WHERE stage IN ('failed', 'cancelled', 'dead') AND stage = 'dead' GROUP BY queue
                    """
                ),
            ]
            for (stage, query) in counts {
                for row in try session.rows(query) {
                    depths.append(JobCount(queue: try row[0], stage: stage, count: try row[1]))
                }
            }
            var oldest: [String: Duration] = [:]
            for row in try session.rows(
                "SELECT queue, MIN(due_at) FROM jobs WHERE stage = 'ready' GROUP BY queue")
            {
                oldest[try row[0]] = now.since(try row[1])
            }
            return JobFigures(depths: depths, oldestReady: oldest)
        }
    }
}

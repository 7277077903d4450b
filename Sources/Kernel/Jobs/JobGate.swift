package import Core
import Persistence

/// Lets the held jobs of one key through as its limit has room. Only whoever opens the gate waits for others
/// that do; enqueuing, claiming and acknowledging do not, so a key that is used up holds up nothing but itself.
struct JobGate: Hashable, Sendable {
    let tenant: TenantID
    let key: String

    struct Opened: Sendable {
        var admitted = 0
        /// When the rate has room again, if it has none now.
        var nextAt: Instant?
    }

    /// The first gate behind `last` with jobs before it.
    static func next(after last: JobGate?, queue: String, in session: any Session) throws -> JobGate? {
        try session.firstRow(
            """
            SELECT tenant_id, limit_key FROM jobs WHERE queue = \(queue) AND stage = 'held'
                AND (tenant_id, limit_key) > (\(last?.tenant.text ?? ""), \(last?.key ?? ""))
            ORDER BY tenant_id, limit_key LIMIT 1
            """
        ).map { JobGate(tenant: try $0[0], key: try $0[1]) }
    }

    func open(queue: String, at now: Instant, in session: any Session) throws -> Opened {
        try session.execute(
            """
            INSERT INTO job_limits (tenant_id, limit_key, full_at) VALUES (\(tenant), \(key), 0)
            ON CONFLICT (tenant_id, limit_key) DO NOTHING
            """)
        let held = try session.firstRow(
            "SELECT full_at FROM job_limits WHERE tenant_id = \(tenant) AND limit_key = \(key) FOR UPDATE")
        let first = try session.firstRow(
            """
            SELECT limit_rule FROM jobs WHERE queue = \(queue) AND tenant_id = \(tenant) AND limit_key = \(key)
                AND stage = 'held' ORDER BY priority DESC, id LIMIT 1
            """)
        guard let held, let first else { return Opened() }
        let limit = try JobLimit(key: key, rule: first[0])
        var bucket = try limit.rate.map { RateGate($0, fullAt: try held[0]) }
        var room = JobBounds.upkeepRowsMax
        if let runningMax = limit.runningMax { room = min(room, runningMax - (try underWay(session))) }
        if let bucket { room = min(room, bucket.room(at: now)) }
        var opened = Opened()
        if room > 0 { opened.admitted = try admit(room, queue: queue, at: now, session) }
        if opened.admitted > 0 { bucket?.take(opened.admitted, at: now) }
        if let bucket {
            try session.execute(
                """
                UPDATE job_limits SET full_at = \(bucket.fullAt)
                WHERE tenant_id = \(tenant) AND limit_key = \(key)
                """)
            opened.nextAt = bucket.nextAt(now)
        }
        return opened
    }

    /// Counted and not kept in a number, which would go wrong once and stay so.
    private func underWay(_ session: any Session) throws -> Int {
        try session.firstRow(
            """
            SELECT COUNT(*) FROM jobs WHERE tenant_id = \(tenant) AND limit_key = \(key)
                AND stage IN ('ready', 'running')
            """)?[0] ?? 0
    }

    private func admit(_ room: Int, queue: String, at now: Instant, _ session: any Session) throws -> Int {
        let count = try session.execute(
            """
            WITH next (owner, job) AS (
                SELECT tenant_id, id FROM jobs WHERE queue = \(queue) AND tenant_id = \(tenant)
                    AND limit_key = \(key) AND stage = 'held'
                ORDER BY priority DESC, id LIMIT \(room) FOR UPDATE SKIP LOCKED
            )
            UPDATE jobs SET stage = 'ready', updated_at = \(now) FROM next WHERE tenant_id = owner AND id = job
            """)
        if count > 0 { try session.ring(.jobs(of: queue)) }
        return count
    }
}

/// A bucket kept as the moment at which it is full again (the generic cell rate algorithm): one number, in
/// microseconds since 1970.
package struct RateGate: Hashable, Sendable {
    /// Between two starts at the steady rate.
    private let interval: Int64
    private let burst: Int64
    package private(set) var fullAt: Int64

    package init(_ rate: JobRate, fullAt: Int64) {
        let period = rate.period.wholeMilliseconds * 1_000
        let count = Int64(rate.count)
        // Rounded up, so that no more than the rate ever passes.
        interval = max(1, (period + count - 1) / count)
        burst = Int64(rate.burst)
        self.fullAt = fullAt
    }

    package func room(at now: Instant) -> Int {
        // A clock that was set back does not close the gate for longer than a whole burst takes.
        let missing = min(max(0, fullAt - now.microseconds), interval * burst)
        return Int((interval * burst - missing) / interval)
    }

    package mutating func take(_ count: Int, at now: Instant) {
        let start = min(max(fullAt, now.microseconds), now.microseconds + interval * burst)
        fullAt = start + Int64(count) * interval
    }

    /// Nil when there is room now.
    package func nextAt(_ now: Instant) -> Instant? {
        guard room(at: now) == 0 else { return nil }
        let at = fullAt - interval * (burst - 1)
        return Instant(milliseconds: (at + 999) / 1_000)
    }
}

extension Instant {
    fileprivate var microseconds: Int64 { milliseconds * 1_000 }
}

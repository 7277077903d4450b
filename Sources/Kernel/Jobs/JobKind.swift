package import Core
package import Persistence
package import Resilience

/// What is done for jobs of one name. Data and a closure; two of one name are refused at the start.
package struct JobKind: Sendable {
    /// The owner and what is done, such as `analysis.extract-keywords`.
    package let name: String
    package let queue: String
    /// Of the payload: raised when its form changes.
    package let version: Int
    /// Of one attempt.
    package var timeout: Duration
    package var retry: RetryPolicy
    /// How long a job is kept after its end, so that it can be asked about.
    package var retention: JobRetention
    /// Payloads of the version that is the key, turned into the next one's.
    package var upcasts: [Int: @Sendable ([UInt8]) throws -> [UInt8]]
    package let work: Work

    /// Runs an attempt. It is run again when a process dies, so it heeds `run.id` or the unique key where it
    /// acts outside; what it changes in the database belongs into the transaction of `JobDone.effect`.
    package typealias Work = @Sendable (JobRun) async throws -> JobDone

    package init(
        _ name: String, queue: String = "default", version: Int = 1, timeout: Duration = .seconds(300),
        retry: RetryPolicy = .forJobs, retention: JobRetention = JobRetention(),
        upcasts: [Int: @Sendable ([UInt8]) throws -> [UInt8]] = [:], work: @escaping Work
    ) {
        (self.name, self.queue, self.version) = (name, queue, version)
        (self.timeout, self.retry, self.retention) = (timeout, retry, retention)
        (self.upcasts, self.work) = (upcasts, work)
    }
}

extension RetryPolicy {
    /// Ten attempts over some hours.
    package static let forJobs = RetryPolicy(
        attemptsMax: 10, waitMin: .seconds(2), waitMax: .seconds(3600), deadline: .seconds(7 * 86_400),
        waitAskedMax: .seconds(86_400))
}

/// How long jobs are kept after their end.
package struct JobRetention: Hashable, Sendable {
    package var succeeded: Duration
    package var failed: Duration
    package var cancelled: Duration
    package var dead: Duration

    package init(
        succeeded: Duration = .seconds(7 * 86_400), failed: Duration = .seconds(30 * 86_400),
        cancelled: Duration = .seconds(7 * 86_400), dead: Duration = .seconds(180 * 86_400)
    ) {
        (self.succeeded, self.failed) = (succeeded, failed)
        (self.cancelled, self.dead) = (cancelled, dead)
    }
}

/// One attempt at a job, as its work sees it.
package struct JobRun: Sendable {
    package let id: ID<Job>
    /// The tenant's, with the moment at which the attempt began and the trace of who enqueued it.
    package let scope: Scope
    package let payload: [UInt8]
    /// 1 for the first.
    package let attempt: Int
    package let uniqueKey: String?
    /// Of the job before it in a chain: JSON.
    package let previousResult: [UInt8]?
    package let batch: ID<JobBatch>?
    /// To enqueue more.
    package let jobs: Jobs
    let note: @Sendable (JobProgress) -> Void

    package func json() throws -> JSON {
        try JSONReader.read(payload)
    }

    /// Cheap to call often: only the latest is stored, now and then.
    package func progress(_ fraction: Double, _ text: String? = nil) {
        note(JobProgress(fraction, text))
    }
}

/// How an attempt ended well.
package struct JobDone: Sendable {
    /// Runs in the transaction that acknowledges the job, and gives the result. Both are kept or neither:
    /// not when the lease was lost meanwhile, nor when `effect` throws, which fails the attempt.
    package typealias Effect = @Sendable (any Session) throws -> JSON?

    let result: JSON?
    let effect: Effect?

    package static let done = JobDone(result: nil, effect: nil)

    package static func result(_ result: JSON) -> JobDone {
        JobDone(result: result, effect: nil)
    }

    package static func finishing(_ effect: @escaping Effect) -> JobDone {
        JobDone(result: nil, effect: effect)
    }
}

import Core
import Persistence
import Resilience

/// How an attempt ended, as its process saw it.
enum AttemptEnd: Sendable {
    case done(result: [UInt8]?)
    case threw(any Error)
    case timedOut(Duration)
    case cancelAsked
    /// The process stops; the attempt does not count.
    case givenBack
    /// This process does not know the kind or the payload's version; another may.
    case notKnown
    /// Its worker went silent.
    case died
}

/// What is to be kept about a job after an attempt.
package struct JobEnding: Sendable {
    enum Verdict: Sendable {
        case succeeded(result: [UInt8]?)
        case ended(JobStage, problem: Problem)
        case again(at: Instant, problem: Problem)
        case cancelled
        case givenBack
        case notKnown
    }

    let job: ClaimedJob
    let verdict: Verdict
    /// For the list of attempts; nil when the attempt was no failure.
    let error: String?
    let at: Instant
    let retention: JobRetention

    init(_ job: ClaimedJob, _ end: AttemptEnd, kind: JobKind?, at moment: Instant, random: UInt64) {
        (self.job, at) = (job, moment)
        retention = kind?.retention ?? JobRetention()
        let failure: (text: String, problem: Problem?, verdict: RetryPolicy.Verdict)
        switch end {
        case .done(let result):
            (verdict, error) = (.succeeded(result: result), nil)
            return
        case .cancelAsked:
            (verdict, error) = (.cancelled, nil)
            return
        case .givenBack:
            (verdict, error) = (.givenBack, nil)
            return
        case .notKnown:
            (verdict, error) = (.notKnown, nil)
            return
        case .threw(let thrown):
            failure = ("\(thrown)", (thrown as? any Refusal)?.problem, Self.judge(thrown))
        case .timedOut(let limit):
            failure = ("took longer than \(limit)", Problem(JobProblems.gaveUp, "It took too long."), .again)
        case .died:
            failure = (
                "the worker \(job.worker) stopped answering",
                Problem(JobProblems.gaveUp, "The process that ran it ended."), .again
            )
        }
        error = failure.text.storable(bytesMax: JobBounds.errorTextBytesMax)
        // What a fault says may be personal or reveal the inside; the list of attempts has it for operators.
        let problem = failure.problem ?? Problem(JobProblems.gaveUp, "It failed.")
        if job.isCancelAsked {
            verdict = .cancelled
        } else if failure.verdict == .giveUp {
            verdict = .ended(.failed, problem: problem)
        } else {
            verdict = Self.retry(job, failure.verdict, problem, kind: kind, at: moment, random: random)
        }
    }

    /// What a refusal says will not change by itself, unless it names a time or lies with the server.
    static func judge(_ error: any Error) -> RetryPolicy.Verdict {
        guard let problem = (error as? any Refusal)?.problem else { return .again }
        if let wait = problem.retryAfter { return .againAfter(wait) }
        return problem.type.status < 500 ? .giveUp : .again
    }

    private static func retry(
        _ job: ClaimedJob, _ verdict: RetryPolicy.Verdict, _ problem: Problem, kind: JobKind?,
        at moment: Instant, random: UInt64
    ) -> Verdict {
        var policy = kind?.retry ?? .forJobs
        policy.attemptsMax = job.attemptsMax
        let wait = policy.wait(
            afterAttempt: job.attempt, failedWith: verdict, elapsed: moment.since(job.createdAt),
            random: random)
        guard let wait else { return .ended(.dead, problem: problem) }
        return .again(at: moment.advanced(by: wait), problem: problem)
    }
}

extension JobEnding {
    /// In one transaction. The last changes a row only while the lease is held.
    var statements: [SQL] {
        guard let error else { return [update] }
        return [record(error), update]
    }

    private func record(_ error: String) -> SQL {
        """
        INSERT INTO job_attempts (tenant_id, job_id, fence, attempt, started_at, ended_at, worker, error)
        SELECT tenant_id, id, fence, attempt, started_at, \(at), worker, \(error) FROM jobs WHERE \(isHeld)
        """
    }

    private var isHeld: SQL {
        """
        tenant_id = \(job.lease.tenant) AND id = \(job.lease.id) AND fence = \(job.lease.fence) AND stage = 'running'
        """
    }

    private var update: SQL {
        switch verdict {
        case .succeeded(let result):
            final(
                "stage = 'succeeded', problem = NULL, result = \(orNull: result)", kept: retention.succeeded)
        case .cancelled: final("stage = 'cancelled'", kept: retention.cancelled)
        case .ended(let stage, let problem):
            final(
                "stage = \(stage), problem = \(problem.stored)",
                kept: stage == .dead ? retention.dead : retention.failed)
        case .again(let due, let problem):
            """
            UPDATE jobs SET stage = 'delayed', due_at = \(due), problem = \(problem.stored), lease_until = NULL,
                updated_at = \(at) WHERE \(isHeld)
            """
        case .givenBack:
            """
            UPDATE jobs SET stage = 'ready', attempt = attempt - 1, lease_until = NULL, updated_at = \(at)
            WHERE \(isHeld)
            """
        case .notKnown:
            """
            UPDATE jobs SET stage = 'unknown', attempt = attempt - 1, lease_until = NULL, updated_at = \(at)
            WHERE \(isHeld)
            """
        }
    }

    /// Kept at least as long as its key counts.
    private func final(_ changes: SQL, kept: Duration) -> SQL {
        let kept = kept.wholeMilliseconds
        return """
            UPDATE jobs SET \(changes), finished_at = \(at), updated_at = \(at), lease_until = NULL,
                expires_at = \(at) + CASE WHEN unique_for > \(kept) THEN unique_for ELSE \(kept) END, holds_key = (holds_key AND unique_for IS NOT NULL),
                key_free_at = \(at) + unique_for WHERE \(isHeld)
            """
    }
}

extension Problem {
    /// As the job keeps it: enough to write the document later.
    var stored: String {
        JSON.object([
            "type": .string("/problems/\(type.name)"), "title": .string(type.title),
            "status": .integer(type.status),
            "detail": .string(detail.storable(bytesMax: JobBounds.errorTextBytesMax)),
            "error": .string(type.errorClass),
            "message": .string(detail.storable(bytesMax: JobBounds.errorTextBytesMax)),
        ]).written
    }
}

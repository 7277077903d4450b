import Core
import Persistence

extension JobBench {
    /// Runs the work of a claimed job. Nil when the ending is stored already, or is no longer ours to store.
    package func attempt(_ job: ClaimedJob) async -> JobEnding? {
        guard let kind = jobs.kinds[job.kind], job.version <= kind.version else {
            report.trouble(.unknownKind(job.kind, version: job.version))
            return ending(job, .notKnown, nil)
        }
        guard !job.isCancelAsked else { return ending(job, .cancelAsked, kind) }
        let signal = running.add(job, timeout: kind.timeout, at: jobs.clock.ticks())
        defer { running.remove(job.lease) }
        let result = await work(on: job, kind, signal)
        switch (result, signal.reason) {
        case (_, .leaseLost):
            report.attemptEnded(job.kind, settings.queue, .late, 0)
            return nil
        // What comes too late is thrown away, lest a limit mean different things on different days.
        case (_, .timedOut): return ending(job, .timedOut(kind.timeout), kind)
        case (.success(let done), _): return await end(job, kind, done)
        case (.failure, .asked): return ending(job, .cancelAsked, kind)
        case (.failure(let error), .draining) where error is CancellationError:
            return ending(job, .givenBack, kind)
        case (.failure(let error), _): return ending(job, .threw(error), kind)
        }
    }

    func ending(_ job: ClaimedJob, _ end: AttemptEnd, _ kind: JobKind?) -> JobEnding {
        JobEnding(job, end, kind: kind, at: jobs.clock.now(), random: jobs.random())
    }

    private func work(
        on job: ClaimedJob, _ kind: JobKind, _ signal: StopSignal
    ) async -> Result<JobDone, any Error> {
        let run: JobRun
        do { run = try self.run(of: job, kind) } catch { return .failure(error) }
        let work = Task.immediate { try await kind.work(run) }
        signal.onStop { work.cancel() }
        return await withTaskCancellationHandler {
            await work.result
        } onCancel: {
            work.cancel()
        }
    }

    private func run(of job: ClaimedJob, _ kind: JobKind) throws -> JobRun {
        JobRun(
            id: job.lease.id, scope: scope(of: job),
            payload: try kind.upcast(job.payload, from: job.version),
            attempt: job.attempt, uniqueKey: job.uniqueKey, previousResult: job.previousResult,
            batch: job.batch, jobs: jobs,
            note: { [running] in running.note($0, of: job.lease) })
    }

    func scope(of job: ClaimedJob) -> Scope {
        var random = Draws(random: jobs.random)
        let trace = job.trace.flatMap { TraceContext(traceparent: $0) }
        return Scope(
            tenant: job.lease.tenant, moment: jobs.clock.now(),
            trace: trace ?? .start(sampled: false, random: &random))
    }

    private func end(_ job: ClaimedJob, _ kind: JobKind, _ done: JobDone) async -> JobEnding? {
        do {
            let result = try done.result.map(Self.checked)
            guard done.effect != nil || job.chain != nil else {
                return ending(job, .done(result: result), kind)
            }
            let ending = try await acknowledgeAlone(job, kind, done)
            tell(ending, held: true)
            jobs.database.bells.ringHere([.jobsChanged])
            return nil
        } catch is LateAcknowledgement {
            report.attemptEnded(job.kind, settings.queue, .late, 0)
            return nil
        } catch {
            return ending(job, .threw(error), kind)
        }
    }

    /// In a transaction of its own: what the effect does or fails at concerns no other job.
    private func acknowledgeAlone(
        _ job: ClaimedJob, _ kind: JobKind, _ done: JobDone
    ) async throws -> JobEnding {
        let (jobs, scope, random) = (jobs, scope(of: job), jobs.random())
        return try await jobs.database.write(in: scope) { session in
            let result = try (done.effect.map { try $0(session) } ?? done.result).map(Self.checked)
            let ending = JobEnding(
                job, .done(result: result), kind: kind, at: jobs.clock.now(), random: random)
            guard try session.execute(all: ending.statements).last != 0 else { throw LateAcknowledgement() }
            if let chain = job.chain {
                var next = try [NewJob](written: chain)
                next[0].then = Array(next.dropFirst())
                _ = try Enqueuing(jobs: jobs, scope: scope, session: session)
                    .add([next[0]], previousResult: result)
            }
            return ending
        }
    }

    private static func checked(_ result: JSON) throws -> [UInt8] {
        let bytes = result.bytes
        guard bytes.count <= JobBounds.resultBytesMax else {
            throw JobRefused.resultTooLarge(bytes: bytes.count)
        }
        return bytes
    }
}

/// The lease was lost before the end was stored: the transaction leaves nothing behind.
struct LateAcknowledgement: Error {}

extension JobKind {
    /// The payload in this kind's own version.
    func upcast(_ payload: [UInt8], from version: Int) throws -> [UInt8] {
        var payload = payload
        for old in version..<max(version, self.version) {
            guard let upcast = upcasts[old] else {
                throw JobRefused.payloadVersion(kind: name, found: version, known: self.version)
            }
            payload = try upcast(payload)
        }
        return payload
    }
}

/// Random numbers from a closure.
struct Draws: RandomNumberGenerator {
    let random: @Sendable () -> UInt64

    mutating func next() -> UInt64 { random() }
}

import Core
import Persistence

/// One attempt at the step at hand. Whatever ends a turn is one transaction: the step's effects, the saga's
/// progress and the job of the next turn. It commits only while the saga is still in the turn it was begun for,
/// so that late, repeated and parallel attempts change nothing.
struct SagaAttempt {
    private let kinds: SagaKinds
    private let order: SagaOrder
    private let number: Int
    private let jobs: Jobs
    private let scope: Scope

    init(_ kinds: SagaKinds, _ order: SagaOrder, number: Int, jobs: Jobs, in scope: Scope) {
        (self.kinds, self.order, self.number) = (kinds, order, number)
        (self.jobs, self.scope) = (jobs, scope)
    }

    /// Returns when the turn is over, by this attempt or another.
    /// - Throws: what the job is to be tried again for.
    func run() async throws {
        let found = try await jobs.database.read(in: scope) { session in
            try SagaRun.find(order.saga, in: scope, session)
        }
        guard let run = found, run.state.turn == order.turn, let direction = run.state.direction else {
            return
        }
        guard let saga = kinds.saga(run.name, version: run.version) else {
            throw SagaRefused.unknown(run.name)
        }
        let step = saga.steps[run.state.step]
        let attemptsMax = direction == .work ? step.attemptsMax : step.undoAttemptsMax
        do {
            // Attempts whose process died leave nothing but their number.
            guard number <= attemptsMax else { throw AttemptsUsedUp(count: attemptsMax) }
            let done = try await perform(step, direction, run)
            try await commit(done, of: step, in: saga)
        } catch is TurnIsOver {
            return
        } catch {
            let isStopping = Task.isCancelled || error is CancellationError
            guard !isStopping, isFinal(error, attemptsMax: attemptsMax) else { throw error }
            try await giveUp(saga, because: error)
        }
    }

    private func perform(
        _ step: SagaStep, _ direction: SagaDirection, _ run: SagaRun
    ) async throws -> JobDone {
        let turn = SagaTurn(
            saga: run.id, step: step.name, direction: direction, attempt: number, scope: scope, jobs: jobs,
            data: run.data)
        switch direction {
        case .work: return try await step.work(turn)
        case .undo: return try await step.undo?(turn) ?? .done
        }
    }

    private func isFinal(_ error: any Error, attemptsMax: Int) -> Bool {
        if number >= attemptsMax { return true }
        guard let problem = (error as? any Refusal)?.problem else { return false }
        return problem.retryAfter == nil && problem.type.status < 500
    }

    private func commit(_ done: JobDone, of step: SagaStep, in saga: Saga) async throws {
        try await jobs.database.write(in: scope) { session in
            let run = try hold(session)
            let result = try done.effect.map { try $0(session) } ?? done.result
            var data = run.data
            if run.state.direction == .work, let result {
                data = .object((data.members ?? []) + [JSON.Member(step.name, result)])
                let count = data.bytes.count
                guard count <= Saga.dataBytesMax else { throw SagaRefused.dataTooLarge(bytes: count) }
            }
            let change = SagaChange(run, .done, attempts: number, data: data)
            try change.store(saga, jobs: jobs, in: scope, session)
        }
    }

    private func giveUp(_ saga: Saga, because error: any Error) async throws {
        do {
            try await jobs.database.write(in: scope) { session in
                let run = try hold(session)
                let change = SagaChange(
                    run, .failed, attempts: number, data: run.data, problem: SagaChange.problem(error))
                try change.store(saga, jobs: jobs, in: scope, session)
            }
        } catch is TurnIsOver {}
    }

    /// The saga, kept from others until the transaction ends.
    private func hold(_ session: any Session) throws -> SagaRun {
        let run = try SagaRun.find(order.saga, forUpdate: true, in: scope, session)
        guard let run, run.state.turn == order.turn, run.state.direction != nil else { throw TurnIsOver() }
        return run
    }

    /// Somebody else ended it.
    private struct TurnIsOver: Error {}

    /// The processes of all attempts died, or were stopped by the time limit.
    struct AttemptsUsedUp: Error, CustomStringConvertible {
        let count: Int
        var description: String { "none of \(count) attempts came to an end" }
    }
}

/// A move of a saga with all that is kept about it.
struct SagaChange {
    private let run: SagaRun
    private let move: SagaState.Move
    private let attempts: Int
    private let data: JSON
    private let problem: JSON?

    init(_ run: SagaRun, _ move: SagaState.Move, attempts: Int, data: JSON, problem: JSON? = nil) {
        (self.run, self.move, self.attempts) = (run, move, attempts)
        (self.data, self.problem) = (data, problem)
    }

    /// Stores where the saga stands then, and enqueues what is to be done there.
    func store(_ saga: Saga, jobs: Jobs, in scope: Scope, _ session: any Session) throws {
        guard let next = run.state.after(move, of: saga.plan) else {
            throw SagaRefused.otherStatus(run.status)
        }
        let ended = next.status.isFinal ? scope.moment : nil
        try session.execute(all: [
            """
            UPDATE sagas SET status = \(next.status.rawValue), step = \(next.step), turn = \(next.turn),
                data = \(data.written), problem = \(orNull: (problem ?? run.problem)?.written),
                updated_at = \(scope.moment), ended_at = \(orNull: ended)
            WHERE tenant_id = \(scope.tenant) AND id = \(run.id) AND turn = \(run.state.turn)
            """,
            """
            INSERT INTO saga_turns (
                tenant_id, saga_id, turn, step, direction, outcome, attempts, ended_at, problem
            ) VALUES (
                \(scope.tenant), \(run.id), \(run.state.turn), \(saga.steps[run.state.step].name),
                \((run.state.direction ?? .undo).rawValue), \(move.outcome.rawValue), \(attempts),
                \(scope.moment), \(orNull: problem?.written)
            )
            """,
        ])
        guard next.direction != nil else { return }
        let order = SagaOrder(saga: run.id, turn: next.turn)
        try jobs.enqueue(order.job(of: saga.kindName), in: scope, session: session)
    }

    /// Refusals in their own words, faults in those of the log: only operators see either.
    static func problem(_ error: any Error) -> JSON {
        if let problem = (error as? any Refusal)?.problem {
            return ["type": .string(problem.type.name), "detail": .string(problem.detail)]
        }
        let text = "\(error)".storable(bytesMax: JobBounds.errorTextBytesMax)
        return ["type": "internal", "detail": .string(text)]
    }
}

extension SagaState.Move {
    fileprivate var outcome: SagaRecord.Outcome {
        switch self {
        case .done: .done
        case .failed: .failed
        case .triedAgain: .triedAgain
        case .undoneByHand: .undoneByHand
        }
    }
}

extension SagaRun {
    static func find(
        _ id: ID<SagaRun>, forUpdate: Bool = false, in scope: Scope, _ session: any Session
    ) throws -> SagaRun? {
        let query: SQL =
            "SELECT \(columns) FROM sagas WHERE tenant_id = \(scope.tenant) AND id = \(id)"
        return try session.firstRow(forUpdate ? "\(query) FOR UPDATE" : query).map(SagaRun.init)
    }
}

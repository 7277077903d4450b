package import Core
package import Persistence

/// Begins sagas and looks after them.
package struct Sagas: Sendable {
    private let kinds: SagaKinds
    private let jobs: Jobs

    /// - Parameter jobs: made with `kinds.jobKinds` among its own.
    package init(_ kinds: SagaKinds, jobs: Jobs) {
        (self.kinds, self.jobs) = (kinds, jobs)
    }

    /// Begins one within the caller's transaction: it exists if that commits.
    package func begin(
        _ name: String, input: JSON, in scope: Scope, session: any Session
    ) throws -> ID<SagaRun> {
        guard let saga = kinds.latest(name) else { throw SagaRefused.unknown(name) }
        let data: JSON = [SagaTurn.inputName: input]
        let text = data.written
        guard text.utf8.count <= Saga.dataBytesMax else {
            throw SagaRefused.dataTooLarge(bytes: text.utf8.count)
        }
        let id: ID<SagaRun> = jobs.ids.next(at: scope.moment)
        let start = SagaState.start
        try session.execute(
            """
            INSERT INTO sagas (
                tenant_id, id, name, version, status, step, turn, data, created_at, updated_at
            ) VALUES (
                \(scope.tenant), \(id), \(saga.name), \(saga.version), \(start.status.rawValue), \(start.step),
                \(start.turn), \(text), \(scope.moment), \(scope.moment)
            )
            """)
        try jobs.enqueue(
            SagaOrder(saga: id, turn: start.turn).job(of: saga.kindName), in: scope, session: session)
        return id
    }

    /// In a transaction of its own.
    package func begin(_ name: String, input: JSON, in scope: Scope) async throws -> ID<SagaRun> {
        try await jobs.database.write(in: scope) { session in
            try begin(name, input: input, in: scope, session: session)
        }
    }

    package func run(_ id: ID<SagaRun>, in scope: Scope) async throws -> SagaRun {
        let run = try await jobs.database.read(in: scope) { try SagaRun.find(id, in: scope, $0) }
        guard let run else { throw SagaRefused.notFound }
        return run
    }

    /// What happened to it, in order.
    package func history(of id: ID<SagaRun>, in scope: Scope) async throws -> [SagaRecord] {
        try await jobs.database.read(in: scope) { session in
            try session.rows(
                """
                SELECT turn, step, direction, outcome, attempts, ended_at, problem FROM saga_turns
                WHERE tenant_id = \(scope.tenant) AND saga_id = \(id) ORDER BY turn LIMIT \(Self.recordsMax)
                """
            ).map(SagaRecord.init)
        }
    }

    /// Newest first.
    /// - Parameter last: the last one of the page before.
    package func page(
        _ status: SagaStatus, after last: ID<SagaRun>? = nil, limit: Int = 20, in scope: Scope
    ) async throws -> [SagaRun] {
        var condition: SQL = "tenant_id = \(scope.tenant) AND status = \(status.rawValue)"
        if let last { condition = "\(condition) AND id < \(last)" }
        let query: SQL = """
            SELECT \(SagaRun.columns) FROM sagas WHERE \(condition) ORDER BY id DESC
            LIMIT \(min(max(limit, 1), JobBounds.pageItemsMax))
            """
        return try await jobs.database.read(in: scope) { try $0.rows(query).map(SagaRun.init) }
    }

    /// What an operator does about one that is stuck.
    package enum Remedy: String, Hashable, Sendable {
        /// The cause is gone: undo the step as declared.
        case tryAgain = "try-again"
        /// The step has been undone by other means: go on with the one before.
        case undoneByHand = "undone-by-hand"
    }

    /// Goes on with one that is stuck. One that only lost its job, because somebody cancelled or discarded that,
    /// gets another and nothing else changes.
    package func resume(_ id: ID<SagaRun>, by remedy: Remedy = .tryAgain, in scope: Scope) async throws {
        try await jobs.database.write(in: scope) { session in
            guard let run = try SagaRun.find(id, forUpdate: true, in: scope, session) else {
                throw SagaRefused.notFound
            }
            guard let saga = kinds.saga(run.name, version: run.version) else {
                throw SagaRefused.unknown(run.name)
            }
            switch run.status {
            case .succeeded, .undone: throw SagaRefused.otherStatus(run.status)
            case .running, .undoing:
                try jobs.enqueue(
                    SagaOrder(saga: id, turn: run.state.turn).job(of: saga.kindName), in: scope,
                    session: session)
            case .stuck:
                let move: SagaState.Move = remedy == .tryAgain ? .triedAgain : .undoneByHand
                try SagaChange(run, move, attempts: 0, data: run.data)
                    .store(saga, jobs: jobs, in: scope, session)
            }
        }
    }

    /// What a job of a saga does with its payload.
    /// - Parameter number: of the attempt, 1 for the first.
    /// - Throws: what the job is to be tried again for.
    package func attempt(_ payload: JSON, number: Int, in scope: Scope) async throws {
        try await SagaAttempt(kinds, try SagaOrder(payload), number: number, jobs: jobs, in: scope).run()
    }

    /// Forgets sagas that ended before `moment`, of all tenants, `limit` at most; returns how many. Called
    /// until it returns less.
    package func removeEnded(before moment: Instant, limit: Int = JobBounds.upkeepRowsMax) async throws -> Int
    {
        try await jobs.database.write(.everyTenant) { session in
            let ended = try session.rows(
                """
                SELECT tenant_id, id FROM sagas WHERE ended_at < \(moment) ORDER BY ended_at LIMIT \(limit)
                """)
            for row in ended {
                let (tenant, id): (TenantID, ID<SagaRun>) = (try row[0], try row[1])
                try session.execute(all: [
                    "DELETE FROM saga_turns WHERE tenant_id = \(tenant) AND saga_id = \(id)",
                    "DELETE FROM sagas WHERE tenant_id = \(tenant) AND id = \(id)",
                ])
            }
            return ended.count
        }
    }

    /// Each step once in either direction, and operators' moves.
    private static let recordsMax = 1_000
}

/// Why a saga was not begun or changed.
package enum SagaRefused: Refusal, Hashable {
    case unknown(String)
    case notFound
    case otherStatus(SagaStatus)
    case dataTooLarge(bytes: Int)

    package var problem: Problem {
        switch self {
        case .unknown(let name): Problem(.unknownSaga, "There is no saga \"\(name)\" here.")
        case .notFound: Problem(.sagaNotFound, "There is no such saga.")
        case .otherStatus(let status): Problem(.sagaInOtherStatus, "The saga is \(status.rawValue).")
        case .dataTooLarge(let bytes):
            Problem(
                .sagaTooLarge, "The saga's data have \(bytes) bytes; \(Saga.dataBytesMax) are the most.")
        }
    }
}

extension ProblemType {
    package static let unknownSaga = ProblemType(
        "saga-unknown", status: 422, title: "No saga has this name", errorClass: "SagaUnknownError",
        explanation: """
            The name is that of no saga which this version of Lux, with the parts that are switched on, can run. One begun \
            by an older version goes on where that version still runs.
            """)
    package static let sagaNotFound = ProblemType(
        "saga-not-found", status: 404, title: "There is no such saga", errorClass: "SagaNotFoundError",
        explanation: "No saga has this id, or it ended so long ago that it is not kept any more.")
    package static let sagaInOtherStatus = ProblemType(
        "saga-in-other-status", status: 409, title: "The saga's status does not allow this",
        errorClass: "SagaStatusError",
        explanation: """
            Only a saga that has not ended can be resumed: one that is stuck goes on as the operator says, one that is \
            running or undoing gets a job if it has none. `detail` says how it is.
            """)
    package static let sagaTooLarge = ProblemType(
        "saga-data-too-large", status: 413, title: "The saga's data are too large",
        errorClass: "SagaDataTooLargeError",
        explanation: """
            A saga's input and the results of its steps may have \(Saga.dataBytesMax) bytes together. Store what is large \
            elsewhere, and let the saga name it.
            """)
}

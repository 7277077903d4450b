package import Core
package import Persistence

/// A saga as it stands, for those who ask about it.
package struct SagaRun: Sendable {
    package let id: ID<SagaRun>
    package let tenant: TenantID
    package let name: String
    package let version: Int
    package let state: SagaState
    /// Its input, and the result of each step under the step's name.
    package let data: JSON
    /// Why it is undone, or why that cannot go on.
    package let problem: JSON?
    package let createdAt: Instant
    package let updatedAt: Instant
    package let endedAt: Instant?

    package var status: SagaStatus { state.status }
}

/// One change of a saga.
package struct SagaRecord: Hashable, Sendable {
    package enum Outcome: String, Hashable, Sendable {
        case done, failed
        case triedAgain = "tried-again"
        case undoneByHand = "undone-by-hand"
    }

    package let turn: Int
    package let step: String
    package let direction: SagaDirection
    package let outcome: Outcome
    /// How many it took.
    package let attempts: Int
    package let at: Instant
    package let problem: JSON?
}

/// What the job of a turn is told.
struct SagaOrder: Hashable, Sendable {
    let saga: ID<SagaRun>
    let turn: Int

    init(saga: ID<SagaRun>, turn: Int) {
        (self.saga, self.turn) = (saga, turn)
    }

    init(_ payload: JSON) throws {
        guard let text = payload["saga"]?.text, let saga = ID<SagaRun>(text),
            let turn = payload["turn"]?.whole.flatMap(Int.init(exactly:))
        else { throw JobRefused.invalid("The payload names no saga and turn.") }
        self.init(saga: saga, turn: turn)
    }

    func job(of kind: String) -> NewJob {
        NewJob(
            kind, payload: ["saga": .string(saga.text), "turn": .integer(turn)],
            uniqueKey: "saga:\(saga):\(turn)")
    }
}

extension SagaRun {
    static let columns: SQL = """
        tenant_id, id, name, version, status, step, turn, data, problem, created_at, updated_at, ended_at
        """

    init(_ row: Row) throws {
        (id, tenant) = (try row["id"], try row["tenant_id"])
        (name, version) = (try row["name"], try row["version"])
        let status: String = try row["status"]
        guard let status = SagaStatus(rawValue: status) else { throw Corrupt(column: "status") }
        state = SagaState(status: status, step: try row["step"], turn: try row["turn"])
        let (data, problem): (String, String?) = (try row["data"], try row["problem"])
        self.data = try JSONReader.read(Array(data.utf8))
        self.problem = try problem.map { try JSONReader.read(Array($0.utf8)) }
        (createdAt, updatedAt, endedAt) = (
            try row["created_at"], try row["updated_at"], try row["ended_at"]
        )
    }

    /// Somebody changed the row by other means than this program.
    package struct Corrupt: Error {
        package let column: String
    }

    /// For the API.
    package var document: JSON {
        .object([
            "id": .string(id.text), "name": .string(name), "version": .integer(version),
            "status": .string(status.rawValue), "turn": .integer(state.turn), "data": data,
            "problem": problem ?? .null, "created_at": .string(createdAt.written),
            "updated_at": .string(updatedAt.written), "ended_at": .optional(endedAt?.written),
        ])
    }
}

extension SagaRecord {
    init(_ row: Row) throws {
        let (direction, outcome): (String, String) = (try row["direction"], try row["outcome"])
        guard let direction = SagaDirection(rawValue: direction), let outcome = Outcome(rawValue: outcome)
        else { throw SagaRun.Corrupt(column: "outcome") }
        (self.direction, self.outcome) = (direction, outcome)
        (turn, step, attempts, at) = (
            try row["turn"], try row["step"], try row["attempts"], try row["ended_at"]
        )
        let problem: String? = try row["problem"]
        self.problem = try problem.map { try JSONReader.read(Array($0.utf8)) }
    }

    package var document: JSON {
        .object([
            "turn": .integer(turn), "step": .string(step), "direction": .string(direction.rawValue),
            "outcome": .string(outcome.rawValue), "attempts": .integer(attempts),
            "at": .string(at.written), "problem": problem ?? .null,
        ])
    }
}

package enum SagaMigrations {
    package static let all = [
        Migration(
            "jobs.003-sagas",
            """
            CREATE TABLE sagas (
                tenant_id TEXT NOT NULL,
                id TEXT NOT NULL,
                name TEXT NOT NULL,
                version BIGINT NOT NULL,
                status TEXT NOT NULL,
                step BIGINT NOT NULL,
                turn BIGINT NOT NULL,
                data TEXT NOT NULL,
                problem TEXT,
                created_at BIGINT NOT NULL,
                updated_at BIGINT NOT NULL,
                ended_at BIGINT,
                PRIMARY KEY (tenant_id, id)
            );
            CREATE INDEX sagas_by_status ON sagas (tenant_id, status, id);
            CREATE INDEX sagas_ended ON sagas (ended_at) WHERE ended_at IS NOT NULL;
            CREATE TABLE saga_turns (
                tenant_id TEXT NOT NULL,
                saga_id TEXT NOT NULL,
                turn BIGINT NOT NULL,
                step TEXT NOT NULL,
                direction TEXT NOT NULL,
                outcome TEXT NOT NULL,
                attempts BIGINT NOT NULL,
                ended_at BIGINT NOT NULL,
                problem TEXT,
                PRIMARY KEY (tenant_id, saga_id, turn)
            );
            """)
    ]
}

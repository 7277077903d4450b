import Core
import Jobs
import LuxTesting
import Persistence

/// What goes wrong at a step.
enum Fault: Hashable, Sendable {
    /// For good, before anything is done.
    case refusal
    /// For good, within the transaction of the effect.
    case refusalInEffect
    /// So many times, then it works.
    case faults(Int)
    case faultsInEffect(Int)
    /// Every time.
    case always
    /// The process dies at each attempt.
    case kills
}

struct Place: Hashable, Sendable, CustomStringConvertible {
    let step: String
    let direction: SagaDirection

    init(_ step: String, _ direction: SagaDirection = .work) {
        (self.step, self.direction) = (step, direction)
    }

    var description: String { "\(direction) \(step)" }
}

struct NoQuota: Refusal, Equatable {
    static let type = ProblemType(
        "quota-used-up", status: 403, title: "No quota", errorClass: "QuotaError", explanation: "None left.")

    var problem: Problem { Problem(Self.type, "The quota is used up.") }
}

/// Following a case, as the platform will: tenant quota, process, monitoring, confirmation. Every effect leaves
/// a row; every call outside leaves its key.
struct Registry: Sendable {
    static let schema =
        JobMigrations.all + SagaMigrations.all + [
            Migration(
                "test.001-effects",
                """
                CREATE TABLE effects (
                    tenant_id TEXT NOT NULL,
                    place BIGINT NOT NULL,
                    step TEXT NOT NULL,
                    direction TEXT NOT NULL,
                    PRIMARY KEY (tenant_id, place)
                );
                """)
        ]

    static let steps = ["validate-quota", "register-process", "schedule-monitoring", "send-confirmation"]
    /// Looking at the quota and having sent a confirmation leave nothing to undo.
    static let undone: Set = ["register-process", "schedule-monitoring"]

    let faults: [Place: Fault]
    let undoesFailed: Bool
    let outside = Shared<[String]>([])
    let attempts = Shared<[Place: Int]>([:])

    init(faults: [Place: Fault] = [:], undoesFailed: Bool = false) {
        (self.faults, self.undoesFailed) = (faults, undoesFailed)
    }

    func saga(version: Int = 1) -> Saga {
        Saga(
            "cases.follow", version: version,
            steps: Self.steps.map { name in
                let work: SagaStep.Work = { try perform($0) }
                return SagaStep(
                    name, attemptsMax: 3, undoAttemptsMax: 3, undoesFailed: undoesFailed,
                    undo: Self.undone.contains(name) ? work : nil, work: work)
            })
    }

    private func perform(_ turn: SagaTurn) throws -> JobDone {
        let place = Place(turn.step, turn.direction)
        attempts.change { $0[place, default: 0] += 1 }
        let fault = faults[place]
        switch fault {
        case .refusal: throw NoQuota()
        case .always: throw Broken()
        case .kills: throw Crash()
        case .faults(let count) where turn.attempt <= count: throw Broken()
        case .faults, .faultsInEffect, .refusalInEffect, nil: break
        }
        outside.change { $0.append(turn.idempotencyKey) }
        let (tenant, name, direction) = (turn.scope.tenant, turn.step, turn.direction)
        let (attempt, input) = (turn.attempt, turn.input)
        return .finishing { session in
            let count: Int =
                try session.firstRow(
                    "SELECT COUNT(*) AS count FROM effects WHERE tenant_id = \(tenant)")?["count"] ?? 0
            try session.execute(
                """
                INSERT INTO effects (tenant_id, place, step, direction)
                VALUES (\(tenant), \(count + 1), \(name), \(direction.rawValue))
                """)
            if fault == .refusalInEffect { throw NoQuota() }
            if case .faultsInEffect(let count) = fault, attempt <= count { throw Broken() }
            return ["of": input["number"] ?? .null]
        }
    }

    /// What must come of it, however often processes die.
    func expected() -> (status: SagaStatus, effects: [Place]) {
        var effects: [Place] = []
        for (number, step) in Self.steps.enumerated() {
            guard fails(Place(step)) else {
                effects.append(Place(step))
                continue
            }
            for before in Self.steps[..<(undoesFailed ? number + 1 : number)].reversed()
            where Self.undone.contains(before) {
                if fails(Place(before, .undo)) { return (.stuck, effects) }
                effects.append(Place(before, .undo))
            }
            return (.undone, effects)
        }
        return (.succeeded, effects)
    }

    private func fails(_ place: Place) -> Bool {
        switch faults[place] {
        case .refusal, .refusalInEffect, .always, .kills: true
        case .faults(let count), .faultsInEffect(let count): count >= 3
        case nil: false
        }
    }
}

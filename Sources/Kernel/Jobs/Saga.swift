package import Core
import Persistence
import Resilience

/// Work of several steps that is done whole or undone: when a step fails for good, those done before it are
/// undone in reverse. Data and closures; each step runs as a job of its own.
package struct Saga: Sendable {
    /// The owner and what is done, such as `cases.follow`.
    package let name: String
    /// Raised whenever steps are added, taken out or put elsewhere. The version before stays declared beside it
    /// until its last saga has ended.
    package let version: Int
    package let queue: String
    /// Of one attempt at one step.
    package let timeout: Duration
    package let steps: [SagaStep]

    package init(
        _ name: String, version: Int = 1, queue: String = "default", timeout: Duration = .seconds(300),
        steps: [SagaStep]
    ) {
        (self.name, self.version, self.queue) = (name, version, queue)
        (self.timeout, self.steps) = (timeout, steps)
    }

    package static let stepsMax = 50
    /// Of input and results together.
    package static let dataBytesMax = 256 * 1024

    /// Of its jobs.
    var kindName: String { "saga.\(name).v\(version)" }

    var plan: SagaPlan {
        SagaPlan(steps.map { $0.undo == nil ? .nothing : $0.undoesFailed ? .evenFailed : .done })
    }
}

/// One thing to be done, and how to undo it.
package struct SagaStep: Sendable {
    package let name: String
    package let attemptsMax: Int
    /// Nil where there is nothing to undo.
    package let undo: Work?
    package let undoAttemptsMax: Int
    /// Whether it is undone also when it failed itself, because it may have done something outside before that.
    /// `undo` then finds out whether there is anything to undo.
    package let undoesFailed: Bool
    package let work: Work

    /// Does it, or undoes it. What it changes in the database belongs into `JobDone.finishing`: that commits
    /// together with the saga's progress, exactly once. What it does outside may be done again after a crash
    /// and carries `turn.idempotencyKey`.
    ///
    /// A refusal with a status below 500 and without a time to wait fails the step at once; anything else is
    /// tried again.
    package typealias Work = @Sendable (SagaTurn) async throws -> JobDone

    package init(
        _ name: String, attemptsMax: Int = 5, undoAttemptsMax: Int = 20, undoesFailed: Bool = false,
        undo: Work? = nil, work: @escaping Work
    ) {
        (self.name, self.undoesFailed, self.undo, self.work) = (name, undoesFailed, undo, work)
        self.attemptsMax = min(max(1, attemptsMax), Self.attemptsLimit)
        self.undoAttemptsMax = min(max(1, undoAttemptsMax), Self.attemptsLimit)
    }

    static let attemptsLimit = 100
}

/// One attempt at a step, as its work sees it.
package struct SagaTurn: Sendable {
    package let saga: ID<SagaRun>
    package let step: String
    package let direction: SagaDirection
    /// 1 for the first.
    package let attempt: Int
    package let scope: Scope
    /// To enqueue more, within `JobDone.finishing`.
    package let jobs: Jobs
    let data: JSON

    /// What the saga was begun with.
    package var input: JSON { data[Self.inputName] ?? .null }

    /// What that step came to; nil when it has not been done or had nothing to say.
    package func result(of step: String) -> JSON? { data[step] }

    /// The same for every attempt at this step in this direction, and for no other.
    package var idempotencyKey: String { "saga-\(saga)-\(step)-\(direction.rawValue)" }

    static let inputName = "input"
}

package enum SagaDirection: String, Hashable, Sendable {
    case work, undo
}

/// The sagas this process can run.
package struct SagaKinds: Sendable {
    package let all: [Saga]

    /// What makes no saga.
    package struct Misdeclared: CannotStart, Equatable {
        package let saga: String
        package let reason: String
        package var description: String { "saga \(saga): \(reason)" }
        package var remedy: String { "Correct its declaration." }
    }

    package init(_ all: [Saga]) throws(Misdeclared) {
        for (place, saga) in all.enumerated() {
            let names = saga.steps.map(\.name) + [SagaTurn.inputName]
            guard (1...Saga.stepsMax).contains(saga.steps.count) else {
                throw Misdeclared(saga: saga.name, reason: "it has not 1 to \(Saga.stepsMax) steps")
            }
            guard Set(names).count == names.count else {
                throw Misdeclared(
                    saga: saga.name, reason: "two steps have the same name, or one is \"input\"")
            }
            guard !all[..<place].contains(where: { $0.kindName == saga.kindName }) else {
                throw Misdeclared(saga: saga.name, reason: "version \(saga.version) is declared twice")
            }
        }
        self.all = all
    }

    /// What runs their steps.
    package var jobKinds: [JobKind] {
        all.map { saga in
            // Each step counts its own attempts, and so that none is lost silently, the job never gives up first.
            let retry = RetryPolicy(
                attemptsMax: JobBounds.attemptsMax, waitMin: .seconds(2), waitMax: .seconds(3600),
                deadline: JobBounds.delayMax, waitAskedMax: .seconds(86_400))
            return JobKind(saga.kindName, queue: saga.queue, timeout: saga.timeout, retry: retry) { run in
                try await Sagas(self, jobs: run.jobs).attempt(
                    try run.json(), number: run.attempt, in: run.scope)
                return .done
            }
        }
    }

    func latest(_ name: String) -> Saga? {
        all.filter { $0.name == name }.max { $0.version < $1.version }
    }

    func saga(_ name: String, version: Int) -> Saga? {
        all.first { $0.name == name && $0.version == version }
    }
}

package import Bus
package import Core
package import Jobs
package import Persistence

/// What other systems may ask for by a message, and the job that does it.
package struct Command: Sendable {
    /// Such as `command.keywords.extract`.
    package let topic: String
    /// Of the job. Its payload is the message's body, or, of a CloudEvent, what stands in `data`.
    package let kind: String
    /// What breaks it is given up at once, with the reason.
    package let body: Schema
    /// What a schema cannot say.
    package let check: @Sendable (JSON) throws -> Void

    package init(
        _ topic: String, job kind: String, body: Schema,
        check: @escaping @Sendable (JSON) throws -> Void = { _ in }
    ) {
        (self.topic, self.kind, self.body, self.check) = (topic, kind, body, check)
    }
}

/// Takes commands from a bus: each becomes one job, however often its message comes.
package struct Commands: Sendable {
    package static let group = "commands"

    private let byTopic: [String: Command]
    private let jobs: Jobs
    private let database: any Database
    private let clock: Clock
    private let random: @Sendable () -> UInt64

    package init(
        _ all: [Command], jobs: Jobs, database: any Database, clock: Clock,
        random: @escaping @Sendable () -> UInt64
    ) {
        byTopic = Dictionary(all.map { ($0.topic, $0) }) { first, _ in first }
        (self.jobs, self.database, self.clock, self.random) = (jobs, database, clock, random)
    }

    /// Nil where no module takes any.
    package func subscription() throws(Subscription.Malformed) -> Subscription? {
        guard !byTopic.isEmpty else { return nil }
        return try Subscription(group: Self.group, topics: byTopic.keys.sorted(), handlersMax: 8)
    }

    /// Returns when the job exists, now or since an earlier delivery.
    /// - Throws: `BadMessage` for what no other attempt would mend; the store's failures, after which it comes again.
    package func take(_ delivery: Delivery) async throws {
        let message = delivery.message
        guard let command = byTopic[message.topic.text] else {
            throw BadMessage("no command is called \(message.topic)")
        }
        // Until tenants can be made there is one.
        guard message.tenant == .builtIn else { throw BadMessage("there is no tenant \(message.tenant)") }
        let job = NewJob(command.kind, payload: try Self.payload(of: message, for: command))
        var random = Draw(draw: random)
        let now = clock.now()
        let scope = Scope(
            tenant: message.tenant, moment: now,
            trace: message.trace ?? .start(sampled: false, random: &random))
        do {
            try await database.write(in: scope) { session in
                guard try SeenMessages.isFirst(message, in: Self.group, at: now, session) else { return }
                try jobs.enqueue(job, in: scope, session: session)
            }
        } catch let refused as JobRefused {
            throw BadMessage(refused.problem.detail)
        }
    }

    private static func payload(of message: Message, for command: Command) throws(BadMessage) -> JSON {
        let body: JSON
        do {
            body = try JSONReader.read(message.body)
        } catch {
            throw BadMessage("the body is no JSON: \(error.reason) at byte \(error.byteOffset)")
        }
        let payload = message.contentType == Message.cloudEvent ? body["data"] ?? .null : body
        let faults = command.body.violations(in: payload)
        guard faults.isEmpty else {
            throw BadMessage(faults.map { "\($0.pointer): \($0.reason)" }.joined(separator: "; "))
        }
        do {
            try command.check(payload)
        } catch {
            throw BadMessage((error as? any Refusal)?.problem.detail ?? "\(error)")
        }
        return payload
    }
}

private struct Draw: RandomNumberGenerator {
    let draw: @Sendable () -> UInt64

    mutating func next() -> UInt64 { draw() }
}

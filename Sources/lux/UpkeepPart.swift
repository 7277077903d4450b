import Bus
import Core
import Jobs
import Persistence

/// What is removed when its time is over: answers kept for repeated requests, ids of messages.
struct UpkeepPart {
    static let kind = "system.upkeep"

    let database: any Database

    var job: JobKind {
        JobKind(Self.kind, queue: "system", timeout: .seconds(900)) { [database] run in
            let now = System.clock.now()
            let answers = try await Self.sweep(Idempotency.removedMax) {
                try await database.write(.everyTenant) { try Idempotency().removeOld(at: now, $0) }
            }
            // Until tenants can be made there is one.
            let messages = try await Self.sweep(SeenMessages.forgottenMax) {
                try await database.write(.everyTenant) {
                    try SeenMessages.forget(of: .builtIn, at: now, $0)
                }
            }
            return .result(["answers_removed": .integer(answers), "messages_forgotten": .integer(messages)])
        }
    }

    /// Until less than a whole batch was found.
    private static func sweep(_ batch: Int, _ remove: () async throws -> Int) async throws -> Int {
        var total = 0
        while true {
            try Task.checkCancellation()
            let count = try await remove()
            total += count
            guard count >= batch else { return total }
        }
    }

    var schedule: Schedule {
        get throws { try Schedule("system.upkeep", "17 * * * *", kind: Self.kind) }
    }
}

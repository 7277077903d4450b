import Core
import EventLog
import Machine
import Persistence

/// Callers that append one event at a time, each to a stream of its own and expecting the version it knows.
struct Appending: Sendable {
    private let appender: LogAppender
    private let callers: Int
    /// Where each caller's stream ends.
    private var versions: [Int64]

    init(to database: any Database, callers: Int) {
        appender = LogAppender(EventLog.ofMachine, on: database)
        self.callers = callers
        versions = Array(repeating: 0, count: callers)
    }

    /// - Parameter acknowledged: the event of that number is durable
    mutating func append(
        _ count: Int, acknowledged: @escaping @Sendable (Int) -> Void = { _ in }
    ) async throws {
        let (appender, known) = (appender, versions)
        try await share(count, among: callers) { caller, numbers in
            let stream = try StreamName("bench", "caller-\(caller)")
            var version = known[caller]
            for number in numbers {
                let (scope, before) = (scopeNow(), version)
                version = try await appender.append(
                    [NewEvent(Happened(number: number))], to: stream,
                    expecting: before == 0 ? .new : .version(before), in: scope
                ).version
                acknowledged(number)
            }
        }
        for caller in 0..<callers {
            versions[caller] += Int64(count * (caller + 1) / callers - count * caller / callers)
        }
    }
}

/// Follows the log in this process until its task is cancelled.
func follow(_ database: any Database, _ seen: @escaping @Sendable ([Event]) throws -> Void) async {
    let report: @Sendable (LogIncident) -> Void = { complain("\($0)") }
    let watch = LogWatch(database, .init(clock: .machine, report: report))
    let follower = Follower("bench", .apply { batch, _ in try seen(batch.events) })
    let following = Following(
        follower, watch,
        .init(clock: .machine, owner: "lux-bench", random: { .random(in: 0 ... .max) }, report: report))
    await withTaskGroup(of: Void.self) { group in
        group.addTask { await watch.run() }
        group.addTask { await following.run() }
    }
}

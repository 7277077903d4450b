import Bus
import Core
import Dispatch
import EventLog
import Facts
import Machine
import Persistence
import Postgres
import RabbitMQ
import Redis
import Resilience
import SQLite

#if canImport(Darwin)
    import Darwin
#else
    import Glibc
#endif

/// Appends numbered events from several callers and forwards the log to a bus, until it is killed. Says
/// `appended NUMBER STREAM VERSION ID` once an append is acknowledged, and `forwarding` and `forwarded` around each
/// batch. Arguments: a file or a `postgres:` URL, a `redis:` or `amqp:` URL, the prefix of all names on the bus, the
/// number to begin with, and how many to append. One that is to append nothing ends with its input.
@main
struct LogWriter {
    private static let callerCount = 4
    private static let streamCount = 3

    private let database: any Database
    private let log: EventLog
    private let appender: LogAppender

    init(database: any Database) {
        self.database = database
        log = EventLog(
            .init(clock: .machine) { moment in
                var random = SystemRandomNumberGenerator()
                return ID<Event>.make(at: moment, random: &random)
            })
        appender = LogAppender(log, on: database)
    }

    static func main() async throws {
        let words = CommandLine.arguments
        let (first, count) = (Int(words[4]) ?? 0, Int(words[5]) ?? 0)
        if count == 0 { endWithInput() }
        let writer = LogWriter(database: try await open(words[1]))
        let bus = try openBus(words[2], prefix: words[3])
        while await !bus.status().isConnected {
            _ = try? await bus.publish([])
            await Task.yield()
        }
        let watch = LogWatch(writer.database, .init(clock: .machine, report: complain))
        try await withThrowingTaskGroup { group in
            group.addTask { await watch.run() }
            group.addTask { await forwarding(to: bus, watch).run() }
            group.addTask { await Sealer(watch, clock: .machine).run(every: .milliseconds(50)) }
            for caller in 0..<callerCount {
                group.addTask {
                    for number in stride(from: first + caller, to: first + count, by: callerCount) {
                        try await writer.append(number)
                    }
                }
            }
            try await group.waitForAll()
        }
    }

    /// All callers want the same stream at about the same time.
    private func append(_ number: Int) async throws {
        let stream = try StreamName("crash/\((number / Self.callerCount) % Self.streamCount)")
        var random = SystemRandomNumberGenerator()
        let scope = Scope(
            tenant: TenantID("t\(number / 60 % 2)"), moment: Clock.machine.now(),
            trace: .start(sampled: false, random: &random))
        while true {
            do {
                let version = try await database.read(in: scope) { [log] session in
                    try log.version(of: stream, in: scope, session)
                }
                let expected: Expectation = version == 0 ? .new : .version(version)
                let appended =
                    number.isMultiple(of: 2)
                    ? try await command(number, stream, expected, scope)
                    : try await appender.append(
                        [Self.event(number)], to: stream, expecting: expected, in: scope)
                guard let appended, let id = appended.ids.first else { return }
                return Self.say("appended \(number) \(stream) \(appended.version) \(id)")
            } catch AppendRefused.conflict {
                // Another caller was first: what it appended has to be seen before.
            }
        }
    }

    /// An event and the row that it tells of, together; nil when the command of that number has been obeyed.
    private func command(
        _ number: Int, _ stream: StreamName, _ expected: Expectation, _ scope: Scope
    ) async throws -> Appended? {
        try await database.write(in: scope) { [log] session in
            let isFirst = try session.execute(
                """
                INSERT INTO crash_commands (tenant_id, number) VALUES (\(scope.tenant), \(number))
                ON CONFLICT DO NOTHING
                """)
            guard isFirst == 1 else { return nil }
            return try log.append(
                [Self.event(number)], to: stream, expecting: expected, in: scope, session)
        }
    }

    private static func event(_ number: Int) -> NewEvent {
        NewEvent("process.updated", version: 1, members: [JSON.Member("number", .integer(number))])
    }

    // MARK: Forwarding

    private static func forwarding(to bus: any Bus, _ watch: LogWatch) -> Following {
        var follower = Forwarder(source: "urn:lux:crash") { events in
            say("forwarding")
            try await bus.publish(events.map(message))
            say("forwarded")
        }.follower
        // Many small batches have many ends to die at.
        follower.batchMax = 7
        return Following(
            follower, watch,
            .init(
                clock: .machine, owner: "the only one", random: { .random(in: .min ... .max) },
                report: complain))
    }

    private static func message(_ event: CloudEvent) throws -> Message {
        try Message(
            id: event.id, topic: event.type.text, body: event.bytes, tenant: event.tenant, trace: nil,
            occurredAt: Instant(milliseconds: 0))
    }

    // MARK: Places

    private static func open(_ place: String) async throws -> any Database {
        guard place.hasPrefix("postgres:") else { return try SQLiteDatabase(file: place) }
        var settings = PostgresDatabase.Settings(url: Secret(place))
        // Many such processes share one server with the tests beside them.
        settings.connectionsMax = 6
        return try await PostgresDatabase.open(settings)
    }

    private struct NoAddress: Error {}

    private static func openBus(_ url: String, prefix: String) throws -> any Bus {
        if url.hasPrefix("redis:") {
            var options = RedisBus.Options()
            options.prefix = prefix
            return try RedisBus(
                RedisAddress(url), options, clock: .machine, random: { .random(in: .min ... .max) })
        }
        guard let address = RabbitMQAddress(url) else { throw NoAddress() }
        var options = RabbitMQOptions(address)
        options.namespace = prefix
        return try RabbitMQBus(options, clock: .machine, random: { .random(in: .min ... .max) })
    }

    // MARK: Words

    /// Which its tests hold open as long as they live.
    private static func endWithInput() {
        DispatchQueue(label: "input").async {
            var byte: UInt8 = 0
            while read(STDIN_FILENO, &byte, 1) > 0 {}
            exit(0)
        }
    }

    /// One system call without a buffer, so that what was said is out when the process dies.
    private static func say(_ text: String) {
        let line = Array("\(text)\n".utf8)
        _ = write(STDOUT_FILENO, line, line.count)
    }

    private static func complain(_ incident: LogIncident) {
        let line = Array("log-crash-writer: \(incident)\n".utf8)
        _ = write(STDERR_FILENO, line, line.count)
    }
}

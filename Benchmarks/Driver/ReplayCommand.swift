import ArgumentParser
import Core
import EventLog
import Machine
import Persistence

/// A full log read back: into memory, and into a read model.
struct ReplayCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "replay", abstract: "Cost of reading events back, and of rebuilding a read model.")

    private static let streams = 1_000
    private static let eventsAtOnce = 100
    private static let fillers = 64

    @OptionGroup var store: StoreOptions

    @Option(help: "How many events; a multiple of 100,000.")
    var events = 1_000_000

    func validate() throws {
        guard events > 0, events.isMultiple(of: Self.streams * Self.eventsAtOnce) else {
            throw ValidationError("--events is a multiple of \(Self.streams * Self.eventsAtOnce).")
        }
    }

    func run() async throws {
        let database = try await store.open(adding: [EventCounts.migration])
        try await fill(database)
        let replayed = try await replay(database)
        let start = Usage.now
        let watch = LogWatch(database, .init(clock: .machine))
        _ = try await Rebuild(of: EventCounts.projection, watch, clock: .machine).run()
        let rebuilt = Usage.now.since(start)
        try await Miscounted.check(EventCounts.total(database), "events in the read model", is: events)
        await database.close()
        report([
            ("events", .integer(events)), ("replay_seconds", .number(replayed.seconds)),
            ("replay_cpu_seconds", .number(replayed.cpuSeconds)),
            ("rebuild_seconds", .number(rebuilt.seconds)),
            ("rebuild_cpu_seconds", .number(rebuilt.cpuSeconds)),
        ])
    }

    /// Streams take turns, as they do where many things happen at once.
    private func fill(_ database: any Database) async throws {
        for _ in 0..<(events / Self.streams / Self.eventsAtOnce) {
            try await share(Self.streams, among: Self.fillers) { _, streams in
                for number in streams {
                    let (stream, scope) = (try StreamName("bench", "stream-\(number)"), scopeNow())
                    _ = try await database.write(in: scope) { session in
                        let events = (0..<Self.eventsAtOnce).map { NewEvent(Happened(number: $0)) }
                        return try EventLog.ofMachine.append(events, to: stream, in: scope, session)
                    }
                }
            }
        }
    }

    /// Each stream into its state, on one thread.
    private func replay(_ database: any Database) async throws -> Usage {
        let (scope, start) = (scopeNow(), Usage.now)
        let states = try await database.read(in: scope) { session in
            try (0..<Self.streams).map { number in
                var state = StreamState()
                try EventLog.ofMachine.replay(StreamName("bench", "stream-\(number)"), in: scope, session) {
                    event in
                    state.apply(try event.read(Happened.self))
                }
                return state
            }
        }
        let spent = Usage.now.since(start)
        try Miscounted.check(states.reduce(0) { $0 + $1.events }, "events replayed", is: events)
        return spent
    }
}

private struct StreamState: Sendable {
    private(set) var events: Int64 = 0
    private var amount: Int64 = 0
    private var last = ""

    mutating func apply(_ fact: Happened) {
        events += 1
        amount += fact.amount
        last = fact.text
    }
}

/// A read model with a row for each stream, changed by each event.
private enum EventCounts {
    static let migration = Migration(
        "bench.001-counts",
        """
        CREATE TABLE bench_counts (
            tenant_id TEXT NOT NULL,
            generation BIGINT NOT NULL,
            stream TEXT NOT NULL,
            events BIGINT NOT NULL,
            amount BIGINT NOT NULL,
            PRIMARY KEY (tenant_id, generation, stream)
        );
        """)

    static let projection = Projection("bench-counts") { batch, session in
        let statements: [SQL] = try batch.events.map { event in
            let fact = try event.read(Happened.self)
            return """
                INSERT INTO bench_counts (tenant_id, generation, stream, events, amount)
                VALUES (\(event.tenant), \(batch.generation), \(event.stream), 1, \(fact.amount))
                ON CONFLICT (tenant_id, generation, stream)
                DO UPDATE SET events = bench_counts.events + 1, amount = bench_counts.amount + \(fact.amount)
                """
        }
        try session.execute(all: statements)
    } clear: { generation, _, session in
        // A row a stream: few enough to go at once.
        try session.execute("DELETE FROM bench_counts WHERE generation = \(generation)")
    }

    static func total(_ database: any Database) async throws -> Int64 {
        try await database.read(.everyTenant) { session in
            guard let generation = try projection.active(session) else { return 0 }
            let row = try session.firstRow(
                "SELECT CAST(SUM(events) AS BIGINT) FROM bench_counts WHERE generation = \(generation)")
            return try row?[0] ?? 0
        }
    }
}

import ArgumentParser
import Core
import EventLog
import Machine
import Persistence
import Synchronization

/// Single events from many callers, each waiting until its own is durable.
struct AppendCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "append",
        abstract: "Rate and cost of durable appends, and how late a follower sees them.")

    @OptionGroup var store: StoreOptions

    @Option(help: "How many events in all.")
    var events: Int

    @Option(help: "Callers that append at once.")
    var callers = 256

    @Option(help: "Connections to PostgreSQL.")
    var connections = 8

    @Flag(help: "A follower beside them.")
    var follow = false

    func validate() throws {
        guard min(events, callers, connections) > 0 else { throw ValidationError("Numbers begin with 1.") }
    }

    func run() async throws {
        let database = try await store.open(connections: connections)
        let book = LagBook(events)
        let (events, follow) = (events, follow)
        var appending = Appending(to: database, callers: callers)
        let spent = try await withThrowingTaskGroup(of: Void.self) { group in
            if follow {
                group.addTask {
                    await lux_bench.follow(database) { try book.saw($0.map { try $0.read(Happened.self) }) }
                }
            }
            let start = Usage.now
            try await appending.append(events) { book.acknowledged($0) }
            let spent = Usage.now.since(start)
            if follow { await book.seen.wait(for: events) }
            group.cancelAll()
            return spent
        }
        await database.close()
        report([
            ("events", .integer(events)), ("seconds", .number(spent.seconds)),
            ("cpu_seconds", .number(spent.cpuSeconds)),
            ("followed", follow ? .integer(book.seen.count) : nil),
            ("lag_ms_max", follow ? .number(book.lagMillisecondsMax) : nil),
        ])
    }
}

/// When each event was acknowledged, and when the follower had it.
private final class LagBook: Sendable {
    private struct Moments {
        var acknowledged: [Ticks?]
        var seen: [Ticks?]
    }

    private let moments: Mutex<Moments>
    /// Different events.
    let seen = Tally()

    init(_ count: Int) {
        let none = [Ticks?](repeating: nil, count: count)
        moments = Mutex(Moments(acknowledged: none, seen: none))
    }

    func acknowledged(_ number: Int) {
        let now = Clock.machine.ticks()
        moments.withLock { $0.acknowledged[number] = now }
    }

    func saw(_ facts: [Happened]) {
        let now = Clock.machine.ticks()
        let news = moments.withLock { moments in
            facts.count { fact in
                defer { moments.seen[Int(fact.number)] = moments.seen[Int(fact.number)] ?? now }
                return moments.seen[Int(fact.number)] == nil
            }
        }
        seen.add(news)
    }

    /// What was seen before its caller heard of it was not late.
    var lagMillisecondsMax: Double {
        moments.withLock { moments in
            zip(moments.acknowledged, moments.seen).map { acknowledged, seen in
                guard let acknowledged, let seen, seen > acknowledged else { return 0 }
                return seen.since(acknowledged) / .milliseconds(1)
            }.max() ?? 0
        }
    }
}

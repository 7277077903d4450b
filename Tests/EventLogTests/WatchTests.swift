import Core
import EventLog
import Facts
import LuxTesting
import Persistence
import Telemetry
import Testing

@Suite(.timeLimit(.minutes(10))) struct `The watch` {
    @Test(arguments: Engine.all)
    func `wakes followers for what another process appends`(_ engine: Engine) async throws {
        try await engine.withPlace { open in
            let (ours, theirs) = (try await open(), try await open())
            do {
                try await Migrator(LogMigrations.all + ledger).migrate(ours, at: FakeClock().now)
                let place = Place(ours)
                let watch = LogWatch(ours, .init(clock: place.clock.clock))
                let following = Following(
                    .ledger(), watch, .init(clock: place.clock.clock, owner: "one", random: { 0 }))
                try await withThrowingTaskGroup { group in
                    group.addTask { await watch.run() }
                    group.addTask { await following.run() }
                    for number in Int64(0)..<3 {
                        try await (number == 1 ? Place(theirs) : place).count([number])
                        while try await place.ledger().count < Int(number) + 1 { await Task.yield() }
                    }
                    group.cancelAll()
                    try await group.waitForAll()
                }
                #expect(try await place.ledger() == [0, 1, 2])
            } catch {
                await ours.close()
                await theirs.close()
                throw error
            }
            await ours.close()
            await theirs.close()
        }
    }

    @Test func `reports a writer that all wait for, once`() async throws {
        try await Engine.postgres.withLog { place in
            let (isAppended, mayCommit) = (Gate(), Gate())
            let (scope, log) = (place.scope(), place.log)
            async let late: Void = place.database.write(in: scope) { session in
                try log.append([NewEvent(Counted(1))], to: StreamName("count/late"), in: scope, session)
                isAppended.open()
                mayCommit.wait()
            }
            await isAppended.opened()
            try await place.count([2], in: "count/early")
            let clock = place.clock
            let watch = LogWatch(
                place.database,
                .init(
                    clock: clock.clock,
                    sleep: { duration in
                        clock.advance(by: duration)
                        await Task.yield()
                        try Task.checkCancellation()
                    },
                    report: { incident in place.incidents.change { $0.append(incident.words) } }))
            await withTaskGroup { group in
                group.addTask { await watch.run() }
                await until { watch.sight.oldestWriterSeconds > 30 }
                group.cancelAll()
            }
            mayCommit.open()
            try await late
            #expect(place.incidents.value == ["long writer, 2 wait"])
        }
    }

    @Test func `answers everyone who looks at once`() async throws {
        try await Engine.sqlite.withLog { place in
            try await place.count(0..<10)
            let seen = try await withThrowingTaskGroup { group in
                for _ in 0..<50 { group.addTask { try await place.watch.look().settled } }
                return try await group.reduce(into: Set<Int64>()) { $0.insert($1) }
            }
            #expect(seen == [10])
        }
    }

    @Test func `measures how far followers are behind`() async throws {
        try await Engine.sqlite.withLog(ledger) { place in
            let registry = MetricsRegistry()
            try LogMetrics.register(place.watch, in: registry)
            try await place.count(0..<5)
            try await place.watch.look()
            let poison = Shared<Set<Int64>>([3])
            let following = place.following(.ledger(failingAt: poison))
            while await following.step().failure == nil {}
            try await following.catchUp()
            place.clock.advance(by: .seconds(9))
            let text = String(decoding: registry.exported(as: .prometheus), as: UTF8.self)
            for line in [
                #"log_follower_lag_positions{follower="ledger"} 2"#,
                #"log_follower_lag_seconds{follower="ledger"} 9"#,
                #"log_follower_events_total{follower="ledger"} 3"#, "log_position 5",
                "log_unsettled_positions 0",
            ] {
                #expect(text.contains(line), "\(line) in \(text)")
            }
            poison.change { $0 = [] }
            try await following.catchUp()
            let later = String(decoding: registry.exported(as: .prometheus), as: UTF8.self)
            #expect(later.contains(#"log_follower_lag_seconds{follower="ledger"} 0"#))
            #expect(try LogMetrics.descriptions().count == 7)
        }
    }
}

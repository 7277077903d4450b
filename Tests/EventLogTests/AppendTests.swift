import Core
import EventLog
import Facts
import LuxTesting
import Persistence
import Testing

@Suite struct `Appending` {
    @Test(arguments: Engine.all)
    func `gives versions without gaps and what was told back`(_ engine: Engine) async throws {
        try await engine.withLog { place in
            let first = try await place.append([NewEvent(CaseOpened("1"))], to: "case/1", expecting: .new)
            let second = try await place.append(
                [NewEvent(Counted(1)), NewEvent(Counted(2)), NewEvent(Counted(3))], to: "case/1",
                expecting: .version(1))
            #expect(first.version == 1 && second.version == 4 && second.position > first.position)
            #expect(second.ids.count == 3)
            let events = try await place.events("case/1")
            #expect(events.map(\.version) == [1, 2, 3, 4])
            #expect(try events[0].read(CaseOpened.self) == CaseOpened("1"))
            #expect(try events[2...].map { try $0.read(Counted.self).by } == [2, 3])
            #expect(events.compactMap(\.id) == first.ids + second.ids)
            #expect(events[0].recordedAt == place.clock.now && events[0].tenant == lark)
        }
    }

    @Test(arguments: Engine.all)
    func `refuses who saw another version, and leaves the transaction usable`(_ engine: Engine) async throws {
        try await engine.withLog { place in
            try await place.count([1, 2])
            let (scope, stream) = (place.scope(), try StreamName("count/a"))
            for expectation in [Expectation.new, .version(0), .version(1), .version(3)] {
                let log = place.log
                try await place.database.write(in: scope) { session in
                    #expect(throws: AppendRefused.conflict(stream, expected: expectation, found: 2)) {
                        try log.append(
                            [NewEvent(Counted(9))], to: stream, expecting: expectation, in: scope, session)
                    }
                    try log.append([NewEvent(Counted(3))], to: StreamName("count/b"), in: scope, session)
                }
            }
            #expect(try await place.events("count/a").count == 2)
            #expect(try await place.events("count/b").count == 4)
            let refusal = AppendRefused.conflict(stream, expected: .new, found: 2)
            #expect(refusal.problem.type.status == 409)
        }
    }

    @Test(arguments: Engine.all)
    func `lets one of many win who saw the same version`(_ engine: Engine) async throws {
        try await engine.withLog { place in
            try await place.count([1])
            let outcomes = await withTaskGroup(of: Bool.self) { group in
                for number in 0..<24 {
                    group.addTask {
                        do {
                            try await place.append(
                                [NewEvent(Counted(Int64(number))), NewEvent(Counted(0))], to: "count/a",
                                expecting: .version(1))
                            return true
                        } catch let refusal as AppendRefused {
                            guard case .conflict = refusal else {
                                Issue.record("\(refusal)")
                                return false
                            }
                            return false
                        } catch {
                            Issue.record("\(error)")
                            return false
                        }
                    }
                }
                return await group.reduce(into: []) { $0.append($1) }
            }
            #expect(outcomes.filter(\.self).count == 1)
            #expect(try await place.events("count/a").map(\.version) == [1, 2, 3])
        }
    }

    @Test(arguments: Engine.all)
    func `takes all of many who do not mind the version`(_ engine: Engine) async throws {
        try await engine.withLog { place in
            try await withThrowingTaskGroup { group in
                for number in 0..<40 {
                    group.addTask {
                        try await place.append(
                            [NewEvent(Counted(Int64(number))), NewEvent(Counted(-1))], to: "count/a")
                    }
                }
                try await group.waitForAll()
            }
            let events = try await place.events("count/a")
            #expect(events.map(\.version) == Array(1...80))
            #expect(Set(try events.map { try $0.read(Counted.self).by }) == Set(-1..<40))
        }
    }

    @Test(arguments: Engine.all)
    func `lets others in while one appends on and on`(_ engine: Engine) async throws {
        try await engine.withLog { place in
            let (scope, stream) = (place.scope(), try StreamName("count/a"))
            let log = LogAppender(place.log, on: place.database)
            let othersAreDone = Shared(false)
            async let own: Int = {
                var count = 0
                while !othersAreDone.value {
                    try await log.append([NewEvent(Counted(1))], to: stream, in: scope)
                    count += 1
                }
                return count
            }()
            try await place.count(2..<60)
            othersAreDone.change { $0 = true }
            let count = try await own
            #expect(try await place.events("count/a").count == count + 58)
        }
    }

    @Test(arguments: Engine.all)
    func `is the same in a transaction of its own`(_ engine: Engine) async throws {
        try await engine.withLog { place in
            let (scope, stream) = (place.scope(), try StreamName("count/a"))
            let log = LogAppender(place.log, on: place.database)
            let first = try await log.append(
                [NewEvent(Counted(1)), NewEvent(Counted(2))], to: stream, expecting: .new, in: scope)
            #expect(first.version == 2 && first.position == 2 && first.ids.count == 2)
            await #expect(throws: AppendRefused.conflict(stream, expected: .new, found: 2)) {
                try await log.append([NewEvent(Counted(3))], to: stream, expecting: .new, in: scope)
            }
            let nothing = try await log.append([], to: stream, in: scope)
            #expect(nothing.version == 2 && nothing.ids.isEmpty)
            #expect(try await place.append([], to: "count/a") == nothing)
            try await withThrowingTaskGroup { group in
                for number in Int64(0)..<12 {
                    group.addTask {
                        try await log.append([NewEvent(Counted(number))], to: stream, in: scope)
                    }
                }
                try await group.waitForAll()
            }
            #expect(try await place.events("count/a").map(\.version) == Array(1...14))
            #expect(try await LogVerification(of: place.database).run().damage == nil)
        }
    }

    @Test(arguments: Engine.all)
    func `goes on behind what others appended to a stream whose end it remembers`(_ engine: Engine)
        async throws
    {
        try await engine.withLog { place in
            let (scope, stream) = (place.scope(), try StreamName("count/a"))
            let appenders = (0..<3).map { _ in LogAppender(place.log, on: place.database) }
            for number in Int64(0)..<12 {
                let appender = appenders[Int(number * number % 3)]
                let appended = try await appender.append([NewEvent(Counted(number))], to: stream, in: scope)
                #expect(appended.version == number + 1 && appended.ids.count == 1 && appended.position > 0)
            }
            let known = appenders[2]
            try await known.append([NewEvent(Counted(12))], to: stream, expecting: .version(12), in: scope)
            try await place.append([NewEvent(Counted(13))], to: "count/a")
            let stale = Expectation.version(13)
            await #expect(throws: AppendRefused.conflict(stream, expected: stale, found: 14)) {
                try await known.append([NewEvent(Counted(0))], to: stream, expecting: stale, in: scope)
            }
            try await known.append([NewEvent(Counted(14))], to: stream, expecting: .version(14), in: scope)
            #expect(try await place.events("count/a").map { try $0.read(Counted.self).by } == Array(0..<15))
            #expect(try await LogVerification(of: place.database).run().damage == nil)
        }
    }

    @Test(arguments: Engine.all)
    func `keeps the streams of tenants apart`(_ engine: Engine) async throws {
        try await engine.withLog { place in
            try await place.append([NewEvent(Counted(1))], to: "count/a", expecting: .new)
            try await place.append([NewEvent(Counted(2))], to: "count/a", expecting: .new, for: wren)
            #expect(try await place.events("count/a").map(\.tenant) == [lark])
            #expect(try await place.events("count/a", for: wren).map(\.tenant) == [wren])
        }
    }

    @Test func `keeps to one tenant in every statement`() async throws {
        try await withDatabase(LogMigrations.all) { database in
            let place = Place(FencedDatabase(database, LogMigrations.all))
            try await place.append([NewEvent(Counted(1)), NewEvent(Counted(2))], to: "count/a")
            #expect(try await place.events("count/a").count == 2)
            let (scope, log) = (place.scope(), place.log)
            try await place.database.write(in: scope) { session in
                try log.keep(
                    Snapshot(version: 1, body: [1]), schema: 1, of: try StreamName("count/a"), in: scope,
                    session)
                _ = try log.snapshot(schema: 1, of: try StreamName("count/a"), in: scope, session)
            }
        }
    }

    @Test func `names the tables that belong to no tenant`() {
        let open = TenantFence(LogMigrations.all).openTables
        #expect(open == ["log_epochs", "log_cursors", "log_skips", "log_projections", "log_checkpoints"])
    }

    @Test func `changes the schema so that the release before goes on working`() {
        #expect(LogMigrations.all.flatMap(RollingMigrations.breaches).isEmpty)
    }

    @Test func `refuses what is too much for one event`() async throws {
        try await Engine.sqlite.withLog { place in
            let large = NewEvent(CaseOpened(String(repeating: "9", count: 10_000_000)))
            await #expect(throws: AppendRefused.bodyTooLarge(bytes: large.body.count)) {
                try await place.append([large], to: "case/1")
            }
            let many = Array(repeating: NewEvent(Counted(1)), count: LogLimits.eventsPerAppendMax + 1)
            await #expect(throws: AppendRefused.tooManyEvents(many.count)) {
                try await place.append(many, to: "case/1")
            }
            try await place.append(Array(many.dropLast()), to: "case/1")
            #expect(try await place.events("case/1").count == LogLimits.pageMax)
            let scope = place.scope()
            await #expect(throws: AppendRefused.actorTooLong(bytes: 101)) {
                try await place.database.write(in: scope) { [log = place.log] session in
                    try log.append(
                        [NewEvent(Counted(1))], to: try StreamName("a/b"),
                        by: String(repeating: "x", count: 101),
                        in: scope, session)
                }
            }
        }
    }

    @Test(arguments: [
        "", "case", "case/", "/1", "Case/1", "case/a b", "case/a/b", "1case/a", "case/ã",
        "case/" + String(repeating: "x", count: 196),
    ])
    func `refuses a stream's name of another form`(_ text: String) {
        #expect(throws: StreamName.Malformed()) { try StreamName(text) }
    }

    @Test func `does not let a stream's past grow when a clock is behind`() async throws {
        try await Engine.sqlite.withLog { place in
            try await place.count([1])
            place.clock.jump(to: Instant(milliseconds: 5))
            try await place.count([2])
            let events = try await place.events("count/a")
            #expect(events[0].recordedAt == events[1].recordedAt)
        }
    }
}

extension Place {
    func events(_ stream: String, asOf end: AsOf = .now, for tenant: TenantID = lark) async throws -> [Event]
    {
        let (scope, name) = (scope(tenant), try StreamName(stream))
        return try await database.read(in: scope) { [log] session in
            try log.events(of: name, asOf: end, limit: .max, in: scope, session)
        }
    }
}

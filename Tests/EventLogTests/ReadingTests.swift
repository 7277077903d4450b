import Core
import EventLog
import Facts
import LuxTesting
import Persistence
import Testing

@Suite struct `Reading a stream` {
    @Test(arguments: Engine.all)
    func `ends at a version or a moment`(_ engine: Engine) async throws {
        try await engine.withLog { place in
            var moments: [Instant] = []
            for number in Int64(1)...5 {
                place.clock.advance(by: .seconds(10))
                try await place.count([number])
                moments.append(place.clock.now)
            }
            for (index, moment) in moments.enumerated() {
                #expect(try await place.events("count/a", asOf: .moment(moment)).count == index + 1)
                let before = moment.advanced(by: .milliseconds(-1))
                #expect(try await place.events("count/a", asOf: .moment(before)).count == index)
                #expect(try await place.events("count/a", asOf: .version(Int64(index))).count == index)
            }
            #expect(try await place.events("count/b").isEmpty)
        }
    }

    @Test func `hands out a long one in pages, whatever is asked for`() async throws {
        try await Engine.sqlite.withLog { place in
            let many = (0..<Int64(LogLimits.eventsPerAppendMax)).map { NewEvent(Counted($0)) }
            try await place.append(many, to: "count/a")
            try await place.append(many, to: "count/a")
            let (scope, log, stream) = (place.scope(), place.log, try StreamName("count/a"))
            let (page, sum) = try await place.database.read(in: scope) { session in
                var sum: Int64 = 0
                try log.replay(stream, in: scope, session) { sum += try $0.read(Counted.self).by }
                let page = try log.events(of: stream, limit: 1_000_000_000, in: scope, session)
                return (page.count, sum)
            }
            #expect(page == LogLimits.pageMax && sum == 999 * 1000)
        }
    }

    @Test(arguments: Engine.all)
    func `starts at the newest snapshot that can be used`(_ engine: Engine) async throws {
        try await engine.withLog { place in
            let (scope, log, stream) = (place.scope(), place.log, try StreamName("count/a"))
            try await place.database.write(in: scope) { session in
                for version in Int64(1)...6 {
                    let snapshot = Snapshot(version: version * 10, body: [UInt8(version)])
                    try log.keep(snapshot, schema: 2, of: stream, in: scope, session)
                    try log.keep(snapshot, schema: 2, of: stream, in: scope, session)
                }
                try log.keep(Snapshot(version: 99, body: [9]), schema: 1, of: stream, in: scope, session)
            }
            let wanted: [(AsOf, Int64?)] = [
                (.now, 60), (.version(60), 60), (.version(59), 50), (.version(49), 40), (.version(39), nil),
                (.moment(place.clock.now), nil),
            ]
            for (end, version) in wanted {
                let found = try await place.database.read(in: scope) { session in
                    try log.snapshot(schema: 2, of: stream, asOf: end, in: scope, session)
                }
                #expect(found?.version == version, "as of \(end)")
            }
            let other = place.scope(wren)
            let foreign = try await place.database.read(in: other) { session in
                try log.snapshot(schema: 2, of: stream, in: other, session)
            }
            #expect(foreign == nil)
        }
    }
}

@Suite struct `A feed` {
    @Test(arguments: Engine.all)
    func `gives a tenant its own events of all streams, page by page`(_ engine: Engine) async throws {
        try await engine.withLog { place in
            for number in Int64(0)..<10 {
                try await place.append([NewEvent(Counted(number))], to: "count/\(number % 3)")
                try await place.append([NewEvent(Counted(100))], to: "count/a", for: wren)
            }
            var (seen, cursor): ([Int64], FeedCursor?) = ([], nil)
            while true {
                let page = try await place.watch.feed(after: cursor, limit: 3, in: place.scope())
                seen += try page.events.map { try $0.read(Counted.self).by }
                cursor = try FeedCursor(page.next.text, in: place.scope())
                #expect(page.next == cursor && page.events.allSatisfy { $0.tenant == lark })
                if page.isAtEnd { break }
            }
            #expect(seen == Array(0..<10))
            let wide = try await place.watch.feed(after: nil, limit: 1_000_000_000, in: place.scope())
            #expect(wide.events.count == 10)
            let narrow = try await place.watch.feed(
                after: nil, of: ["nothing.such"], limit: 0, in: place.scope())
            #expect(narrow.events.isEmpty && narrow.isAtEnd)
        }
    }

    @Test func `refuses the cursor of another tenant, of another life, and what is none`() async throws {
        try await Engine.sqlite.withLog { place in
            try await place.count([1])
            let page = try await place.watch.feed(after: nil, limit: 1, in: place.scope())
            #expect(throws: FeedRefused.notACursor) {
                try FeedCursor(page.next.text, in: place.scope(wren))
            }
            for text in ["", "1", "1.2", "-1.x.y", "9999999999999999999999.x.y", "a.b.c.d"] {
                #expect(throws: FeedRefused.notACursor) { try FeedCursor(text, in: place.scope()) }
            }
            let moment = place.clock.now
            try await place.database.write(.everyTenant) { session in
                try LogEpoch.bump(to: "second", at: moment, session)
            }
            await #expect(throws: FeedRefused.otherEpoch) {
                try await place.watch.feed(after: page.next, limit: 1, in: place.scope())
            }
            #expect(FeedRefused.otherEpoch.problem.type.status == 410)
        }
    }
}

import Core
import Disk
import EventLog
import Facts
import Keys
import LuxTesting
import Persistence
import Testing

/// Something that somebody with access to the tables does to them.
struct Tampering: Sendable, CustomStringConvertible {
    let description: String
    let statements: [SQL]
    /// Of the damage's description.
    let words: String

    static let all = [
        Tampering(
            description: "a row is removed",
            statements: ["DELETE FROM log_events WHERE position = 4"],
            words: "event 2 of count/a of tenant lark is missing"),
        Tampering(
            description: "the first row of a stream is removed",
            statements: ["DELETE FROM log_events WHERE position = 1"],
            words: "event 1 of count/a of tenant lark is missing"),
        Tampering(
            description: "the last row of a stream is removed",
            statements: ["DELETE FROM log_events WHERE position = 9"],
            words: "events of positions 1...9, sealed by checkpoint 1: 1 were removed"),
        Tampering(
            description: "a stream is removed",
            statements: ["DELETE FROM log_events WHERE tenant_id = 'wren'"],
            words: "events of positions 1...9, sealed by checkpoint 1: 3 were removed"),
        Tampering(
            description: "a body is changed",
            statements: ["UPDATE log_events SET body = \(Array("{\"by\":9}".utf8)) WHERE position = 4"],
            words: "event 2 of count/a of tenant lark, at position 4, was changed"),
        Tampering(
            description: "a moment is changed",
            statements: ["UPDATE log_events SET occurred_at = occurred_at + 1 WHERE position = 5"],
            words: "event 2 of count/b of tenant lark, at position 5, was changed"),
        Tampering(
            description: "an event is given to another tenant",
            statements: ["UPDATE log_events SET tenant_id = 'rook' WHERE position = 1"],
            words: "event 1 of count/a of tenant lark is missing"),
        Tampering(
            description: "two events of a stream change places",
            statements: [
                "UPDATE log_events SET position = 100 WHERE position = 4",
                "UPDATE log_events SET position = 4 WHERE position = 7",
                "UPDATE log_events SET position = 7 WHERE position = 100",
            ], words: "event 3 of count/a of tenant lark, at position 4, was moved"),
        Tampering(
            description: "events of two streams change places",
            statements: [
                "UPDATE log_events SET position = 100 WHERE position = 1",
                "UPDATE log_events SET position = 1 WHERE position = 2",
                "UPDATE log_events SET position = 2 WHERE position = 100",
            ], words: "events of positions 1...9, sealed by checkpoint 1: some were changed or moved"),
        Tampering(
            description: "the tail is cut off",
            statements: ["DELETE FROM log_events WHERE position > 10"],
            words: "the log ends at position 10, and once reached 12"),
        Tampering(
            description: "the tail is cut off below a checkpoint",
            statements: ["DELETE FROM log_events WHERE position > 6"],
            words: "the log ends at position 6, and once reached 9"),
        Tampering(
            description: "an event is put in",
            statements: [
                "DELETE FROM log_events WHERE position = 10",
                """
                INSERT INTO log_events (position, tenant_id, stream, version, id, kind, schema_version, occurred_at,
                    recorded_at, actor, trace, body, link)
                SELECT 9 - 1 + 1000, tenant_id, stream, version + 1, id, kind, schema_version, occurred_at, recorded_at,
                    actor, trace, body, link FROM log_events WHERE position = 7
                """,
                "UPDATE log_events SET position = 10 WHERE position = 1008",
            ], words: "event 4 of count/a of tenant lark, at position 10, was changed"),
        Tampering(
            description: "a checkpoint is changed",
            statements: ["UPDATE log_checkpoints SET event_count = 8 WHERE number = 1"],
            words: "checkpoint 1 was changed"),
        Tampering(
            description: "a checkpoint is removed",
            statements: ["DELETE FROM log_checkpoints WHERE number = 1"],
            words: "no checkpoint has the seal"),
    ]
}

@Suite struct `Verification` {
    /// Three streams of three events, sealed, and three events more.
    private static func fill(_ place: Place) async throws -> String {
        for round in Int64(0)..<3 {
            try await place.count([round], in: "count/a")
            try await place.count([round], in: "count/b")
            try await place.append([NewEvent(Counted(round))], to: "count/a", for: wren)
        }
        try await place.watch.look()
        let checkpoint = try await Sealer(place.watch, clock: place.clock.clock).seal()
        for stream in ["a", "b", "c"] { try await place.count([9], in: "count/\(stream)") }
        try await place.watch.look()
        try await place.following(.ledger()).catchUp()
        return try #require(checkpoint).sealText
    }

    @Test(arguments: Engine.all)
    func `finds a sound log sound`(_ engine: Engine) async throws {
        try await engine.withLog(ledger) { place in
            let seal = try await Self.fill(place)
            let report = try await LogVerification(of: place.database).run(expecting: seal)
            #expect(report.damage == nil && report.events == 12 && report.streams == 4)
            #expect(report.checkpoints == 1 && report.seal == seal)
            let unknown = try await LogVerification(of: place.database).run(expecting: "beef")
            #expect(unknown.damage == .sealUnknown("beef"))
            // Sealing goes on behind what is sealed.
            let sealer = Sealer(place.watch, clock: place.clock.clock)
            #expect(try await sealer.seal()?.number == 2)
            #expect(try await sealer.seal() == nil)
            #expect(try await LogVerification(of: place.database).run(expecting: seal).damage == nil)
        }
    }

    @Test(arguments: Engine.all, Tampering.all)
    func `names what was done to it`(_ engine: Engine, _ tampering: Tampering) async throws {
        try await engine.withLog(ledger) { place in
            let seal = try await Self.fill(place)
            try await place.database.write(.everyTenant) { session in
                for statement in tampering.statements { try session.execute(statement) }
            }
            let report = try await LogVerification(of: place.database).run(expecting: seal)
            #expect("\(report.damage, default: "nothing")".contains(tampering.words))
        }
    }

    @Test(arguments: Engine.all)
    func `tells an event put into a sealed range`(_ engine: Engine) async throws {
        try await engine.withLog(ledger) { place in
            try await place.count([1, 2], in: "count/a")
            // A gap, such as a transaction that failed leaves on one of the engines.
            try await place.database.write(.everyTenant) { session in
                try session.execute("UPDATE log_events SET position = 5 WHERE position = 2")
            }
            try await place.watch.look()
            _ = try await Sealer(place.watch, clock: place.clock.clock).seal()
            try await place.database.write(.everyTenant) { session in
                try session.execute(
                    """
                    INSERT INTO log_events (position, tenant_id, stream, version, id, kind, schema_version, occurred_at,
                        recorded_at, actor, trace, body, link)
                    SELECT 3, 'rook', stream, 1, id, kind, schema_version, occurred_at, recorded_at, actor, trace, body,
                        link FROM log_events WHERE position = 1
                    """)
            }
            let report = try await LogVerification(of: place.database).run()
            guard case .foreign(let found) = report.damage else {
                Issue.record("\(report)")
                return
            }
            #expect(found.tenant == TenantID("rook") && found.position == 3)
        }
    }

    @Test(arguments: Engine.all)
    func `still holds after a person was erased`(_ engine: Engine) async throws {
        try await withTemporaryFolder { folder in
            try await engine.withLog(KeyMigrations.all) { place in
                let ring = try await Keyring(
                    KeyFile(.master, at: folder + "/key"), for: place.database, at: place.clock.now)
                let ana = try #require(PersonID("01980000-0000-7000-8000-000000000001"))
                let (scope, stream, log) = (place.scope(), try StreamName("person/ana"), place.log)
                let sealed = try await place.database.write(in: scope) { session in
                    let fields = PersonalFields(of: stream, ring.keys(in: scope, session))
                    let sealed = try fields.seal("Ana", of: ana, as: "name")
                    try log.append([NewEvent(Named(name: sealed))], to: stream, in: scope, session)
                    return sealed
                }
                try await place.watch.look()
                _ = try await Sealer(place.watch, clock: place.clock.clock).seal()
                let read: @Sendable () async throws -> PersonalText = {
                    try await place.database.read(in: scope) { session in
                        let event = try #require(try log.events(of: stream, in: scope, session).first)
                        let fields = PersonalFields(of: stream, ring.keys(in: scope, session))
                        return try fields.open(event.read(Named.self).name, as: "name")
                    }
                }
                #expect(try await read() == .text("Ana"))
                await #expect(throws: (any Error).self) {
                    try await place.database.read(in: scope) { session in
                        let other = PersonalFields(
                            of: try StreamName("person/rui"), ring.keys(in: scope, session))
                        return try other.open(sealed, as: "name")
                    }
                }
                let ledger = ErasureLedger(at: folder + "/ledger")
                try await Erasures(ring, ledger: ledger).erase(
                    ana, because: "asked", in: scope, of: place.database)
                guard case .erased = try await read() else {
                    Issue.record("can still be read")
                    return
                }
                #expect(try await LogVerification(of: place.database).run().damage == nil)
            }
        }
    }

    @Test func `seals the same once when several do it`() async throws {
        try await Engine.postgres.withLog { place in
            try await place.count(0..<20)
            try await place.watch.look()
            let sealed = try await withThrowingTaskGroup { group in
                for _ in 0..<4 {
                    group.addTask { try await Sealer(place.watch, clock: place.clock.clock).seal() != nil }
                }
                return try await group.reduce(into: []) { $0.append($1) }
            }
            #expect(sealed.filter(\.self).count == 1)
            #expect(try await LogVerification(of: place.database).run().damage == nil)
        }
    }
}

private struct Named: Fact {
    static let kind: FactKind = "person.named"
    static let version = 1

    let name: Sealed

    func write(to object: inout FactWriter) { object.member("name", name) }

    init(name: Sealed) { self.name = name }

    init(from reader: inout FactReader, version: Int) throws(FactUnreadable) {
        var name: Sealed?
        try reader.beginObject()
        while let member = try reader.nextMember() {
            switch member {
            case "name": name = try reader.sealed()
            default: try reader.skip()
            }
        }
        self.name = try reader.required(name, "name")
    }
}

import Bus
import Core
import EventLog
import Facts
import Foundation
import LuxTesting
import Machine
import Persistence
import Testing

/// Processes of `log-crash-writer` are killed at random points. What they said and what another system heard from
/// the bus are kept here, out of their reach, and judge what the log holds in the end.
@Suite(.serialized, .timeLimit(.minutes(30))) struct `A process killed while it appends and forwards` {
    private static let isLong = ProcessInfo.processInfo.environment["LUX_TEST_LONG"] != nil
    /// Of each engine. The writer of each dies so many times.
    private static let seedCount: UInt64 = isLong ? 40 : 4
    private static let deaths = 5

    @Test(arguments: CrashPlace.all, 0..<seedCount)
    func `loses no event and tells each in order`(place: CrashPlace, seed: UInt64) async throws {
        try await place.with { address, database in
            try await CrashBus.with(seed) { bus in
                try await withTemporaryFolder { folder in
                    let receiver = try await Receiver(seed, in: folder)
                    let trial = try await CrashTrial(address, database, bus, receiver, seed)
                    try await trial.kill(times: Self.deaths)
                    try await trial.judge(try await trial.settle())
                    await receiver.close()
                }
            }
        }
    }
}

/// What a client was told of one append.
private struct Acknowledged: Hashable {
    let number: Int64
    let stream: String
    let version: Int64
    let id: String

    init?(_ line: String) {
        let words = line.split(separator: " ")
        guard words.count == 5, words[0] == "appended", let number = Int64(words[1]),
            let version = Int64(words[3])
        else { return nil }
        (self.number, self.version) = (number, version)
        (stream, id) = (String(words[2]), String(words[4]))
    }
}

/// One log, killed and started again and again.
private final class CrashTrial {
    /// A slow bus must not let a process append for ever that is to die of what it forwards.
    private static let callsMax = 400

    private let address: String
    private let database: any Database
    private let bus: CrashBus
    private let seed: UInt64
    private let program: KilledProgram
    private let receiver: Receiver
    private var random: SplitMix64
    private var ledger: Set<Acknowledged> = []
    /// The most that one process had acknowledged before it was killed.
    private var acknowledgedMin = 0

    init(_ address: String, _ database: any Database, _ bus: CrashBus, _ receiver: Receiver, _ seed: UInt64)
        async throws
    {
        (self.address, self.database, self.bus, self.seed) = (address, database, bus, seed)
        self.receiver = receiver
        program = KilledProgram("log-crash-writer")
        random = SplitMix64(seed: seed)
        try await LogEpoch.begin("crash", at: Clock.machine.now(), on: database)
    }

    func kill(times deaths: Int) async throws {
        try await bus.declare(receiver.group)
        for _ in 0..<deaths {
            // After an acknowledgement, before a batch was published, and before its cursor has moved.
            let beginning = ["appended", "forwarding", "forwarded"].randomElement(using: &random) ?? ""
            let point = Int.random(in: 0...(beginning == "appended" ? 120 : 12), using: &random)
            if beginning == "appended" { acknowledgedMin = max(acknowledgedMin, point) }
            // What had no answer is asked for again.
            let next = ledger.map(\.number).max().map { max(0, $0 - 20) } ?? 0
            let lines = try await program.lines(
                [address, bus.url, bus.prefix, "\(next)", "\(Self.callsMax)"], killedAfter: point,
                linesWith: beginning)
            ledger.formUnion(lines.compactMap(Acknowledged.init))
        }
    }

    /// Lets a last process forward what is left. It comes in order: what has not been heard when an event that is
    /// appended now is heard will never be.
    func settle() async throws -> [Message] {
        let (bus, receiver) = (bus, receiver)
        try await withThrowingTaskGroup { group in
            group.addTask { try await bus.subscribe(receiver) }
            let last = try CommandRun(
                [program.path, address, bus.url, bus.prefix, "0", "0"], holdsInput: true)
            defer {
                last.send(SIGKILL)
                last.waitForEnd()
            }
            var (known, all): ([String], [String]) = ([], try await database.eventIDs())
            repeat {
                known = all + [try await appendLast()]
                await receiver.ledger.holds(all: known.suffix(1))
                // A commit that was on its way when its process died may have arrived meanwhile.
                all = try await database.eventIDs()
            } while Set(all) != Set(known)
            group.cancelAll()
            try await group.waitForAll()
        }
        return receiver.ledger.deliveries.map(\.message)
    }

    private func appendLast() async throws -> String {
        let log = EventLog(
            .init(clock: .machine) { moment in
                var random = SystemRandomNumberGenerator()
                return ID<Event>.make(at: moment, random: &random)
            })
        let scope = Scope(
            tenant: lark, moment: Clock.machine.now(), trace: .start(sampled: false, random: &random))
        let event = NewEvent("process.updated", version: 1, members: [JSON.Member("number", .integer(-1))])
        let appended = try await LogAppender(log, on: database).append(
            [event], to: StreamName("crash/last"), in: scope)
        return appended.ids.map(\.text).joined()
    }

    func judge(_ heard: [Message]) async throws {
        let events = try await database.read(.everyTenant) { session in
            try session.rows("SELECT id, tenant_id, stream, version, body FROM log_events ORDER BY position")
                .map(StoredEvent.init)
        }
        let byID = Dictionary(grouping: events, by: \.id)
        #expect(byID.allSatisfy { $0.value.count == 1 }, "seed \(seed): an event stands there twice")
        for said in ledger {
            let found = byID[said.id]?.first
            #expect(
                found?.stream == said.stream && found?.version == said.version
                    && found?.number == said.number, "seed \(seed): \(said) became \(found as Any)")
        }
        try await judgeCommands(events)
        judgeHeard(heard, byID.compactMapValues(\.first))
        let watch = LogWatch(database, .init(clock: .machine))
        try await watch.look()
        // What dead processes had sealed, and the rest.
        while try await Sealer(watch, clock: .machine).seal() != nil {}
        let report = try await LogVerification(of: database).run()
        #expect(report.damage == nil && report.events == events.count, "seed \(seed)")
        #expect(report.checkpoints > 0, "seed \(seed): nothing was sealed")
        #expect(try await receiver.effects() == Set(byID.keys).sorted(), "seed \(seed)")
        #expect(ledger.count >= acknowledgedMin, "seed \(seed)")
        print(
            "log-crash-writer, seed \(seed): \(events.count) events, \(ledger.count) acknowledged,",
            "\(heard.count - Set(heard.map(\.id)).count) heard again, \(report.checkpoints) checkpoints")
    }

    /// The row and its event came together or not at all, however often the command was given.
    private func judgeCommands(_ events: [StoredEvent]) async throws {
        let obeyed = try await database.read(.everyTenant) { session in
            try session.rows("SELECT number FROM crash_commands WHERE tenant_id >= '' ORDER BY number")
                .map { try $0[0] as Int64 }
        }
        let told = events.map(\.number).filter { $0.isMultiple(of: 2) }.sorted()
        #expect(told == obeyed, "seed \(seed)")
    }

    /// Each event at least once, a copy the same to the byte, and of one stream in its order.
    private func judgeHeard(_ heard: [Message], _ events: [String: StoredEvent]) {
        var (first, next): ([String: Message], [String: Int64]) = ([:], [:])
        var outOfOrder: [String] = []
        for message in heard {
            if let before = first[message.id] {
                #expect(before == message, "seed \(seed): a copy differs")
                continue
            }
            first[message.id] = message
            guard let event = events[message.id] else {
                Issue.record("seed \(seed): \(message.id) was told and is not in the log")
                continue
            }
            let stream = "\(event.tenant) \(event.stream)"
            next[stream, default: 0] += 1
            if event.version != next[stream] { outOfOrder.append("\(event.version) of \(stream)") }
        }
        #expect(outOfOrder.isEmpty, "seed \(seed), first \(outOfOrder.first ?? "")")
        #expect(first.count == events.count, "seed \(seed): some were not told")
    }
}

private struct StoredEvent {
    let id: String
    let tenant: TenantID
    let stream: String
    let version: Int64
    let number: Int64

    init(_ row: Row) throws {
        (id, tenant, stream) = (try row[0], TenantID(try row[1] as String), try row[2])
        (version, number) = (try row[3], try JSONReader.read(row[4] as [UInt8])["number"]?.whole ?? -1)
    }
}

extension Database {
    fileprivate func eventIDs() async throws -> [String] {
        try await read(.everyTenant) { session in
            try session.rows("SELECT id FROM log_events ORDER BY position").map { try $0[0] }
        }
    }
}

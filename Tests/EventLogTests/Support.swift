import Core
import EventLog
import Facts
import LuxTesting
import Persistence
import Synchronization

let (lark, wren) = (TenantID("lark"), TenantID("wren"))

/// A case was opened. Version 1 had no court, version 2 a court without its name's parts.
struct CaseOpened: Fact, Hashable {
    static let kind: FactKind = "process.created"
    static let version = 3

    var number: String
    var court: String
    var parties: [String] = []

    func write(to object: inout FactWriter) {
        object.member("process_id", number)
        object.member("court", court)
        object.member("parties", parties)
    }

    init(_ number: String, court: String = "TJSP", parties: [String] = []) {
        (self.number, self.court, self.parties) = (number, court, parties)
    }

    init(from reader: inout FactReader, version: Int) throws(FactUnreadable) {
        var (number, court, parties): (String?, String?, [String]) = (nil, version == 1 ? "unknown" : nil, [])
        try reader.beginObject()
        while let name = try reader.nextMember() {
            switch name {
            case "process_id": number = try reader.text()
            case "number": number = try version == 1 ? reader.text() : nil
            case "court": court = try reader.text()
            case "parties": parties = try reader.texts()
            default: try reader.skip()
            }
        }
        self.number = try reader.required(number, "process_id")
        self.court = try reader.required(court, "court")
        self.parties = parties
    }
}

/// A count went up.
struct Counted: Fact, Hashable {
    static let kind: FactKind = "count.raised"
    static let version = 1

    var by: Int64

    func write(to object: inout FactWriter) { object.member("by", by) }

    init(_ by: Int64) { self.by = by }

    init(from reader: inout FactReader, version: Int) throws(FactUnreadable) {
        var by: Int64?
        try reader.beginObject()
        while let name = try reader.nextMember() {
            switch name {
            case "by": by = try reader.whole()
            default: try reader.skip()
            }
        }
        self.by = try reader.required(by, "by")
    }
}

/// A log on a database, with a clock that stands.
struct Place: Sendable {
    let database: any Database
    let clock = FakeClock()
    let log: EventLog
    let watch: LogWatch
    let incidents = Shared<[String]>([])

    init(_ database: any Database) {
        self.database = database
        let (clock, incidents) = (clock.clock, incidents)
        let random = Shared(SplitMix64(seed: 1))
        log = EventLog(
            .init(clock: clock) { moment in
                let made = Shared<ID<Event>?>(nil)
                random.change { generator in
                    let id = ID<Event>.make(at: moment, random: &generator)
                    made.change { $0 = id }
                }
                guard let id = made.value else { preconditionFailure("made above") }
                return id
            })
        watch = LogWatch(
            database,
            .init(clock: clock, report: { incident in incidents.change { $0.append(incident.words) } }))
    }

    func scope(_ tenant: TenantID = lark) -> Scope {
        var random = SplitMix64(seed: 7)
        return Scope(tenant: tenant, moment: clock.now, trace: .start(sampled: true, random: &random))
    }

    @discardableResult
    func append(
        _ events: [NewEvent], to stream: String, expecting expectation: Expectation = .any,
        for tenant: TenantID = lark
    ) async throws -> Appended {
        let (scope, name) = (scope(tenant), try StreamName(stream))
        return try await database.write(in: scope) { [log] session in
            try log.append(events, to: name, expecting: expectation, in: scope, session)
        }
    }

    /// One event each, in transactions of their own.
    func count(_ numbers: some Sequence<Int64>, in stream: String = "count/a") async throws {
        for number in numbers { try await append([NewEvent(Counted(number))], to: stream) }
    }

    func following(_ follower: Follower, owner: String = "one") -> Following {
        Following(follower, watch, needs(owner))
    }

    func needs(_ owner: String = "one") -> Following.Needs {
        let incidents = incidents
        return Following.Needs(
            clock: clock.clock, sleep: { _ in try await untilCancelled() }, owner: owner, random: { 0 },
            report: { incident in incidents.change { $0.append(incident.words) } })
    }

    /// All that is in the log, in order.
    func positions() async throws -> [Int64] {
        try await database.read(.everyTenant) { session in
            try session.rows("SELECT position FROM log_events ORDER BY position").map { try $0[0] }
        }
    }
}

extension LogIncident {
    var words: String {
        switch self {
        case .longWriter(_, _, let waiting): "long writer, \(waiting) wait"
        case .stuck(let name, let position, let attempts, _): "\(name) stuck at \(position) after \(attempts)"
        case .recovered(let name, _): "\(name) recovered"
        case .hindered(let name, let error): "\(name) hindered: \(error)"
        case .watchFailed(let error): "watch failed: \(error)"
        }
    }
}

extension Engine {
    func withLog(
        _ more: [Migration] = [], _ body: (Place) async throws -> Void
    ) async throws {
        try await withDatabase(LogMigrations.all + more) { try await body(Place($0)) }
    }
}

extension Following {
    /// Works until there is nothing left, or it fails or stands by.
    @discardableResult
    func catchUp() async throws -> Step {
        while true {
            let step = await step()
            guard case .worked = step else { return step }
        }
    }
}

extension Following.Step {
    var isIdle: Bool { if case .idle = self { true } else { false } }
    var isStandby: Bool { if case .standby = self { true } else { false } }
    var failure: (any Error)? { if case .failed(let error, _) = self { error } else { nil } }
}

/// Returns only by being cancelled.
func untilCancelled() async throws {
    let (never, continuation) = AsyncStream<Never>.makeStream()
    defer { continuation.finish() }
    for await _ in never {}
    try Task.checkCancellation()
}

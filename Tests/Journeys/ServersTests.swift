import Bus
import Core
import EventLog
import Facts
import LuxTesting
import Persistence
import Redis
import SQLite
import Synchronization
import Testing

@Suite(.timeLimit(.minutes(10))) struct `Servers beside the database` {
    private func bus(_ redis: RedisServer) throws -> RedisBus {
        try RedisBus(
            RedisAddress(redis.url), clock: FakeClock().clock, random: { .random(in: .min ... .max) })
    }

    private static let question: JSON = ["text": "O tribunal julgou o recurso."]

    @Test func `share answers and limits between processes`() throws {
        let redis = try RedisServer()
        let flags = ["--set", "cache.redis=\(redis.url)", "--set", "http.rate_limit=6/day"]
        let nodes = try [LuxServer(flags), LuxServer(flags)]
        // A process that begins without Redis connects when it can, so both are asked until they have it.
        for node in nodes {
            while try node.get("/health/detailed").json["checks"]?["redis"]?.text != "ok" {}
        }
        #expect(try nodes[0].post("/keywords/extract", Self.question).json["cached"]?.truth == false)
        #expect(try nodes[1].post("/keywords/extract", Self.question).json["cached"]?.truth == true)
        let statuses = try (2..<9).map { try nodes[$0 % 2].post("/keywords/extract", Self.question).status }
        #expect(statuses == [200, 200, 200, 200, 429, 429, 429])
        let refused = try nodes[0].get("/docs")
        #expect(refused.status == 429 && refused.headers["retry-after"] != nil)
        #expect(try nodes[0].get("/health").status == 200)
    }

    @Test func `are not needed for an answer`() throws {
        let redis = try RedisServer()
        let node = try LuxServer([
            "--set", "cache.redis=\(redis.url)", "--set", "bus.url=\(redis.url)", "--set",
            "http.rate_limit=100000/hour",
        ])
        #expect(try node.post("/keywords/extract", Self.question).status == 200)
        redis.kill()
        for number in 0..<20 {
            #expect(try node.post("/keywords/extract", ["text": .string("Texto \(number)")]).status == 200)
        }
        let report = try node.get("/health/detailed").json
        #expect(report["checks"]?["redis"]?.text == "down" && report["status"]?.text == "degraded")
        #expect(try node.get("/ready").status == 200)
        try redis.start()
        while try node.get("/health/detailed").json["status"]?.text != "ok" {}
        let outcome = node.stop()
        #expect(outcome.status == 0)
    }

    @Test func `bring commands, each of which is done once`() async throws {
        let redis = try RedisServer()
        let node = try LuxServer(["--set", "bus.url=\(redis.url)"])
        let bus = try bus(redis)
        func message(_ id: String, _ body: JSON, _ type: String = "application/json") throws -> Message {
            try Message(
                id: id, topic: "command.keywords.extract", contentType: type, body: body.bytes,
                tenant: .builtIn, trace: nil, occurredAt: Instant(milliseconds: 0))
        }
        // Until the server has declared that it wants commands, nobody does.
        let first = try message("c1", Self.question)
        while try await bus.publish([first]).unwanted == ["c1"] {}
        try await bus.publish([
            first, first, message("c2", ["data": Self.question], Message.cloudEvent),
            message("c3", ["text": 7]),
        ])
        // Groups keep the order of what they are sent, so the last is dead when all are through.
        while try await bus.deadLetters(of: "commands", atMost: 9).isEmpty {}
        let dead = try await bus.deadLetters(of: "commands", atMost: 9)
        #expect(dead.map(\.message?.id) == ["c3"] && dead[0].reason.contains("/text"))
        func extractions() throws -> [JSON] {
            try node.get("/jobs?kind=analysis.extract-keywords").json["items"]?.items ?? []
        }
        while try extractions().filter({ $0["state"]?.text == "succeeded" }).count < 2 {}
        #expect(try extractions().count == 2)
        await bus.close()
    }

    @Test func `are told what the log holds`() async throws {
        let (redis, folder) = (try RedisServer(), try TemporaryFolder())
        // Makes the database.
        try LuxServer(in: folder).stop()
        let bus = try bus(redis)
        try await bus.declare(Subscription(group: "listener", topics: ["process.*"]))
        let database = try SQLiteDatabase(file: folder.path + "/data/lux.sqlite")
        let log = EventLog(
            .init(
                clock: FakeClock().clock,
                makeID: { moment in
                    var random = SystemRandomNumberGenerator()
                    return ID.make(at: moment, random: &random)
                }))
        var random = SystemRandomNumberGenerator()
        let scope = Scope(
            tenant: .builtIn, moment: Instant(milliseconds: 1_000),
            trace: .start(sampled: true, random: &random))
        for number in 1...3 {
            try await LogAppender(log, on: database).append(
                [NewEvent(ProcessCreated(number: "n\(number)"))], to: try StreamName("process", "a"),
                in: scope)
        }
        await database.close()
        let node = try LuxServer(["--set", "bus.url=\(redis.url)", "--set", "bus.source=/firm"], in: folder)
        let (heard, told) = AsyncStream.makeStream(of: Message.self)
        let listening = Task {
            try await bus.subscribe(Subscription(group: "listener", topics: ["process.*"])) {
                told.yield($0.message)
            }
        }
        var messages: [Message] = []
        for await message in heard.prefix(3) { messages.append(message) }
        listening.cancel()
        let events = try messages.map { try JSONReader.read($0.body) }
        #expect(events.compactMap { $0["data"]?["process_id"]?.text } == ["n1", "n2", "n3"])
        #expect(messages.map(\.topic.text) == Array(repeating: "process.created", count: 3))
        #expect(events[0]["source"]?.text == "/firm" && events[0]["id"]?.text == messages[0].id)
        #expect(messages[0].trace == scope.trace && messages[0].occurredAt == scope.moment)
        node.stop()
        await bus.close()
    }
}

private struct ProcessCreated: Fact {
    static let kind: FactKind = "process.created"
    static let version = 1

    let number: String

    init(number: String) {
        self.number = number
    }

    init(from reader: inout FactReader, version: Int) throws(FactUnreadable) {
        try reader.skip()
        number = ""
    }

    func write(to object: inout FactWriter) { object.member("process_id", number) }
}

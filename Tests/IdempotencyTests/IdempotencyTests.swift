import Core
import LuxTesting
import Persistence
import Testing

@Suite struct IdempotencyTests {
    static let schema =
        Idempotency.migrations + [
            Migration(
                "test.001-effects",
                """
                CREATE TABLE effects (
                    tenant_id TEXT NOT NULL,
                    number BIGINT NOT NULL,
                    PRIMARY KEY (tenant_id, number)
                );
                """)
        ]

    static let trace = TraceContext(traceHigh: 1, traceLow: 1, span: 1, sampled: false)!

    static func scope(_ tenant: String = "lark", at moment: Instant = FakeClock().now) -> Scope {
        Scope(tenant: TenantID(tenant), moment: moment, trace: trace)
    }

    /// Adds a row and answers with its number.
    static func send(
        _ key: String, body: String = "a", on route: String = "POST /cases", in scope: Scope = scope(),
        status: Int = 201, to database: any Database, failing failure: (any Error)? = nil
    ) async throws -> Idempotent {
        let key = try IdempotencyKey(key)
        return try await database.write(in: scope) { session in
            try Idempotency().once(
                key, on: route, requestHash: Array(body.utf8), in: scope, session
            ) { session in
                let count: Int =
                    try session.firstRow(
                        "SELECT COUNT(*) AS count FROM effects WHERE tenant_id = \(scope.tenant)")?["count"]
                    ?? 0
                try session.execute(
                    "INSERT INTO effects (tenant_id, number) VALUES (\(scope.tenant), \(count + 1))")
                if let failure { throw failure }
                return StoredResponse(
                    status: status, headers: [.init("Location", "/cases/\(count + 1)")],
                    body: Array("case \(count + 1)".utf8))
            }
        }
    }

    static func effectCount(_ tenant: String = "lark", in database: any Database) async throws -> Int {
        try await database.read(.everyTenant) { session in
            try session.firstRow(
                "SELECT COUNT(*) AS count FROM effects WHERE tenant_id = \(TenantID(tenant))")?["count"] ?? 0
        }
    }

    @Test(arguments: Engine.all)
    func `answers a repetition as it answered the first time`(_ engine: Engine) async throws {
        try await engine.withDatabase(Self.schema) { database in
            let first = try await Self.send("k1", to: database)
            let second = try await Self.send("k1", to: database)
            #expect(!first.isReplay)
            #expect(second.isReplay)
            #expect(second.response == first.response)
            #expect(second.response.headers == [.init("Location", "/cases/1")])
            #expect(try await Self.effectCount(in: database) == 1)
        }
    }

    @Test(arguments: Engine.all)
    func `refuses another request with the same key`(_ engine: Engine) async throws {
        try await engine.withDatabase(Self.schema) { database in
            _ = try await Self.send("k1", to: database)
            await #expect(throws: IdempotencyRefused.otherRequest) {
                try await Self.send("k1", body: "b", to: database)
            }
            #expect(IdempotencyRefused.otherRequest.problem.type.status == 422)
            #expect(try await Self.effectCount(in: database) == 1)
        }
    }

    @Test(arguments: Engine.all)
    func `keeps the same key of two tenants and of two routes apart`(_ engine: Engine) async throws {
        try await engine.withDatabase(Self.schema) { database in
            _ = try await Self.send("k1", to: database)
            #expect(try await Self.send("k1", in: Self.scope("wren"), to: database).isReplay == false)
            #expect(try await Self.send("k1", body: "b", on: "POST /notices", to: database).isReplay == false)
            #expect(try await Self.effectCount("lark", in: database) == 2)
            #expect(try await Self.effectCount("wren", in: database) == 1)
        }
    }

    @Test(arguments: Engine.all)
    func `lets one of fifty at once do the work`(_ engine: Engine) async throws {
        try await engine.withDatabase(Self.schema) { database in
            let answers = try await withThrowingTaskGroup(of: Idempotent.self) { group in
                for _ in 0..<50 { group.addTask { try await Self.send("k1", to: database) } }
                var answers: [Idempotent] = []
                for try await answer in group { answers.append(answer) }
                return answers
            }
            #expect(answers.count { !$0.isReplay } == 1)
            #expect(Set(answers.map(\.response)).count == 1)
            #expect(try await Self.effectCount(in: database) == 1)
        }
    }

    @Test(arguments: Engine.all)
    func `keeps nothing of work that failed, so that it can be tried again`(_ engine: Engine) async throws {
        try await engine.withDatabase(Self.schema) { database in
            await #expect(throws: Broken.self) {
                try await Self.send("k1", to: database, failing: Broken())
            }
            let count = try await Self.effectCount(in: database)
            #expect(count == 0)
            #expect(try await Self.send("k1", body: "b", to: database).isReplay == false)
            #expect(try await Self.effectCount(in: database) == 1)
        }
    }

    @Test(arguments: Engine.all)
    func `answers after a crash between the work and the answer`(_ engine: Engine) async throws {
        try await engine.withPlace { open in
            let first = try await open()
            try await Migrator(Self.schema).migrate(first, at: FakeClock().now)
            let answer = try await Self.send("k1", to: first)
            await first.close()
            let second = try await open()
            let again = try await Self.send("k1", to: second)
            #expect(again.isReplay)
            #expect(again.response == answer.response)
            #expect(try await Self.effectCount(in: second) == 1)
            await second.close()
        }
    }

    @Test(arguments: Engine.all)
    func `takes a key anew once its answer is a day old`(_ engine: Engine) async throws {
        try await engine.withDatabase(Self.schema) { database in
            let clock = FakeClock()
            _ = try await Self.send("k1", to: database)
            clock.advance(by: .seconds(86_399))
            #expect(try await Self.send("k1", in: Self.scope(at: clock.now), to: database).isReplay)
            clock.advance(by: .seconds(1))
            let late = Self.scope(at: clock.now)
            #expect(try await Self.send("k1", body: "b", in: late, to: database).isReplay == false)
            #expect(try await Self.effectCount(in: database) == 2)
        }
    }

    @Test(arguments: Engine.all)
    func `removes old answers a bounded number at a time`(_ engine: Engine) async throws {
        try await engine.withDatabase(Self.schema) { database in
            let clock = FakeClock()
            for number in 1...5 { _ = try await Self.send("k\(number)", to: database) }
            clock.advance(by: .seconds(86_400))
            let now = clock.now
            _ = try await Self.send("fresh", in: Self.scope(at: now), to: database)
            var counts: [Int] = []
            for _ in 0..<3 {
                counts.append(
                    try await database.write(.everyTenant) { session in
                        try Idempotency().removeOld(at: now, limit: 3, session)
                    })
            }
            #expect(counts == [3, 2, 0])
            #expect(try await Self.send("fresh", in: Self.scope(at: now), to: database).isReplay)
        }
    }

    @Test(arguments: Engine.all)
    func `gives an answer above the limit once, and never does the work again`(_ engine: Engine) async throws
    {
        try await engine.withDatabase(Self.schema) { database in
            let large = [UInt8](repeating: 1, count: StoredResponse.bodyBytesMax + 1)
            let send = { @Sendable () async throws -> Idempotent in
                try await database.write(in: Self.scope()) { session in
                    try Idempotency().once(
                        IdempotencyKey("k1"), on: "r", requestHash: [1], in: Self.scope(), session
                    ) { session in
                        try session.execute(
                            "INSERT INTO effects (tenant_id, number) VALUES (\(Self.scope().tenant), 1)")
                        return StoredResponse(status: 200, body: large)
                    }
                }
            }
            let first = try await send()
            #expect(!first.isReplay && first.response.body == large)
            await #expect(throws: IdempotencyRefused.answerNotKept) { try await send() }
            #expect(IdempotencyRefused.answerNotKept.problem.type.status == 409)
            #expect(try await Self.effectCount(in: database) == 1)
        }
    }

    @Test(arguments: ["", "\"\"", "a b", "naïve", "line\nend", "\u{0}", String(repeating: "k", count: 256)])
    func `refuses keys that no header can carry`(_ text: String) {
        #expect(throws: IdempotencyRefused.malformedKey) { try IdempotencyKey(text) }
    }

    @Test(arguments: [("\"8e03978e\"", "8e03978e"), ("8e03978e", "8e03978e"), ("\"", "\"")])
    func `takes a key with and without the quotes of the header's form`(
        _ written: String, _ text: String
    ) throws {
        #expect(try IdempotencyKey(written).text == text)
    }

    @Test func `names the tenant in every statement that serves one`() async throws {
        try await withDatabase(Self.schema) { database in
            let fenced = FencedDatabase(database, Self.schema)
            _ = try await Self.send("k1", to: fenced)
            _ = try await Self.send("k1", to: fenced)
        }
    }
}

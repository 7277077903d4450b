import Bus
import Core
import LuxTesting
import Persistence
import Testing

@Suite(.timeLimit(.minutes(10))) struct `A message seen before` {
    private func message(_ id: String, of tenant: String = "lark") throws -> Message {
        try Message(
            id: id, topic: "a", body: [], tenant: TenantID(tenant), trace: nil, occurredAt: FakeClock().now)
    }

    @Test(arguments: Engine.all)
    func `is known to its group and tenant only`(_ engine: Engine) async throws {
        let moment = FakeClock().now
        try await engine.withDatabase(SeenMessages.migrations) { database in
            let firsts = try await database.write(.everyTenant) { session in
                try [
                    SeenMessages.isFirst(message("a"), in: "one", at: moment, session),
                    SeenMessages.isFirst(message("a"), in: "one", at: moment, session),
                    SeenMessages.isFirst(message("a"), in: "two", at: moment, session),
                    SeenMessages.isFirst(message("a", of: "wren"), in: "one", at: moment, session),
                    SeenMessages.isFirst(message("b"), in: "one", at: moment, session),
                ]
            }
            #expect(firsts == [true, false, true, true, true])
        }
    }

    @Test(arguments: Engine.all)
    func `is not, if the transaction that acted upon it failed`(_ engine: Engine) async throws {
        let moment = FakeClock().now
        try await engine.withDatabase(SeenMessages.migrations) { database in
            await #expect(throws: Broken.self) {
                try await database.write(.everyTenant) { session in
                    _ = try SeenMessages.isFirst(message("a"), in: "one", at: moment, session)
                    throw Broken()
                }
            }
            let isFirst = try await database.write(.everyTenant) { session in
                try SeenMessages.isFirst(message("a"), in: "one", at: moment, session)
            }
            #expect(isFirst)
        }
    }

    @Test(arguments: Engine.all)
    func `is forgotten after its retention, some at a time`(_ engine: Engine) async throws {
        let clock = FakeClock()
        let start = clock.now
        try await engine.withDatabase(SeenMessages.migrations) { plain in
            let database = FencedDatabase(plain, SeenMessages.migrations)
            try await database.write(.everyTenant) { session in
                for number in 0...SeenMessages.forgottenMax {
                    _ = try SeenMessages.isFirst(message("m\(number)"), in: "one", at: start, session)
                }
                _ = try SeenMessages.isFirst(message("a", of: "wren"), in: "one", at: start, session)
            }
            clock.advance(by: SeenMessages.retention)
            let now = clock.now
            let early = try await database.write(.everyTenant) {
                try SeenMessages.forget(of: TenantID("lark"), at: now, $0)
            }
            #expect(early == 0)
            clock.advance(by: .milliseconds(1))
            let later = clock.now
            let counts = try await database.write(.everyTenant) { session in
                try (0..<3).map { _ in try SeenMessages.forget(of: TenantID("lark"), at: later, session) }
            }
            #expect(counts == [SeenMessages.forgottenMax, 1, 0])
            let isFirst = try await database.write(.everyTenant) { session in
                try [
                    SeenMessages.isFirst(message("m0"), in: "one", at: later, session),
                    SeenMessages.isFirst(message("a", of: "wren"), in: "one", at: later, session),
                ]
            }
            #expect(isFirst == [true, false])
        }
    }

    @Test func `is not acted upon again while it is remembered`() async throws {
        let recent = RecentMessages(countMax: 2)
        let ran = Shared<[String]>([])
        let act: (String, String) async throws -> Bool = { id, tenant in
            let message = try self.message(id, of: tenant)
            return try await recent.once(message) { ran.change { $0.append("\(tenant) \(id)") } }
        }
        #expect(try await act("a", "lark"))
        #expect(try await !act("a", "lark"))
        #expect(try await act("a", "wren"))
        #expect(try await act("b", "lark"))
        #expect(try await act("a", "lark"))
        #expect(ran.value == ["lark a", "wren a", "lark b", "lark a"])
        #expect(recent.count == 2)
    }

    @Test func `is acted upon again if that failed`() async throws {
        let recent = RecentMessages()
        let message = try message("a")
        await #expect(throws: Broken.self) { try await recent.once(message) { throw Broken() } }
        #expect(try await recent.once(message) {})
        #expect(recent.count == 1)
    }

    @Test func `is left alone while it is being acted upon`() async throws {
        let (recent, hasBegun, mayEnd) = (RecentMessages(), Gate(), Gate())
        let message = try message("a")
        async let first = recent.once(message) {
            hasBegun.open()
            await mayEnd.opened()
        }
        await hasBegun.opened()
        #expect(try await !recent.once(message) {})
        mayEnd.open()
        #expect(try await first)
    }
}

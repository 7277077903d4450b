import Core
import Jobs
import LuxTesting
import Persistence
import Testing

/// What people see and do.
@Suite(.timeLimit(.minutes(10))) struct OperatorTests {
    private static let stuck: [Place: Fault] = [
        Place("send-confirmation"): .refusal, Place("schedule-monitoring", .undo): .faults(3),
    ]

    private func withStuck(
        _ engine: Engine = .sqlite, _ body: (Workshop, ID<SagaRun>) async throws -> Void
    ) async throws {
        try await engine.withDatabase(Registry.schema) { database in
            let shop = try Workshop(Registry(faults: Self.stuck), on: database)
            let id = try await shop.begin()
            try await shop.finish()
            try await body(shop, id)
        }
    }

    @Test(arguments: Engine.all)
    func `shows one that is stuck with its reason`(_ engine: Engine) async throws {
        try await withStuck(engine) { shop, id in
            let found = try await shop.sagas.page(.stuck, in: shop.scope)
            #expect(found.map(\.id) == [id])
            #expect(found.first?.problem?["type"]?.text == "internal")
            let history = try await shop.sagas.history(of: id, in: shop.scope)
            #expect(history.last?.direction == .undo && history.last?.outcome == .failed)
            #expect(history[3].problem?["detail"]?.text == "The quota is used up.")
            #expect(found.first?.document["status"]?.text == "stuck")
            #expect(history.last?.document["outcome"]?.text == "failed")
        }
    }

    @Test(arguments: Engine.all)
    func `goes on once an operator says that the step is undone`(_ engine: Engine) async throws {
        try await withStuck(engine) { shop, id in
            try await shop.sagas.resume(id, by: .undoneByHand, in: shop.scope)
            try await shop.finish()
            #expect(try await shop.sagas.run(id, in: shop.scope).status == .undone)
            let undone = try await shop.effects().filter { $0.direction == .undo }
            #expect(undone == [Place("register-process", .undo)])
        }
    }

    @Test(arguments: Engine.all)
    func `tries again once an operator says so, with its attempts anew`(_ engine: Engine) async throws {
        try await engine.withDatabase(Registry.schema) { database in
            let broken = try Workshop(Registry(faults: Self.stuck), on: database)
            let id = try await broken.begin()
            try await broken.finish()
            let mended = try Workshop(on: database, seed: 2)
            try await mended.sagas.resume(id, in: mended.scope)
            try await mended.finish()
            #expect(try await mended.sagas.run(id, in: mended.scope).status == .undone)
            let undone = try await mended.effects().filter { $0.direction == .undo }
            #expect(undone == [Place("schedule-monitoring", .undo), Place("register-process", .undo)])
            let history = try await mended.sagas.history(of: id, in: mended.scope)
            #expect(
                history.map(\.outcome) == [.done, .done, .done, .failed, .failed, .triedAgain, .done, .done])
        }
    }

    @Test func `gives a saga that lost its job another, and only one`() async throws {
        try await withDatabase(Registry.schema) { database in
            let shop = try Workshop(on: database)
            let id = try await shop.begin()
            _ = try await shop.step()
            try await database.write(in: shop.scope) { session in
                try session.execute(
                    """
                    UPDATE jobs SET stage = 'cancelled', holds_key = FALSE
                    WHERE tenant_id = \(shop.tenant) AND stage = 'ready'
                    """)
            }
            for _ in 0..<3 { try await shop.sagas.resume(id, in: shop.scope) }
            #expect(try await shop.orders().count == 1)
            try await shop.finish()
            #expect(try await shop.sagas.run(id, in: shop.scope).status == .succeeded)
            #expect(try await shop.effects() == Registry.steps.map { Place($0) })
        }
    }

    @Test func `does not resume what has ended or is not there`() async throws {
        try await withDatabase(Registry.schema) { database in
            let shop = try Workshop(on: database)
            let id = try await shop.begin()
            try await shop.finish()
            await #expect(throws: SagaRefused.otherStatus(.succeeded)) {
                try await shop.sagas.resume(id, in: shop.scope)
            }
            let other = Scope(tenant: TenantID("wren"), moment: shop.clock.now, trace: shop.scope.trace)
            await #expect(throws: SagaRefused.notFound) { try await shop.sagas.resume(id, in: other) }
            await #expect(throws: SagaRefused.notFound) { _ = try await shop.sagas.run(id, in: other) }
            let history = try await shop.sagas.history(of: id, in: other)
            #expect(history.isEmpty)
        }
    }

    @Test func `refuses a saga that it does not know, and data beyond the limit`() async throws {
        try await withDatabase(Registry.schema) { database in
            let shop = try Workshop(on: database)
            await #expect(throws: SagaRefused.unknown("no.such")) {
                _ = try await shop.sagas.begin("no.such", input: .null, in: shop.scope)
            }
            let large = JSON.string(String(repeating: "x", count: Saga.dataBytesMax))
            await #expect(throws: SagaRefused.self) {
                _ = try await shop.sagas.begin("cases.follow", input: large, in: shop.scope)
            }
            let orders = try await shop.orders()
            #expect(orders.isEmpty)
        }
    }

    @Test func `undoes when a result is beyond the limit, without its effect`() async throws {
        try await withDatabase(Registry.schema) { database in
            let saga = Saga(
                "cases.follow",
                steps: [
                    SagaStep("large") { _ in
                        .result(.string(String(repeating: "x", count: Saga.dataBytesMax)))
                    }
                ])
            let shop = try Workshop(on: database, sagas: [saga])
            let id = try await shop.begin()
            try await shop.finish()
            let run = try await shop.sagas.run(id, in: shop.scope)
            #expect(run.status == .undone)
            #expect(run.problem?["type"]?.text == "saga-data-too-large")
        }
    }

    @Test func `ends what an older version began by that version's steps`() async throws {
        try await withDatabase(Registry.schema) { database in
            let old = Registry().saga()
            let new = Saga("cases.follow", version: 2, steps: [SagaStep("only") { _ in .result("new") }])
            let before = try Workshop(on: database, sagas: [old])
            let begun = try await before.begin()
            _ = try await before.step()
            let after = try Workshop(on: database, sagas: [old, new], seed: 2)
            let fresh = try await after.begin()
            try await after.finish()
            #expect(try await after.effects() == Registry.steps.map { Place($0) })
            #expect(try await after.sagas.run(begun, in: after.scope).version == 1)
            #expect(try await after.sagas.run(fresh, in: after.scope).data["only"] == "new")
        }
    }

    @Test func `is refused at the start when it is misdeclared`() {
        let step = SagaStep("a") { _ in .done }
        #expect(throws: SagaKinds.Misdeclared.self) { try SagaKinds([Saga("s", steps: [])]) }
        #expect(throws: SagaKinds.Misdeclared.self) { try SagaKinds([Saga("s", steps: [step, step])]) }
        #expect(throws: SagaKinds.Misdeclared.self) {
            try SagaKinds([Saga("s", steps: [SagaStep("input") { _ in .done }])])
        }
        #expect(throws: SagaKinds.Misdeclared.self) {
            try SagaKinds([Saga("s", steps: [step]), Saga("s", steps: [step])])
        }
    }

    @Test func `pages through those of a status, newest first`() async throws {
        try await withDatabase(Registry.schema) { database in
            let shop = try Workshop(on: database)
            var begun: [ID<SagaRun>] = []
            for _ in 0..<5 {
                begun.append(try await shop.begin())
                shop.clock.advance(by: .seconds(1))
            }
            let first = try await shop.sagas.page(.running, limit: 3, in: shop.scope)
            let second = try await shop.sagas.page(.running, after: first.last?.id, limit: 3, in: shop.scope)
            #expect((first + second).map(\.id) == begun.reversed())
        }
    }

    @Test(arguments: Engine.all)
    func `forgets what ended long ago, and nothing else`(_ engine: Engine) async throws {
        try await engine.withDatabase(Registry.schema) { database in
            let shop = try Workshop(on: database)
            let old = try await shop.begin()
            try await shop.finish()
            shop.clock.advance(by: .seconds(86_400))
            let cutoff = shop.clock.now
            let (recent, running) = (try await shop.begin(), try await shop.begin())
            while try await !shop.sagas.run(recent, in: shop.scope).status.isFinal {
                _ = try await shop.step()
            }
            #expect(try await shop.sagas.removeEnded(before: cutoff) == 1)
            #expect(try await shop.sagas.removeEnded(before: cutoff) == 0)
            await #expect(throws: SagaRefused.notFound) { _ = try await shop.sagas.run(old, in: shop.scope) }
            #expect(try await shop.sagas.history(of: old, in: shop.scope).isEmpty)
            _ = try await shop.sagas.run(recent, in: shop.scope)
            _ = try await shop.sagas.run(running, in: shop.scope)
        }
    }

    @Test func `names the tenant in every statement that serves one`() async throws {
        try await withDatabase(Registry.schema) { database in
            let shop = try Workshop(
                Registry(faults: Self.stuck), on: FencedDatabase(database, Registry.schema))
            let id = try await shop.begin()
            try await shop.finish()
            try await shop.sagas.resume(id, by: .undoneByHand, in: shop.scope)
            try await shop.finish()
            _ = try await shop.sagas.page(.undone, in: shop.scope)
            _ = try await shop.sagas.history(of: id, in: shop.scope)
        }
    }
}

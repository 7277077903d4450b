import Core
import Jobs
import LuxTesting
import Persistence
import Testing

@Suite(.timeLimit(.minutes(10))) struct SagaTests {
    /// Every step failing in every way.
    static let failures: [[Place: Fault]] =
        [[:]]
        + Registry.steps.flatMap { step -> [[Place: Fault]] in
            [Fault.refusal, .refusalInEffect, .faults(2), .faultsInEffect(2), .faults(3), .always, .kills].map
            {
                [Place(step): $0]
            }
        }
        + [
            [Place("send-confirmation"): .refusal, Place("schedule-monitoring", .undo): .faults(2)],
            [Place("send-confirmation"): .refusal, Place("schedule-monitoring", .undo): .always],
            [Place("send-confirmation"): .always, Place("register-process", .undo): .refusalInEffect],
            [Place("schedule-monitoring"): .refusal, Place("register-process", .undo): .kills],
        ]

    @Test(arguments: Engine.all)
    func `is done whole or undone in reverse, whichever step fails and how`(_ engine: Engine) async throws {
        try await engine.withDatabase(Registry.schema) { database in
            for (number, faults) in Self.failures.enumerated() {
                for undoesFailed in [false, true] {
                    let registry = Registry(faults: faults, undoesFailed: undoesFailed)
                    let shop = try Workshop(
                        registry, on: database, for: TenantID("t\(number)\(undoesFailed)"))
                    try await check(shop, "\(faults)")
                }
            }
        }
    }

    private func check(_ shop: Workshop, _ what: String) async throws {
        let id = try await shop.begin()
        try await shop.finish()
        try await checkEnd(shop, id, what)
    }

    private func checkEnd(_ shop: Workshop, _ id: ID<SagaRun>, _ what: String) async throws {
        let expected = shop.registry.expected()
        let run = try await shop.sagas.run(id, in: shop.scope)
        #expect(run.status == expected.status, "\(what)")
        #expect(try await shop.effects() == expected.effects, "\(what)")
        let history = try await shop.sagas.history(of: id, in: shop.scope)
        #expect(
            history.filter { $0.outcome == .done }.map { Place($0.step, $0.direction) } == expected.effects,
            "\(what)")
        #expect(history.map(\.turn) == Array(1...history.count), "\(what)")
        #expect((run.endedAt != nil) == run.status.isFinal, "\(what)")
        #expect((run.problem == nil) == (run.status == .succeeded), "\(what)")
        #expect(try await shop.orders().isEmpty, "\(what)")
    }

    /// With a process that dies at every point of the way, before and after each commit.
    @Test(arguments: Engine.all)
    func `comes to the same end wherever a process dies`(_ engine: Engine) async throws {
        try await engine.withDatabase(Registry.schema) { database in
            let failing: [[Place: Fault]] =
                [[:]] + Registry.steps.map { [Place($0): .refusalInEffect] } + [
                    [Place("send-confirmation"): .refusal, Place("schedule-monitoring", .undo): .faults(1)]
                ]
            var runCount = 0
            for (number, faults) in failing.enumerated() {
                let registry = Registry(faults: faults)
                let smooth = try Workshop(registry, on: database, for: TenantID("smooth\(number)"))
                try await check(smooth, "\(faults)")
                for write in 2...smooth.database.writeCount {
                    for moment in [CrashMoment.beforeCommit, .afterCommit] {
                        let point = CrashPoint(write: write, moment: moment)
                        let shop = try Workshop(
                            Registry(faults: faults), on: database,
                            for: TenantID("t\(number).\(write).\(moment)"), crash: point)
                        try await check(shop, "\(faults) with a crash \(point)")
                        runCount += 1
                    }
                }
            }
            #expect(runCount >= 40)
        }
    }

    @Test(arguments: Engine.all)
    func `changes nothing when every job is run twice`(_ engine: Engine) async throws {
        try await engine.withDatabase(Registry.schema) { database in
            for (number, faults) in Self.failures.enumerated() {
                let shop = try Workshop(
                    Registry(faults: faults), on: database, for: TenantID("t\(number)"))
                let id = try await shop.begin()
                var stale: [Workshop.Order] = []
                while let order = try await shop.orders().first {
                    try await shop.attempt(order)
                    // All of earlier turns come again, late.
                    for old in stale where old.id != order.id { try await shop.attempt(old) }
                    stale.append(order)
                }
                try await checkEnd(shop, id, "\(faults)")
            }
        }
    }

    @Test(arguments: Engine.all)
    func `lets one of several attempts at the same time count`(_ engine: Engine) async throws {
        try await engine.withDatabase(Registry.schema) { database in
            let shop = try Workshop(
                Registry(faults: [Place("send-confirmation"): .refusal]), on: database)
            let id = try await shop.begin()
            while let order = try await shop.orders().first {
                try await withThrowingTaskGroup(of: Void.self) { group in
                    for _ in 0..<8 { group.addTask { try await shop.attempt(order) } }
                    try await group.waitForAll()
                }
            }
            try await checkEnd(shop, id, "eight at once")
        }
    }

    @Test(arguments: Engine.all)
    func `begins with the caller's transaction or not at all`(_ engine: Engine) async throws {
        try await engine.withDatabase(Registry.schema) { database in
            let shop = try Workshop(on: database)
            await #expect(throws: Broken.self) {
                try await database.write(in: shop.scope) { session in
                    _ = try shop.sagas.begin("cases.follow", input: .null, in: shop.scope, session: session)
                    throw Broken()
                }
            }
            let orders = try await shop.orders()
            #expect(orders.isEmpty)
            let running = try await shop.sagas.page(.running, in: shop.scope)
            #expect(running.isEmpty)
        }
    }

    @Test func `gives steps the input and the results of those before`() async throws {
        try await withDatabase(Registry.schema) { database in
            let seen = Shared<[JSON?]>([])
            let saga = Saga(
                "cases.follow",
                steps: [
                    SagaStep("first") { turn in .result(["number": turn.input["number"] ?? .null]) },
                    SagaStep("second") { _ in .done },
                    SagaStep("third") { turn in
                        seen.change { $0 = [turn.result(of: "first"), turn.result(of: "second")] }
                        return .done
                    },
                ])
            let shop = try Workshop(on: database, sagas: [saga])
            let id = try await shop.begin()
            try await shop.finish()
            #expect(seen.value == [["number": "0001"], nil])
            let data = try await shop.sagas.run(id, in: shop.scope).data
            #expect(data == ["input": ["number": "0001"], "first": ["number": "0001"]])
        }
    }

    @Test func `gives what goes outside one key for each step and direction`() async throws {
        try await withDatabase(Registry.schema) { database in
            let shop = try Workshop(
                Registry(faults: [
                    Place("register-process"): .faultsInEffect(2), Place("send-confirmation"): .refusal,
                ]), on: database)
            let id = try await shop.begin()
            try await shop.finish()
            let sent = shop.registry.outside.value
            #expect(sent.count(where: { $0 == "saga-\(id)-register-process-work" }) == 3)
            #expect(Set(sent).count == 5)
            #expect(sent.last == "saga-\(id)-register-process-undo")
        }
    }

    @Test func `tries a step again only as often as it says`() async throws {
        try await withDatabase(Registry.schema) { database in
            let shop = try Workshop(
                Registry(faults: [
                    Place("schedule-monitoring"): .always, Place("register-process", .undo): .kills,
                ]), on: database)
            let id = try await shop.begin()
            try await shop.finish()
            #expect(shop.registry.attempts.value[Place("schedule-monitoring")] == 3)
            #expect(shop.registry.attempts.value[Place("register-process", .undo)] == 3)
            let history = try await shop.sagas.history(of: id, in: shop.scope)
            #expect(history.map(\.outcome) == [.done, .done, .failed, .failed])
            #expect(history.map(\.attempts) == [1, 1, 3, 3])
        }
    }
}

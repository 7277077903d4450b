import Core
import Jobs
import LuxTesting
import Persistence
import Testing

/// With the workers that run jobs in earnest.
@Suite(.timeLimit(.minutes(10))) struct WorkerTests {
    @Test(arguments: Engine.all)
    func `is run by several workers beside one another`(_ engine: Engine) async throws {
        try await engine.withDatabase(Registry.schema) { database in
            let shops = try (0..<20).map { number in
                try Workshop(
                    Registry(faults: number % 2 == 0 ? [:] : [Place("send-confirmation"): .refusal]),
                    on: database, for: TenantID("t\(number)"), seed: UInt64(number + 1))
            }
            // One process has one registry; what a tenant's saga meets is decided by the tenant.
            let saga = Saga(
                "cases.follow",
                steps: Registry.steps.map { name in
                    let work: SagaStep.Work = { turn in
                        let number = Int(turn.scope.tenant.text.dropFirst()) ?? 0
                        let step = shops[number].registry.saga().steps.first { $0.name == turn.step }
                        let work = turn.direction == .work ? step?.work : step?.undo
                        return try await work?(turn) ?? .done
                    }
                    return SagaStep(
                        name, undo: Registry.undone.contains(name) ? work : nil, work: work)
                })
            let main = try Workshop(on: database, sagas: [saga], seed: 99)
            var begun: [ID<SagaRun>] = []
            for shop in shops {
                begun.append(try await main.sagas.begin("cases.follow", input: .null, in: shop.scope))
            }
            let workers = ["a", "b"].map { name in
                var settings = JobWorker.Settings(name: name)
                settings.tick = .milliseconds(20)
                return JobWorker(main.jobs, settings: settings)
            }
            try await withThrowingTaskGroup(of: Void.self) { group in
                for worker in workers { group.addTask { await worker.run() } }
                for (shop, id) in zip(shops, begun) {
                    while try await !main.sagas.run(id, in: shop.scope).status.isFinal { await Task.yield() }
                }
                for worker in workers { worker.drain() }
                try await group.waitForAll()
            }
            for (shop, id) in zip(shops, begun) {
                let expected = shop.registry.expected()
                #expect(try await main.sagas.run(id, in: shop.scope).status == expected.status)
                #expect(try await shop.effects() == expected.effects)
            }
        }
    }
}

import Core
import Jobs
import LuxTesting
import Machine
import Persistence
import Postgres
import Resilience
import Testing

/// Jobs are enqueued and run while PostgreSQL is away; on a server of its own, as it stops it.
@Suite(.serialized, .timeLimit(.minutes(15))) struct `PostgreSQL away for a while` {
    private static let started = Result { try PostgresServer() }

    @Test(arguments: OutageKind.allCases)
    func `costs no job, has none run twice, and is not stormed`(_ kind: OutageKind) async throws {
        let (usual, _) = try await run(nil)
        let (bytes, record) = try await run(kind)
        print("PostgreSQL, \(kind): \(record); \(bytes) bytes sent, \(usual) without it")
        // Connections that are made anew say more than ten calls do; only a long outage has calls enough.
        if OutageKind.isLong {
            #expect(bytes <= record.bytesMax(usual, for: OutageKind.drill.callCount))
        }
    }

    private func run(_ kind: OutageKind?) async throws -> (bytes: Int, OutageDrill.Record) {
        let server = try Self.started.get()
        let proxy = try FaultProxy(to: server.port)
        return try await server.withDatabase { place in
            var settings = place.settings
            settings.url = Secret(server.url(place.name, role: "lux", port: proxy.port))
            settings.connectionsMax = 8
            let database = try await PostgresDatabase.open(settings)
            try await Migrator(JobMigrations.all + [.effects]).migrate(database, at: FakeClock().now)
            let outage = kind?.outage(proxy, stop: { server.stop() }, start: { try server.start() })
            let before = proxy.traffic.bytesToTarget
            let record = try await drill(outage, on: database)
            let bytes = proxy.traffic.bytesToTarget - before
            await database.close()
            return (bytes, record)
        }
    }

    private func drill(
        _ outage: OutageDrill.Outage?, on database: any Database
    ) async throws -> OutageDrill.Record {
        let kind = JobKind("effect", retry: .quick(1_000)) { $0.leavesEffect }
        let jobs = Jobs(
            try JobKinds([kind]), database: database, clock: .machine,
            random: { .random(in: .min ... .max) })
        var settings = JobWorker.Settings(name: "drill")
        settings.lease = .seconds(5)
        let log = JobLog()
        let worker = JobWorker(jobs, settings: settings, report: log.report)
        let (drill, changes) = (OutageKind.drill, log.changes)
        async let run: Void = worker.run()
        let record = try await drill.run(outage) { number in
            var job = NewJob("effect", payload: .string("n\(number)"), uniqueKey: "n\(number)")
            job.uniqueFor = .seconds(3_600)
            var random = SystemRandomNumberGenerator()
            let scope = Scope(
                tenant: lark, moment: Clock.machine.now(), trace: .start(sampled: false, random: &random))
            try await jobs.enqueue(job, in: scope)
        }
        for await _ in changes {
            let ended: Int = try await database.read(.everyTenant) { session in
                try session.firstRow("SELECT COUNT(*) FROM jobs WHERE stage = 'succeeded'")?[0] ?? 0
            }
            if ended == drill.callCount { break }
        }
        worker.drain()
        await run
        let effects = try await database.read(.everyTenant) { session in
            try session.rows("SELECT name FROM test_effects WHERE tenant_id >= '' ORDER BY name").map {
                try $0[0] as String
            }
        }
        #expect(effects == (0..<drill.callCount).map { "n\($0)" }.sorted())
        return record
    }
}

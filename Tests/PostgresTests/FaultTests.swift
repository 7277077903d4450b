import Core
import Foundation
import LuxTesting
import Persistence
import Postgres
import Synchronization
import Testing

/// What a client was told is stored.
private final class Ledger: Sendable {
    /// Opens at so many numbers.
    let isLong = Gate()
    private let point: Int
    private let said = Mutex<Set<Int>>([])

    init(point: Int) {
        self.point = point
    }

    func note(_ number: Int) {
        let count = said.withLock { said in
            said.insert(number)
            return said.count
        }
        if count >= point { isLong.open() }
    }

    var numbers: Set<Int> { said.withLock { $0 } }
}

/// On a server of their own, one after the other, as each test harms it.
@Suite(.serialized) struct `A PostgreSQL server in trouble` {
    private static let started = Result { try PostgresServer() }
    private let server: PostgresServer

    init() throws {
        server = try Self.started.get()
    }

    private func withDatabase(
        by port: Int? = nil, _ body: @escaping (PostgresDatabase, Outages) async throws -> Void
    ) async throws {
        try await server.withDatabase { place in
            try await place.withDatabase { settings in
                settings.url = Secret(server.url(place.name, role: "lux", port: port))
            } _: { database, outages in
                try await body(database, outages)
            }
        }
    }

    @Test func `that was restarted is found again, and what it had is there`() async throws {
        try await withDatabase { database, outages in
            for number in 1...8 { try await insert(number, into: database) }
            server.stop()
            let outage = await outages.next()
            #expect(outage?.kind == .unreachable)
            let failure = await #expect(throws: StorageFailure.self) { try await insert(9, into: database) }
            #expect(failure?.kind == .unreachable)
            let ill = await database.status()
            #expect(ill.latency == nil && !ill.isWritable && ill.failure?.kind == .unreachable)
            #expect(database.poolStatus.outage != nil)
            try server.start()
            #expect(await outages.next() == nil)
            try await insert(10, into: database)
            let numbers = try await found(in: database)
            #expect(numbers == Array(1...8) + [10])
            #expect(await database.status().isWritable)
        }
    }

    @Test(arguments: 0..<4)
    func `that was killed loses nothing that it acknowledged`(seed: UInt64) async throws {
        var random = SplitMix64(seed: seed)
        let point = Int.random(in: 1...200, using: &random)
        try await withDatabase { database, outages in
            let ledger = Ledger(point: point)
            async let ended: Void = withTaskGroup { group in
                for task in 0..<4 {
                    group.addTask {
                        var number = task
                        while (try? await insert(number, into: database)) != nil {
                            ledger.note(number)
                            number += 4
                        }
                    }
                }
            }
            await ledger.isLong.opened()
            server.kill()
            await ended
            let said = ledger.numbers
            if await outages.next() == nil { Issue.record("no outage was told") }
            try server.start()
            #expect(await outages.next() == nil)
            let numbers = Set(try await found(in: database))
            #expect(said.count >= point && said.subtracting(numbers).isEmpty, "seed \(seed)")
            try await insert(1_000_000, into: database)
        }
    }

    @Test func `that stands still is noticed, costs callers little, and goes on`() async throws {
        try await withDatabase { database, outages in
            try await insert(1, into: database)
            server.pause()
            let hanging = Task { try await insert(2, into: database) }
            let outage = await outages.next()
            #expect(outage?.kind == .unreachable)
            // What was under way is let go, and what comes is refused at the door.
            await #expect(throws: StorageFailure.self) { try await hanging.value }
            for number in 3..<200 {
                await #expect(throws: StorageFailure.self) { try await insert(number, into: database) }
            }
            server.goOn()
            #expect(await outages.next() == nil)
            try await insert(1_000, into: database)
            let numbers = Set(try await found(in: database))
            #expect(numbers.isSubset(of: [1, 2, 1_000]) && numbers.isSuperset(of: [1, 1_000]))
        }
    }

    @Test func `that has few connections left serves by those it gave`() async throws {
        try await server.withDatabase { place in
            try await place.withDatabase { database, _ in
                // That of the watch, and two.
                try server.run("ALTER DATABASE \(place.name) CONNECTION LIMIT 3")
                let gate = Gate()
                let hasBegun = [Gate(), Gate()]
                try await withThrowingTaskGroup { group in
                    for begun in hasBegun {
                        group.addTask {
                            let hold = { @Sendable (session: any Session) in
                                _ = try session.rows("SELECT 1")
                                begun.open()
                                gate.wait()
                            }
                            // Until those of the migration, or of a vacuum, are gone.
                            while (try? await database.write(.everyTenant, hold)) == nil {}
                        }
                        await begun.opened()
                    }
                    // More than there are connections, and than the pool has threads.
                    for number in 0..<40 {
                        group.addTask { try await insert(number, into: database) }
                    }
                    while database.poolStatus.waiting < 40 { sched_yield() }
                    #expect(database.poolStatus.outage == nil && database.poolStatus.connected == 2)
                    gate.open()
                    try await group.waitForAll()
                }
                let numbers = try await found(in: database)
                #expect(numbers == Array(0..<40))
                try server.run("ALTER DATABASE \(place.name) CONNECTION LIMIT -1")
            }
        }
    }

    @Test(arguments: 0..<6)
    func `whose connection is cut while it commits leaves no doubt unsaid`(seed: UInt64) async throws {
        var random = SplitMix64(seed: seed)
        let bytes = (0..<8).map { _ in Int.random(in: 1...4_000, using: &random) }
        let proxy = try FaultProxy(to: server.port)
        try await withDatabase(by: proxy.port) { database, _ in
            var (acknowledged, denied, number) = (Set<Int>(), Set<Int>(), 0)
            for allowance in bytes {
                proxy.behave(.cut(afterBytes: allowance))
                let cuts = proxy.traffic.cuts
                while proxy.traffic.cuts == cuts {
                    number += 1
                    do {
                        try await insert(number, into: database)
                        acknowledged.insert(number)
                    } catch let failure as StorageFailure {
                        if failure.kind != .outcomeUnknown { denied.insert(number) }
                    }
                }
            }
            // The last cut may have come at the very end of a commit.
            while (try? await found(in: database)) == nil {}
            let numbers = Set(try await found(in: database))
            #expect(acknowledged.subtracting(numbers).isEmpty, "seed \(seed)")
            // Where it was said that nothing was kept, nothing was.
            #expect(denied.isDisjoint(with: numbers), "seed \(seed)")
        }
    }

    @Test func `behind a partition is away until it is over`() async throws {
        let proxy = try FaultProxy(to: server.port)
        try await withDatabase(by: proxy.port) { database, outages in
            try await insert(1, into: database)
            var heard = database.bells.rings(of: Bell("work")).makeAsyncIterator()
            proxy.behave(.blackhole)
            let outage = await outages.next()
            #expect(outage?.kind == .unreachable)
            let before = proxy.traffic.connections
            for number in 2..<200 {
                await #expect(throws: StorageFailure.self) { try await insert(number, into: database) }
            }
            // Only the watch knocks.
            #expect(proxy.traffic.connections - before <= 2)
            proxy.behave(.pass)
            #expect(await outages.next() == nil)
            // Others may have rung meanwhile.
            await heard.next()
            try await insert(1_000, into: database)
            let numbers = try await found(in: database)
            #expect(numbers == [1, 1_000])
        }
    }

    @Test func `that is slow is not taken for one that is away`() async throws {
        let proxy = try FaultProxy(to: server.port)
        try await withDatabase(by: proxy.port) { database, _ in
            try await insert(1, into: database)
            proxy.behave(.latency(.milliseconds(250)))
            for number in 2..<6 { try await insert(number, into: database) }
            #expect(database.poolStatus.outage == nil)
            proxy.behave(.pass)
        }
    }

    @Test func `is believed only with the certificate that was asked for`() async throws {
        let files = server.folder + "/tls"
        for name in ["own", "other"] {
            try CommandRun.output(
                ["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes"]
                    + ["-days", "2", "-subj", "/CN=127.0.0.1", "-addext", "subjectAltName=IP:127.0.0.1"]
                    + ["-keyout", "\(files).\(name).key", "-out", "\(files).\(name).crt"])
        }
        try CommandRun.output(["chown", "postgres", "\(files).own.key"])
        server.stop()
        try server.start(
            ["ssl=on", "ssl_cert_file=\(files).own.crt", "ssl_key_file=\(files).own.key"].flatMap {
                ["-c", $0]
            })
        let plain = server.url("postgres", role: "lux").split(separator: "?")[0]
        for (name, isBelieved) in [("own", true), ("other", false)] {
            let settings = PostgresDatabase.Settings(
                url: Secret("\(plain)?sslmode=verify-full&sslrootcert=\(files).\(name).crt"))
            do {
                let database = try await PostgresDatabase.open(settings)
                let isEncrypted = try await database.read(.everyTenant) { session in
                    try session.firstRow("SELECT ssl FROM pg_stat_ssl WHERE pid = pg_backend_pid()")?[0]
                        ?? false
                }
                await database.close()
                #expect(isBelieved && isEncrypted)
            } catch {
                #expect(!isBelieved, "\(error)")
            }
        }
        try server.restart()
    }

    @Test(.enabled(if: SmallDisk.isPermitted, "mounting is not permitted here"))
    func `whose disk is full refuses writes and keeps what it acknowledged`() async throws {
        try await SmallDisk.with(kibibytes: 24 * 1024) { disk in
            try FileManager.default.createDirectory(
                atPath: disk.path + "/space", withIntermediateDirectories: false)
            try CommandRun.output(["chmod", "-R", "a+rwX", disk.path])
            try CommandRun.output(["chmod", "a+x", disk.path + "/.."])
            try CommandRun.output(["chown", "postgres", disk.path + "/space"])
            try server.run("CREATE TABLESPACE small LOCATION '\(disk.path)/space'")
            try server.run("CREATE DATABASE brim OWNER lux_owner TABLESPACE small TEMPLATE template0")
            let place = server.place("brim")
            let schema = [
                Migration("t.001", "CREATE TABLE pages (number BIGINT NOT NULL, text TEXT NOT NULL)")
            ]
            try await place.withDatabase(schema) { database, _ in
                disk.fill()
                var acknowledged = 0
                var failure: StorageFailure?
                while failure == nil {
                    do {
                        try await insertPage(acknowledged, into: database)
                        acknowledged += 1
                    } catch let error as StorageFailure {
                        failure = error
                    }
                }
                #expect(failure?.kind == .full)
                #expect(try await count(in: database) == acknowledged)
                let ill = await database.status()
                #expect(ill.latency != nil && !ill.isWritable && ill.failure?.kind == .full)
                disk.makeRoom()
                #expect(await database.status().isWritable)
                try await insertPage(acknowledged, into: database)
                #expect(try await count(in: database) == acknowledged + 1)
            }
            try server.run("DROP DATABASE brim WITH (FORCE)")
            try server.run("DROP TABLESPACE small")
        }
    }

    private func count(in database: any Database) async throws -> Int {
        try await database.read(.everyTenant) { try $0.firstRow("SELECT count(*) FROM pages")?[0] ?? 0 }
    }
}

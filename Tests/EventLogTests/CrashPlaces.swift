import Bus
import Core
import EventLog
import LuxTesting
import Machine
import Persistence
import Postgres
import RabbitMQ
import Redis
import SQLite

extension CrashPlace {
    static let all = places(
        with: LogMigrations.all + [
            Migration(
                "test.001-crash-commands",
                """
                CREATE TABLE crash_commands (
                    tenant_id TEXT NOT NULL, number BIGINT NOT NULL, PRIMARY KEY (tenant_id, number)
                )
                """)
        ])
}

/// A broker that outlives the processes that publish to it: Redis, and for each fourth seed RabbitMQ.
struct CrashBus: Sendable {
    let url: String
    let prefix: String
    private let bus: any Bus

    private static let redis = Result { try RedisServer() }

    static func with(_ seed: UInt64, _ body: (CrashBus) async throws -> Void) async throws {
        let bus = seed % 4 == 3 ? try await onRabbitMQ() : try onRedis()
        do {
            try await body(bus)
        } catch {
            await bus.bus.close()
            throw error
        }
        await bus.bus.close()
    }

    private static func onRedis() throws -> CrashBus {
        let url = try redis.get().url
        var options = RedisBus.Options()
        options.prefix = "lux\(UInt64.random(in: 0 ... .max))"
        let bus = try RedisBus(
            RedisAddress(url), options, clock: .machine, random: { .random(in: 0 ... .max) })
        return CrashBus(url: url, prefix: options.prefix, bus: bus)
    }

    private static func onRabbitMQ() async throws -> CrashBus {
        let url = try await RabbitServer.shared().address()
        guard let address = RabbitMQAddress(url) else { throw Broken() }
        var options = RabbitMQOptions(address)
        options.namespace = "lux\(UInt64.random(in: 0 ... .max))"
        let bus = try RabbitMQBus(options, clock: .machine, random: { .random(in: 0 ... .max) })
        return CrashBus(url: url, prefix: options.namespace, bus: bus)
    }

    func declare(_ group: Subscription) async throws {
        while true {
            do {
                return try await bus.declare(group)
            } catch let failure as BusFailure where failure.kind == .unreachable {
                // It connects by and by.
                await Task.yield()
            }
        }
    }

    func subscribe(_ receiver: Receiver) async throws {
        try await bus.subscribe(receiver.group) { try await receiver.take($0) }
    }
}

/// Another system: acts on each message once, in a database of its own, and sometimes dies before it has
/// acknowledged.
final class Receiver: Sendable {
    let ledger = DeliveryLedger()
    let group: Subscription
    private let database: any Database
    private let numbers: SeededNumbers

    init(_ seed: UInt64, in folder: String) async throws {
        group = try Subscription(group: "receiver", topics: ["#"], deliveriesMax: 1_000, wait: .zero)
        numbers = SeededNumbers(seed: seed ^ 0xbeef)
        database = try SQLiteDatabase(file: folder + "/receiver.sqlite")
        let effects = Migration(
            "test.001-effects",
            "CREATE TABLE effects (tenant_id TEXT NOT NULL, message_id TEXT NOT NULL)")
        try await Migrator(SeenMessages.migrations + [effects]).migrate(database, at: FakeClock().now)
    }

    func take(_ delivery: Delivery) async throws {
        let message = delivery.message
        try await database.write(.tenant(message.tenant)) { [group] session in
            let moment = Clock.machine.now()
            guard try SeenMessages.isFirst(message, in: group.group, at: moment, session) else { return }
            try session.execute(
                """
                INSERT INTO effects (tenant_id, message_id) VALUES (\(message.tenant), \(message.id))
                """)
        }
        ledger.enter(delivery)
        if numbers.once(in: 10) { throw Broken() }
    }

    func close() async { await database.close() }

    /// The messages that had their effect, as often as they had it.
    func effects() async throws -> [String] {
        try await database.read(.everyTenant) { session in
            try session.rows(
                "SELECT message_id FROM effects WHERE tenant_id >= '' ORDER BY message_id"
            ).map { try $0[0] }
        }
    }
}

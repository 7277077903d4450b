import Bus
import CLI
import Cache
import Core
import Logging
import Module
import RabbitMQ
import Redis
import Resilience
import Settings
import Telemetry

/// The servers beside the database, as far as settings name them: Redis for what processes share, a broker for what
/// other systems are told and ask. Nothing that they hold is needed for an answer to be right.
struct Servers {
    let redis: RedisClient?
    let bus: (any Bus)?
    let cache: (any SharedCache)?
    /// What limits callers, shared where there is Redis.
    let limiting: RateLimiting

    init(_ settings: Settings, _ logger: Logger) throws {
        redis = try settings[ServerSettings.redis].map { try Self.redis($0, logger) }
        bus = try settings[ServerSettings.bus].map { try Self.bus($0, logger) }
        cache = try redis.map { try RedisCache($0) }
        limiting = RateLimiting(
            local: RateLimiter(clock: System.clock), shared: redis.map { RedisRateLimits($0) })
    }

    func close() async {
        await bus?.close()
        await redis?.close()
    }

    // MARK: Opening

    private static func redis(_ url: SettingURL, _ logger: Logger) throws -> RedisClient {
        try RedisClient(address(url), clock: System.clock, random: System.random) { change in
            switch change {
            case .connected: logger.info("redis connected", metadata: ["address": "\(url)"])
            case .lost(let reason): logger.warning("redis lost", metadata: ["reason": "\(reason)"])
            }
        }
    }

    private static func bus(_ url: SettingURL, _ logger: Logger) throws -> any Bus {
        let report: BusReporter = { tell($0, logger) }
        guard url.scheme != "redis" else {
            return try RedisBus(address(url), clock: System.clock, random: System.random, report: report)
        }
        guard let address = RabbitMQAddress(url.exposed) else {
            throw CommandFailure(.usage, "bus.url: \(url) is no address of RabbitMQ")
        }
        return try RabbitMQBus(
            RabbitMQOptions(address), clock: System.clock, random: System.random, report: report)
    }

    private static func address(_ url: SettingURL) throws -> RedisAddress {
        do {
            return try RedisAddress(url.exposed)
        } catch {
            throw CommandFailure(.usage, "\(url) is no address of Redis: its \(error) is not understood")
        }
    }

    private static func tell(_ incident: BusIncident, _ logger: Logger) {
        switch incident {
        case .connected(let place): logger.info("bus connected", metadata: ["place": "\(place)"])
        case .lost(let place, let cause):
            logger.warning("bus lost", metadata: ["place": "\(place)", "reason": "\(cause)"])
        case .unwanted(let id, let topic):
            logger.debug("nobody wants this message", metadata: ["id": "\(id)", "topic": "\(topic)"])
        case .handlerFailed(let group, let id, let delivery, let error):
            logger.warning(
                "message not handled",
                metadata: [
                    "group": "\(group)", "id": "\(id)", "delivery": "\(delivery)", "reason": "\(error)",
                ])
        case .unreadable(let group, let cause):
            logger.warning("no message", metadata: ["group": "\(group)", "reason": "\(cause)"])
        }
    }
}

// MARK: As a module

extension Servers {
    /// Nothing where there is no such server.
    func module(_ metrics: MetricsRegistry) throws -> Module {
        let samples = try samples()
        for (description, read) in samples { try metrics.sample(description) { [([], read())] } }
        return Module(
            "servers", "The servers beside the database", metrics: samples.map(\.0), checks: checks)
    }

    private func samples() throws -> [(MetricDescription, @Sendable () -> Double)] {
        guard let redis else { return [] }
        return try [
            (
                .gauge("redis_connected", "Whether Redis is connected: 1, or 0 while it is away."),
                { redis.status.isConnected ? 1 : 0 }
            ),
            (
                .gauge("redis_failed_commands", "Commands to Redis that failed since the start."),
                { Double(redis.status.failures) }
            ),
            (
                .gauge("rate_limit_fallbacks", "Times this process limited alone as Redis was away."),
                { [limiting] in Double(limiting.fallbacks) }
            ),
        ]
    }

    private var checks: [Check] {
        var checks: [Check] = []
        if let redis {
            checks.append(
                Check("redis", impact: .degrades) {
                    let status = redis.status
                    guard !status.isConnected else { return .ok }
                    return .down(
                        status.lastFailure ?? "not connected yet",
                        remedy:
                            "Each process limits and caches by itself meanwhile. Start Redis, or see cache.redis; Lux connects by itself."
                    )
                })
        }
        if let bus {
            checks.append(
                Check("bus", impact: .degrades) {
                    let status = await bus.status()
                    guard !status.isConnected || status.failure != nil else { return .ok }
                    return .down(
                        status.failure ?? "not connected yet",
                        remedy:
                            "Events wait in the log and are told when the broker is back. Start it, or see bus.url."
                    )
                })
        }
        return checks
    }
}

enum ServerSettings {
    static let redis = SettingKey(
        "cache.redis", .url("redis"),
        "Redis by which processes share answers and limits, such as redis://:password@host:6379/0."
    ).alias("REDIS_URI", "REDIS_URL")
    static let bus = SettingKey(
        "bus.url", .url("amqp", "amqps", "redis"),
        "Broker by which other systems hear of events and send commands: RabbitMQ, or Redis as streams.")
    static let busSource = SettingKey(
        "bus.source", .text, default: "/lux",
        "What names this installation in the envelopes of its events: a URI reference.")

    static let all = [redis.setting, bus.setting, busSource.setting]
}

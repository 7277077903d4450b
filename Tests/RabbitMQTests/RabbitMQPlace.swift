import Bus
import Core
import LuxTesting
import RabbitMQ
import Resilience
import Synchronization
import Testing

extension BusSubject {
    static let rabbitMQ = BusSubject(name: "RabbitMQ", noticesUnwanted: true) { body in
        try await withNamespace(on: try await RabbitServer.shared()) { place in
            try await body { try place.open(report: $0) }
            // On a broker that is well, a lost connection is a mistake of ours.
            #expect(await place.connectionsLost == 0)
        }
    }
}

/// A namespace of its own on a broker, and the buses opened in it.
final class RabbitMQPlace: Sendable {
    let server: RabbitServer
    let namespace = "lux\(UInt64.random(in: 0 ... .max))"
    private let buses = Mutex<[RabbitMQBus]>([])

    init(_ server: RabbitServer) {
        self.server = server
    }

    func open(
        port: Int? = nil, user: String = "lux",
        adjusting adjust: (inout RabbitMQOptions) -> Void = RabbitMQPlace.wait,
        report: @escaping BusReporter = { _ in }
    ) throws -> RabbitMQBus {
        guard let address = RabbitMQAddress(server.address(user: user, port: port)) else { throw Broken() }
        var options = RabbitMQOptions(address)
        options.namespace = namespace
        adjust(&options)
        let bus = try RabbitMQBus(
            options, clock: .real, random: { .random(in: 0 ... .max) }, report: report)
        buses.withLock { $0.append(bus) }
        return bus
    }

    /// A machine that is busy with other tests shall not look like a broker that is away.
    static func wait(_ options: inout RabbitMQOptions) {
        (options.answerTimeout, options.connectTimeout) = (.seconds(60), .seconds(60))
        options.heartbeat = .seconds(60)
    }

    var connectionsLost: Int {
        get async {
            var count = 0
            for bus in buses.withLock({ $0 }) { count += await bus.status().counts.connectionsLost }
            return count
        }
    }

    func close() async {
        for bus in buses.withLock({ $0 }) { await bus.close() }
    }
}

func withNamespace(
    on server: RabbitServer, _ body: @Sendable (RabbitMQPlace) async throws -> Void
) async throws {
    let place = RabbitMQPlace(server)
    do {
        try await body(place)
    } catch {
        await place.close()
        throw error
    }
    await place.close()
}

extension Clock {
    /// What a broker's time-outs are measured by.
    static let real = {
        let start = ContinuousClock.now
        return Clock(
            now: { Instant(milliseconds: 1_767_225_600_000) },
            ticks: {
                let passed = start.duration(to: .now).components
                return Ticks(
                    nanoseconds: UInt64(passed.seconds) * 1_000_000_000
                        + UInt64(passed.attoseconds / 1_000_000_000))
            })
    }()
}

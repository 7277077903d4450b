import Bus
import Core
import LuxTesting
import RabbitMQ
import Testing

/// Messages while RabbitMQ is away; on a broker of its own where it stops it.
@Suite(.serialized, .timeLimit(.minutes(15))) struct `RabbitMQ away for a while` {
    private static let starting = Task {
        OutageKind.isLong ? try await RabbitServer() : try await RabbitServer.shared()
    }

    @Test(
        // A restart takes the broker so long that the short suite leaves it to the other tests that do it.
        arguments: OutageKind.isLong ? OutageKind.allCases : [.partition, .slow])
    func `costs no message and is not stormed`(_ kind: OutageKind) async throws {
        let (usual, _) = try await run(nil)
        let (bytes, record) = try await run(kind)
        print("RabbitMQ, \(kind): \(record); \(bytes) bytes sent, \(usual) without it")
        // Connections that are made anew say more than ten calls do; only a long outage has calls enough.
        if OutageKind.isLong {
            #expect(bytes <= record.bytesMax(usual, for: OutageKind.drill.callCount))
        }
    }

    private func run(_ kind: OutageKind?) async throws -> (bytes: Int, OutageDrill.Record) {
        let server = try await Self.starting.value
        let outcome = Shared<(bytes: Int, OutageDrill.Record)?>(nil)
        try await withNamespace(on: server) { place in
            let proxy = try FaultProxy(to: server.port)
            // As the product makes them.
            let publisher = try place.open(port: proxy.port) { _ in }
            let consumer = try place.open(port: proxy.port) { _ in }
            let drill = BusDrill(OutageKind.drill)
            try await publisher.publish([])
            let outage = kind?.outage(
                proxy, stop: { try await server.stop() }, start: { try await server.start() })
            let record = try await drill.run(outage, from: publisher, to: consumer)
            #expect(drill.isWhole)
            outcome.change { $0 = (proxy.traffic.bytesToTarget, record) }
        }
        return try #require(outcome.value)
    }
}

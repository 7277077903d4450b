import Bus
import Core
import Foundation
import LuxTesting
import RabbitMQ
import Testing

@Suite(.timeLimit(.minutes(10))) struct `A publisher that is killed` {
    private static let batches = 40
    private static let batchSize = 25

    /// The ledger is what the process had been told was taken, written down before it went on. The seed decides after
    /// how many bytes of its traffic it is killed.
    @Test(arguments: 0..<6 as Range<UInt64>)
    func `loses nothing that was confirmed to it`(_ seed: UInt64) async throws {
        let server = try await RabbitServer.shared()
        try await withNamespace(on: server) { place in
            let folder = try TemporaryFolder()
            let file = try folder.write("", to: "confirmed")
            let consumer = try place.open()
            let (ledger, group) = (DeliveryLedger(), try Subscription(group: "all", topics: ["#"]))
            try await consumer.declare(group)
            let (port, namespace) = (server.port, place.namespace)
            await #expect(processExitsWith: .signal(SIGKILL)) {
                [
                    port = port as Int, namespace = namespace as String, file = file as String,
                    seed = seed as UInt64
                ] in
                try await Self.publishUntilKilled(port, namespace, writingTo: file, seed: seed)
            }
            let confirmed = try String(contentsOfFile: file, encoding: .utf8).split(separator: "\n")
                .map(String.init)
            let last = try BusConformance.message("last")
            try await consumer.publish([last])
            let serving = Task { try await consumer.subscribe(group) { ledger.enter($0) } }
            await ledger.holds(all: confirmed + ["last"])
            serving.cancel()
            try await serving.value
            #expect(Set(ledger.ids).isSuperset(of: confirmed), "seed \(seed)")
            #expect(confirmed.count < Self.batches * Self.batchSize, "it was killed before its end")
            #expect(Set(ledger.ids).count == ledger.ids.count, "nothing was published twice")
        }
    }

    private static func publishUntilKilled(
        _ port: Int, _ namespace: String, writingTo file: String, seed: UInt64
    ) async throws {
        var random = SplitMix64(seed: seed)
        let proxy = try FaultProxy(to: port)
        let server = "amqp://lux:feather@127.0.0.1:\(proxy.port)"
        guard let address = RabbitMQAddress(server), let out = FileHandle(forWritingAtPath: file) else {
            throw Broken()
        }
        var options = RabbitMQOptions(address)
        options.namespace = namespace
        RabbitMQPlace.wait(&options)
        let bus = try RabbitMQBus(options, clock: .real, random: { 0 })
        try await bus.publish([])
        let lifeBytes = Int.random(in: 2_000...300_000, using: &random)
        Thread.detachNewThread {
            while proxy.traffic.bytesToTarget < lifeBytes { sched_yield() }
            kill(getpid(), SIGKILL)
        }
        for batch in 0..<batches {
            let messages = try (0..<batchSize).map {
                try BusConformance.message("\(batch)-\($0)", body: [UInt8](repeating: 65, count: 300))
            }
            try await bus.publish(messages)
            out.write(Data(messages.map { "\($0.id)\n" }.joined().utf8))
        }
    }
}

import ArgumentParser
import Core
import HTTP
import Logging
import Machine
import Module
import Redis
import Resilience
import ServiceLifecycle
import Telemetry
import UnixSignals

/// Serves one cheap route whose limit is kept on Redis, through the product's own HTTP surface.
struct LimitedCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "limited", abstract: "Serves POST /limited until SIGTERM.",
        discussion: "Asks Redis for each request, with a limit that is never reached. Logs each, to nowhere.")

    @Option(help: ArgumentHelp("The Redis that counts.", valueName: "url"))
    var redis: String

    @Option(help: "Where to listen, on 127.0.0.1.")
    var port: Int

    func run() async throws {
        var options = Signals.Options()
        options.destination = .file(path: "/dev/null", rotation: LogRotation())
        let signals = try Signals(
            options, clock: .machine, seed: .random(in: .min ... .max), collector: nil)
        let client = try RedisClient(
            RedisAddress(redis), clock: .machine, random: { .random(in: .min ... .max) })
        let limiting = RateLimiting(
            local: RateLimiter(clock: .machine), shared: RedisRateLimits(client))
        let connections = ConnectionCount(limit: 1024)
        let server = try HTTPServer(
            Assembly([Module("limited", "One route", routes: [Self.ready, Self.limited])]),
            address: .init(host: "127.0.0.1", port: port), readiness: Readiness(), clock: .machine,
            logger: signals.logs.logger(), hosts: HostNames(others: [], isLoopback: true),
            metrics: signals.metrics, tracer: signals.tracer, connections: connections,
            limit: CallerLimit(RateLimit(1_000_000_000, per: .seconds(1)), by: limiting)
        ) { _ in }
        let group = ServiceGroup(
            services: [server], gracefulShutdownSignals: [.sigterm, .sigint],
            logger: Logger(label: "lux-bench", factory: { _ in SwiftLogNoOpLogHandler() }))
        try await group.run()
        await client.close()
    }

    private static let ready = Route(
        .get, "/ready", operation: "ready", "Whether it serves", permission: .none,
        answers: [.init(200, "Ready", .map(of: .anything))]
    ) { _, _ in .json(["status": "ok"]) }

    private static let limited = Route(
        .post, "/limited", operation: "limited", "How long a text is", permission: .none,
        body: .init(
            .object([
                .init("text", .text, required: true, "A text"), .init("language", .text, "Its language"),
            ]), bytesMax: 1 << 20, example: ["text": "Python é uma linguagem"]),
        answers: [.init(200, "Its length", .map(of: .anything))], refusals: [.tooManyRequests]
    ) { request, _ in .json(["length": .integer(request.body["text"]?.text?.utf8.count ?? 0)]) }
}

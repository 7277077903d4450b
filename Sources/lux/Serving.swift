import CLI
import Core
import HTTP
import Logging
import Module
import Persistence
import Resilience
import ServiceLifecycle
import Settings
import Telemetry
import UnixSignals

/// One run of the server, from settings to the last log line.
struct Serving {
    private let chosen: [Product.Entry]
    private let settings: Settings

    init(_ options: StartOptions) throws {
        let start = try Start(options)
        (chosen, settings) = (start.chosen, try start.settings())
        try Self.refuseOpenAddress(settings)
    }

    func run() async throws {
        for warning in settings.warnings { Terminal.say("lux: warning: \(warning.message)") }
        let outgoing = try Outgoing(settings)
        let signals = try ProcessSignals.make(settings, outgoing: outgoing)
        signals.installGlobally()
        let logger = signals.logs.logger()
        let servers = try Servers(settings, logger)
        let store: ServingStore
        do {
            store = try await ServingStore.open(settings, chosen, logger)
        } catch {
            await close(nil, servers, outgoing, signals)
            throw error
        }
        Storage.warnOfSharing(store.database)
        do {
            try await serve(store, servers, outgoing, signals, logger)
        } catch {
            await close(store, servers, outgoing, signals)
            throw error
        }
        logger.notice("stopped")
        await close(store, servers, outgoing, signals)
    }

    private func serve(
        _ store: ServingStore, _ servers: Servers, _ outgoing: Outgoing, _ signals: Signals,
        _ logger: Logger
    ) async throws {
        let connections = ConnectionCount(limit: settings[HTTPSettings.connectionsMax])
        let readiness = Readiness()
        let alarm = Alarm(clock: System.clock)
        let parts = try Parts(
            chosen, settings,
            PartNeeds(
                database: store.database, servers: servers, outgoing: outgoing,
                metrics: signals.metrics, alarm: alarm, logger: logger,
                isStopping: { readiness.state == .stopping }))
        try parts.backup?.prepare()
        let assembly = try assemble(parts, store, signals, readiness, connections)
        let server = try HTTPServer(
            assembly, address: .init(host: settings[HTTPSettings.host], port: settings[HTTPSettings.port]),
            readiness: readiness, clock: System.clock, logger: logger,
            hosts: HostNames(
                others: settings[HTTPSettings.hostNames],
                isLoopback: HostNames.isLoopback(settings[HTTPSettings.host])), metrics: signals.metrics,
            tracer: signals.tracer, connections: connections,
            limit: RateLimit(settings[HTTPSettings.rateLimit]).map { CallerLimit($0, by: servers.limiting) }
        ) { [settings] port in
            announce(port, settings, logger)
        }
        // Stopped in the reverse order: what requests in flight need goes last.
        var services: [ServiceGroupConfiguration.ServiceConfiguration] = [
            .init(service: AlarmRinging(alarm: alarm), failureTerminationBehavior: .ignore),
            .init(service: SpanSending(exporter: signals.exporter), failureTerminationBehavior: .ignore),
        ]
        if let standingIn = store.service(logger) {
            services.append(.init(service: Lasting(service: standingIn)))
        }
        services += try BackgroundWork(parts, settings, signals, logger).services
        services.append(.init(service: server, successTerminationBehavior: .gracefullyShutdownGroup))
        try await run(services, readiness, logger)
    }

    private func run(
        _ services: [ServiceGroupConfiguration.ServiceConfiguration], _ readiness: Readiness, _ logger: Logger
    ) async throws {
        var configuration = ServiceGroupConfiguration(
            services: services, gracefulShutdownSignals: [.sigterm, .sigint],
            logger: Logger(label: "lifecycle", factory: { _ in SwiftLogNoOpLogHandler() }))
        configuration.maximumGracefulShutdownDuration = settings[HTTPSettings.stopWithin]
        let group = ServiceGroup(configuration: configuration)
        try await withThrowingTaskGroup(of: Void.self) { tasks in
            tasks.addTask { await StopWatcher(readiness: readiness, logger: logger).run() }
            try await group.run()
            tasks.cancelAll()
        }
    }

    /// What this process answers: everything, or, where callers are another process's business, what machines
    /// ask about it.
    private func assemble(
        _ parts: Parts, _ store: ServingStore, _ signals: Signals, _ readiness: Readiness,
        _ connections: ConnectionCount
    ) throws -> Assembly {
        let storage = store.check
        let checks = [storage] + parts.modules.flatMap(\.checks)
        // The system's routes describe the assembly that they are part of.
        let whole = Late<Assembly>()
        let system = try SystemModule.module(
            .init(
                readiness: readiness, health: HealthReporter(checks: checks, clock: System.clock),
                metrics: signals.metrics, connections: connections,
                assembly: { whole.value }, version: Product.version),
            checks: [storage])
        let answersCallers = [.all, .web].contains(settings[ProcessSettings.role])
        let assembly = try Assembly((answersCallers ? parts.modules : []) + [system])
        whole.set(assembly)
        return assembly
    }

    private func close(
        _ store: ServingStore?, _ servers: Servers, _ outgoing: Outgoing, _ signals: Signals
    ) async {
        await servers.close()
        await store?.close()
        await outgoing.shutdown()
        signals.flushLogs()
    }

    /// Until callers have identities, whoever reaches the port is let in.
    private static func refuseOpenAddress(_ settings: Settings) throws {
        let host = settings[HTTPSettings.host]
        guard !HostNames.isLoopback(host) else { return }
        guard settings[HTTPSettings.allowOpen] else {
            throw CommandFailure(
                .usage,
                """
                will not listen on \(host): Lux does not ask callers who they are yet, so everyone on that network could \
                use it. Listen on 127.0.0.1 behind a proxy that does, or set http.allow_open=yes (LUX_HTTP_ALLOW_OPEN)
                """)
        }
        Terminal.say("lux: warning: listening on \(host) with every caller let in")
    }
}

/// Rings time-outs as long as anything can still wait for one.
private struct AlarmRinging: Service {
    let alarm: Alarm

    func run() async throws {
        await cancelWhenGracefulShutdown { await alarm.run() }
    }
}

/// Tells a person where to go, and the log that the start is over.
private func announce(_ port: Int, _ settings: Settings, _ logger: Logger) {
    let host = settings[HTTPSettings.host]
    let address = "http://\(host.contains(":") ? "[\(host)]" : host):\(port)"
    logger.notice("listening", metadata: ["address": "\(address)", "version": "\(Product.version)"])
    guard Terminal.errorIsTerminal else { return }
    Terminal.say(
        """

        Lux \(Product.version) is listening on \(address) - docs at \(address)/docs
        Try:  curl \(address)/keywords/extract -H 'content-type: application/json' -d '{"text": "Python é uma linguagem"}'

        """)
}

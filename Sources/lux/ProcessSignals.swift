import Analysis
import CLI
import Core
import HTTP
import HTTPOut
import Logging
import ServiceLifecycle
import Settings
import Telemetry

/// Logs, metrics and traces as the settings ask for them.
enum ProcessSignals {
    static func make(_ settings: Settings, outgoing: Outgoing) throws -> Signals {
        var options = Signals.Options()
        options.version = Product.version
        options.level = Logger.Level(rawValue: settings[ProcessSettings.logLevel].rawValue) ?? .info
        options.destination = destination(settings)
        options.form = form(settings)
        options.sampling = TraceSampling(ratio: settings[ProcessSettings.sampleRatio])
        var random = SystemRandomNumberGenerator()
        do {
            return try Signals(
                options, clock: System.clock, seed: random.next(), collector: outgoing.collector(settings))
        } catch let unusable as LogFileUnusable {
            throw CommandFailure(
                .unavailable, "\(unusable.description). Name another file in log.file, or leave it out.")
        }
    }

    private static func destination(_ settings: Settings) -> LogDestination {
        guard let path = settings[ProcessSettings.logFile] else { return .standardError }
        var rotation = LogRotation()
        rotation.fileBytesMax = settings[ProcessSettings.logFileBytes]
        rotation.filesMax = settings[ProcessSettings.logFiles]
        return .file(path: path, rotation: rotation)
    }

    private static func form(_ settings: Settings) -> LogForm {
        switch settings[ProcessSettings.logFormat] {
        case .json: .json
        case .text: .readable(coloured: colourIsWanted)
        case .auto:
            settings[ProcessSettings.logFile] == nil && Terminal.errorIsTerminal
                ? .readable(coloured: colourIsWanted) : .json
        }
    }

    private static var colourIsWanted: Bool {
        Terminal.errorIsTerminal && (System.environment["NO_COLOR"] ?? "").isEmpty
    }
}

/// The one client for requests to other servers; made only when something needs it.
struct Outgoing {
    private let client: HTTPOut?

    init(_ settings: Settings) throws {
        let isNeeded =
            settings[ProcessSettings.otlpEndpoint] != nil || settings[AnalysisSettings.model] != nil
        client =
            isNeeded
            ? try HTTPOut(
                environment: System.environment, limits: Self.limits(settings),
                agent: "lux/\(Product.version)") : nil
    }

    /// A model says nothing until it has written everything, and is asked about several texts at once.
    private static func limits(_ settings: Settings) -> HTTPOut.Limits {
        var limits = HTTPOut.Limits()
        guard settings[AnalysisSettings.model] != nil else { return limits }
        limits.idle = max(limits.idle, settings[AnalysisSettings.modelTimeout])
        limits.connectionsPerHostMax = max(
            limits.connectionsPerHostMax, settings[AnalysisSettings.batchSize])
        return limits
    }

    /// Nil where none is configured.
    func model(_ settings: Settings) throws -> LanguageModel? {
        guard let client, let url = settings[AnalysisSettings.model] else { return nil }
        return try LanguageModel(url, settings, out: client)
    }

    func collector(_ settings: Settings) -> SpanExporter.Needs? {
        guard let client, let endpoint = settings[ProcessSettings.otlpEndpoint] else { return nil }
        let url =
            endpoint.exposed.hasSuffix("/") ? "\(endpoint.exposed)v1/traces" : "\(endpoint.exposed)/v1/traces"
        return SpanExporter.Needs(
            post: { body, headers in
                let answer = try await client.send(
                    .init("POST", url, headers: headers, body: body, timeout: .seconds(10)))
                return SpanExporter.Receipt(
                    status: answer.status, retryAfter: answer.retryAfter(at: System.clock.now()),
                    body: answer.body)
            },
            sleep: { try await Task.sleep(for: $0) },
            random: {
                var random = SystemRandomNumberGenerator()
                return random.next()
            },
            gzip: { ContentCoding.gzip.compressed($0) })
    }

    func shutdown() async {
        await client?.shutdown()
    }
}

/// Sends spans while the server runs, and what is left when it stops.
struct SpanSending: Service {
    let exporter: SpanExporter?

    func run() async throws {
        guard let exporter else { return try await gracefulShutdown() }
        await withGracefulShutdownHandler {
            await exporter.run()
        } onGracefulShutdown: {
            exporter.shutdown()
        }
    }
}

package import Core
import Glibc
import HTTPTypes
import Hummingbird
import HummingbirdCore
package import Logging
package import Module
import NIOCore
import ServiceLifecycle
package import Telemetry

/// The HTTP surface of an assembly, as a service: binds, serves, and on a graceful stop answers what is in
/// flight before it ends.
package struct HTTPServer: Service {
    package struct Address: Sendable {
        package let host: String
        /// 0 lets the system choose.
        package let port: Int

        package init(host: String, port: Int) {
            (self.host, self.port) = (host, port)
        }
    }

    private let application: Application<RouterResponder<HTTPContext>>
    private let address: Address

    /// `onListening` is told the port that was bound.
    package init(
        _ assembly: Assembly, address: Address, readiness: Readiness, clock: Core.Clock, logger: Logger,
        hosts: HostNames, metrics: MetricsRegistry, tracer: TraceRecorder, connections: ConnectionCount,
        limit: CallerLimit? = nil,
        onListening: @escaping @Sendable (Int) -> Void
    ) throws {
        self.address = address
        let requests = try HTTPMetrics(metrics, clock: clock)
        let router = Router(context: HTTPContext.self, options: .autoGenerateHeadEndpoints)
        router.add(
            middleware: Edge(
                paths: PathTable(assembly.routes), hosts: hosts, readiness: readiness, clock: clock,
                logger: logger, metrics: requests, tracer: tracer, limit: limit))
        for route in assembly.routes {
            let responder = RouteResponder(route: route, clock: clock)
            router.on(.init(route.path), method: route.method.http, use: responder.respond)
        }
        let limits = ConnectionGuard.Limits(
            bodyBytesMax: assembly.routes.compactMap(\.body?.bytesMax).max() ?? 0)
        let note: @Sendable (Problem) -> Void = { problem in
            requests.refused(status: problem.type.status)
            logger.info(
                "request refused",
                metadata: ["status": "\(problem.type.status)", "detail": "\(problem.detail)"])
        }
        application = Application(
            router: router,
            server: .http1(
                configuration: .init(
                    additionalChannelHandlers: [ConnectionGuard(limits, onRefusal: note)],
                    idleTimeout: .seconds(Self.idleSecondsMax), httpDecoderConfiguration: Self.headerLimits)),
            configuration: .init(
                address: .hostname(address.host, port: address.port), serverName: nil,
                availableConnectionsDelegate: connections),
            onServerRunning: { channel in
                readiness.become(.ready)
                onListening(channel.localAddress?.port ?? address.port)
            },
            logger: Self.quiet(logger))
    }

    /// The framework's own words are of interest only when something is wrong.
    private static func quiet(_ logger: Logger) -> Logger {
        var quiet = logger
        quiet.logLevel = max(.warning, logger.logLevel)
        return quiet
    }

    package func run() async throws {
        do {
            try await application.run()
        } catch let error as IOError {
            throw CannotListen(address: address, code: error.errnoCode)
        }
    }

    /// The address cannot be had; the operator has to choose another or free it.
    package struct CannotListen: Error, CustomStringConvertible {
        let address: Address
        let code: CInt

        package var description: String {
            let remedy =
                switch code {
                case EADDRINUSE:
                    "Another program listens there, perhaps Lux itself: stop it, or choose another with --port."
                case EACCES: "Ports below 1024 need rights that this user lacks: choose another with --port."
                default: "Choose another address with --host and --port."
                }
            return
                "cannot listen on \(address.host):\(address.port): \(String(cString: strerror(code))). \(remedy)"
        }
    }

    /// A connection that sends nothing for so long is closed.
    private static let idleSecondsMax: Int64 = 75
    private static let headerLimits = HTTP1Channel.Configuration.DecoderConfiguration(
        maxHeaderFieldSize: HeadLimits.fieldBytes, maxHeaderListSize: HeadLimits.bytes,
        maxHeaderFieldCount: HeadLimits.count)
}

extension Route.Method {
    fileprivate var http: HTTPRequest.Method {
        switch self {
        case .get: .get
        case .post: .post
        case .put: .put
        case .delete: .delete
        }
    }
}

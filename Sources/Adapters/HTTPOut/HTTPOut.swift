import AsyncHTTPClient
import NIOCore
import NIOHTTP1
import NIOHTTPCompression

/// Requests to other servers. Follows no redirect, retries nothing and bounds what it reads: the caller
/// decides what an answer means. One per process; to be shut down before it is let go.
package struct HTTPOut: Sendable {
    package struct Limits: Sendable {
        package var connect = Duration.seconds(5)
        /// From the request to the last byte of the answer, unless the request says otherwise.
        package var total = Duration.seconds(30)
        /// Longest silence of the other side within an answer.
        package var idle = Duration.seconds(15)
        /// The body of an answer after decompression; a request may ask for less, not for more.
        package var responseBytesMax = 8 << 20
        package var connectionsPerHostMax = 8

        package init() {}
    }

    /// Why there is no answer. A status of 400 or above is an answer.
    package enum Failure: Error, Hashable, Sendable {
        /// The request itself cannot be sent: its URL, method or headers.
        case malformed(String)
        /// No connection, or it broke before the answer was complete.
        case unreachable(String)
        /// The other side's certificate or TLS is not acceptable.
        case tls(String)
        case timedOut
        case tooLarge(bytesMax: Int)
        case cancelled
    }

    private let routes: ProxyRoutes
    private let limits: Limits
    private let agent: String

    /// - Parameters:
    ///   - environment: where `http_proxy`, `https_proxy`, `all_proxy` and `no_proxy` are looked up, also in
    ///     capitals.
    ///   - agent: the `user-agent` of requests that name none.
    package init(
        environment: [String: String] = [:], limits: Limits = Limits(), agent: String
    ) throws(ProxyRules.Malformed) {
        let rules = try ProxyRules(environment: environment)
        self.limits = limits
        self.agent = agent
        routes = ProxyRoutes(rules) { proxy in
            HTTPClient(eventLoopGroupProvider: .singleton, configuration: limits.client(proxy))
        }
    }

    /// Sends a request and reads the whole answer.
    package func send(_ request: Request) async throws(Failure) -> Response {
        let bytesMax = min(request.responseBytesMax ?? Int.max, limits.responseBytesMax)
        do {
            let client = try routes.client(for: request.url)
            let deadline = NIODeadline.now() + TimeAmount(request.timeout ?? limits.total)
            let answer = try await client.execute(request.prepared(agent: agent), deadline: deadline)
            return Response(
                status: Int(answer.status.code),
                headers: answer.headers.map { (name: $0.name.lowercased(), value: $0.value) },
                body: try await Self.body(of: answer, bytesMax: bytesMax, deadline: deadline))
        } catch {
            throw Failure(error, bytesMax: bytesMax)
        }
    }

    /// The client's own deadline ends with the head of the answer; a body that drips is stopped here.
    private static func body(
        of answer: HTTPClientResponse, bytesMax: Int, deadline: NIODeadline
    ) async throws -> [UInt8] {
        if let length = answer.headers.first(name: "content-length").flatMap({ Int($0) }),
            length > bytesMax, !answer.headers.contains(name: "content-encoding")
        {
            throw Failure.tooLarge(bytesMax: bytesMax)
        }
        var body: [UInt8] = []
        for try await chunk in answer.body {
            guard body.count + chunk.readableBytes <= bytesMax else {
                throw Failure.tooLarge(bytesMax: bytesMax)
            }
            guard NIODeadline.now() < deadline else { throw Failure.timedOut }
            body.append(contentsOf: chunk.readableBytesView)
        }
        return body
    }

    /// Closes all connections. Requests under way fail; none may be sent afterwards.
    package func shutdown() async {
        await routes.shutdown()
    }
}

extension HTTPOut.Limits {
    fileprivate func client(_ proxy: HTTPClient.Configuration.Proxy?) -> HTTPClient.Configuration {
        var configuration = HTTPClient.Configuration(
            redirectConfiguration: .disallow,
            timeout: HTTPClient.Configuration.Timeout(connect: TimeAmount(connect), read: TimeAmount(idle)),
            proxy: proxy,
            // A body of few bytes can unfold to many; each request's own limit is checked while reading.
            decompression: .enabled(limit: .size(responseBytesMax)))
        configuration.connectionPool.concurrentHTTP1ConnectionsPerHostSoftLimit = connectionsPerHostMax
        // Whether to try again is decided by who knows what the request does.
        configuration.connectionPool.retryConnectionEstablishment = false
        // Its spans would hold the full URL, in which some services want their keys.
        configuration.tracing.tracer = nil
        return configuration
    }
}

extension TimeAmount {
    fileprivate init(_ duration: Duration) {
        let (seconds, attoseconds) = duration.components
        self = .nanoseconds(seconds * 1_000_000_000 + attoseconds / 1_000_000_000)
    }
}

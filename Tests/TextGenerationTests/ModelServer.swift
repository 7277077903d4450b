import Core
import HTTPOut
import LuxTesting
import NIOCore
import NIOHTTP1
import NIOPosix
import Synchronization
import TextGeneration

/// An endpoint on a free loopback port that answers as a test says.
struct ModelServer {
    struct Asked: Sendable {
        let method: String
        let path: String
        let headers: HTTPHeaders
        let body: [UInt8]

        func header(_ name: String) -> String? { headers.first(name: name) }

        var json: JSON { (try? JSONReader.read(body)) ?? .null }
    }

    struct Said: Sendable {
        let status: Int
        let headers: [(String, String)]
        let body: String

        init(_ status: Int, _ body: String, headers: [(String, String)] = []) {
            (self.status, self.body, self.headers) = (status, body, headers)
        }

        init(_ body: String) {
            self.init(200, body)
        }
    }

    /// Nil from the script is silence.
    typealias Script = @Sendable (Asked, _ number: Int) -> Said?

    let port: Int
    private let channel: any Channel
    private let log: Log

    init(_ script: @escaping Script) async throws {
        let log = Log(script: script)
        self.log = log
        channel = try await ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .childChannelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    try channel.pipeline.syncOperations.configureHTTPServerPipeline()
                    try channel.pipeline.syncOperations.addHandler(Answering(log))
                }
            }
            .bind(host: "127.0.0.1", port: 0).get()
        port = channel.localAddress?.port ?? 0
    }

    var asked: [Asked] { log.asked.withLock { $0 } }

    func url(_ path: String) -> String { "http://127.0.0.1:\(port)\(path)" }

    func stop() async throws {
        // A test may have stopped it before.
        if channel.isActive { try await channel.close() }
    }

    /// What came, and what is said to it.
    fileprivate final class Log: Sendable {
        let asked = Mutex<[Asked]>([])
        let script: Script

        init(script: @escaping Script) {
            self.script = script
        }

        func answer(_ one: Asked) -> Said? {
            let number = asked.withLock { asked in
                asked.append(one)
                return asked.count
            }
            return script(one, number)
        }
    }

    private final class Answering: ChannelInboundHandler {
        typealias InboundIn = HTTPServerRequestPart
        typealias OutboundOut = HTTPServerResponsePart

        private let log: Log
        private var head = HTTPRequestHead(version: .http1_1, method: .GET, uri: "/")
        private var body: [UInt8] = []

        init(_ log: Log) {
            self.log = log
        }

        func channelRead(context: ChannelHandlerContext, data: NIOAny) {
            switch unwrapInboundIn(data) {
            case .head(let head): (self.head, body) = (head, [])
            case .body(let part): body.append(contentsOf: part.readableBytesView)
            case .end: answer(context)
            }
        }

        private func answer(_ context: ChannelHandlerContext) {
            let asked = Asked(method: head.method.rawValue, path: head.uri, headers: head.headers, body: body)
            guard let said = log.answer(asked) else { return }
            var headers = HTTPHeaders(said.headers)
            headers.add(name: "content-length", value: String(said.body.utf8.count))
            let answer = HTTPResponseHead(
                version: .http1_1, status: .init(statusCode: said.status), headers: headers)
            context.write(wrapOutboundOut(.head(answer)), promise: nil)
            context.write(wrapOutboundOut(.body(.byteBuffer(ByteBuffer(string: said.body)))), promise: nil)
            context.writeAndFlush(wrapOutboundOut(.end(nil)), promise: nil)
        }
    }
}

/// An endpoint with its client for one test; both are stopped however it ends.
func withEndpoint(
    _ interface: ModelEndpoint.Interface, path: String = "/v1", key: Secret? = nil, atOnce: Int = 4,
    timeMax: Duration = .seconds(60), runs: Bool = true,
    sleep: @escaping @Sendable (Duration) async throws -> Void = { _ in },
    script: @escaping ModelServer.Script,
    _ test: (ModelEndpoint, ModelServer) async throws -> Void
) async throws {
    let server = try await ModelServer(script)
    let out = try HTTPOut(agent: "lux/test")
    let endpoint = ModelEndpoint(
        .init(
            url: server.url(path), interface: interface, model: "small", key: key, atOnceMax: atOnce,
            timeMax: timeMax), out: out, clock: HandClock().clock, sleep: sleep)
    let result = await withTaskGroup(of: Void.self) { group in
        if runs { group.addTask { await endpoint.run() } }
        let result: Result<Void, any Error>
        do { result = .success(try await test(endpoint, server)) } catch { result = .failure(error) }
        group.cancelAll()
        return result
    }
    await out.shutdown()
    try await server.stop()
    try result.get()
}

func failure(of ask: () async throws -> Void) async -> ModelEndpoint.Failure? {
    do {
        try await ask()
        return nil
    } catch {
        return error as? ModelEndpoint.Failure
    }
}

extension ModelEndpoint {
    func answer(_ text: String, told instructions: String? = nil) async throws -> Answer {
        try await answer(to: .init(instructions: instructions, text: text, tokensMax: 99))
    }
}

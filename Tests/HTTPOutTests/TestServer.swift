import NIOCore
import NIOHTTP1
import NIOPosix

/// An HTTP/1.1 server on a free loopback port whose paths misbehave each in its own way.
struct TestServer {
    let port: Int
    private let channel: any Channel

    init() async throws {
        channel = try await ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .childChannelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    try channel.pipeline.syncOperations.configureHTTPServerPipeline()
                    try channel.pipeline.syncOperations.addHandler(Answering())
                }
            }
            .bind(host: "127.0.0.1", port: 0).get()
        port = channel.localAddress?.port ?? 0
    }

    func url(_ path: String, scheme: String = "http") -> String { "\(scheme)://127.0.0.1:\(port)\(path)" }

    func stop() async throws {
        try await channel.close()
    }
}

private final class Answering: ChannelInboundHandler {
    typealias InboundIn = HTTPServerRequestPart
    typealias OutboundOut = HTTPServerResponsePart

    private var head = HTTPRequestHead(version: .http1_1, method: .GET, uri: "/")
    private var body = ByteBuffer()

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        switch unwrapInboundIn(data) {
        case .head(let head):
            self.head = head
            body.clear()
        case .body(var part): body.writeBuffer(&part)
        case .end: answer(context)
        }
    }

    private func answer(_ context: ChannelHandlerContext) {
        switch head.uri {
        case "/silent": break
        case "/hang-up": context.close(promise: nil)
        case "/drip": drip(context)
        default:
            if let answer = Answer.all[head.uri] { finish(context, answer) } else { echo(context) }
        }
    }

    /// What was asked, a line each.
    private func echo(_ context: ChannelHandlerContext) {
        var lines = ["\(head.method.rawValue) \(head.uri)"]
        lines += head.headers.map { "\($0.name.lowercased()): \($0.value)" }
        lines += ["", String(buffer: body)]
        let body = ByteBuffer(string: lines.joined(separator: "\n"))
        finish(context, Answer(headers: ["X-Answer": "yes"], body: body))
    }

    private func drip(_ context: ChannelHandlerContext) {
        let head = HTTPResponseHead(version: .http1_1, status: .ok, headers: ["transfer-encoding": "chunked"])
        context.writeAndFlush(wrapOutboundOut(.head(head)), promise: nil)
        let bound = NIOLoopBound((self, context), eventLoop: context.eventLoop)
        context.eventLoop.scheduleRepeatedTask(initialDelay: .zero, delay: .milliseconds(5)) { task in
            let (handler, context) = bound.value
            guard context.channel.isActive else { return task.cancel() }
            context.writeAndFlush(
                handler.wrapOutboundOut(.body(.byteBuffer(ByteBuffer(string: "x")))), promise: nil)
        }
    }

    private func finish(_ context: ChannelHandlerContext, _ answer: Answer) {
        var headers = answer.headers
        if !headers.contains(name: "transfer-encoding") {
            headers.add(name: "content-length", value: String(answer.body.readableBytes))
        }
        let head = HTTPResponseHead(version: .http1_1, status: answer.status, headers: headers)
        context.write(wrapOutboundOut(.head(head)), promise: nil)
        context.write(wrapOutboundOut(.body(.byteBuffer(answer.body))), promise: nil)
        context.writeAndFlush(wrapOutboundOut(.end(nil)), promise: nil)
    }
}

/// An answer given whole.
private struct Answer {
    var status = HTTPResponseStatus.ok
    var headers: HTTPHeaders = [:]
    var body = ByteBuffer()

    /// By path: those that are the same for whoever asks.
    static let all = [
        "/moved": Answer(status: .found, headers: ["location": "/echo"]),
        "/busy": Answer(
            status: .serviceUnavailable, headers: ["Retry-After": "7"], body: ByteBuffer(string: "busy")),
        "/large": Answer(body: ByteBuffer(repeating: 0x61, count: 100_000)),
        "/large-unannounced": Answer(
            headers: ["transfer-encoding": "chunked"], body: ByteBuffer(repeating: 0x61, count: 100_000)),
        "/bomb": Answer(headers: ["content-encoding": "gzip"], body: ByteBuffer(bytes: gzipOfZeros)),
        "/gzip": Answer(headers: ["content-encoding": "gzip"], body: ByteBuffer(bytes: gzipOfHello)),
        "/not-gzip": Answer(headers: ["content-encoding": "gzip"], body: ByteBuffer(string: "plain")),
    ]
}

/// The text "hello".
private let gzipOfHello: [UInt8] = [
    0x1f, 0x8b, 0x08, 0x00, 0x00, 0x00, 0x00, 0x00, 0x02, 0x03, 0xcb, 0x48, 0xcd, 0xc9, 0xc9, 0x07,
    0x00, 0x86, 0xa6, 0x10, 0x36, 0x05, 0x00, 0x00, 0x00,
]

/// A hundred thousand zero bytes.
private let gzipOfZeros: [UInt8] = [
    0x1f, 0x8b, 0x08, 0x00, 0x00, 0x00, 0x00, 0x00, 0x02, 0x03, 0xed, 0xc1, 0x31, 0x01, 0x00, 0x00,
    0x00, 0xc2, 0xa0, 0xf5, 0x4f, 0x6d, 0x0d, 0x0f, 0xa0, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00,
    0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00,
    0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00,
    0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00,
    0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00,
    0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00,
    0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x80, 0x57, 0x03, 0x7d, 0x95, 0x11, 0xd4,
    0xa0, 0x86, 0x01, 0x00,
]

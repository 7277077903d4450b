import Core
import HTTP
import HTTPTypes
import NIOCore
import NIOEmbedded
import NIOHTTP1
import NIOHTTPTypes
import NIOPosix
import Synchronization
import Testing

@Suite struct `A client cannot hold a connection for nothing` {
    let channel = EmbeddedChannel()
    let refused = Refused()

    init() throws {
        try channel.pipeline.syncOperations.addHandler(
            ConnectionGuard(.init(bodyBytesMax: 1000)) { [refused] in refused.add($0) })
        try channel.connect(to: SocketAddress(ipAddress: "127.0.0.1", port: 1)).wait()
    }

    @Test func `a body that is whole in time is passed on`() throws {
        try receive(.head(post(["content-length": "2"])), .body(ByteBuffer(string: "{}")), .end(nil))
        channel.embeddedEventLoop.advanceTime(by: .hours(1))
        #expect(channel.isActive)
        #expect(try sent().isEmpty)
    }

    @Test func `a body that does not come is given up after its grace, and not before`() throws {
        try receive(.head(post(["content-length": "2"])), .body(ByteBuffer(string: "{")))
        channel.embeddedEventLoop.advanceTime(by: .seconds(19))
        #expect(try failure() == nil)
        channel.embeddedEventLoop.advanceTime(by: .seconds(2))
        #expect(try failure() is BodyTooSlow)
    }

    @Test func `a long body has as much more time as its bytes take at the least rate`() throws {
        try receive(.head(post([:])))
        for _ in 0..<10 {
            try receive(.body(ByteBuffer(repeating: 32, count: 40_960)))
            channel.embeddedEventLoop.advanceTime(by: .seconds(10))
            #expect(try failure() == nil)
        }
        channel.embeddedEventLoop.advanceTime(by: .seconds(21))
        #expect(try failure() is BodyTooSlow)
    }

    @Test func `one byte now and then does not buy more time`() throws {
        try receive(.head(post([:])))
        for _ in 0..<19 {
            try receive(.body(ByteBuffer(string: " ")))
            channel.embeddedEventLoop.advanceTime(by: .seconds(1))
        }
        #expect(try failure() == nil)
        channel.embeddedEventLoop.advanceTime(by: .seconds(2))
        #expect(try failure() is BodyTooSlow)
    }

    @Test func `after a body that came too slowly the answer is the last`() throws {
        try receive(.head(post([:])))
        channel.embeddedEventLoop.advanceTime(by: .seconds(21))
        #expect(try failure() is BodyTooSlow)
        try receive(.end(nil), .head(post([:])))
        try channel.writeOutbound(HTTPResponsePart.head(.init(status: .requestTimeout)))
        #expect(channel.isActive)
        try channel.writeOutbound(HTTPResponsePart.end(nil))
        #expect(!channel.isActive)
        let parts = try sent()
        #expect(parts.map(\.status) == [408, nil])
        guard case .head(let head)? = parts.first else { return }
        #expect(head.headerFields[.connection] == "close")
    }

    @Test func `who asks before sending is told to go on, unless it announces too much`() throws {
        try receive(.head(post(["expect": "100-Continue", "content-length": "1000"])))
        #expect(try sent().map(\.status) == [100])
        try receive(.end(nil), .head(post(["expect": "100-continue"])))
        #expect(try sent().map(\.status) == [100])
        try receive(.end(nil), .head(post(["expect": "100-continue", "content-length": "1001"])))
        #expect(try sent().isEmpty)
    }

    static let broken: [(HTTPParserError, Int)] = [
        (.headerOverflow, 431), (.invalidMethod, 400), (.invalidContentLength, 400),
    ]

    @Test(arguments: broken)
    func
        `a request that breaks the rules gets a problem in place of a bare status, and the connection closes`(
            _ error: HTTPParserError, _ status: Int
        ) throws
    {
        channel.pipeline.fireErrorCaught(error)
        let bare = HTTPResponse(
            status: .badRequest, headerFields: [.connection: "close", .contentLength: "0"])
        try channel.writeOutbound(HTTPResponsePart.head(bare))
        try channel.writeOutbound(HTTPResponsePart.end(nil))
        let parts = try sent()
        #expect(parts.map(\.status) == [status, nil, nil])
        guard case .head(let head) = parts[0], case .body(let body) = parts[1] else {
            Issue.record("no head and body: \(parts)")
            return
        }
        #expect(head.headerFields[.contentType] == "application/problem+json")
        #expect(head.headerFields[.contentLength] == String(body.readableBytes))
        #expect(try JSONReader.read(Array(body.readableBytesView))["status"] == .integer(status))
        #expect(!channel.isActive)
        #expect(refused.statuses == [status])
    }

    @Test func `an answer that nobody reads is given up`() async throws {
        var limits = ConnectionGuard.Limits(bodyBytesMax: 0)
        limits.grace = .milliseconds(100)
        let server = try await ServerBootstrap(group: .singletonMultiThreadedEventLoopGroup)
            .bind(host: "127.0.0.1", port: 0) { [limits] channel in
                channel.eventLoop.makeCompletedFuture {
                    try channel.pipeline.syncOperations.addHandlers(Bytes(), ConnectionGuard(limits))
                    return channel
                }
            }
        let port = try #require(server.channel.localAddress?.port)
        let client = try await ClientBootstrap(group: .singletonMultiThreadedEventLoopGroup)
            .channelOption(.autoRead, value: false).connect(host: "127.0.0.1", port: port).get()
        try await server.executeThenClose { accepted in
            for try await channel in accepted {
                let long = HTTPResponsePart.body(ByteBuffer(repeating: 32, count: 64 << 20))
                await #expect(throws: ChannelError.self) { try await channel.writeAndFlush(long) }
                break
            }
        }
        try? await client.close()
    }

    // MARK: Playing both sides

    private func post(_ fields: [String: String]) -> HTTPRequest {
        var request = HTTPRequest(method: .post, scheme: "http", authority: "localhost", path: "/")
        for (name, value) in fields { request.headerFields[.init(name)!] = value }
        return request
    }

    private func receive(_ parts: HTTPRequestPart...) throws {
        for part in parts { channel.pipeline.fireChannelRead(part) }
        channel.pipeline.fireChannelReadComplete()
    }

    private func sent() throws -> [HTTPResponsePart] {
        var parts: [HTTPResponsePart] = []
        while let part = try channel.readOutbound(as: HTTPResponsePart.self) { parts.append(part) }
        return parts
    }

    private func failure() throws -> (any Error)? {
        do {
            try channel.throwIfErrorCaught()
            return nil
        } catch {
            return error
        }
    }
}

final class Refused: Sendable {
    private let all = Mutex<[Int]>([])

    var statuses: [Int] { all.withLock { $0 } }

    func add(_ problem: Problem) {
        all.withLock { $0.append(problem.type.status) }
    }
}

/// In place of the codec: bodies alone.
private final class Bytes: ChannelOutboundHandler {
    typealias OutboundIn = HTTPResponsePart
    typealias OutboundOut = ByteBuffer

    func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
        if case .body(let bytes) = unwrapOutboundIn(data) {
            context.write(wrapOutboundOut(bytes), promise: promise)
        }
    }
}

extension HTTPResponsePart {
    /// Of a head.
    fileprivate var status: Int? {
        if case .head(let head) = self { Int(head.status.code) } else { nil }
    }
}

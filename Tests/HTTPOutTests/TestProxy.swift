import NIOCore
import NIOPosix

/// A proxy that opens a tunnel to nowhere and answers what comes through with how the tunnel was asked for.
struct TestProxy {
    let port: Int
    private let channel: any Channel

    init() async throws {
        channel = try await ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .childChannelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    try channel.pipeline.syncOperations.addHandler(Tunnelling())
                }
            }
            .bind(host: "127.0.0.1", port: 0).get()
        port = channel.localAddress?.port ?? 0
    }

    func stop() async throws {
        try await channel.close()
    }
}

private final class Tunnelling: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer
    typealias OutboundOut = ByteBuffer

    private var received = ""
    private var tunnel: String?

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        received += String(buffer: unwrapInboundIn(data))
        guard received.hasSuffix("\r\n\r\n") else { return }
        let answer: String
        if let tunnel {
            answer = "HTTP/1.1 200 OK\r\ncontent-length: \(tunnel.utf8.count)\r\n\r\n\(tunnel)"
        } else {
            tunnel = received
            answer = "HTTP/1.1 200 OK\r\n\r\n"
        }
        received = ""
        context.writeAndFlush(wrapOutboundOut(ByteBuffer(string: answer)), promise: nil)
    }
}

package import Core
import HTTPTypes
import Module
package import NIOCore
import NIOHTTP1
package import NIOHTTPTypes

/// Keeps one client from holding a connection for nothing, and answers what no route sees: a request that breaks
/// the rules of HTTP, and one that asks before it sends its body.
package final class ConnectionGuard: ChannelDuplexHandler, RemovableChannelHandler {
    package typealias InboundIn = HTTPRequestPart
    package typealias InboundOut = HTTPRequestPart
    package typealias OutboundIn = HTTPResponsePart
    package typealias OutboundOut = HTTPResponsePart

    package struct Limits: Sendable {
        /// What every body and every answer may take, however short.
        package var grace: TimeAmount = .seconds(20)
        /// And as much time more as its bytes take at this rate.
        package var bytesPerSecondMin = 4096
        /// No route takes a longer body, so that nobody is asked to go on with one.
        package var bodyBytesMax: Int

        package init(bodyBytesMax: Int) {
            self.bodyBytesMax = bodyBytesMax
        }

        func allowance(for bytes: Int) -> TimeAmount {
            grace + .milliseconds(Int64(bytes) * 1000 / Int64(bytesPerSecondMin))
        }
    }

    /// A request's body that is on its way.
    private struct Incoming {
        let since: NIODeadline
        var bytes = 0
    }

    /// Answers that the client does not take as fast as they come.
    private struct Outgoing {
        var since: NIODeadline
        var waitingBytes: Int
    }

    private let limits: Limits
    private let onRefusal: @Sendable (Problem) -> Void
    private var incoming: Incoming?
    private var outgoing: Outgoing?
    private var timer: Scheduled<Void>?
    /// Nothing more is read on this connection; what is being answered is the last.
    private var broken: (any Error)?
    /// The framework's answer to a broken request is replaced by ours.
    private var replacesAnswer = false

    /// - Parameter onRefusal: told of what is refused here, which no route and no log line shows otherwise.
    package init(_ limits: Limits, onRefusal: @escaping @Sendable (Problem) -> Void = { _ in }) {
        (self.limits, self.onRefusal) = (limits, onRefusal)
    }

    // MARK: Requests

    package func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        guard broken == nil else { return }
        switch unwrapInboundIn(data) {
        case .head(let head):
            incoming = Incoming(since: context.eventLoop.now)
            if asksFirst(head) {
                context.writeAndFlush(wrapOutboundOut(.head(.init(status: .continue))), promise: nil)
            }
        case .body(let bytes): incoming?.bytes += bytes.readableBytes
        case .end: incoming = nil
        }
        context.fireChannelRead(data)
    }

    /// Once for all parts that came together: most bodies are whole by now.
    package func channelReadComplete(context: ChannelHandlerContext) {
        if incoming != nil { watch(context) }
        context.fireChannelReadComplete()
    }

    /// RFC 9110, 10.1.1. Whoever announces too much is not asked to go on, and reads the refusal at once.
    private func asksFirst(_ head: HTTPRequest) -> Bool {
        guard head.headerFields[.expect]?.lowercased() == "100-continue" else { return false }
        return head.headerFields[.contentLength].flatMap(Int.init).map { $0 <= limits.bodyBytesMax } ?? true
    }

    package func errorCaught(context: ChannelHandlerContext, error: any Error) {
        if broken == nil { broken = error }
        context.fireErrorCaught(error)
    }

    // MARK: Answers

    package func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
        switch unwrapOutboundIn(data) {
        case .head(let head) where isBare(head):
            replacesAnswer = true
            refuse(context, promise)
        case .head(var head) where broken != nil:
            head.headerFields[.connection] = "close"
            context.write(wrapOutboundOut(.head(head)), promise: promise)
        // Its own refusal is whole already.
        case .end where replacesAnswer: context.close(promise: promise)
        case .end where broken != nil:
            context.writeAndFlush(data, promise: promise)
            context.close(promise: nil)
        default: context.write(data, promise: promise)
        }
    }

    /// What the framework says when it cannot read on: a status, and no word about what was wrong.
    private func isBare(_ head: HTTPResponse) -> Bool {
        broken is HTTPParserError && head.status == .badRequest && head.headerFields[.contentType] == nil
    }

    private func refuse(_ context: ChannelHandlerContext, _ promise: EventLoopPromise<Void>?) {
        let problem = Self.problem(broken)
        onRefusal(problem)
        let answer = problem.response(trace: nil)
        let fields: HTTPFields = [
            .contentType: answer.contentType, .contentLength: String(answer.body.count),
            .connection: "close", .xContentTypeOptions: "nosniff",
        ]
        let head = HTTPResponse(status: .init(code: answer.status), headerFields: fields)
        context.write(wrapOutboundOut(.head(head)), promise: nil)
        context.write(wrapOutboundOut(.body(ByteBuffer(bytes: answer.body))), promise: nil)
        context.writeAndFlush(wrapOutboundOut(.end(nil)), promise: promise)
    }

    static func problem(_ error: (any Error)?) -> Problem {
        switch error {
        case HTTPParserError.headerOverflow?:
            Problem(
                HTTPProblems.headersTooLarge,
                "A URL or a header may have \(HeadLimits.fieldBytes) bytes, all together \(HeadLimits.bytes), and at most \(HeadLimits.count) headers."
            )
        case let error as HTTPParserError:
            Problem(HTTPProblems.malformedRequest, "The request breaks a rule of HTTP: \(error).")
        case is BodyTooSlow:
            Problem(HTTPProblems.bodyTooSlow, "The body came more slowly than 4 KiB a second.")
        default: Problem(HTTPProblems.malformedRequest, "The body broke off.")
        }
    }

    package func channelWritabilityChanged(context: ChannelHandlerContext) {
        if context.channel.isWritable {
            outgoing = nil
        } else if outgoing == nil {
            outgoing = Outgoing(since: context.eventLoop.now, waitingBytes: waitingBytes(context))
            watch(context)
        }
        context.fireChannelWritabilityChanged()
    }

    private func waitingBytes(_ context: ChannelHandlerContext) -> Int {
        (try? context.channel.syncOptions?.getOption(.bufferedWritableBytes)) ?? 0
    }

    // MARK: Time

    private func watch(_ context: ChannelHandlerContext) {
        guard timer == nil else { return }
        let deadlines = [incoming.map(deadline), outgoing.map { $0.since + limits.grace }]
        guard let next = deadlines.compactMap(\.self).min() else { return }
        timer = context.eventLoop.assumeIsolated().scheduleTask(deadline: next) { self.look(context) }
    }

    private func deadline(_ incoming: Incoming) -> NIODeadline {
        incoming.since + limits.allowance(for: incoming.bytes)
    }

    private func look(_ context: ChannelHandlerContext) {
        timer = nil
        let now = context.eventLoop.now
        if let incoming, deadline(incoming) <= now {
            // Who is reading the body hears of it and answers; afterwards the connection is closed.
            self.incoming = nil
            broken = BodyTooSlow()
            context.fireErrorCaught(BodyTooSlow())
        }
        if var outgoing, outgoing.since + limits.grace <= now {
            let waiting = waitingBytes(context)
            let taken = outgoing.waitingBytes - waiting
            guard limits.allowance(for: taken) - limits.grace >= limits.grace else {
                context.close(promise: nil)
                return
            }
            outgoing = Outgoing(since: now, waitingBytes: waiting)
            self.outgoing = outgoing
        }
        watch(context)
    }

    package func handlerRemoved(context: ChannelHandlerContext) {
        timer?.cancel()
        timer = nil
    }

    package func channelInactive(context: ChannelHandlerContext) {
        timer?.cancel()
        timer = nil
        (incoming, outgoing) = (nil, nil)
        context.fireChannelInactive()
    }
}

/// The body of a request came more slowly than `ConnectionGuard.Limits` let it.
package struct BodyTooSlow: Error {}

/// What the head of a request may be.
enum HeadLimits {
    static let fieldBytes = 16 * 1024
    static let bytes = 64 * 1024
    static let count = 100
}

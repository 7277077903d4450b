import Core
import HTTPTypes
import Hummingbird
import Module
import NIOCore

/// What travels with one request through the surface.
struct HTTPContext: RequestContext {
    var coreContext: CoreRequestContextStorage
    let client: SocketAddress?
    /// Set at the edge, before any route is asked.
    var trace: TraceContext?

    init(source: ApplicationRequestContextSource) {
        coreContext = .init(source: source)
        client = source.channel.remoteAddress
    }
}

/// Serves one route: reads what it declares, makes the scope, and turns its answer into HTTP.
struct RouteResponder: Sendable {
    let route: Route
    let clock: Core.Clock

    @Sendable func respond(_ request: HummingbirdCore.Request, _ context: HTTPContext) async throws
        -> HummingbirdCore.Response
    {
        guard let trace = context.trace else { throw Fault.noTrace }
        var request = request
        let headers = request.headers
        let read = try await RouteRequest(
            parameters: parameters(of: request, context), body: body(of: &request),
            header: { name in HTTPField.Name(name).flatMap { headers[$0] } })
        // Until callers have identities there is one tenant.
        let scope = Scope(tenant: .builtIn, moment: clock.now(), trace: trace)
        return try await route.respond(read, scope).http(accepting: headers[.acceptEncoding])
    }

    private func parameters(of request: HummingbirdCore.Request, _ context: HTTPContext) throws -> [String:
        JSON]
    {
        guard let query = QueryText.pairs(in: request.uri.query) else {
            throw Problem(
                HTTPProblems.malformedRequest, "The URL's query has a broken escape or is not UTF-8.")
        }
        // The router leaves segments as they came.
        let path = try context.parameters.reduce(into: [String: String]()) { path, segment in
            guard let text = QueryText.segment(String(segment.value)) else {
                throw Problem(
                    HTTPProblems.malformedRequest, "The URL's path has a broken escape or is not UTF-8.")
            }
            path[String(segment.key)] = text
        }
        return try ParameterReading(declared: route.parameters).read(path: { path[$0] }, query: query)
    }

    private func body(of request: inout HummingbirdCore.Request) async throws -> JSON {
        guard let declared = route.body else { return .null }
        return try await BodyReading(declared: declared).read(&request)
    }

    private enum Fault: Error {
        /// The edge always sets one; without it a scope could not be made.
        case noTrace
    }
}

extension RouteResponse {
    func http(accepting accept: String?) -> HummingbirdCore.Response {
        var fields: HTTPFields = [.contentType: contentType, .xContentTypeOptions: "nosniff"]
        for (name, value) in headers {
            if let name = HTTPField.Name(name) { fields[name] = value }
        }
        if let next {
            return HummingbirdCore.Response(
                status: .init(code: status), headers: fields, body: pieces(next))
        }
        guard body.count >= ContentCoding.worthwhileBytes else { return response(fields, body) }
        // Said whenever the answer could have been coded, so that a cache keeps the two apart.
        fields[.vary] = "accept-encoding"
        guard let coding = ContentCoding.preferred(by: accept) else { return response(fields, body) }
        fields[.contentEncoding] = coding.rawValue
        return response(fields, coding.compressed(body))
    }

    private func pieces(_ next: @escaping NextPiece) -> ResponseBody {
        ResponseBody { [body] writer in
            if !body.isEmpty { try await writer.write(ByteBuffer(bytes: body)) }
            while let piece = try await next() { try await writer.write(ByteBuffer(bytes: piece)) }
            try await writer.finish(nil)
        }
    }

    private func response(_ fields: HTTPFields, _ bytes: [UInt8]) -> HummingbirdCore.Response {
        HummingbirdCore.Response(
            status: .init(code: status), headers: fields, body: .init(byteBuffer: ByteBuffer(bytes: bytes)))
    }
}

import Core
import HTTPTypes
import Hummingbird
import Logging
import Metrics
import Module

/// The outermost ring: every request gets a trace, every error an answer, every answer a log line and a count.
struct Edge: RouterMiddleware {
    typealias Context = HTTPContext

    let paths: PathTable
    let readiness: Readiness
    let clock: Core.Clock
    let logger: Logger

    func handle(
        _ request: HummingbirdCore.Request, context: HTTPContext,
        next: (HummingbirdCore.Request, HTTPContext) async throws -> HummingbirdCore.Response
    ) async throws -> HummingbirdCore.Response {
        let start = clock.ticks()
        var context = context
        let trace = traceContext(of: request)
        context.trace = trace
        var response: HummingbirdCore.Response
        do {
            response = try await next(request, context)
        } catch {
            response = answer(to: error, request, trace)
        }
        response.headers[.requestID] = trace.traceID
        if readiness.state == .stopping { response.headers[.connection] = "close" }
        record(request, context, response, trace, clock.ticks().since(start))
        return response
    }

    private func traceContext(of request: HummingbirdCore.Request) -> TraceContext {
        var random = SystemRandomNumberGenerator()
        if let caller = request.headers[.traceparent].flatMap({ TraceContext(traceparent: $0) }) {
            return caller.child(random: &random)
        }
        return TraceContext.start(sampled: false, random: &random)
    }

    private func answer(
        to error: any Error, _ request: HummingbirdCore.Request, _ trace: TraceContext
    ) -> HummingbirdCore.Response {
        let problem: Problem
        var allow: String?
        switch error {
        case let refusal as any Refusal: problem = refusal.problem
        case let error as any HTTPResponseError where (400..<500).contains(error.status.code):
            (problem, allow) = refusal(for: error, request)
        default:
            logger.error("request failed", metadata: ["trace_id": "\(trace.traceID)", "error": "\(error)"])
            problem = Problem(HTTPProblems.internal, "Something went wrong inside Lux; the log knows it by its trace_id.")
        }
        var response = problem.response(trace: trace).http(accepting: nil)
        response.headers[.allow] = allow
        return response
    }

    /// What the router refuses by itself: a path or method that it does not know, a request it cannot read.
    private func refusal(for error: any HTTPResponseError, _ request: HummingbirdCore.Request) -> (Problem, String?) {
        guard error.status == .notFound else {
            return (Problem(HTTPProblems.malformedRequest, "The request cannot be understood."), nil)
        }
        let methods = paths.methods(for: request.uri.path)
        guard methods.isEmpty else {
            let allowed = methods.joined(separator: ", ")
            return (Problem(HTTPProblems.methodNotAllowed, "This path takes \(allowed)."), allowed)
        }
        return (Problem(.notFound, "No route has this path."), nil)
    }

    private func record(
        _ request: HummingbirdCore.Request, _ context: HTTPContext, _ response: HummingbirdCore.Response,
        _ trace: TraceContext, _ duration: Duration
    ) {
        // Unknown paths are the callers' words, not ours: as label values they would grow without end.
        let endpoint = context.endpointPath ?? "unknown"
        let method = request.method.rawValue
        let labels = [("method", Self.known.contains(method) ? method : "other"), ("endpoint", endpoint)]
        Counter(label: "request_count", dimensions: labels + [("status", String(response.status.code))]).increment()
        Recorder(label: "request_duration_seconds", dimensions: labels, aggregate: true).record(duration.inSeconds)
        logger.log(
            level: Self.quiet.contains(endpoint) ? .debug : .info, "request",
            metadata: [
                "request_id": "\(trace.spanID)", "trace_id": "\(trace.traceID)", "method": "\(method)",
                "path": "\(request.uri.path)", "client": "\(context.client?.ipAddress ?? "")",
                "status": "\(response.status.code)", "duration_ms": "\(duration.inSeconds * 1000)",
            ])
    }

    private static let known: Set<String> = ["GET", "HEAD", "POST", "PUT", "DELETE", "PATCH", "OPTIONS"]
    /// Asked every few seconds by machines: their lines would bury the others.
    private static let quiet: Set<String> = ["/health", "/ready", "/metrics"]
}

extension HTTPField.Name {
    static let traceparent = HTTPField.Name("traceparent")!
    static let requestID = HTTPField.Name("x-request-id")!
}

/// Which methods a path has, for refusing the others by name.
struct PathTable: Sendable {
    private let templates: [(parts: [Substring], method: String)]

    init(_ routes: [Route]) {
        templates = routes.flatMap { route in
            let parts = route.path.split(separator: "/").map { $0.hasPrefix("{") ? "" : $0 }
            return (route.method == .get ? ["GET", "HEAD"] : [route.method.rawValue]).map { (parts, $0) }
        }
    }

    func methods(for path: String) -> [String] {
        let parts = path.split(separator: "/")
        return templates.filter { template in
            template.parts.count == parts.count && zip(template.parts, parts).allSatisfy { $0.isEmpty || $0 == $1 }
        }.map(\.method).sorted()
    }
}

import Core
import HTTPTypes
import Hummingbird
import Logging
import Module
import Resilience
import ServiceContextModule
import Telemetry
import Tracing

/// The outermost ring: every request gets a trace, every error an answer, every answer a log line and a count.
struct Edge: RouterMiddleware {
    typealias Context = HTTPContext

    let paths: PathTable
    let hosts: HostNames
    let readiness: Readiness
    let clock: Core.Clock
    let logger: Logger
    let metrics: HTTPMetrics
    let tracer: TraceRecorder
    let limit: CallerLimit?

    // Hummingbird's own closures run on the concurrent executor; ours must say so to match them.
    @concurrent func handle(
        _ request: HummingbirdCore.Request, context: HTTPContext,
        next: @concurrent (HummingbirdCore.Request, HTTPContext) async throws -> HummingbirdCore.Response
    ) async throws -> HummingbirdCore.Response {
        let start = clock.ticks()
        var caller = ServiceContext.topLevel
        tracer.extract(request.headers, into: &caller, using: HeaderExtractor())
        return await tracer.withSpan(request.method.rawValue, context: caller, ofKind: .server) { span in
            var context = context
            context.trace = trace(of: span)
            var response: HummingbirdCore.Response
            do {
                response = try await admitted(request, context) { try await next(request, $0) }
            } catch {
                response = answer(to: error, request, context.trace)
            }
            response.headers[.requestID] = context.trace?.spanID
            if readiness.state == .stopping { response.headers[.connection] = "close" }
            finish(request, context, response, span, took: clock.ticks().since(start))
            return response
        }
    }

    /// What does not depend on the route: the right host, and not too often.
    private func admitted(
        _ request: HummingbirdCore.Request, _ context: HTTPContext,
        next: (HTTPContext) async throws -> HummingbirdCore.Response
    ) async throws -> HummingbirdCore.Response {
        if let problem = hosts.refusal(of: request) { throw problem }
        guard let limit, !Self.unlimited.contains(request.uri.path) else { return try await next(context) }
        let answer = await limit.take(context.client)
        var response: HummingbirdCore.Response
        switch answer.verdict {
        case .refused(let retryAfter):
            response = CallerLimit.problem(retryAfter: retryAfter).response(trace: context.trace)
                .http(accepting: nil)
        case .allowed:
            do {
                response = try await next(context)
            } catch {
                response = self.answer(to: error, request, context.trace)
            }
        }
        for (name, value) in limit.headers(answer) { response.headers[name] = value }
        return response
    }

    /// A span of its own for this request, also when none is recorded: the caller's may come many times.
    private func trace(of span: any Span) -> TraceContext? {
        guard !span.isRecording else { return span.context.trace }
        var random = SystemRandomNumberGenerator()
        return span.context.trace?.child(random: &random)
    }

    private func answer(
        to error: any Error, _ request: HummingbirdCore.Request, _ trace: TraceContext?
    ) -> HummingbirdCore.Response {
        let problem: Problem
        var allow: String?
        switch error {
        case let refusal as any Refusal:
            problem = refusal.problem
            // The caller is told what to do; why it is so is for the operator.
            if problem.type.status >= 500 { logger.warning("request refused", error: error) }
        case let error as any HTTPResponseError where (400..<500).contains(error.status.code):
            (problem, allow) = refusal(for: error, request)
        default:
            logger.error("request failed", error: error)
            problem = Problem(
                HTTPProblems.internal, "Something went wrong inside Lux; the log knows it by its trace_id.")
        }
        var response = problem.response(trace: trace).http(accepting: nil)
        response.headers[.allow] = allow
        return response
    }

    /// What the router refuses by itself: a path or method that it does not know, a request it cannot read.
    private func refusal(
        for error: any HTTPResponseError, _ request: HummingbirdCore.Request
    ) -> (Problem, allow: String?) {
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

    private func finish(
        _ request: HummingbirdCore.Request, _ context: HTTPContext, _ response: HummingbirdCore.Response,
        _ span: any Span, took duration: Duration
    ) {
        // Unknown paths and methods are the callers' words, not ours: as label values they would grow without end.
        let endpoint = context.endpointPath.flatMap { paths.knows($0) ? $0 : nil } ?? "unknown"
        let method = Self.known.contains(request.method.rawValue) ? request.method.rawValue : "other"
        let status = Int(response.status.code)
        if metrics.record(method: method, endpoint: endpoint, status: status, took: duration) {
            logger.warning(
                "Alta taxa de erros detectada",
                metadata: ["endpoint": "\(endpoint)", "limit": "\(ErrorRates.limit)"])
        }
        if span.isRecording {
            span.operationName = "\(method) \(endpoint)"
            span.attributes["http.request.method"] = method
            span.attributes["http.route"] = endpoint
            span.attributes["http.response.status_code"] = status
            if status >= 500 { span.setStatus(.init(code: .error)) }
        }
        logger.log(
            level: Self.quiet.contains(endpoint) ? .debug : .info, "request",
            metadata: [
                "request_id": "\(context.trace?.spanID ?? "")", "method": "\(method)",
                "path": "\(request.uri.path)",
                "client": "\(context.client?.ipAddress ?? "")", "status": "\(status)",
                "duration_ms": "\((duration.inSeconds * 1_000_000).rounded() / 1000)",
            ])
    }

    private static let known: Set<String> = ["GET", "HEAD", "POST", "PUT", "DELETE", "PATCH", "OPTIONS"]
    /// Asked every few seconds by machines: their lines would bury the others.
    private static let quiet: Set<String> = ["/health", "/ready", "/metrics"]
    /// Whoever watches the process must not be turned away when it is busiest.
    private static let unlimited = quiet.union(["/health/detailed"])
}

private struct HeaderExtractor: Extractor {
    func extract(key: String, from carrier: HTTPFields) -> String? {
        HTTPField.Name(key).flatMap { carrier[$0] }
    }
}

extension HTTPField.Name {
    static let requestID = HTTPField.Name("x-request-id")!
}

/// Which methods a path has, for refusing the others by name.
struct PathTable: Sendable {
    private let templates: [(parts: [Substring], method: String)]
    private let known: Set<String>

    init(_ routes: [Route]) {
        known = Set(routes.map(\.path))
        templates = routes.flatMap { route in
            let parts = route.path.split(separator: "/").map { $0.hasPrefix("{") ? "" : $0 }
            return (route.method == .get ? ["GET", "HEAD"] : [route.method.rawValue]).map { (parts, $0) }
        }
    }

    func knows(_ template: String) -> Bool { known.contains(template) }

    func methods(for path: String) -> [String] {
        let parts = path.split(separator: "/")
        let fitting = templates.filter { template in
            template.parts.count == parts.count
                && zip(template.parts, parts).allSatisfy { $0.isEmpty || $0 == $1 }
        }
        // As the router has it: what is named goes before what any name fits.
        let literal = fitting.filter { !$0.parts.contains("") }
        return (literal.isEmpty ? fitting : literal).map(\.method).sorted()
    }
}

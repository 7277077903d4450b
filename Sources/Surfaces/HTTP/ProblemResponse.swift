import Core
import Module

extension Problem {
    func response(trace: TraceContext?) -> RouteResponse {
        var headers: [String: String] = [:]
        // Rounded up: a client that waits the whole seconds told must not come too early.
        if let retryAfter { headers["retry-after"] = String(max(1, (retryAfter.wholeMilliseconds + 999) / 1000)) }
        return RouteResponse(
            status: type.status, contentType: "application/problem+json", body: document(trace: trace).bytes,
            headers: headers)
    }
}

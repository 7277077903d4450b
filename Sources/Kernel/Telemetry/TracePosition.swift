package import Core
package import Tracing

extension ServiceContext {
    /// Where the running task stands in a distributed trace.
    package var trace: TraceContext? {
        get { self[TraceKey.self] }
        set { self[TraceKey.self] = newValue }
    }

    /// The `tracestate` header that came with the trace, passed on as it is.
    package var traceState: String? {
        get { self[TraceStateKey.self] }
        set { self[TraceStateKey.self] = newValue }
    }
}

private enum TraceKey: ServiceContextKey {
    typealias Value = TraceContext
    static var nameOverride: String? { "trace" }
}

private enum TraceStateKey: ServiceContextKey {
    typealias Value = String
    static var nameOverride: String? { "tracestate" }
}

/// The two headers of W3C Trace Context.
enum TraceHeaders {
    static let parent = "traceparent"
    static let state = "tracestate"
    /// The recommendation asks to pass on at least this many bytes; longer ones are dropped.
    static let stateBytesMax = 512

    /// Reads a `tracestate` that may stand in an outgoing header as it is.
    static func accepted(state: String?) -> String? {
        guard let state, !state.isEmpty, state.utf8.count <= stateBytesMax,
            state.utf8.allSatisfy({ (0x20...0x7e).contains($0) || $0 == 0x09 })
        else { return nil }
        return state
    }
}

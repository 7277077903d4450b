import Core
package import Tracing

/// Which traces are recorded when the caller did not decide already.
package struct TraceSampling: Hashable, Sendable {
    /// Traces whose lower id half is below this are taken; nil takes all.
    private let threshold: UInt64?

    /// From 0 (none) to 1 (all). Decided by the trace id, so that processes with the same ratio agree.
    package init(ratio: Double) {
        threshold = ratio >= 1 ? nil : UInt64(max(0, ratio.isNaN ? 0 : ratio) * 0x1p64)
    }

    func takes(_ traceLow: UInt64) -> Bool {
        threshold.map { traceLow < $0 } ?? true
    }
}

/// The tracer of this process. Reads and writes W3C Trace Context and follows the caller's sampling decision.
/// Without a queue nothing is recorded, and a trace is still passed on and still named in log lines.
package final class TraceRecorder: Tracer {
    private let queue: SpanQueue?
    private let sampling: TraceSampling
    private let limits: SpanLimits
    private let ids: TraceIDs

    /// - Parameter queue: takes the spans that ended; nil when there is no one to send them to.
    package init(
        queue: SpanQueue?, sampling: TraceSampling, limits: SpanLimits = SpanLimits(), ids: TraceIDs
    ) {
        self.queue = queue
        self.sampling = sampling
        self.limits = limits
        self.ids = ids
    }

    package func startSpan<Instant: TracerInstant>(
        _ operationName: String, context: @autoclosure () -> ServiceContext, ofKind kind: SpanKind,
        at instant: @autoclosure () -> Instant, function: String, file fileID: String, line: UInt
    ) -> TraceSpan {
        var context = context()
        guard let queue else {
            // Log lines of one request share an id even when nobody collects traces.
            if context.trace == nil { context.trace = started(sampled: false) }
            return TraceSpan(context: context, recording: nil)
        }
        let parent = context.trace
        let trace = parent.map(child) ?? started(sampled: nil)
        context.trace = trace
        guard trace.sampled else { return TraceSpan(context: context, recording: nil) }
        let record = SpanRecord(
            trace: trace, traceState: context.traceState, parentSpan: parent?.span, kind: kind,
            startNanoseconds: instant().nanosecondsSinceEpoch, name: operationName)
        return TraceSpan(
            context: context,
            recording: TraceSpan.Recording(record, limits: limits) { queue.append($0) })
    }

    /// A trace of its own for work that no caller's trace reaches: a job, a command.
    private func started(sampled: Bool?) -> TraceContext {
        var ids = ids
        let trace = TraceContext.start(sampled: false, random: &ids)
        guard sampled ?? sampling.takes(trace.traceLow) else { return trace }
        return TraceContext(
            traceHigh: trace.traceHigh, traceLow: trace.traceLow, span: trace.span, sampled: true)
            ?? trace
    }

    private func child(of parent: TraceContext) -> TraceContext {
        var ids = ids
        return parent.child(random: &ids)
    }

    /// A malformed `traceparent` is as none: the next span begins a new trace.
    package func extract<Carrier, Extract: Extractor>(
        _ carrier: Carrier, into context: inout ServiceContext, using extractor: Extract
    ) where Extract.Carrier == Carrier {
        guard let header = extractor.extract(key: TraceHeaders.parent, from: carrier),
            let trace = TraceContext(traceparent: header)
        else { return }
        context.trace = trace
        context.traceState = TraceHeaders.accepted(
            state: extractor.extract(key: TraceHeaders.state, from: carrier))
    }

    package func inject<Carrier, Inject: Injector>(
        _ context: ServiceContext, into carrier: inout Carrier, using injector: Inject
    ) where Inject.Carrier == Carrier {
        guard let trace = context.trace else { return }
        injector.inject(trace.traceparent, forKey: TraceHeaders.parent, into: &carrier)
        if let state = context.traceState {
            injector.inject(state, forKey: TraceHeaders.state, into: &carrier)
        }
    }

    /// Asks the exporter to send now; does not wait for it.
    package func forceFlush() {
        queue?.wake()
    }
}

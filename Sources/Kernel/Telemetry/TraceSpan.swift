import Synchronization
package import Tracing

/// A span of `TraceRecorder`. One that is not sampled only carries its context and costs no allocation.
package struct TraceSpan: Span {
    package let context: ServiceContext
    private let recording: Recording?

    init(context: ServiceContext, recording: Recording?) {
        self.context = context
        self.recording = recording
    }

    package var isRecording: Bool { recording?.isOpen ?? false }

    package var operationName: String {
        get { recording?.reading { $0.name } ?? "" }
        nonmutating set { recording?.change { record, _ in record.name = newValue } }
    }

    package var attributes: SpanAttributes {
        get { recording?.reading { $0.attributes } ?? [:] }
        nonmutating set { recording?.change { record, limits in record.set(newValue, limits: limits) } }
    }

    package func setStatus(_ status: SpanStatus) {
        recording?.change { record, _ in record.status = status }
    }

    package func addEvent(_ event: SpanEvent) {
        recording?.change { record, limits in record.add(event, limits: limits) }
    }

    package func addLink(_ link: SpanLink) {
        recording?.change { record, limits in record.add(link, limits: limits) }
    }

    /// Written as the event `exception`, as OpenTelemetry's conventions ask.
    package func recordError<Instant: TracerInstant>(
        _ error: any Error, attributes: SpanAttributes, at instant: @autoclosure () -> Instant
    ) {
        guard let recording, recording.isOpen else { return }
        var attributes = attributes
        attributes["exception.type"] = String(describing: type(of: error))
        attributes["exception.message"] = String(describing: error)
        let event = SpanEvent(name: "exception", at: instant(), attributes: attributes)
        recording.change { record, limits in record.add(event, limits: limits) }
    }

    package func end<Instant: TracerInstant>(at instant: @autoclosure () -> Instant) {
        recording?.end(at: instant().nanosecondsSinceEpoch)
    }

    /// The shared state of one sampled span.
    final class Recording: Sendable {
        private let record: Mutex<SpanRecord>
        private let limits: SpanLimits
        private let ended: @Sendable (SpanRecord) -> Void

        init(_ record: SpanRecord, limits: SpanLimits, ended: @escaping @Sendable (SpanRecord) -> Void) {
            self.record = Mutex(record)
            self.limits = limits
            self.ended = ended
        }

        var isOpen: Bool { record.withLock { $0.endNanoseconds == nil } }

        func reading<Value: Sendable>(_ read: (borrowing SpanRecord) -> Value) -> Value {
            record.withLock { read($0) }
        }

        /// Changes after the end are ignored.
        func change(_ change: (inout SpanRecord, SpanLimits) -> Void) {
            record.withLock { record in
                if record.endNanoseconds == nil { change(&record, limits) }
            }
        }

        func end(at nanoseconds: UInt64) {
            let finished = record.withLock { record -> SpanRecord? in
                guard record.endNanoseconds == nil else { return nil }
                record.endNanoseconds = max(nanoseconds, record.startNanoseconds)
                return record
            }
            if let finished { ended(finished) }
        }
    }
}

package import Core
package import Logging
import Tracing

/// Turns events into lines for one logger. A value: changing one logger never changes another.
package struct LogLines: LogHandler {
    private let label: String
    private let output: LogOutput
    package var logLevel: Logger.Level
    package var metadata: Logger.Metadata = [:]
    package var metadataProvider: Logger.MetadataProvider?

    init(label: String, output: LogOutput, provider: Logger.MetadataProvider?) {
        self.label = label
        self.output = output
        logLevel = output.level
        metadataProvider = provider
    }

    package subscript(metadataKey name: String) -> Logger.Metadata.Value? {
        get { metadata[name] }
        set { metadata[name] = newValue }
    }

    package func log(event: LogEvent) {
        output.write(event.level, event.message.description, merged(for: event))
    }

    /// The event's own entries win over the task's, and those over the logger's.
    private func merged(for event: LogEvent) -> Logger.Metadata {
        var merged = metadata
        if let provided = metadataProvider?.get() { merged.add(provided) }
        if let own = event.metadata { merged.add(own) }
        if label != output.service { merged["logger"] = merged["logger"] ?? .string(label) }
        if let error = event.error {
            merged["error_type"] = merged["error_type"] ?? .string(String(describing: type(of: error)))
            merged["error_message"] = merged["error_message"] ?? .string(String(describing: error))
        }
        return merged
    }
}

extension Logger.Metadata {
    /// Entries of `other` win.
    fileprivate mutating func add(_ other: Logger.Metadata) {
        if isEmpty {
            self = other
        } else if !other.isEmpty {
            merge(other) { $1 }
        }
    }
}

/// What all loggers of one process share.
package struct LogOutput: Sendable {
    /// Says who writes, in every line.
    package let service: String
    package let level: Logger.Level
    package let writer: LogWriter
    private let form: LogForm
    private let limits: LogLimits
    private let now: @Sendable () -> Instant

    package init(
        service: String, level: Logger.Level, form: LogForm, writer: LogWriter,
        limits: LogLimits = LogLimits(),
        now: @escaping @Sendable () -> Instant
    ) {
        self.service = service
        self.level = level
        self.form = form
        self.writer = writer
        self.limits = limits
        self.now = now
    }

    /// Opens `destination` and reports there how many lines were lost when some were.
    package init(
        service: String, level: Logger.Level, form: LogForm, destination: LogDestination,
        queue: LogWriter.Limits = LogWriter.Limits(), limits: LogLimits = LogLimits(),
        now: @escaping @Sendable () -> Instant
    ) throws(LogFileUnusable) {
        let writer = try LogWriter(destination, limits: queue) { count in
            Self.lossLine(count, at: now(), service: service, form: form, limits: limits)
        }
        self.init(service: service, level: level, form: form, writer: writer, limits: limits, now: now)
    }

    /// Tells how many lines never reached the destination.
    package static func lossLine(
        _ count: Int, at moment: Instant, service: String, form: LogForm, limits: LogLimits = LogLimits()
    ) -> [UInt8] {
        LogLine(
            moment: moment, level: .warning, service: service, message: "Log lines were lost",
            metadata: ["lost_lines": .stringConvertible(count)]
        ).bytes(as: form, limits: limits)
    }

    /// A logger that needs no global set-up. It takes trace ids from the running task.
    package func logger(_ label: String? = nil) -> Logger {
        Logger(label: label ?? service) { label in handler(label, provider: .trace) }
    }

    /// For `LoggingSystem.bootstrap`.
    package func handler(_ label: String, provider: Logger.MetadataProvider?) -> LogLines {
        LogLines(label: label, output: self, provider: provider)
    }

    fileprivate func write(_ level: Logger.Level, _ message: String, _ metadata: Logger.Metadata) {
        let line = LogLine(
            moment: now(), level: level, service: service, message: message, metadata: metadata)
        writer.append(line.bytes(as: form, limits: limits))
        if level == .critical { writer.flushCritical() }
    }
}

extension Logger.MetadataProvider {
    /// `trace_id` and `span_id` of the running task's trace; nothing outside one.
    package static let trace = Logger.MetadataProvider {
        guard let trace = ServiceContext.current?.trace else { return [:] }
        return [LogLine.traceID: .string(trace.traceID), LogLine.spanID: .string(trace.spanID)]
    }
}

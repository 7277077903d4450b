import Core
import Logging

/// How a log event is written down.
package enum LogForm: Hashable, Sendable {
    /// One JSON object a line: `timestamp, level, service, trace_id, span_id, message, metadata`.
    case json
    /// For a person at a terminal.
    case readable(coloured: Bool)
}

/// What one line may hold; the rest is cut and said to be cut.
package struct LogLimits: Sendable {
    package var messageBytesMax = 16_384
    /// Names and values of one event's metadata together.
    package var metadataBytesMax = 8_192
    package var valueBytesMax = 4_096
    package var metadataDepthMax = 8

    package init() {}
}

/// One event on its way to becoming a line.
struct LogLine {
    let moment: Instant
    let level: Logger.Level
    let service: String
    let message: String
    var metadata: Logger.Metadata

    static let traceID = "trace_id"
    static let spanID = "span_id"
    /// The name under which a line says how many metadata entries were left out.
    static let cutName = "metadata_cut"

    /// The line with its line end.
    func bytes(as form: LogForm, limits: LogLimits) -> [UInt8] {
        switch form {
        case .json: json(limits)
        case .readable(let coloured): readable(coloured: coloured, limits)
        }
    }

    private func json(_ limits: LogLimits) -> [UInt8] {
        var writer = JSONWriter(reserving: 320)
        writer.write(raw: "{\"timestamp\":")
        writer.write(string: moment.written)
        writer.write(raw: ",\"level\":")
        writer.write(string: level.rawValue)
        writer.write(raw: ",\"service\":")
        writer.write(string: service)
        writer.write(raw: ",\"trace_id\":")
        writer.write(id: metadata[Self.traceID])
        writer.write(raw: ",\"span_id\":")
        writer.write(id: metadata[Self.spanID])
        writer.write(raw: ",\"message\":")
        writer.write(string: LogText.fitted(message, bytesMax: limits.messageBytesMax))
        writer.write(raw: ",\"metadata\":")
        var body = MetadataJSON(writer: writer, limits: limits)
        body.writeTop(metadata)
        body.writer.write(raw: "}\n")
        return body.writer.bytes
    }

    private func readable(coloured: Bool, _ limits: LogLimits) -> [UInt8] {
        var line: [UInt8] = []
        line.reserveCapacity(160)
        line.append(contentsOf: moment.written.utf8)
        line.append(UInt8(ascii: " "))
        if coloured { line.append(contentsOf: level.colour.utf8) }
        line.append(contentsOf: level.rawValue.utf8)
        if coloured { line.append(contentsOf: "\u{1b}[0m".utf8) }
        line.append(contentsOf: repeatElement(UInt8(ascii: " "), count: 9 - level.rawValue.utf8.count))
        LogText.append(readable: LogText.fitted(message, bytesMax: limits.messageBytesMax), to: &line)
        var bytesLeft = limits.metadataBytesMax
        for (name, value) in metadata.sorted(by: { $0.key < $1.key }) {
            let text = value.description
            bytesLeft -= name.utf8.count + text.utf8.count
            guard bytesLeft >= 0 else {
                line.append(contentsOf: " \(Self.cutName)".utf8)
                break
            }
            line.append(UInt8(ascii: " "))
            LogText.append(readable: LogText.fitted(name, bytesMax: limits.valueBytesMax), to: &line)
            line.append(UInt8(ascii: "="))
            let shown = Redaction.hides(name, value: text) ? Redaction.mask : value.redacted.description
            LogText.append(readable: LogText.fitted(shown, bytesMax: limits.valueBytesMax), to: &line)
        }
        line.append(0x0a)
        return line
    }
}

extension JSONWriter {
    fileprivate mutating func write(id: Logger.MetadataValue?) {
        guard let id else { return write(raw: "null") }
        write(string: LogText.fitted(id.description, bytesMax: 64))
    }
}

extension Logger.Level {
    fileprivate var colour: String {
        switch self {
        case .trace, .debug: "\u{1b}[2m"
        case .info: "\u{1b}[32m"
        case .notice: "\u{1b}[36m"
        case .warning: "\u{1b}[33m"
        case .error: "\u{1b}[31m"
        case .critical: "\u{1b}[1;31m"
        }
    }
}

extension Logger.MetadataValue {
    /// The value with the secrets inside its dictionaries masked.
    fileprivate var redacted: Logger.MetadataValue {
        switch self {
        case .string, .stringConvertible: self
        case .array(let values): .array(values.map(\.redacted))
        case .dictionary(let members):
            .dictionary(
                Dictionary(
                    uniqueKeysWithValues: members.map { name, value in
                        (
                            name,
                            Redaction.hides(name, value: value.description)
                                ? .string(Redaction.mask) : value.redacted
                        )
                    }))
        }
    }
}

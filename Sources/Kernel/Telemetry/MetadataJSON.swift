import Core
import Logging

/// Writes an event's metadata as one JSON object of bounded size.
struct MetadataJSON {
    var writer: JSONWriter
    private let limits: LogLimits
    private var bytesLeft: Int
    private var leftOut = 0

    init(writer: JSONWriter, limits: LogLimits) {
        self.writer = writer
        self.limits = limits
        bytesLeft = limits.metadataBytesMax
    }

    /// The trace's ids stand outside, so they are skipped here.
    mutating func writeTop(_ metadata: Logger.Metadata) {
        writer.write(raw: "{")
        var isFirst = true
        for (name, value) in metadata.sorted(by: { $0.key < $1.key }) {
            if name == LogLine.traceID || name == LogLine.spanID { continue }
            write(name, value, isFirst: &isFirst, depth: 1)
        }
        if leftOut > 0 {
            if !isFirst { writer.write(raw: ",") }
            writer.write(string: LogLine.cutName)
            writer.write(raw: ":")
            writer.write(integer: Int64(leftOut))
        }
        writer.write(raw: "}")
    }

    /// A name that cannot stand as it is, is left out with its value: two names shortened to the same one
    /// would make the object ambiguous.
    private mutating func write(
        _ name: String, _ value: Logger.MetadataValue, isFirst: inout Bool, depth: Int
    ) {
        bytesLeft -= name.utf8.count
        guard bytesLeft > 0, name != LogLine.cutName,
            LogText.isFit(name, bytesMax: limits.valueBytesMax)
        else {
            leftOut += 1
            return
        }
        if !isFirst { writer.write(raw: ",") }
        isFirst = false
        writer.write(string: name)
        writer.write(raw: ":")
        if Redaction.hides(name, value: value.description) {
            writer.write(string: Redaction.mask)
        } else {
            write(value, depth: depth)
        }
    }

    private mutating func write(_ value: Logger.MetadataValue, depth: Int) {
        guard depth < limits.metadataDepthMax else { return writer.write(string: "…") }
        switch value {
        case .string(let text): write(text)
        case .stringConvertible(let value): write(convertible: value)
        case .array(let values):
            writer.write(raw: "[")
            for (index, value) in values.enumerated() {
                guard bytesLeft > 0 else {
                    leftOut += values.count - index
                    break
                }
                if index > 0 { writer.write(raw: ",") }
                bytesLeft -= 1
                write(value, depth: depth + 1)
            }
            writer.write(raw: "]")
        case .dictionary(let members):
            writer.write(raw: "{")
            var isFirst = true
            for (name, value) in members.sorted(by: { $0.key < $1.key }) {
                write(name, value, isFirst: &isFirst, depth: depth + 1)
            }
            writer.write(raw: "}")
        }
    }

    private mutating func write(convertible value: any CustomStringConvertible & Sendable) {
        switch value {
        case is LogNull: writer.write(raw: "null")
        case let whole as Int: writer.write(integer: Int64(whole))
        case let truth as Bool: writer.write(raw: truth ? "true" : "false")
        case let real as Double: writer.write(number: real)
        default: write(value.description)
        }
    }

    private mutating func write(_ text: String) {
        let fitted = LogText.fitted(text, bytesMax: min(limits.valueBytesMax, bytesLeft))
        bytesLeft -= fitted.utf8.count
        writer.write(string: fitted)
    }
}

/// Stands for what is named in every line and not known in this one: `null`.
package struct LogNull: CustomStringConvertible, Sendable {
    package let description = "null"

    package init() {}
}

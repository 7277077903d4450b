import Bus
import Core

/// Messages as words of a stream's entry.
extension Message {
    /// Seven, in the order in which the scripts expect them.
    var words: [RedisCommand.Word] {
        [
            .text(id), .text(topic.text), .text(contentType), .text(tenant.text),
            .text(trace?.traceparent ?? ""), .number(occurredAt.milliseconds), .bytes(body),
        ]
    }

    /// Reads names and values that take turns.
    init(_ words: [RedisReply]) throws {
        var values: [String: [UInt8]] = [:]
        for place in stride(from: 0, to: words.count - 1, by: 2) {
            if let name = words[place].text { values[name] = words[place + 1].bytes }
        }
        func text(_ name: String) throws(Unreadable) -> String {
            guard let text = values[name].flatMap({ String(validating: $0, as: UTF8.self) }) else {
                throw Unreadable(description: "it has no «\(name)»")
            }
            return text
        }
        guard let body = values["body"], let at = Int64(try text("at")) else {
            throw Unreadable(description: "it has no body or no moment")
        }
        try self.init(
            id: text("id"), topic: text("topic"), contentType: text("type"), body: body,
            tenant: TenantID(text("tenant")), trace: TraceContext(traceparent: text("trace")),
            occurredAt: Instant(milliseconds: at))
    }
}

/// Something in a stream is no message.
struct Unreadable: Error, CustomStringConvertible {
    let description: String
}

extension DeadLetter {
    init(_ words: [RedisReply]) {
        let reason = words.count > 1 ? words[1].text : nil
        self.init(try? Message(words), reason: reason ?? "unknown")
    }
}

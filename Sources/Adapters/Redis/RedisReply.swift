import CHiredis

/// What Redis answers to a command.
package enum RedisReply: Hashable, Sendable {
    case status(String)
    case bytes([UInt8])
    case integer(Int64)
    case list([RedisReply])
    case null
    /// An error in Redis's words.
    case error(String)

    init(_ reply: UnsafePointer<redisReply>) {
        let reply = reply.pointee
        switch reply.type {
        case REDIS_REPLY_STRING: self = .bytes(Self.bytes(of: reply))
        case REDIS_REPLY_INTEGER: self = .integer(Int64(reply.integer))
        case REDIS_REPLY_STATUS: self = .status(String(decoding: Self.bytes(of: reply), as: UTF8.self))
        case REDIS_REPLY_ERROR: self = .error(String(decoding: Self.bytes(of: reply), as: UTF8.self))
        case REDIS_REPLY_ARRAY:
            self = .list((0..<reply.elements).compactMap { reply.element[$0].map { RedisReply($0) } })
        default: self = .null
        }
    }

    private static func bytes(of reply: redisReply) -> [UInt8] {
        guard let start = reply.str else { return [] }
        return Array(UnsafeRawBufferPointer(start: start, count: reply.len))
    }

    package var bytes: [UInt8]? {
        if case .bytes(let bytes) = self { bytes } else { nil }
    }

    package var text: String? {
        switch self {
        case .bytes(let bytes): String(decoding: bytes, as: UTF8.self)
        case .status(let text): text
        case .integer, .list, .null, .error: nil
        }
    }

    package var integer: Int64? {
        if case .integer(let number) = self { number } else { nil }
    }

    package var list: [RedisReply]? {
        if case .list(let items) = self { items } else { nil }
    }

    /// What it is, for messages: never its content, which may be anyone's.
    var kind: String {
        switch self {
        case .status: "a status"
        case .bytes: "a string"
        case .integer: "an integer"
        case .list(let items): "a list of \(items.count)"
        case .null: "nothing"
        case .error: "an error"
        }
    }
}

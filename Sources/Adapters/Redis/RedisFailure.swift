/// Why a command has no answer. Nothing that a caller of Lux could mend: a fault.
package enum RedisFailure: Error, Hashable, CustomStringConvertible {
    /// There is no connection. The command was not sent.
    case away(reason: String)
    /// The connection broke, or the time was over, after the command may have been sent: it may have run.
    case lost(reason: String)
    /// So many commands wait already. It was not sent.
    case busy(waiting: Int)
    /// Redis answered with an error, such as `WRONGTYPE …`.
    case refused(String)
    /// Redis answered something that the command never answers.
    case unexpected(String)
    case closed

    /// Whether it tells that the server is not well, rather than something about one command.
    var countsAgainstServer: Bool {
        switch self {
        case .away, .lost: true
        case .busy, .refused, .unexpected, .closed: false
        }
    }

    package var description: String {
        switch self {
        case .away(let reason): "Redis is away: \(reason)"
        case .lost(let reason): "the answer of Redis was lost: \(reason)"
        case .busy(let waiting): "\(waiting) commands wait for Redis already"
        case .refused(let text): "Redis refused: \(text)"
        case .unexpected(let what): "Redis answered \(what)"
        case .closed: "the connection to Redis is closed"
        }
    }
}

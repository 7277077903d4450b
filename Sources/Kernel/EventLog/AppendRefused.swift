package import Core

/// What a stream must be like for an append to happen.
package enum Expectation: Hashable, Sendable {
    /// It has no events yet.
    case new
    /// Its last event is this one, from 1.
    case version(Int64)
    case any
}

/// What was appended.
package struct Appended: Hashable, Sendable {
    /// Of the stream, after the append.
    package let version: Int64
    /// Of each event, in order.
    package let ids: [ID<Event>]
    /// Of the last event, 0 if there was none to append. Visible to followers once the transaction and all that began before it have ended.
    package let position: Int64
}

package enum AppendRefused: Refusal, Hashable {
    case conflict(StreamName, expected: Expectation, found: Int64)
    /// Others appended each time that this append tried.
    case crowded(StreamName)
    case tooManyEvents(Int)
    case bodyTooLarge(bytes: Int)
    case actorTooLong(bytes: Int)

    package var problem: Problem {
        switch self {
        case .conflict(_, .new, _): Problem(.streamChanged, "It was to be new, and exists already.")
        case .conflict(_, _, let found):
            Problem(.streamChanged, "It is at version \(found) now, which is not the one you named.")
        case .crowded:
            Problem(.streamChanged, "Too many others change it at this moment.", retryAfter: .seconds(1))
        case .tooManyEvents(let count):
            Problem(
                .eventNotStorable, "\(count) events at once; \(LogLimits.eventsPerAppendMax) are the most.")
        case .bodyTooLarge(let bytes):
            Problem(
                .eventNotStorable, "An event of \(bytes) bytes; \(LogLimits.bodyBytesMax) are the most.")
        case .actorTooLong(let bytes):
            Problem(
                .eventNotStorable,
                "An actor's name of \(bytes) bytes; \(LogLimits.actorBytesMax) are the most.")
        }
    }
}

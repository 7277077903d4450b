/// How parts of Lux and other systems tell each other things: messages by topic to groups of consumers.
///
/// Every message arrives at least once. Who must not do a thing twice asks `RecentMessages` or `SeenMessages`.
package protocol Bus: Sendable {
    /// Returns once the broker has taken responsibility for every message. When it throws, any of them may have
    /// been taken: publish them all again, with the same ids.
    @discardableResult
    func publish(_ messages: [Message]) async throws -> Receipt

    /// Makes the group known. What is published from now on and matches is kept for it, whether anyone consumes
    /// or not. Topics that the group wanted before and no longer names are no longer delivered.
    func declare(_ subscription: Subscription) async throws

    /// Declares the group and calls `handle` for each delivery until the task is cancelled or the bus is closed.
    /// Returning acknowledges; throwing has the message delivered again, `BadMessage` gives it up at once. Handlers
    /// that run when it ends are cancelled and waited for. A lost connection is made again, out of sight.
    /// - Throws: when the broker does not let it consume.
    func subscribe(
        _ subscription: Subscription, _ handle: @escaping @Sendable (Delivery) async throws -> Void
    ) async throws

    /// The oldest messages that the group gave up, without taking them away.
    func deadLetters(of group: String, atMost count: Int) async throws -> [DeadLetter]

    /// Puts the oldest dead letters back among the group's messages and counts their deliveries anew.
    /// - Returns: how many.
    func redeliverDeadLetters(of group: String, atMost count: Int) async throws -> Int

    /// Never throws, because not being able to say is an answer too.
    func status() async -> BusStatus

    /// Ends subscriptions and refuses what comes later.
    func close() async
}

/// What became of messages that the broker took.
package struct Receipt: Hashable, Sendable {
    /// The ids of those that no group wants. They are gone, which is no fault of an event; a command's sender may
    /// think otherwise. Empty where the broker cannot tell.
    package let unwanted: [String]

    package init(unwanted: [String] = []) {
        self.unwanted = unwanted
    }
}

package struct Delivery: Hashable, Sendable {
    package let message: Message
    /// 1 for the first time.
    package let number: Int

    package init(_ message: Message, number: Int) {
        self.message = message
        self.number = number
    }
}

package struct DeadLetter: Hashable, Sendable {
    /// Nil when another system sent something that is no message.
    package let message: Message?
    /// In the broker's or our own words.
    package let reason: String

    package init(_ message: Message?, reason: String) {
        self.message = message
        self.reason = reason
    }
}

/// Thrown by a handler for a message that no other attempt would mend: it goes to the dead letters at once.
package struct BadMessage: Error, CustomStringConvertible {
    package let reason: String

    package init(_ reason: String) {
        self.reason = reason
    }

    package var description: String { "bad message: \(reason)" }
}

/// The bus did not do what it was asked.
package struct BusFailure: Error, Hashable, CustomStringConvertible {
    package enum Kind: Hashable, Sendable {
        case closed
        /// No connection, or it was lost before the broker had answered.
        case unreachable
        /// The broker takes nothing for now, or a group has no room for more.
        case full
        /// The broker does not allow it, or has something else under that name. Trying again does not help.
        case refused
    }

    package let kind: Kind
    /// In the broker's words, for the log. Holds no credentials.
    package let cause: String

    package init(_ kind: Kind, cause: String) {
        self.kind = kind
        self.cause = cause
    }

    package var description: String { "bus \(kind): \(cause)" }
}

package struct BusStatus: Hashable, Sendable {
    package var isConnected: Bool
    /// Why it cannot publish, for the operator.
    package var failure: String?
    package var counts: BusCounts

    package init(isConnected: Bool, failure: String?, counts: BusCounts) {
        (self.isConnected, self.failure, self.counts) = (isConnected, failure, counts)
    }
}

/// Since the process started.
package struct BusCounts: Hashable, Sendable {
    /// Messages that the broker took.
    package var published = 0
    /// Of those, what no group wanted.
    package var unwanted = 0
    package var delivered = 0
    package var acknowledged = 0
    /// Given back because their handler failed.
    package var failed = 0
    /// Given up by a handler, or no messages at all.
    package var bad = 0
    package var connectionsLost = 0

    package init() {}
}

/// What an operator should hear of. Whoever makes a bus says where it goes; the bus itself writes no log.
package enum BusIncident: Sendable {
    case connected(String)
    case lost(String, cause: String)
    /// No group wants the message.
    case unwanted(id: String, Topic)
    case handlerFailed(group: String, id: String, delivery: Int, any Error)
    /// Something in the group's queue is no message.
    case unreadable(group: String, cause: String)
}

package typealias BusReporter = @Sendable (BusIncident) -> Void

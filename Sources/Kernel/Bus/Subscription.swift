/// A group of consumers and what it wants. Each message that matches goes to one consumer of each group; the
/// group lasts, and keeps its messages, while nobody consumes.
package struct Subscription: Hashable, Sendable {
    /// One word of `a-z`, `0-9` and `_`.
    package let group: String
    package let topics: [TopicPattern]
    /// How many handlers run at once. With 1 they see one publisher's messages in its order, as long as none
    /// fails.
    package let handlersMax: Int
    /// How many messages the broker lends to this consumer at a time.
    package let prefetch: Int
    /// After so many deliveries without acknowledgement a message goes to the group's dead letters. A delivery
    /// that ended because the consumer went away counts on some brokers, so it should not be a small number.
    package let deliveriesMax: Int
    /// Before a message whose handler failed is given back; doubles with each attempt, up to `waitMax`.
    package let wait: Duration

    package static let groupBytesMax = 64
    package static let topicsMax = 64
    package static let prefetchMax = 1_000
    package static let waitMax = Duration.seconds(30)

    package enum Malformed: Error, Hashable, Sendable {
        case group(String)
        case topic(String)
        /// None, or more than `topicsMax`.
        case topicCount(Int)
    }

    /// Numbers out of range are taken for the nearest that is allowed.
    package init(
        group: String, topics: [String], handlersMax: Int = 1, prefetch: Int = 32, deliveriesMax: Int = 20,
        wait: Duration = .milliseconds(500)
    ) throws(Malformed) {
        guard group.isTopicWord, group.utf8.count <= Self.groupBytesMax else { throw .group(group) }
        guard (1...Self.topicsMax).contains(topics.count) else { throw .topicCount(topics.count) }
        var patterns: [TopicPattern] = []
        for topic in topics {
            guard let pattern = TopicPattern(topic) else { throw .topic(topic) }
            patterns.append(pattern)
        }
        self.group = group
        self.topics = patterns
        self.handlersMax = min(max(1, handlersMax), Self.prefetchMax)
        self.prefetch = min(max(self.handlersMax, prefetch), Self.prefetchMax)
        self.deliveriesMax = max(1, deliveriesMax)
        self.wait = max(.zero, wait)
    }

    package func wants(_ topic: Topic) -> Bool { topics.contains { $0.matches(topic) } }

    /// How long a message rests after its delivery of that number, 1 for the first, has failed.
    package func wait(afterDelivery number: Int) -> Duration {
        min(Self.waitMax, wait * (1 << min(max(0, number - 1), Self.doublingsMax)))
    }

    /// Beyond this the longest wait has long been reached; it keeps the shift from overflowing.
    private static let doublingsMax = 16
}

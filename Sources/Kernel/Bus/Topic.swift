/// What a message is about, such as `process.created`: words of `a-z`, `0-9` and `_` with dots between.
package struct Topic: Hashable, Sendable, CustomStringConvertible {
    package let text: String

    /// In bytes. What AMQP allows for a routing key.
    package static let bytesMax = 255

    package init?(_ text: some StringProtocol) {
        guard text.utf8.count <= Self.bytesMax, text.topicWords.allSatisfy(\.isTopicWord) else { return nil }
        self.text = String(text)
    }

    package var description: String { text }
}

/// Which topics are wanted. As in AMQP, `*` stands for one word and `#` for any number of them, also none.
package struct TopicPattern: Hashable, Sendable, CustomStringConvertible {
    package let text: String
    private let words: [Substring]

    package init?(_ text: String) {
        words = text.topicWords
        guard text.utf8.count <= Topic.bytesMax,
            words.allSatisfy({ $0 == "*" || $0 == "#" || $0.isTopicWord })
        else { return nil }
        self.text = text
    }

    package var description: String { text }

    /// Goes back to the last `#` only, so the time is at most words of the pattern by words of the topic.
    package func matches(_ topic: Topic) -> Bool {
        let wanted = topic.text.topicWords
        var (part, place) = (0, 0)
        var retry: (part: Int, place: Int)?
        while place < wanted.count {
            if part < words.count, words[part] == "#" {
                part += 1
                retry = (part, place)
            } else if part < words.count, words[part] == "*" || words[part] == wanted[place] {
                (part, place) = (part + 1, place + 1)
            } else if let last = retry {
                retry = (last.part, last.place + 1)
                (part, place) = (last.part, last.place + 1)
            } else {
                return false
            }
        }
        return words[part...].allSatisfy { $0 == "#" }
    }
}

extension StringProtocol {
    fileprivate var topicWords: [SubSequence] { split(separator: ".", omittingEmptySubsequences: false) }

    /// At least one of `a-z`, `0-9` and `_`.
    var isTopicWord: Bool {
        !isEmpty
            && utf8.allSatisfy { byte in
                switch byte {
                case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"): true
                default: byte == UInt8(ascii: "_")
                }
            }
    }
}

import Bus
import Testing

struct `A topic` {
    @Test(arguments: ["process.created", "a", "a_1.b2.c", String(repeating: "a.", count: 127) + "a"])
    func `is words with dots between`(_ text: String) {
        #expect(Topic(text)?.text == text)
    }

    @Test(arguments: ["", ".", "a.", ".a", "a..b", "A", "a b", "a-b", "a.*", "#", "ação", "a\0"])
    func `is nothing else`(_ text: String) {
        #expect(Topic(text) == nil)
    }

    @Test func `has at most 255 bytes`() {
        #expect(Topic(String(repeating: "a", count: 255)) != nil)
        #expect(Topic(String(repeating: "a", count: 256)) == nil)
        #expect(TopicPattern(String(repeating: "a", count: 256)) == nil)
    }

    static let matches: [(String, String, Bool)] = [
        ("a.b", "a.b", true), ("a.b", "a", false), ("a", "a.b", false), ("a.b", "a.c", false),
        ("*", "a", true), ("*", "a.b", false), ("a.*", "a", false), ("a.*", "a.b", true),
        ("*.b", "a.b", true),
        ("#", "a", true), ("#", "a.b.c", true), ("a.#", "a", true), ("a.#", "a.b.c", true),
        ("a.#", "b", false),
        ("#.c", "c", true), ("#.c", "a.b.c", true), ("#.c", "a.c.b", false), ("#.b.#", "a.b.b.c", true),
        ("#.b.*", "a.b.b.c", true), ("#.b.*", "a.b.b", true), ("#.#", "a", true), ("*.#", "a", true),
        ("#.*", "a", true), ("*.#.*", "a", false), ("*.#.*", "a.b", true), ("a.#.c.#.e", "a.b.c.d.c.e", true),
        ("a.#.c.#.e", "a.b.d.e", false),
    ]

    @Test(arguments: matches)
    func `matches by words`(_ pattern: String, _ topic: String, _ matches: Bool) throws {
        let (pattern, topic) = (try #require(TopicPattern(pattern)), try #require(Topic(topic)))
        #expect(pattern.matches(topic) == matches)
    }

    @Test(.timeLimit(.minutes(10))) func `is matched in little time whatever the pattern`() throws {
        let pattern = try #require(TopicPattern(String(repeating: "#.a.", count: 60) + "b"))
        let topic = try #require(Topic(String(repeating: "a.", count: 127) + "a"))
        #expect(!pattern.matches(topic))
    }

    @Test(arguments: ["", "a.b", "A", "a-b", String(repeating: "a", count: 65)])
    func `is no name of a group`(_ group: String) {
        #expect(throws: Subscription.Malformed.group(group)) { try Subscription(group: group, topics: ["#"]) }
    }

    @Test func `is wanted by a subscription that names some and not too many`() throws {
        #expect(throws: Subscription.Malformed.topicCount(0)) { try Subscription(group: "g", topics: []) }
        let many = Array(repeating: "a", count: 65)
        #expect(throws: Subscription.Malformed.topicCount(65)) { try Subscription(group: "g", topics: many) }
        #expect(throws: Subscription.Malformed.topic("a.")) { try Subscription(group: "g", topics: ["a."]) }
        let subscription = try Subscription(
            group: "g", topics: ["a.*", "b"], handlersMax: 0, prefetch: 9_999)
        #expect(subscription.handlersMax == 1 && subscription.prefetch == Subscription.prefetchMax)
        let (wanted, other) = (try #require(Topic("a.b")), try #require(Topic("a")))
        #expect(subscription.wants(wanted) && !subscription.wants(other))
    }
}

/// Which tags of a connection are settled, so that many acknowledgements become one.
package struct SettledTags: Sendable {
    /// This and all before it are settled.
    private var through: UInt64 = 0
    private var beyond: Set<UInt64> = []

    package init() {}

    package mutating func note(_ tag: UInt64) {
        beyond.insert(tag)
        while beyond.remove(through + 1) != nil { through += 1 }
    }

    /// - Returns: the tag that all up to it can be acknowledged with, and those that need their own. The first is
    ///   one of those given: the broker takes a tag that is settled already for a mistake.
    package mutating func acknowledge(_ tags: [UInt64]) -> (through: UInt64?, single: [UInt64]) {
        for tag in tags { note(tag) }
        return (tags.filter { $0 <= through }.max(), tags.filter { $0 > through })
    }
}

/// A command's name and arguments, laid end to end: a command crosses to the connection's thread as two
/// allocations, however many arguments it has.
package struct RedisCommand: Hashable, Sendable {
    package enum Word: Hashable, Sendable, ExpressibleByStringLiteral, ExpressibleByIntegerLiteral {
        case text(String)
        case bytes([UInt8])
        case number(Int64)

        package init(stringLiteral text: String) { self = .text(text) }
        package init(integerLiteral number: Int64) { self = .number(number) }
    }

    private(set) var bytes: [UInt8] = []
    private(set) var lengths: [Int] = []

    package init(_ words: Word...) {
        self.init(words)
    }

    package init(_ words: [Word]) {
        lengths.reserveCapacity(words.count)
        for word in words { append(word) }
        precondition(!bytes.isEmpty, "a command has a name")
    }

    package mutating func append(_ word: Word) {
        let start = bytes.count
        switch word {
        case .text(let text): bytes.append(contentsOf: text.utf8)
        case .bytes(let more): bytes.append(contentsOf: more)
        case .number(let number): bytes.append(contentsOf: String(number).utf8)
        }
        lengths.append(bytes.count - start)
    }
}

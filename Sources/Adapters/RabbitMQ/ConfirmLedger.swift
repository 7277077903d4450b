/// Which messages of a round the broker has answered for. Messages are numbered from 0; tags go on from the first.
package struct ConfirmLedger: Sendable {
    package enum Answer: Sendable {
        case none
        case taken
        case refused
    }

    package private(set) var answers: [Answer]
    package private(set) var sent = 0
    /// Sent and without an answer.
    package private(set) var waiting = 0
    private let firstTag: UInt64
    /// Everything before it has an answer.
    private var settled = 0

    package init(count: Int, firstTag: UInt64) {
        answers = Array(repeating: .none, count: count)
        self.firstTag = firstTag
    }

    package var isComplete: Bool { settled == answers.count }

    package mutating func noteSent() {
        sent += 1
        waiting += 1
    }

    /// Tags of rounds before this one are passed over.
    /// - Returns: which messages it answers for.
    package mutating func confirm(_ tag: UInt64, andAllBefore: Bool, isTaken: Bool) -> Range<Int> {
        guard tag >= firstTag, let number = Int(exactly: tag - firstTag), number < sent else { return 0..<0 }
        let range = andAllBefore ? min(settled, number)..<number + 1 : number..<number + 1
        for place in range where answers[place] == .none {
            answers[place] = isTaken ? .taken : .refused
            waiting -= 1
        }
        while settled < answers.count, answers[settled] != .none { settled += 1 }
        return range
    }
}

import Bus

/// The messages of some callers on their way to the broker.
struct PublishRound {
    private let jobs: [Publisher.Job]
    let messages: [Message]
    private var ledger: ConfirmLedger
    private var unconfirmedBytes = 0
    /// Ids of messages that no group wants.
    private(set) var unwanted: Set<String> = []

    init(_ jobs: [Publisher.Job], firstTag: UInt64) {
        self.jobs = jobs
        messages = jobs.flatMap(\.messages)
        ledger = ConfirmLedger(count: messages.count, firstTag: firstTag)
    }

    var isComplete: Bool { ledger.isComplete }

    var hasRoom: Bool {
        ledger.waiting < RabbitMQOptions.unconfirmedMax
            && unconfirmedBytes < RabbitMQOptions.unconfirmedBytesMax
    }

    var next: Message? { ledger.sent < messages.count ? messages[ledger.sent] : nil }

    mutating func noteSent() {
        unconfirmedBytes += messages[ledger.sent].body.count
        ledger.noteSent()
    }

    /// Tells whether it got on.
    mutating func take(_ event: AMQPEvent) throws -> Bool {
        switch event {
        case .confirmed(let tag, let andAllBefore, let isTaken):
            let before = ledger.waiting
            let answered = ledger.confirm(tag, andAllBefore: andAllBefore, isTaken: isTaken)
            if before != ledger.waiting { countBytes(of: answered) }
            return before != ledger.waiting
        case .unwanted(let id):
            unwanted.insert(id)
            return true
        case .closed(let failure): throw failure
        case .blocked(let reason):
            if let reason { throw BusFailure(.full, cause: reason) }
            return false
        case .message, .consumerCancelled: return false
        }
    }

    private mutating func countBytes(of answered: Range<Int>) {
        // A range may hold what was answered before: near enough for a limit, and right again when all is answered.
        unconfirmedBytes = max(0, unconfirmedBytes - answered.reduce(0) { $0 + messages[$1].body.count })
        if ledger.waiting == 0 { unconfirmedBytes = 0 }
    }

    /// How many the broker took.
    var takenCount: Int { ledger.answers.count { $0 == .taken } }

    /// Tells each caller how its own messages ended. `failure` is for those without an answer.
    func end(_ failure: any Error) {
        var start = 0
        for job in jobs {
            let answers = ledger.answers[start..<start + job.messages.count]
            if answers.contains(.none) {
                job.caller.resume(throwing: failure)
            } else if answers.contains(.refused) {
                job.caller.resume(throwing: Self.refused)
            } else {
                let ids = unwanted.isEmpty ? [] : job.messages.map(\.id).filter(unwanted.contains)
                job.caller.resume(returning: Receipt(unwanted: ids))
            }
            start += job.messages.count
        }
    }

    private static let refused = BusFailure(.full, cause: "the broker did not take it: a group has no room")
}

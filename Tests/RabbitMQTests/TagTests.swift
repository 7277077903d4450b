import RabbitMQ
import Testing

struct `Delivery tags` {
    @Test func `are acknowledged together up to the highest one that is outstanding`() {
        var tags = SettledTags()
        #expect(tags.acknowledge([1, 2, 3]) == (3, []))
        #expect(tags.acknowledge([6, 4]) == (4, [6]))
        // 5 was given back, so the highest that may be named is 7 and not more.
        tags.note(5)
        #expect(tags.acknowledge([7]) == (7, []))
        tags.note(9)
        #expect(tags.acknowledge([8]) == (8, []))
        #expect(tags.acknowledge([]) == (nil, []))
    }

    @Test func `are never acknowledged by one that was given back`() {
        var tags = SettledTags()
        tags.note(2)
        #expect(tags.acknowledge([1]) == (1, []))
        tags.note(3)
        #expect(tags.acknowledge([5]) == (nil, [5]))
    }

    @Test func `of a round are confirmed one by one or all before`() {
        var ledger = ConfirmLedger(count: 5, firstTag: 11)
        for _ in 0..<5 { ledger.noteSent() }
        _ = ledger.confirm(13, andAllBefore: false, isTaken: true)
        #expect(ledger.answers == [.none, .none, .taken, .none, .none] && ledger.waiting == 4)
        _ = ledger.confirm(12, andAllBefore: true, isTaken: false)
        #expect(ledger.answers == [.refused, .refused, .taken, .none, .none] && !ledger.isComplete)
        _ = ledger.confirm(15, andAllBefore: true, isTaken: true)
        #expect(ledger.answers == [.refused, .refused, .taken, .taken, .taken])
        #expect(ledger.isComplete && ledger.waiting == 0)
    }

    @Test(arguments: [0, 10, 12, 16, UInt64.max])
    func `of another round, or of nothing sent, change nothing`(_ tag: UInt64) {
        var ledger = ConfirmLedger(count: 5, firstTag: 11)
        ledger.noteSent()
        _ = ledger.confirm(tag, andAllBefore: true, isTaken: true)
        #expect(ledger.answers == Array(repeating: .none, count: 5) && ledger.waiting == 1)
    }

    @Test func `answer once, whatever is said again`() {
        var ledger = ConfirmLedger(count: 2, firstTag: 1)
        for _ in 0..<2 { ledger.noteSent() }
        for _ in 0..<2 { _ = ledger.confirm(1, andAllBefore: true, isTaken: true) }
        _ = ledger.confirm(1, andAllBefore: false, isTaken: false)
        #expect(ledger.answers == [.taken, .none] && ledger.waiting == 1)
    }
}

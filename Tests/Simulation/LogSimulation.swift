import Core
import EventLog
import LuxTesting

/// A log with transactions that overlap, processes that watch and follow it, and everything that goes wrong: late
/// commits, roll-backs, crashes, events that fail for a while, leases that run out, restores. What decides is the
/// product's own `Horizon` and `Pursuit`; around them stands the smallest model of a database.
struct LogSimulation {
    /// What a database holds, and a backup of it.
    struct Rows {
        /// Sorted.
        var committed: [Int64] = []
        var nextPosition: Int64 = 1
        /// In the order of their application; a read model.
        var applied: [Int64] = []
        var insideCursor: Int64 = 0
        var outsideCursor: Int64 = 0
        var fence = 0
        var owner: Int?
    }

    struct Process {
        var horizon = Horizon()
        var inside: Pursuit?
        var outside: Pursuit?
        var fence: Int?
    }

    private var random: SplitMix64
    private(set) var rows = Rows()
    private var backup = Rows()
    private var open: [(name: String, drawn: [Int64])] = []
    private var writers = 0
    private var processes = [Process(), Process()]
    /// Events that cannot be handled yet.
    private var poison: Set<Int64> = []
    /// What the outside has heard since the last restore.
    private(set) var heard: [Int64] = []
    private(set) var faults: [String] = []

    init(seed: UInt64) {
        random = SplitMix64(seed: seed)
    }

    /// Lets things happen, then lets everything come to an end.
    mutating func run(steps: Int = 120) {
        for _ in 0..<steps { happen() }
        poison = []
        while !open.isEmpty { end(0, commits: true) }
        for _ in 0..<400 where !isAtRest {
            for number in processes.indices {
                look(number, isQuiet: true)
                followInside(number, isQuiet: true)
                followOutside(number, crashes: false, isQuiet: true)
            }
            rows.owner = nil
        }
        if rows.applied != rows.committed { faults.append("applied \(rows.applied.count)") }
        if heard.sorted() != rows.committed { faults.append("heard \(Set(heard).count)") }
    }

    private var isAtRest: Bool {
        let last = rows.committed.last ?? 0
        return rows.insideCursor >= last && rows.outsideCursor >= last
    }

    private func chance(_ part: Int, of whole: Int, _ random: inout SplitMix64) -> Bool {
        Int.random(in: 0..<whole, using: &random) < part
    }

    private mutating func happen() {
        let number = Int.random(in: 0..<2, using: &random)
        switch Int.random(in: 0..<40, using: &random) {
        case 0..<14: write()
        case 14..<22: look(number)
        case 22..<29: followInside(number)
        case 29..<35: followOutside(number, crashes: chance(1, of: 5, &random))
        case 35: processes[number] = Process()
        case 36: rows.owner = nil
        case 37: if backup.nextPosition <= rows.nextPosition, chance(1, of: 2, &random) { backup = rows }
        case 38: if chance(1, of: 3, &random) { restore() }
        default: poison = []
        }
    }
}

// MARK: Writers

extension LogSimulation {
    private mutating func write() {
        let writer = open.indices.randomElement(using: &random)
        switch (Int.random(in: 0..<5, using: &random), writer) {
        case (0, _), (_, nil):
            writers += 1
            open.append(("\(writers)", []))
        case (1, let writer?), (2, let writer?):
            open[writer].drawn.append(rows.nextPosition)
            if chance(1, of: 12, &random) { poison.insert(rows.nextPosition) }
            rows.nextPosition += 1
        case (_, let writer?): end(writer, commits: !chance(1, of: 4, &random))
        }
    }

    private mutating func end(_ writer: Int, commits: Bool) {
        let drawn = open.remove(at: writer).drawn
        guard commits else { return }
        rows.committed += drawn
        rows.committed.sort()
        // Nobody may have gone past an event that comes only now.
        if let first = drawn.min(), first <= max(rows.insideCursor, rows.outsideCursor) {
            faults.append("position \(first) came behind a cursor")
        }
    }

    /// Everything is as in the backup, and another epoch begins.
    private mutating func restore() {
        open = []
        rows = backup
        (rows.nextPosition, rows.owner) = ((backup.committed.last ?? 0) + 1, nil)
        processes = [Process(), Process()]
        poison = []
        heard = rows.committed.filter { $0 <= rows.outsideCursor }
    }

    /// What others do between two steps of one.
    private mutating func meanwhile() {
        for _ in 0..<Int.random(in: 0..<12, using: &random) { write() }
    }
}

// MARK: Processes

extension LogSimulation {
    private mutating func look(_ number: Int, isQuiet: Bool = false) {
        let writers = Set(open.map(\.name))
        if !isQuiet { meanwhile() }
        processes[number].horizon.observe(
            writers: writers, highest: rows.committed.last ?? 0, at: Ticks(nanoseconds: 0))
    }

    private func page(after start: Int64, upTo end: Int64, limit: Int) -> (events: [Int64], through: Int64) {
        let first = rows.committed.lastIndex { $0 <= start }.map { $0 + 1 } ?? 0
        let events = rows.committed[first...].prefix(limit).prefix { $0 <= end }
        return (Array(events), events.count < limit ? end : events.last ?? end)
    }

    /// Effects and cursor in one transaction.
    private mutating func followInside(_ number: Int, isQuiet: Bool = false) {
        var pursuit = processes[number].inside ?? Pursuit(at: rows.insideCursor, batchMax: 3)
        let settled = processes[number].horizon.settled
        guard pursuit.scanned < settled else { return }
        let page = page(after: pursuit.scanned, upTo: settled, limit: pursuit.limit)
        if !isQuiet { meanwhile() }
        guard rows.insideCursor == pursuit.committed else {
            processes[number].inside = nil
            return
        }
        if let first = page.events.first, let last = page.events.last, !poison.isDisjoint(with: page.events) {
            _ = pursuit.failed(first: first, last: last, random: 0)
        } else if page.events.isEmpty {
            if pursuit.skimmed(through: page.through) { rows.insideCursor = page.through }
        } else {
            rows.applied += page.events
            rows.insideCursor = page.through
            pursuit.moved(to: page.through)
        }
        processes[number].inside = pursuit
    }

    /// Effects first, then the cursor, under a lease that may run out between them.
    private mutating func followOutside(_ number: Int, crashes: Bool, isQuiet: Bool = false) {
        if processes[number].fence != rows.fence || rows.owner != number {
            guard rows.owner == nil else { return }
            rows.fence += 1
            rows.owner = number
            processes[number].fence = rows.fence
            processes[number].outside = nil
        }
        var pursuit = processes[number].outside ?? Pursuit(at: rows.outsideCursor, batchMax: 3)
        let settled = processes[number].horizon.settled
        guard pursuit.scanned < settled else { return }
        let page = page(after: pursuit.scanned, upTo: settled, limit: pursuit.limit)
        if let first = page.events.first, let last = page.events.last, !poison.isDisjoint(with: page.events) {
            _ = pursuit.failed(first: first, last: last, random: 0)
        } else {
            hear(page.events)
            if !isQuiet { meanwhile() }
            if crashes {
                processes[number] = Process()
                return
            }
            if page.events.isEmpty {
                _ = pursuit.skimmed(through: page.through)
            } else if rows.fence == processes[number].fence, rows.outsideCursor == pursuit.committed {
                rows.outsideCursor = page.through
                pursuit.moved(to: page.through)
            }
        }
        processes[number].outside = pursuit
    }

    /// An event may be heard again, but none for the first time after a later one.
    private mutating func hear(_ events: [Int64]) {
        for event in events where !heard.contains(event) {
            if let highest = heard.max(), event < highest {
                faults.append("\(event) was heard after \(highest)")
            }
            heard.append(event)
        }
    }
}

import DequeModule

/// Decides which entry goes when there is no room, by S3-FIFO (J. Yang, Y. Zhang, Z. Qiu, Y. Yue, K. V. Rashmi,
/// "FIFO Queues are All You Need for Cache Eviction", SOSP 2023). New entries pass through a small queue and
/// leave from there unless they were asked for meanwhile, so a scan of entries used once does not push out
/// those in use. Entries are known by the number of their slot; slots are used again.
struct EvictionQueue {
    private enum Room: UInt8 {
        case free, small, main
    }

    private struct Slot {
        var fingerprint = 0
        var weight = 0
        var hits: UInt8 = 0
        var room = Room.free
        var older = Int32(-1)
        var newer = Int32(-1)
    }

    private struct Line {
        var oldest = Int32(-1)
        var newest = Int32(-1)
        var weight = 0
    }

    private var slots: [Slot] = []
    private var free: [Int32] = []
    private var small = Line()
    private var main = Line()
    private var ghosts = Ghosts()
    private(set) var count = 0

    var weight: Int { small.weight + main.weight }

    /// Enters as the newest: among the proven if it was pushed out not long ago, else among the new.
    mutating func insert(fingerprint: Int, weight: Int) -> Int32 {
        let number = free.popLast() ?? Int32(slots.count)
        if number == slots.count { slots.append(Slot()) }
        let room: Room = ghosts.remove(fingerprint) ? .main : .small
        slots[Int(number)] = Slot(fingerprint: fingerprint, weight: weight, room: room)
        count += 1
        append(number)
        return number
    }

    mutating func touch(_ number: Int32) {
        if slots[Int(number)].hits < Self.hitsMax { slots[Int(number)].hits += 1 }
    }

    mutating func remove(_ number: Int32) {
        unlink(number)
        slots[Int(number)].room = .free
        free.append(number)
        count -= 1
    }

    /// Takes out the entry that is missed least; nil when there is none.
    mutating func evict() -> Int32? {
        while count > 0 {
            let isFromSmall = small.oldest >= 0 && (main.oldest < 0 || small.weight >= weight / 10)
            if let number = isFromSmall ? passSmall() : passMain() { return number }
        }
        return nil
    }

    /// Looks at the oldest of the new: one that was asked for joins the proven, another leaves.
    private mutating func passSmall() -> Int32? {
        let number = small.oldest
        guard slots[Int(number)].hits == 0 else {
            unlink(number)
            slots[Int(number)].room = .main
            slots[Int(number)].hits = 0
            append(number)
            return nil
        }
        ghosts.insert(slots[Int(number)].fingerprint, countMax: count)
        remove(number)
        return number
    }

    /// Looks at the oldest of the proven: one asked for since the last look gets another turn.
    private mutating func passMain() -> Int32? {
        let number = main.oldest
        guard slots[Int(number)].hits == 0 else {
            unlink(number)
            slots[Int(number)].hits -= 1
            append(number)
            return nil
        }
        remove(number)
        return number
    }

    private mutating func append(_ number: Int32) {
        let slot = slots[Int(number)]
        var line = slot.room == .small ? small : main
        slots[Int(number)].older = line.newest
        slots[Int(number)].newer = -1
        if line.newest >= 0 { slots[Int(line.newest)].newer = number } else { line.oldest = number }
        line.newest = number
        line.weight += slot.weight
        if slot.room == .small { small = line } else { main = line }
    }

    private mutating func unlink(_ number: Int32) {
        let slot = slots[Int(number)]
        var line = slot.room == .small ? small : main
        if slot.older >= 0 { slots[Int(slot.older)].newer = slot.newer } else { line.oldest = slot.newer }
        if slot.newer >= 0 { slots[Int(slot.newer)].older = slot.older } else { line.newest = slot.older }
        line.weight -= slot.weight
        if slot.room == .small { small = line } else { main = line }
    }

    /// Two bits in the paper.
    private static let hitsMax: UInt8 = 3
}

/// Fingerprints of entries that left the small queue not long ago.
private struct Ghosts {
    private var known: Set<Int> = []
    private var order: Deque<Int> = []

    mutating func insert(_ fingerprint: Int, countMax: Int) {
        if known.insert(fingerprint).inserted { order.append(fingerprint) }
        while order.count > countMax, let oldest = order.popFirst() { known.remove(oldest) }
    }

    /// Leaves its place in `order`, which then ages away by itself.
    mutating func remove(_ fingerprint: Int) -> Bool {
        known.remove(fingerprint) != nil
    }
}

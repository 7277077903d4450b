import DequeModule

/// So many may be inside, so many may wait, first come first served. A plain state machine: a waiter is
/// whatever its holder uses to wake someone.
struct WaitingLine<Waiter> {
    let runningMax: Int
    let waitingMax: Int
    private(set) var running = 0
    private var line: Deque<(number: UInt64, waiter: Waiter)> = []

    init(runningMax: Int, waitingMax: Int) {
        self.runningMax = max(1, runningMax)
        self.waitingMax = max(0, waitingMax)
    }

    var waiting: Int { line.count }
    var isFull: Bool { line.count >= waitingMax }

    /// Takes a place inside if one is free.
    mutating func enter() -> Bool {
        guard running < runningMax else { return false }
        running += 1
        return true
    }

    /// Puts a waiter at the end of a line that is not full.
    mutating func wait(_ waiter: Waiter, as number: UInt64) {
        line.append((number, waiter))
    }

    /// Gives a place up. The waiter returned has it now.
    mutating func leave() -> Waiter? {
        if let next = line.popFirst() { return next.waiter }
        running -= 1
        return nil
    }

    /// Takes a waiter out of the line; nil when it has already been given a place.
    mutating func giveUp(_ number: UInt64) -> Waiter? {
        guard let place = line.firstIndex(where: { $0.number == number }) else { return nil }
        return line.remove(at: place).waiter
    }
}

/// What a lane does next. Plain state; the lane waits and acts outside.
struct LaneState {
    /// One commit's work: what has ended, and how many jobs may be claimed with it.
    struct Round: Sendable {
        var endings: [JobEnding]
        var places: Int
    }

    enum Step {
        case round(Round)
        case wait
        case stop
    }

    let slots: Int
    /// Endings are acknowledged and jobs claimed in one commit.
    let joinsCommits: Bool
    private var running = 0
    private var ended: [JobEnding] = []
    private var isAwake = true
    private var isDraining = false

    init(slots: Int, joinsCommits: Bool) {
        (self.slots, self.joinsCommits) = (slots, joinsCommits)
    }

    var endedCount: Int { ended.count }
    var isRunning: Bool { running > 0 }

    var mustWait: Bool {
        ended.isEmpty && (!isAwake || isDraining || slots == running) && !(isDraining && running == 0)
    }

    mutating func next() -> Step {
        let free = isAwake && !isDraining ? slots - running : 0
        if !ended.isEmpty {
            let round = Round(endings: ended, places: joinsCommits ? free : 0)
            ended = []
            if round.places > 0 { isAwake = false }
            return .round(round)
        }
        if free > 0 {
            isAwake = false
            return .round(Round(endings: [], places: free))
        }
        return isDraining && running == 0 ? .stop : .wait
    }

    /// - Parameter goesOn: there may be more to claim.
    mutating func began(_ count: Int, goesOn: Bool) {
        running += count
        if goesOn { isAwake = true }
    }

    /// - Parameter ending: nil when it has been acknowledged already, or must not be.
    mutating func ended(_ ending: JobEnding?) {
        running -= 1
        if let ending { ended.append(ending) }
    }

    mutating func wake() {
        isAwake = true
    }

    mutating func drain() {
        isDraining = true
    }
}

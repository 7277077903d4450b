/// The best phrases of a text, best first, equals in order of first occurrence.
struct Selection {
    private(set) var ranked: [Ranked] = []
    private let capacity: Int

    struct Ranked {
        let phrase: Int
        let first: UInt32
        let sum: Double

        @inline(__always)
        func isBetter(than other: Ranked) -> Bool {
            sum != other.sum ? sum > other.sum : (first, phrase) < (other.first, other.phrase)
        }
    }

    init(capacity: Int) {
        self.capacity = capacity
        ranked.reserveCapacity(capacity + 1)
    }

    var isFull: Bool { ranked.count == capacity }

    @inline(__always)
    mutating func offer(_ candidate: Ranked) {
        if isFull {
            if !candidate.isBetter(than: ranked[capacity - 1]) { return }
            ranked.removeLast()
        }
        insert(candidate)
    }

    private mutating func insert(_ candidate: Ranked) {
        var low = 0
        var high = ranked.count
        while low < high {
            let middle = (low + high) / 2
            if ranked[middle].isBetter(than: candidate) { low = middle + 1 } else { high = middle }
        }
        ranked.insert(candidate, at: low)
    }
}

/// Who waits for which value being made. Not safe for threads: the cache holds it in a `Mutex`.
struct Flights<Value: Sendable> {
    typealias Waiter = CheckedContinuation<Value, any Error>

    private struct Flight {
        let key: CacheKey
        var waiters: Set<UInt64>
        var task: Task<Void, Never>?
    }

    private var flights: [UInt64: Flight] = [:]
    /// The flight that newcomers join. One that an invalidation has overtaken is not here any more: it goes on
    /// for those who wait for it, but newcomers start another and nothing of it is stored.
    private var current: [CacheKey: UInt64] = [:]
    private var waiters: [UInt64: (flight: UInt64, waiter: Waiter)] = [:]
    private var lastNumber: UInt64 = 0

    var waiting: Int { waiters.count }

    mutating func nextNumber() -> UInt64 {
        lastNumber += 1
        return lastNumber
    }

    /// False when nobody makes the value yet.
    mutating func join(_ key: CacheKey, _ waiter: Waiter, as number: UInt64) -> Bool {
        guard let flight = current[key] else { return false }
        flights[flight]?.waiters.insert(number)
        waiters[number] = (flight, waiter)
        return true
    }

    mutating func start(
        _ flight: UInt64, _ task: Task<Void, Never>, for key: CacheKey, _ waiter: Waiter, as number: UInt64
    ) {
        flights[flight] = Flight(key: key, waiters: [number], task: task)
        current[key] = flight
        waiters[number] = (flight, waiter)
    }

    /// Takes out one waiter, and with the last one the flight.
    mutating func leave(_ number: UInt64) -> (waiter: Waiter, abandoned: Task<Void, Never>?)? {
        guard let (flight, waiter) = waiters.removeValue(forKey: number) else { return nil }
        flights[flight]?.waiters.remove(number)
        guard let left = flights[flight], left.waiters.isEmpty else { return (waiter, nil) }
        flights[flight] = nil
        if current[left.key] == flight { current[left.key] = nil }
        return (waiter, left.task)
    }

    /// Ends a flight. `isCurrent` tells whether its value may be stored.
    mutating func land(_ flight: UInt64) -> (isCurrent: Bool, waiters: [Waiter]) {
        guard let landed = flights.removeValue(forKey: flight) else { return (false, []) }
        let isCurrent = current[landed.key] == flight
        if isCurrent { current[landed.key] = nil }
        return (isCurrent, landed.waiters.compactMap { waiters.removeValue(forKey: $0)?.waiter })
    }

    mutating func overtake(_ key: CacheKey) {
        current[key] = nil
    }

    mutating func overtakeAll(where condition: (String) -> Bool) {
        current = current.filter { !condition($0.key.text) }
    }
}

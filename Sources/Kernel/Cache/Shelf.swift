import Core

/// The entries of a `MemoryCache`. Not safe for threads: the cache holds it in a `Mutex`.
struct Shelf<Value> {
    private struct Place {
        let slot: Int32
        let expires: Ticks
    }

    let limits: CacheLimits
    private var places: [CacheKey: Place] = [:]
    private var queue = EvictionQueue()
    /// By slot. A hit reads the value only.
    private var keys: [CacheKey?] = []
    private var values: [Value?] = []
    private(set) var evictions = 0

    init(_ limits: CacheLimits) {
        self.limits = limits
    }

    var count: Int { places.count }
    var weight: Int { queue.weight }

    mutating func value(for key: CacheKey, at now: Ticks) -> Value? {
        guard let place = places[key] else { return nil }
        guard now < place.expires else {
            remove(key)
            return nil
        }
        queue.touch(place.slot)
        return values[Int(place.slot)]
    }

    /// What weighs more than all may weigh, and what has no time to live, is not stored.
    mutating func store(_ value: Value, for key: CacheKey, weight: Int, until expires: Ticks, at now: Ticks) {
        remove(key)
        let whole = max(0, weight).addingReportingOverflow(key.byteCount)
        guard !whole.overflow, whole.partialValue <= limits.weightMax, now < expires else { return }
        makeRoom(for: whole.partialValue)
        let slot = queue.insert(fingerprint: key.fingerprint, weight: whole.partialValue)
        if slot == values.count {
            keys.append(key)
            values.append(value)
        } else {
            (keys[Int(slot)], values[Int(slot)]) = (key, value)
        }
        places[key] = Place(slot: slot, expires: expires)
    }

    mutating func remove(_ key: CacheKey) {
        guard let place = places.removeValue(forKey: key) else { return }
        queue.remove(place.slot)
        (keys[Int(place.slot)], values[Int(place.slot)]) = (nil, nil)
    }

    mutating func removeAll(where condition: (String) -> Bool) -> Int {
        let keys = places.keys.filter { condition($0.text) }
        keys.forEach { remove($0) }
        return keys.count
    }

    private mutating func makeRoom(for weight: Int) {
        while queue.count >= limits.countMax || queue.weight > limits.weightMax - weight {
            guard let slot = queue.evict(), let key = keys[Int(slot)] else { return }
            places[key] = nil
            (keys[Int(slot)], values[Int(slot)]) = (nil, nil)
            evictions += 1
        }
    }
}

package struct CacheLimits: Hashable, Sendable {
    /// In bytes: what callers say their values weigh, and the keys.
    package var weightMax: Int
    package var countMax: Int

    package init(weightMax: Int, countMax: Int) {
        self.weightMax = max(0, weightMax)
        self.countMax = max(1, countMax)
    }
}

import Cache
import Core
import LuxTesting
import Testing

@Suite struct `A memory cache` {
    private let time = HandClock()

    private func cache(weightMax: Int = 1_000_000, countMax: Int = 1_000) -> MemoryCache<String> {
        MemoryCache(CacheLimits(weightMax: weightMax, countMax: countMax), clock: time.clock)
    }

    @Test func `keeps a value until its time is over`() {
        let cache = cache()
        cache.set("v", for: "k", ttl: .seconds(10), weight: 1)
        time.advance(by: .nanoseconds(9_999_999_999))
        #expect(cache.get("k") == "v")
        time.advance(by: .nanoseconds(1))
        #expect(cache.get("k") == nil)
        let statistics = cache.statistics
        #expect(statistics.hits == 1 && statistics.misses == 1 && statistics.evictions == 0)
        #expect(statistics.weight == 0 && statistics.count == 0)
    }

    @Test(arguments: [Duration.zero, .seconds(-1)])
    func `keeps nothing that has no time to live`(_ ttl: Duration) {
        let cache = cache()
        cache.set("old", for: "k", ttl: .seconds(1), weight: 1)
        cache.set("v", for: "k", ttl: ttl, weight: 1)
        #expect(cache.get("k") == nil && cache.statistics.count == 0)
    }

    @Test func `bears the longest time to live`() {
        let cache = cache()
        cache.set("v", for: "k", ttl: .seconds(Int64.max), weight: 1)
        time.advance(by: .seconds(86_400))
        #expect(cache.get("k") == "v")
    }

    @Test func `replaces a value and its weight, and weighs keys too`() {
        let cache = cache()
        cache.set("a", for: "key", ttl: .seconds(1), weight: 10)
        cache.set("b", for: "key", ttl: .seconds(1), weight: 20)
        #expect(cache.get("key") == "b")
        #expect(cache.statistics.weight == 23 && cache.statistics.count == 1)
    }

    @Test(arguments: [101, .max, .max - 1])
    func `does not take what weighs more than all may`(_ weight: Int) {
        let cache = cache(weightMax: 100)
        cache.set("a", for: "a", ttl: .seconds(1), weight: 9)
        cache.set("b", for: "b", ttl: .seconds(1), weight: weight)
        #expect(cache.get("a") == "a" && cache.get("b") == nil)
    }

    @Test func `tells keys apart by their bytes, whatever their length`() {
        let cache = cache()
        let keys =
            (0..<40).map { String(repeating: "x", count: $0) }
            + (0..<40).map { String(repeating: "ção", count: 500) + String(repeating: "y", count: $0) }
            + ["é", "e\u{301}", "\0", "\0\0"]
        for key in keys { cache.set(key, for: key, ttl: .seconds(1), weight: 1) }
        for key in keys { #expect(cache.get(key)?.utf8.elementsEqual(key.utf8) == true) }
        #expect(cache.statistics.count == keys.count)
    }

    @Test func `invalidates one key, a pattern or all`() {
        let cache = cache()
        for key in ["pt:1", "pt:2", "en:1", "en:2", "fr:1"] {
            cache.set(key, for: key, ttl: .seconds(1), weight: 1)
        }
        cache.invalidate("fr:1")
        cache.invalidate("unknown")
        #expect(cache.get("fr:1") == nil && cache.statistics.count == 4)
        #expect(cache.invalidate(matching: Glob("pt:*")) == 2)
        #expect(cache.get("pt:1") == nil && cache.get("en:2") == "en:2")
        #expect(cache.invalidateAll() == 2)
        #expect(cache.statistics.count == 0 && cache.statistics.weight == 0)
    }

    @Test func `keeps what is in use while a scan passes`() {
        let cache = cache(countMax: 100)
        let used = (0..<50).map { "used \($0)" }
        for round in 0..<3 {
            for key in used where cache.get(key) == nil {
                cache.set(key, for: key, ttl: .seconds(99), weight: 1)
            }
            if round == 0 { for key in used { _ = cache.get(key) } }
        }
        for number in 0..<10_000 { cache.set("scan", for: "scan \(number)", ttl: .seconds(99), weight: 1) }
        #expect(used.filter { cache.get($0) != nil }.count == 50)
    }

    @Test func `takes back among the proven what it let go too early`() {
        let cache = cache(countMax: 10)
        for number in 0..<11 { cache.set("v", for: "\(number)", ttl: .seconds(99), weight: 1) }
        #expect(cache.get("0") == nil)
        cache.set("v", for: "0", ttl: .seconds(99), weight: 1)
        for number in 100..<200 { cache.set("v", for: "\(number)", ttl: .seconds(99), weight: 1) }
        #expect(cache.get("0") != nil)
    }

    @Test func `lets go of what was in use once nothing else is left to let go`() {
        let cache = cache(countMax: 20)
        for number in 0..<500 {
            cache.set("v", for: "\(number)", ttl: .seconds(99), weight: 1)
            for _ in 0..<5 { _ = cache.get("\(number)") }
        }
        #expect(cache.statistics.count == 20 && cache.statistics.evictions == 480)
        #expect(cache.get("499") != nil)
    }

    /// Whatever is done, it stays within its limits and never gives a value that was not the last one stored.
    @Test(arguments: 0..<60)
    func `stays within its limits and tells the truth`(_ seed: Int) {
        var random = SplitMix64(seed: UInt64(seed))
        let (weightMax, countMax) = (
            Int.random(in: 20...400, using: &random), Int.random(in: 1...30, using: &random)
        )
        let cache = cache(weightMax: weightMax, countMax: countMax)
        var truth: [String: (value: String, until: Ticks)] = [:]
        for step in 0..<2_000 {
            let key = "\(Int.random(in: 0..<60, using: &random))"
            switch Int.random(in: 0..<20, using: &random) {
            case 0..<8:
                let ttl = Duration.milliseconds(Int.random(in: 1...5_000, using: &random))
                cache.set("\(step)", for: key, ttl: ttl, weight: .random(in: 0...50, using: &random))
                truth[key] = ("\(step)", time.ticks.advanced(by: ttl))
            case 8..<17:
                if let value = cache.get(key) {
                    #expect(value == truth[key]?.value && time.ticks < truth[key]!.until, "seed \(seed)")
                }
            case 17:
                cache.invalidate(key)
                truth[key] = nil
            case 18 where step % 10 == 0:
                cache.invalidate(matching: Glob("1*"))
                truth = truth.filter { !$0.key.hasPrefix("1") }
            default: time.advance(by: .milliseconds(200))
            }
            expectWithin(weightMax: weightMax, countMax: countMax, cache, "seed \(seed)")
        }
        let left = cache.statistics.count
        #expect(cache.invalidateAll() == left && cache.statistics.weight == 0, "seed \(seed)")
    }

    private func expectWithin(
        weightMax: Int, countMax: Int, _ cache: MemoryCache<String>, _ comment: Comment
    ) {
        let statistics = cache.statistics
        #expect(statistics.weight <= weightMax && statistics.count <= countMax, comment)
        #expect(statistics.weight >= 0 && (statistics.count > 0 || statistics.weight == 0), comment)
    }
}

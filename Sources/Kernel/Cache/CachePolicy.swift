/// How a `TieredCache` keeps its values.
package struct CachePolicy: Hashable, Sendable {
    /// What kind of value it is: `analysis.keywords`.
    package var namespace: String
    /// Of the encoding; to be raised when what `encode` writes changes.
    package var version: Int
    package var freshFor: Duration
    /// After `freshFor`: so long a value is still served at once while it is made anew.
    package var staleFor: Duration
    /// At most so long a value stays in this process without asking the shared tier again. It bounds for how
    /// long a process that hears nothing serves what was invalidated elsewhere.
    package var memoryFor: Duration
    /// More than the making of a value ever takes; so long the others wait for a maker that died.
    package var claimFor: Duration
    package var limits: CacheLimits

    package init(
        _ namespace: String, version: Int, freshFor: Duration, staleFor: Duration = .zero,
        memoryFor: Duration = .seconds(60), claimFor: Duration = .seconds(10),
        limits: CacheLimits = CacheLimits(weightMax: 16 << 20, countMax: 100_000)
    ) {
        (self.namespace, self.version) = (namespace, version)
        self.freshFor = min(max(.zero, freshFor), cacheTTLMax)
        self.staleFor = min(max(.zero, staleFor), cacheTTLMax)
        self.memoryFor = memoryFor
        self.claimFor = claimFor
        self.limits = limits
    }

    var lifetime: Duration { min(freshFor + staleFor, cacheTTLMax) }

    /// Values waiting to be made anew; beyond this they go stale.
    static let renewalsWaitingMax = 1_000
    static let renewalsAtOnceMax = 8
    /// Invalidations that could not be told yet; beyond this they become one of everything.
    static let untoldMax = 1_000
    /// Between two looks at what another process makes.
    static let lookMin = Duration.milliseconds(5)
    static let lookMax = Duration.milliseconds(100)
}

/// How values become bytes that other processes read.
package struct CacheCodec<Value: Sendable>: Sendable {
    package var encode: @Sendable (Value) throws -> [UInt8]
    /// What it throws makes the value as good as absent.
    package var decode: @Sendable ([UInt8]) throws -> Value
    /// In bytes of this process's memory; nil for a value that is given to who asked and kept nowhere.
    package var weight: @Sendable (Value) -> Int?

    package init(
        encode: @escaping @Sendable (Value) throws -> [UInt8],
        decode: @escaping @Sendable ([UInt8]) throws -> Value, weight: @escaping @Sendable (Value) -> Int?
    ) {
        (self.encode, self.decode, self.weight) = (encode, decode, weight)
    }
}

package struct TieredStatistics: Hashable, Sendable {
    package let memory: CacheStatistics
    package var sharedHits = 0
    package var sharedMisses = 0
    /// Values served past their freshness while they were made anew.
    package var staleServed = 0
    package var renewals = 0
    package var renewalFailures = 0
    /// Times the shared tier could not be reached.
    package var fallbacks = 0
    /// Values of the shared tier that could not be read.
    package var unreadable = 0
    /// Times the process's tier was emptied because an invalidation may have been missed.
    package var emptied = 0
    package var untold = 0
    package var isListening = false
    /// Times it began to hear the others; more than once after breaks.
    package var listens = 0

    init(memory: CacheStatistics) {
        self.memory = memory
    }
}

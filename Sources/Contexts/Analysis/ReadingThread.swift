import Disk

/// A thread for one call of a function that reckons, so that a long text or a slow plugin holds none of the few
/// threads on which requests are answered. The plugin's limit of runs at once is the limit of its threads.
actor ReadingThread {
    private let executor = DiskThread("lux.reading")
    nonisolated var unownedExecutor: UnownedSerialExecutor { executor.asUnownedSerialExecutor() }

    func run<Outcome: Sendable>(_ work: @Sendable () throws -> Outcome) throws -> Outcome { try work() }
}

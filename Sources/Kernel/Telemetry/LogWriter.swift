import Dispatch
import Synchronization

/// Takes finished lines from any thread and writes them in batches on its own queue, so that a slow disk or a
/// full pipe never holds up whoever logs. What does not fit the bounded queue is dropped and counted, and the
/// loss reported by a line of its own afterwards.
package final class LogWriter: Sendable {
    package struct Limits: Sendable {
        /// Bytes of lines waiting to be written.
        package var queueBytesMax = 1 << 20
        /// How long the first line of a batch waits for company: one wake-up serves them all.
        package var gathering = Duration.milliseconds(10)
        /// How long the writer of a critical line waits for it to be written.
        package var criticalWait = Duration.seconds(1)

        package init() {}
    }

    private struct Waiting {
        var bytes: [UInt8] = []
        var spare: [UInt8] = []
        var droppedCount = 0
        var isScheduled = false
    }

    private struct Output: ~Copyable {
        var outlet: LogOutlet
        var unreportedCount = 0
    }

    private let limits: Limits
    /// The line that reports how many were lost.
    private let lossLine: @Sendable (Int) -> [UInt8]
    private let waiting = Mutex(Waiting())
    private let output: Mutex<Output>
    private let lost = Atomic(0)
    // A serial queue of its own has a thread of its own while it runs.
    private let queue = DispatchQueue(label: "log-writer")

    package convenience init(
        _ destination: LogDestination, limits: Limits = Limits(),
        lossLine: @escaping @Sendable (Int) -> [UInt8]
    ) throws(LogFileUnusable) {
        self.init(try LogOutlet(destination), limits: limits, lossLine: lossLine)
    }

    /// Writes to an open descriptor that the caller keeps open.
    package convenience init(
        descriptor: Int32, limits: Limits = Limits(), lossLine: @escaping @Sendable (Int) -> [UInt8]
    ) {
        self.init(LogOutlet(descriptor: descriptor), limits: limits, lossLine: lossLine)
    }

    private init(
        _ outlet: consuming LogOutlet, limits: Limits, lossLine: @escaping @Sendable (Int) -> [UInt8]
    ) {
        output = Mutex(Output(outlet: outlet))
        self.limits = limits
        self.lossLine = lossLine
    }

    /// Lines dropped or lost since the start.
    package var lostLineCount: Int { lost.load(ordering: .relaxed) }

    /// Queues one line, which ends with a line feed. Never blocks on the destination.
    package func append(_ line: [UInt8]) {
        let mustSchedule = waiting.withLock { waiting in
            guard waiting.bytes.count + line.count <= limits.queueBytesMax else {
                waiting.droppedCount += 1
                return false
            }
            waiting.bytes.append(contentsOf: line)
            defer { waiting.isScheduled = true }
            return !waiting.isScheduled
        }
        guard mustSchedule else { return }
        let (seconds, attoseconds) = limits.gathering.components
        let nanoseconds = Int(seconds) * 1_000_000_000 + Int(attoseconds / 1_000_000_000)
        queue.asyncAfter(deadline: .now() + .nanoseconds(nanoseconds)) { self.writeBatch() }
    }

    /// Waits until all lines queued before are written; false when that took longer than `limit`.
    @discardableResult
    package func flush(within limit: Duration = .seconds(5)) -> Bool {
        let done = DispatchSemaphore(value: 0)
        queue.async {
            self.writeBatch()
            done.signal()
        }
        let milliseconds =
            Int(limit.components.seconds) * 1000 + Int(limit.components.attoseconds / 1_000_000_000_000_000)
        return done.wait(timeout: .now() + .milliseconds(milliseconds)) == .success
    }

    /// For a line that may be the process's last.
    func flushCritical() {
        flush(within: limits.criticalWait)
    }

    private func writeBatch() {
        var (batch, droppedCount) = waiting.withLock { waiting in
            let taken = (waiting.bytes, waiting.droppedCount)
            waiting.bytes = waiting.spare
            waiting.spare = []
            waiting.droppedCount = 0
            waiting.isScheduled = false
            return taken
        }
        output.withLock { output in
            let lostCount = output.outlet.write(batch) + droppedCount
            lost.add(lostCount, ordering: .relaxed)
            output.unreportedCount += lostCount
            // The report waits for a batch that came through; until then the outlet is likely still broken.
            guard output.unreportedCount > 0, lostCount == droppedCount else { return }
            if output.outlet.write(lossLine(output.unreportedCount)) == 0 { output.unreportedCount = 0 }
        }
        batch.removeAll(keepingCapacity: true)
        waiting.withLock { $0.spare = batch }
    }
}

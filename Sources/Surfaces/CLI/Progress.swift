package import Core

/// A bar on standard error while long work goes on; silent when nobody looks at a terminal or the work is short.
package struct Progress {
    private let total: Int?
    private let isShown: Bool
    private let started: Ticks
    private var drawn: Ticks?
    private var done = 0

    /// - Parameter total: bytes of input; nil when unknown.
    package init(total: Int?, isShown: Bool, at now: Ticks) {
        (self.total, self.isShown, self.started) = (total, isShown, now)
    }

    package mutating func advance(by bytes: Int, at now: Ticks) {
        done += bytes
        guard isShown, now.since(started) >= Self.patience, now.since(drawn ?? started) >= Self.pause else {
            return
        }
        drawn = now
        Terminal.say(line(at: now), ending: "")
    }

    package func finish() {
        if drawn != nil { Terminal.say("\r\u{1b}[K", ending: "") }
    }

    private func line(at now: Ticks) -> String {
        let seconds = max(now.since(started).inSeconds, 0.001)
        let rate = "\(Self.megabytes(Double(done) / seconds)) MB/s"
        guard let total, total > 0 else { return "\r\u{1b}[K\(Self.megabytes(Double(done))) MB  \(rate)" }
        let share = min(1, Double(done) / Double(total))
        let left = Int((seconds / max(share, 0.0001) * (1 - share)).rounded())
        let width = max(10, min(40, Terminal.columns - 40))
        let filled = Int(share * Double(width))
        let bar = String(repeating: "█", count: filled) + String(repeating: "░", count: width - filled)
        return "\r\u{1b}[K\(bar) \(Int(share * 100)) %  \(rate)  \(left) s left"
    }

    private static func megabytes(_ bytes: Double) -> String {
        let tenths = Int((bytes / 100_000).rounded())
        return "\(tenths / 10).\(tenths % 10)"
    }

    /// Work shorter than this needs no bar.
    private static let patience = Duration.seconds(1)
    private static let pause = Duration.milliseconds(100)
}

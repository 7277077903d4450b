package import Core
import Synchronization

/// Runs the checks and remembers since when each has been as it is.
package final class HealthReporter: Sendable {
    private let checks: [Check]
    private let clock: Clock
    private let memory = Mutex<[String: (word: String, since: Instant)]>([:])

    package init(checks: [Check], clock: Clock) {
        self.checks = checks
        self.clock = clock
    }

    /// One check each at a time would make a slow one delay all: they run side by side.
    package func report() async -> HealthReport {
        let lines = await withTaskGroup(of: (Int, HealthReport.Line).self) { group in
            for (index, check) in checks.enumerated() {
                group.addTask { (index, await self.line(for: check)) }
            }
            return await group.reduce(into: [(Int, HealthReport.Line)]()) { $0.append($1) }
        }
        return HealthReport(lines: lines.sorted { $0.0 < $1.0 }.map(\.1))
    }

    private func line(for check: Check) async -> HealthReport.Line {
        let start = clock.ticks()
        let finding = await check.run()
        let latency = clock.ticks().since(start)
        let now = clock.now()
        let since = memory.withLock { memory in
            let key = "\(check.group ?? "")/\(check.name)"
            if let known = memory[key], known.word == finding.word { return known.since }
            memory[key] = (finding.word, now)
            return now
        }
        return HealthReport.Line(check: check, finding: finding, latency: latency, since: since)
    }
}

package struct HealthReport: Sendable {
    package struct Line: Sendable {
        package let check: Check
        package let finding: Check.Finding
        package let latency: Duration
        /// Since when the finding has been the same word, as far as this process has seen.
        package let since: Instant
    }

    package enum Status: String, Sendable { case ok, degraded, down }

    package let lines: [Line]

    package var status: Status {
        let sick = lines.filter { !$0.finding.isHealthy }
        return sick.isEmpty ? .ok : sick.contains { $0.check.impact == .stops } ? .down : .degraded
    }

    /// `{"status", "checks": {name: word, group: {name: word}}, "details": […]}`. The flat words are a promise
    /// to clients.
    package var json: JSON {
        var members: [JSON.Member] = []
        for line in lines where line.check.group == nil {
            members.append(.init(line.check.name, .string(line.finding.word)))
        }
        var groups: [String] = []
        for group in lines.compactMap(\.check.group) where !groups.contains(group) { groups.append(group) }
        for group in groups {
            let inside = lines.filter { $0.check.group == group }
            members.append(
                .init(group, .object(inside.map { .init($0.check.name, .string($0.finding.word)) })))
        }
        return [
            "status": .string(status.rawValue), "checks": .object(members),
            "details": .array(lines.map(\.json)),
        ]
    }
}

extension HealthReport.Line {
    fileprivate var json: JSON {
        .object([
            "name": .string(check.group.map { "\($0)/\(check.name)" } ?? check.name),
            "state": .string(finding.word),
            "latency_ms": .number((latency.inSeconds * 1_000_000).rounded() / 1000),
            "since": .string(since.written),
            "reason": finding.reason.map(JSON.string),
            "remedy": finding.remedy.map(JSON.string),
            "facts": finding.facts.isEmpty ? nil : .object(finding.facts),
        ])
    }
}

import Analysis
import Cache
import Core
import LuxTesting
import Module
import Resilience
import Synchronization
import Telemetry

extension PluginNeeds {
    /// Hashes are told apart by the text itself: tests look at who gets which, not at the digest.
    static func forTests(
        thirdParty: [Plugin] = [], refused: [RefusedPlugin] = [], failures: FailureBook = FailureBook()
    ) -> PluginNeeds {
        PluginNeeds(
            makeID: { moment in
                var random = SystemRandomNumberGenerator()
                return .make(at: moment, random: &random)
            }, inputHash: { "hash of \($0)" },
            report: { plugin, failure, _ in failures.add("\(plugin) \(failure)") }, thirdParty: thirdParty,
            refused: refused)
    }
}

/// What was reported.
final class FailureBook: Sendable {
    private let lines = Mutex<[String]>([])

    func add(_ line: String) { lines.withLock { $0.append(line) } }
    var all: [String] { lines.withLock { $0 } }
}

/// Counts how often it was asked.
final class Tally: Sendable {
    private let asked = Mutex(0)

    /// The number of this asking, 1 for the first.
    @discardableResult
    func ask() -> Int {
        asked.withLock { count in
            count += 1
            return count
        }
    }

    var count: Int { asked.withLock { $0 } }
}

/// Plugins as the module runs them, without routes.
struct PluginBench {
    let clock = FakeClock()
    let registry = MetricsRegistry()
    let failures = FailureBook()
    let alarm: Alarm
    let plugins: Plugins

    init(_ all: [Plugin], cacheIsOn: Bool = true) throws {
        let (failures, clock) = (failures, clock)
        alarm = Alarm(clock: clock.clock)
        plugins = try Plugins(
            all,
            cache: PluginCache(
                PluginAnswer.cachePolicy(ttl: .seconds(3600), bytesMax: 1 << 20), PluginAnswer.codec,
                shared: nil, clock: clock.clock, random: { 1 }), cacheIsOn: cacheIsOn,
            needs: .init(
                clock: clock.clock, alarm: alarm, metrics: registry, inputHash: { "hash of \($0)" },
                report: { plugin, failure, _ in failures.add("\(plugin) \(failure)") }))
    }

    func ask(_ body: JSON, of id: String = "lengths", tenant: String = "a") async throws -> PluginAnswer {
        var random = SplitMix64(seed: 1)
        let scope = Scope(
            tenant: TenantID(tenant), moment: clock.now, trace: .start(sampled: false, random: &random))
        return try await plugins.run(PluginRequest(body, to: id, of: plugins), in: scope)
    }

    var metrics: String { String(decoding: registry.exported(as: .prometheus), as: UTF8.self) }
}

extension Plugin {
    /// Answers with the number of bytes, or does what the test says.
    static func lengths(
        _ id: String = "lengths", tally: Tally = Tally(),
        _ run: @escaping Run = { text, options, _ in
            ["bytes": .integer(text.utf8.count * Int(options["times"]?.whole ?? 1))]
        }
    ) -> Plugin {
        var plugin = Plugin(
            id, version: "1", "Length of a text",
            options: .object([
                .init("times", .integer(1...9), "Factor"), .init("deep", .anything, "Whatever"),
            ]), result: .object([.init("bytes", .integer(0...1_000_000), required: true, "Bytes")])
        ) { text, options, language in
            tally.ask()
            return try await run(text, options, language)
        }
        plugin.languages = ["pt", "en"]
        return plugin
    }
}

import Cache
package import Core
import Module
package import Resilience
package import Telemetry

/// The plugins of a process, and what guards each: cache, then a place among those at once, then breaker, then
/// limit of time, then the check of what it answers.
package struct Plugins: Sendable {
    package struct Needs: Sendable {
        package var clock: Clock
        package var alarm: Alarm
        package var metrics: MetricsRegistry
        /// SHA-256 of the text's UTF-8, as 64 hexadecimal digits.
        package var inputHash: @Sendable (String) -> String
        /// Told of every failure: a line of the log.
        package var report: @Sendable (_ plugin: String, _ failure: PluginFailure, Scope) -> Void

        package init(
            clock: Clock, alarm: Alarm, metrics: MetricsRegistry,
            inputHash: @escaping @Sendable (String) -> String,
            report: @escaping @Sendable (_ plugin: String, _ failure: PluginFailure, Scope) -> Void
        ) {
            (self.clock, self.alarm, self.metrics) = (clock, alarm, metrics)
            (self.inputHash, self.report) = (inputHash, report)
        }
    }

    /// A plugin with what keeps it from harming others.
    struct Guarded: Sendable {
        let plugin: Plugin
        let breaker: Breaker
        let bulkhead: Bulkhead

        init(_ plugin: Plugin, clock: Clock) {
            self.plugin = plugin
            breaker = Breaker(plugin.id, clock: clock)
            bulkhead = Bulkhead(
                plugin.id, runningMax: plugin.limits.runningMax, waitingMax: plugin.limits.waitingMax)
        }

        /// Behind the same guards.
        init(_ plugin: Plugin, inPlaceOf other: Guarded) {
            (self.plugin, breaker, bulkhead) = (plugin, other.breaker, other.bulkhead)
        }
    }

    /// In the order in which they were given.
    let all: [Guarded]
    package let refused: [RefusedPlugin]
    let needs: Needs
    private let cache: PluginCache
    private let cacheIsOn: Bool
    private let metrics: PluginMetrics

    /// The first of several with one id is taken; the others are refused.
    package init(
        _ plugins: [Plugin], refused: [RefusedPlugin] = [], cache: PluginCache, cacheIsOn: Bool = true,
        needs: Needs
    ) throws {
        var (all, refused) = ([Guarded](), refused)
        for plugin in plugins {
            if let fault = plugin.fault {
                refused.append(RefusedPlugin(plugin.id, fault))
            } else if all.contains(where: { $0.plugin.id == plugin.id }) {
                refused.append(RefusedPlugin(plugin.id, "another plugin has this id"))
            } else {
                all.append(Guarded(plugin, clock: needs.clock))
            }
        }
        (self.all, self.refused, self.needs) = (all, refused, needs)
        (self.cache, self.cacheIsOn) = (cache, cacheIsOn)
        metrics = try PluginMetrics(needs.metrics)
    }

    func named(_ id: String) throws -> Guarded {
        guard let found = all.first(where: { $0.plugin.id == id }) else {
            throw Problem(PluginProblems.notFound, "There is no plugin \"\(id.prefix(64))\".")
        }
        return found
    }

    /// What was kept of the plugin's answers for a tenant is not given again.
    package func forgetAnswers(of id: String, for tenant: TenantID) async {
        await cache.invalidate(matching: "\(id):*", of: tenant)
    }

    /// - Throws: refusals; a failure of the plugin becomes one too.
    package func run(_ request: PluginRequest, in scope: Scope) async throws -> PluginAnswer {
        let request = await request.forReader(in: scope)
        guard cacheIsOn else { return try await make(request, in: scope) }
        let found = try await cache.value(for: request.cacheKey, of: scope.tenant) {
            try await make(request, in: scope)
        }
        return found.wasKept ? found.value.fromCache : found.value
    }

    private func make(_ request: PluginRequest, in scope: Scope) async throws -> PluginAnswer {
        let guarded = request.guarded
        do {
            let result = try await guarded.bulkhead.run {
                try await guarded.breaker.run { try await execute(request) }
            }
            return PluginAnswer(
                plugin: guarded.plugin.id, version: guarded.plugin.version, result: result,
                createdAt: scope.moment, isCached: false)
        } catch let failure as PluginFailure {
            metrics.errors(guarded.plugin.id, failure.kind).increment()
            needs.report(guarded.plugin.id, failure, scope)
            throw PluginProblems.problem(for: failure, of: guarded.plugin)
        }
    }

    /// - Throws: `PluginFailure` for all that is the plugin's fault.
    private func execute(_ request: PluginRequest) async throws -> JSON {
        let plugin = request.guarded.plugin
        let start = needs.clock.ticks()
        defer { metrics.seconds(plugin.id).record(needs.clock.ticks().since(start).inSeconds) }
        let result: JSON
        do {
            result = try await withTimeout(plugin.limits.time + plugin.limits.grace, by: needs.alarm) {
                try await plugin.run(request.text, request.options, request.language)
            }
        } catch {
            throw Self.judged(error, limit: plugin.limits.time)
        }
        if let fault = plugin.result.violations(in: result).first {
            let place = fault.pointer.isEmpty ? "the result" : fault.pointer
            throw PluginFailure(PluginFailure.brokenResult, "\(place) \(fault.reason)")
        }
        return result
    }

    private static func judged(_ error: any Error, limit: Duration) -> any Error {
        switch error {
        case is any Refusal, is CancellationError, is PluginFailure: error
        case is TimedOut:
            PluginFailure(PluginFailure.timeout, "it did not answer within \(limit.inSeconds) s")
        // The words of an error may quote the text; its type never does.
        default: PluginFailure(PluginFailure.fault, "it threw \(type(of: error))")
        }
    }
}

extension Plugin {
    /// What about the plugin itself is not as it must be.
    fileprivate var fault: String? {
        let letters = id.utf8.allSatisfy {
            (0x61...0x7a).contains($0) || (0x30...0x39).contains($0) || $0 == UInt8(ascii: "_")
        }
        guard letters, Limits.idLength.contains(id.utf8.count),
            id.utf8.first.map({ (0x61...0x7a).contains($0) }) == true
        else {
            return
                "its id must be 1 to \(Limits.idLength.upperBound) small letters, digits and _, a letter first"
        }
        guard case .object = options else { return "its options must be declared as an object" }
        return nil
    }
}

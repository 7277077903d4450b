import Cache
package import Core
import Jobs
import Module
import Persistence
import Resilience
package import Settings
import Telemetry

package enum PluginSettings {
    package static let folder = SettingKey(
        "plugins.folder", .path,
        "Folder with a folder for each plugin of a third party; without it there are none.")
    package static let cacheBytes = SettingKey(
        "plugins.cache_bytes", .bytes(in: 65_536...1 << 34), default: 16 << 20,
        "Memory that kept answers of plugins may take.")

    package static let all = [folder.setting, cacheBytes.setting]
}

/// What plugins need beside what the module does.
package struct PluginNeeds: Sendable {
    package var makeID: @Sendable (Instant) -> ID<Analysis>
    /// SHA-256 of the text's UTF-8, as 64 hexadecimal digits.
    package var inputHash: @Sendable (String) -> String
    /// Told of every failure: a line of the log.
    package var report: @Sendable (_ plugin: String, _ failure: PluginFailure, Scope) -> Void
    package var thirdParty: [Plugin]
    /// Those of third parties that could not be taken.
    package var refused: [RefusedPlugin]

    package init(
        makeID: @escaping @Sendable (Instant) -> ID<Analysis>,
        inputHash: @escaping @Sendable (String) -> String,
        report: @escaping @Sendable (_ plugin: String, _ failure: PluginFailure, Scope) -> Void,
        thirdParty: [Plugin] = [], refused: [RefusedPlugin] = []
    ) {
        (self.makeID, self.inputHash, self.report) = (makeID, inputHash, report)
        (self.thirdParty, self.refused) = (thirdParty, refused)
    }
}

/// What the module brings for its plugins.
struct PluginPart {
    let plugins: Plugins
    private let cache: PluginCache
    private let work: PluginWork
    private let jobs: JobAcceptance
    private let writes: RepeatableWrites
    private let bytesAtOnceMax: Int

    init(_ builtIn: [Plugin], _ settings: Settings, _ needs: AnalysisModule.Needs) throws {
        cache = PluginCache(
            PluginAnswer.cachePolicy(
                ttl: settings[AnalysisSettings.cacheTTL], bytesMax: settings[PluginSettings.cacheBytes]),
            PluginAnswer.codec, shared: needs.sharedCache, clock: needs.clock, random: needs.random)
        plugins = try Plugins(
            builtIn + needs.plugins.thirdParty, refused: needs.plugins.refused, cache: cache,
            cacheIsOn: settings[AnalysisSettings.cacheIsOn],
            needs: .init(
                clock: needs.clock, alarm: needs.alarm, metrics: needs.metrics,
                inputHash: needs.plugins.inputHash, report: needs.plugins.report))
        work = PluginWork(
            plugins: plugins, history: AnalysisHistory(database: needs.database),
            makeID: needs.plugins.makeID)
        (jobs, writes) = (needs.jobs, RepeatableWrites(database: needs.database))
        bytesAtOnceMax = settings[AnalysisSettings.bytesAtOnce]
    }

    var routes: [Route] {
        PluginRoutes(work: work, jobs: jobs, writes: writes, bytesAtOnceMax: bytesAtOnceMax).all
            + AnalysisHistoryRoutes(history: work.history).all
    }

    var job: JobKind { work.job }
    var checks: [Check] { plugins.checks }
    var breakers: [Breaker] { plugins.all.map(\.breaker) }

    func run() async { await cache.run() }

    /// What was found for a tenant before another model answered.
    func forgetModels(of tenant: TenantID) async {
        for plugin in [Plugin.keywordsID, Plugin.classifyID] {
            await plugins.forgetAnswers(of: plugin, for: tenant)
        }
    }
}

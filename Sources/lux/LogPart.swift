import Core
import EventLog
import Keys
import Logging
import Module
import Persistence
import Settings
import Telemetry

/// The event log of a start: who watches it, what it feeds, what is told about it.
struct LogPart {
    let watch: LogWatch
    let module: Module
    /// Tells other systems; nil without a bus.
    private let forwarder: Follower?

    /// All read models that events feed.
    static let projections = [LogActivity.projection]

    init(
        _ database: any Database, servers: Servers?, _ settings: Settings, _ metrics: MetricsRegistry,
        _ logger: Logger
    ) throws {
        let watch = LogWatch(
            database, .init(clock: System.clock, report: { incident in Self.tell(incident, logger) }))
        try LogMetrics.register(watch, in: metrics)
        self.watch = watch
        forwarder = servers?.bus.map {
            Forwarder(to: $0, source: settings[ServerSettings.busSource]).follower
        }
        module = Module(
            "log", "What happened, in order and for good: events, read models, seals",
            migrations: Product.logMigrations, metrics: try LogMetrics.descriptions(),
            checks: [Self.check(watch)], problems: LogProblems.all)
    }

    /// Sees that the master key is there, made at the first start; does again what a restored database has
    /// forgotten to be erased; and begins the log's first epoch.
    static func prepare(_ database: any Database, _ settings: Settings, _ chosen: [Product.Entry])
        async throws
    {
        guard chosen.contains(where: { $0.name == "log" }) else { return }
        let now = System.clock.now()
        _ = try await Keyring(masterKey(settings), for: database, at: now)
        _ = try await Erasures.reconcile(ledger(settings), with: database)
        let epoch: ID<LogEpoch> = System.makeID(at: now)
        try await LogEpoch.begin(epoch.text, at: now, on: database)
    }

    static func masterKey(_ settings: Settings) -> KeyFile {
        let file = settings[ProcessSettings.masterKeyFile] ?? settings[ProcessSettings.data] + "/master.key"
        return KeyFile(.master, at: file)
    }

    static func ledger(_ settings: Settings) -> ErasureLedger {
        ErasureLedger(at: settings[ProcessSettings.data] + "/erasures.jsonl")
    }

    private static func tell(_ incident: LogIncident, _ logger: Logger) {
        logger.warning("event log", metadata: ["reason": "\(incident)"])
    }

    private static func check(_ watch: LogWatch) -> Check {
        Check("log", impact: .degrades) {
            let stuck = watch.followers.all.filter(\.value.isStuck).keys.sorted()
            guard stuck.isEmpty else {
                return .init(
                    word: "stuck", isHealthy: false,
                    reason: "these followers fail again and again: \(stuck.joined(separator: ", "))",
                    remedy: "`lux log followers` shows where and why; `lux log skip` goes on after the event."
                )
            }
            let waited = watch.sight.oldestWriterSeconds
            guard waited < LogWatch.longWriterSeconds else {
                return .init(
                    word: "waiting", isHealthy: false,
                    reason: "followers wait for a transaction that has been open for \(Int(waited)) s",
                    remedy: "Find it in pg_stat_activity; it ends by itself or by pg_terminate_backend.")
            }
            return .ok
        }
    }

    /// Each is one service.
    func following(owner: String) -> [Following] {
        let needs = Following.Needs(
            clock: System.clock, owner: owner, random: { .random(in: .min ... .max) },
            report: watch.needs.report)
        return Self.projections.map { Following($0, watch, needs) }
            + [forwarder].compactMap(\.self).map { Following($0, watch, needs) }
    }
}

import CLI
import Core
import Glibc
import Logging
import Module
import Persistence
import SQLite
import ServiceLifecycle
import Settings

/// What a server does without its PostgreSQL, where its operator chose that it starts all the same.
enum Fallback: String, CaseIterable, Sendable {
    case off
    case readOnly = "read-only"
    case volatile

    static let setting = SettingKey(
        "storage.fallback", .choice(of: Fallback.self), default: .off,
        """
        What a start does without its PostgreSQL: end; serve what needs no database and take no writes until it is there \
        (read-only); or keep everything in a file that goes with the process (volatile).
        """)
}

/// The database of a server, or what stands in for it.
struct ServingStore {
    enum StandIn {
        case waiting(RecoveringDatabase)
        case volatile(file: String)
    }

    let database: any Database
    let standIn: StandIn?

    static func open(
        _ settings: Settings, _ chosen: [Product.Entry], _ logger: Logger
    ) async throws -> ServingStore {
        let place = try Storage.place(settings)
        let database: any Database
        do {
            database = try await Storage.connect(to: place, settings, telling: logger)
        } catch let failure as CommandFailure {
            guard case .server = place else { throw failure }
            switch settings[Fallback.setting] {
            case .off: throw failure
            case .readOnly: return waiting(for: place, settings, chosen, logger, because: failure.message)
            case .volatile: return try await volatile(settings, chosen, because: failure.message)
            }
        }
        try await Storage.prepare(database, settings, chosen)
        return ServingStore(database: database, standIn: nil)
    }

    private static func waiting(
        for place: Storage.Place, _ settings: Settings, _ chosen: [Product.Entry], _ logger: Logger,
        because reason: String
    ) -> ServingStore {
        warn("\(reason). Nothing is kept and nothing read until it is there (storage.fallback=read-only)")
        let database = RecoveringDatabase(failure: StorageFailure(.unreachable, cause: reason)) { bells in
            do {
                let database = try await Storage.connect(
                    to: place, settings, ringing: bells, telling: logger)
                try await Storage.prepare(database, settings, chosen)
                return database
            } catch let failure as CommandFailure {
                throw StorageFailure(.unreachable, cause: failure.message)
            }
        }
        return ServingStore(database: database, standIn: .waiting(database))
    }

    private static func volatile(
        _ settings: Settings, _ chosen: [Product.Entry], because reason: String
    ) async throws -> ServingStore {
        warn("\(reason). WHAT IS KEPT NOW IS LOST when this process ends (storage.fallback=volatile)")
        let folder = System.environment["TMPDIR"] ?? "/tmp"
        let file = "\(folder)/lux-volatile-\(getpid())-\(System.random()).sqlite"
        let database = try await Storage.connect(to: .file(file), settings)
        try await Storage.prepare(database, settings, chosen)
        return ServingStore(database: database, standIn: .volatile(file: file))
    }

    private static func warn(_ words: String) { Terminal.say("lux: WARNING: \(words)") }

    func close() async {
        await database.close()
        guard case .volatile(let file) = standIn else { return }
        for suffix in ["", "-wal", "-shm", ".lock"] { unlink(file + suffix) }
    }

    var check: Check {
        guard let standIn else { return Storage.check(database) }
        return Check("database", impact: .degrades) { [database] in
            switch standIn {
            case .volatile:
                return Check.Finding(
                    word: "warning", isHealthy: false,
                    reason:
                        "PostgreSQL was away at the start: what is kept now is lost when this process ends",
                    remedy: "Start PostgreSQL, then this process anew.")
            case .waiting(let waiting):
                guard !waiting.isRecovered else { return await Storage.check(database).run() }
                let failure = await database.status().failure
                return Check.Finding(
                    word: "warning", isHealthy: false,
                    reason: "PostgreSQL was away at the start: \(failure?.cause ?? "not tried again yet")",
                    remedy: "Start PostgreSQL; this process takes it up by itself.")
            }
        }
    }

    /// Looks for the database, and says again and again what is missing.
    func service(_ logger: Logger) -> (any Service)? {
        standIn.map { StandingIn(standIn: $0, logger: logger) }
    }
}

private struct StandingIn: Service {
    let standIn: ServingStore.StandIn
    let logger: Logger

    func run() async throws {
        await cancelWhenGracefulShutdown {
            switch standIn {
            case .waiting(let database): await wait(for: database)
            case .volatile:
                while (try? await Task.sleep(for: Self.remindEvery)) != nil {
                    logger.warning("what is kept is lost when this process ends")
                }
            }
        }
    }

    private func wait(for database: RecoveringDatabase) async {
        struct StillAway: Error {}
        await untilCancelled(pausing: .seconds(1)...(.seconds(10))) {
            guard await database.recover() else { throw StillAway() }
            logger.notice("the database is there")
        } onFailure: { _ in
            logger.warning("nothing is kept: the database is away")
        }
    }

    private static let remindEvery = Duration.seconds(60)
}

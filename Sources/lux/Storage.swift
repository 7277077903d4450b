import CLI
import Core
import Glibc
import Logging
import Module
import Persistence
import Postgres
import SQLite
import Settings

/// Opens the database that settings name and brings its schema up to date.
enum Storage {
    /// Where the rows are.
    enum Place: CustomStringConvertible {
        case file(String)
        case server(SettingURL)

        /// Without credentials.
        var description: String {
            switch self {
            case .file(let path): path
            case .server(let url): url.description
            }
        }

        /// For commands that read: opening a file would make it.
        func checkExists() throws {
            guard case .file(let path) = self, access(path, F_OK) != 0 else { return }
            throw CommandFailure(.noInput, "\(path) does not exist")
        }
    }

    static func place(_ settings: Settings) throws -> Place {
        guard let url = settings[ProcessSettings.database] else {
            return .file(settings[ProcessSettings.data] + "/lux.sqlite")
        }
        return try place(url)
    }

    static func place(_ url: SettingURL) throws -> Place {
        guard url.scheme == "sqlite" else { return .server(url) }
        let path = url.exposed.dropFirst("sqlite:".count)
        let file = path.hasPrefix("//") ? path.dropFirst(2) : path
        guard !file.isEmpty else { throw CommandFailure(.usage, "storage.database names no file") }
        return .file(String(file))
    }

    /// Does not migrate.
    static func connect(_ settings: Settings) async throws -> any Database {
        try await connect(to: place(settings), settings)
    }

    static func connect(
        to place: Place, _ settings: Settings, ringing bells: Bells = Bells(), telling logger: Logger? = nil
    ) async throws -> any Database {
        do {
            switch place {
            case .file(let path):
                return try SQLiteDatabase(file: path, bells: bells)
            case .server(let url):
                return try await PostgresDatabase.open(server(url, settings, logger), bells: bells)
            }
        } catch let cannot as any CannotStart {
            throw CommandFailure(cannot)
        }
    }

    /// For a server: commands of a shell may look into its file.
    static func warnOfSharing(_ database: any Database) {
        guard let database = database as? SQLiteDatabase, database.isShared else { return }
        Terminal.say(
            """
            lux: warning: another process uses \(database.file) too; that is safe, but two servers share its one writer
            """)
    }

    private static func server(
        _ url: SettingURL, _ settings: Settings, _ logger: Logger?
    ) -> PostgresDatabase.Settings {
        var server = PostgresDatabase.Settings(url: Secret(url.exposed))
        // Of any other database it would migrate the one of the settings.
        if case .server(url)? = try? place(settings) {
            server.migrationURL = settings[ProcessSettings.migrationDatabase].map { Secret($0.exposed) }
        }
        server.connectionsMax = settings[ProcessSettings.pool]
        if let logger {
            server.noteOutage = { failure in
                guard let failure else { return logger.notice("the database is back") }
                logger.warning("the database is away", metadata: ["reason": "\(failure.cause)"])
            }
        }
        return server
    }

    static func open(_ settings: Settings, chosen: [Product.Entry]) async throws -> any Database {
        try await open(place(settings), settings, chosen: chosen)
    }

    static func open(
        _ place: Place, _ settings: Settings, chosen: [Product.Entry]
    ) async throws -> any Database {
        let database = try await connect(to: place, settings)
        do {
            try await migrator(chosen).migrate(database, at: System.clock.now())
            return database
        } catch {
            await database.close()
            throw (error as? any CannotStart).map { CommandFailure($0) } ?? error
        }
    }

    /// All that a server needs of a database before it serves; closes it where that fails.
    static func prepare(_ database: any Database, _ settings: Settings, _ chosen: [Product.Entry])
        async throws
    {
        do {
            try await migrator(chosen).migrate(database, at: System.clock.now())
            try await LogPart.prepare(database, settings, chosen)
        } catch {
            await database.close()
            throw (error as? any CannotStart).map { CommandFailure($0) } ?? error
        }
    }

    static func migrator(_ chosen: [Product.Entry]) throws -> Migrator {
        let dormant = Product.entries.filter { entry in !chosen.contains { $0.name == entry.name } }
        return try Migrator(chosen.flatMap(\.migrations), dormant: dormant.flatMap(\.migrations))
    }

    static func check(_ database: any Database) -> Check {
        Check("database", impact: .stops) {
            let status = await database.status()
            if let failure = status.failure {
                return .down(
                    failure.description,
                    remedy: "Look at the disk under the data folder; `lux doctor` says more.")
            }
            guard status.isWritable else {
                return .down(
                    "takes no writes", remedy: "Make the data folder writable, or free space on its disk.")
            }
            return .ok.with(facts(status, database))
        }
    }
}

extension Storage {
    /// What `/health/detailed` and `lux doctor` say of the schema, and of the pool where there is one.
    private static func facts(_ status: DatabaseStatus, _ database: any Database) -> [JSON.Member] {
        let schema: [JSON.Member] = [
            .init("schema_version", .optional(status.schemaVersion)),
            .init("migrations", .integer(status.migrationCount)),
        ]
        guard let pool = (database as? PostgresDatabase)?.poolStatus else { return schema }
        return schema + [
            .init("pool_size", .integer(pool.size)), .init("pool_connected", .integer(pool.connected)),
            .init("pool_in_use", .integer(pool.inUse)), .init("pool_waiting", .integer(pool.waiting)),
            .init("pool_failures", .integer(pool.failures)),
        ]
    }
}

extension CommandFailure {
    init(_ cannot: any CannotStart) {
        self.init(.unavailable, "\(cannot.description). \(cannot.remedy)")
    }
}

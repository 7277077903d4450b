import CLI
import Core
import Module
import Persistence
import SQLite
import Settings

/// Opens the database that settings name and brings its schema up to date.
enum Storage {
    static func file(_ settings: Settings) throws -> String {
        guard let url = settings[ProcessSettings.database] else {
            return settings[ProcessSettings.data] + "/lux.sqlite"
        }
        guard url.scheme == "sqlite" else {
            throw CommandFailure(
                .usage, "storage.database is a \(url.scheme) database; this version knows sqlite:// only")
        }
        let path = url.exposed.dropFirst("sqlite:".count)
        let file = path.hasPrefix("//") ? path.dropFirst(2) : path
        guard !file.isEmpty else { throw CommandFailure(.usage, "storage.database names no file") }
        return String(file)
    }

    static func open(_ settings: Settings, chosen: [Product.Entry]) async throws -> SQLiteDatabase {
        let file = try file(settings)
        let database: SQLiteDatabase
        do throws(CannotOpen) {
            database = try SQLiteDatabase(file: file)
        } catch {
            throw CommandFailure(.unavailable, "\(error.description). \(error.remedy)")
        }
        do {
            try await migrator(chosen).migrate(database, at: System.clock.now())
        } catch {
            await database.close()
            guard let refused = error as? MigrationRefused else { throw error }
            throw CommandFailure(.unavailable, "\(refused.description). \(refused.remedy)")
        }
        if database.isShared {
            Terminal.say(
                "lux: warning: another process uses \(file) too; that is safe, but two servers share its one writer"
            )
        }
        return database
    }

    static func migrator(_ chosen: [Product.Entry]) throws -> Migrator {
        let dormant = Product.entries.filter { entry in !chosen.contains { $0.name == entry.name } }
        return try Migrator(chosen.flatMap(\.migrations), dormant: dormant.flatMap(\.migrations))
    }

    static func check(_ database: SQLiteDatabase) -> Check {
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
            return .ok
        }
    }
}

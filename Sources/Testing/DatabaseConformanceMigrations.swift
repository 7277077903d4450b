import Core
import Persistence

extension DatabaseConformance {
    static let migrations: [Conformance<Engine>] = [
        Conformance("runs pending migrations in order, once") { engine in
            try await engine.withPlace { open in
                let database = try await open()
                let migrator = try Migrator(steps)
                try require(try await migrator.status(of: database).pending, is: steps.map(\.name))
                try require(try await migrator.migrate(database, at: moment), is: steps.map(\.name))
                try require(try await migrator.migrate(database, at: moment), is: [])
                let status = try await migrator.status(of: database)
                try require(status.applied.map(\.name), is: steps.map(\.name))
                try require(status.applied.map(\.at), is: [moment, moment])
                try require(status.pending, is: [])
                await database.close()
            }
        },
        Conformance("runs what a newer release adds, whatever its place in the list") { engine in
            try await engine.withDatabase(steps) { database in
                let added = Migration("a.003-stones", "CREATE TABLE stones (tenant_id TEXT NOT NULL)")
                let ran = try await Migrator([steps[0], added, steps[1]]).migrate(database, at: moment)
                try require(ran, is: [added.name])
            }
        },
        Conformance("refuses a migration whose text changed after it ran") { engine in
            try await engine.withDatabase(steps) { database in
                let edited = Migration(
                    steps[0].name, "CREATE TABLE birds (tenant_id TEXT NOT NULL, wings BIGINT)")
                let refusal = try await requireError(MigrationRefused.self) {
                    try await Migrator([edited, steps[1]]).migrate(database, at: moment)
                }
                try require(refusal, is: .editedAfterRun([steps[0].name]))
            }
        },
        Conformance("refuses a database from a newer version, and knows migrations that are switched off") {
            engine in
            try await engine.withDatabase(steps) { database in
                let refusal = try await requireError(MigrationRefused.self) {
                    try await Migrator([steps[0]]).migrate(database, at: moment)
                }
                try require(refusal, is: .newerSchema(unknown: [steps[1].name]))
                try require(
                    try await Migrator([steps[0]], dormant: [steps[1]]).migrate(database, at: moment), is: [])
            }
        },
        Conformance("leaves nothing of a migration that fails, and keeps those before it") { engine in
            try await engine.withDatabase { database in
                let broken = Migration(
                    "a.002-broken", "CREATE TABLE nests (tenant_id TEXT); CREATE NONSENSE x")
                _ = try await requireError(DatabaseError.self) {
                    try await Migrator([steps[0], broken]).migrate(database, at: moment)
                }
                let (hasBirds, hasNests) = try await database.read(.everyTenant) { session in
                    (try session.hasTable("birds"), try session.hasTable("nests"))
                }
                try require(hasBirds && !hasNests, "birds \(hasBirds), nests \(hasNests)")
                try require(try await Migrator(steps).migrate(database, at: moment), is: [steps[1].name])
            }
        },
        Conformance("migrates once when ten processes start together", check: migratesOnce),
        Conformance("shows the schema as the same text for the same schema") { engine in
            try await engine.withDatabase(steps) { database in
                let text = try await database.read(.everyTenant) { try $0.tables().schemaText }
                for part in [
                    "table birds", "table lux_migrations", "column tenant_id", "key 1", "birds_by_colour",
                ] {
                    try require(text.contains(part), "no \(part) in:\n\(text)")
                }
                let again = try await database.read(.everyTenant) { try $0.tables().reversed().schemaText }
                try require(again, is: text)
            }
        },
    ]

    private static let moment = Instant(milliseconds: 1_767_225_600_000)

    private static let steps = [
        Migration(
            "a.001-birds",
            """
            CREATE TABLE birds (tenant_id TEXT NOT NULL, name TEXT NOT NULL, colour TEXT, PRIMARY KEY (tenant_id, name));
            CREATE INDEX birds_by_colour ON birds (tenant_id, colour);
            """),
        Migration("a.002-nests", "CREATE TABLE nests (tenant_id TEXT NOT NULL, place BIGINT NOT NULL)"),
    ]

    private static func migratesOnce(_ engine: Engine) async throws {
        try await engine.withPlace { open in
            let ran = try await withThrowingTaskGroup { group in
                for _ in 0..<10 {
                    group.addTask {
                        let database = try await open()
                        let ran = try await Migrator(steps).migrate(database, at: moment)
                        await database.close()
                        return ran
                    }
                }
                return try await group.reduce(into: []) { $0 += $1 }
            }
            try require(ran.sorted(), is: steps.map(\.name))
        }
    }
}

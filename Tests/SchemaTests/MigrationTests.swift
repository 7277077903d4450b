import LuxTesting
import Persistence
import Testing

@Suite struct `The schema of all rooms` {
    @Test(arguments: Engine.all)
    func `is on file`(_ engine: Engine) async throws {
        try await engine.withDatabase(Rooms.migrations) { database in
            let text = try await database.read(.everyTenant) { try $0.tables().schemaText }
            #expect(try Golden.schema(engine.name, now: text) == text, "GOLDEN=update writes it anew")
        }
    }

    @Test func `has the same tables, columns and indexes on both engines`() async throws {
        func names(_ engine: Engine) async throws -> [String] {
            var names: [String] = []
            try await engine.withDatabase(Rooms.migrations) { database in
                names = try await database.read(.everyTenant) { try $0.tables() }.flatMap { table in
                    table.columns.map { "\(table.name).\($0.name) \($0.keyPlace)" }
                }
            }
            return names.sorted()
        }
        #expect(try await names(.sqlite) == names(.postgres))
    }

    @Test func `comes from migrations that stay as they were released`() throws {
        let kept = try Golden.checksums(now: Rooms.migrations)
        for migration in Rooms.migrations {
            let checksum = kept[migration.name]
            #expect(checksum != nil, "\(migration.name) is new; GOLDEN=update adds it")
            #expect(
                checksum == nil || checksum == migration.checksum,
                "\(migration.name) has been released with another text; put the change into a new migration")
        }
        let gone = Set(kept.keys).subtracting(Rooms.migrations.map(\.name))
        #expect(gone.isEmpty, "databases out there have run \(gone.sorted())")
    }

    /// The first of a room finds no table of an older release.
    @Test func `comes from migrations that leave the release before working`() {
        for migration in Rooms.migrations {
            #expect(RollingMigrations.breaches(in: migration) == [], "\(migration.name)")
        }
    }

    @Test func `leaves out no migration of the sources`() {
        let declared = Repository.sources.flatMap { file in
            let source = SwiftSource(file.text)
            return source.places(of: "Migration(").compactMap { place -> String? in
                let literal = source.literal(from: place + "Migration(".utf8.count)
                guard case .text(let name)? = literal?.parts.first else { return nil }
                return name
            }
        }
        #expect(Set(declared) == Set(Rooms.migrations.map(\.name)))
    }
}

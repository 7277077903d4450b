import Core
import LuxTesting
import Persistence
import Synchronization
import Testing

@Suite struct `A copy from one database into another` {
    private static let schema = [
        Migration(
            "copy.001",
            """
            CREATE TABLE birds (
                tenant_id TEXT NOT NULL, name TEXT NOT NULL, weight DOUBLE PRECISION, flies BOOLEAN NOT NULL,
                picture BYTEA, PRIMARY KEY (tenant_id, name)
            );
            CREATE TABLE moves (place BIGSERIAL PRIMARY KEY, tenant_id TEXT NOT NULL, text TEXT NOT NULL);
            CREATE TABLE rules (name TEXT NOT NULL PRIMARY KEY);
            """)
    ]

    private static func fill(_ database: any Database, birds: Int) async throws {
        let weights: [SQLValue] = [.null, .real(0.1), .real(-3)]
        let pictures: [SQLValue] = [
            .null, .bytes([]), .bytes([0, 255]), .bytes([UInt8](repeating: 7, count: 999)),
        ]
        try await database.write(.everyTenant) { session in
            for number in 0..<birds {
                let tenant = TenantID(number % 2 == 0 ? "lark" : "wren")
                try session.execute(
                    """
                    INSERT INTO birds (tenant_id, name, weight, flies, picture)
                    VALUES (\(tenant), \("é\(number)"), \(value: weights[number % 3]),
                        \(number % 5 != 0), \(value: pictures[number % 4]))
                    """)
                try session.execute("INSERT INTO moves (tenant_id, text) VALUES (\(tenant), \("m\(number)"))")
            }
            try session.execute("INSERT INTO rules (name) VALUES ('one')")
        }
    }

    @Test(arguments: Engine.all, Engine.all)
    func `brings every row of every table`(from: Engine, to: Engine) async throws {
        try await from.withDatabase(Self.schema) { source in
            try await Self.fill(source, birds: 300)
            try await to.withDatabase(Self.schema) { target in
                let outcomes = try await TableCopy(from: source, to: target).run()
                #expect(outcomes.map(\.table) == ["birds", "moves", "rules"])
                #expect(outcomes.map(\.target.rowCount) == [300, 300, 1])
                #expect(outcomes.areSame)
                let place: Int? = try await target.write(.everyTenant) { session in
                    try session.execute("INSERT INTO moves (tenant_id, text) VALUES ('lark', 'next')")
                    return try session.firstRow("SELECT MAX(place) FROM moves")?[0]
                }
                #expect((place ?? 0) > 300, "new rows are numbered behind those that came")
            }
        }
    }

    @Test(arguments: Engine.all)
    func `of one tenant leaves the others and what belongs to nobody`(_ engine: Engine) async throws {
        try await engine.withDatabase(Self.schema) { source in
            try await Self.fill(source, birds: 40)
            try await engine.withDatabase(Self.schema) { target in
                let outcomes = try await TableCopy(from: source, to: target, of: TenantID("lark")).run()
                #expect(outcomes.map(\.target.rowCount) == [20, 20])
                #expect(outcomes.areSame)
            }
        }
    }

    private struct Stopped: Error {}

    @Test(arguments: Engine.all)
    func `goes on where it was stopped`(_ engine: Engine) async throws {
        try await engine.withDatabase(Self.schema) { source in
            try await Self.fill(source, birds: 200)
            try await engine.withDatabase(Self.schema) { target in
                let copy = TableCopy(from: source, to: target)
                let stopping = Task {
                    try await copy.run { _ in withUnsafeCurrentTask { $0?.cancel() } }
                }
                await #expect(throws: CancellationError.self) { try await stopping.value }
                let copied = Mutex(0)
                let outcomes = try await copy.run { progress in
                    if progress.step == .copying { copied.withLock { $0 += progress.rows } }
                }
                #expect(outcomes.areSame)
                #expect(copied.withLock { $0 } < 401)
            }
        }
    }

    @Test(arguments: Engine.all)
    func `tells which tables differ`(_ engine: Engine) async throws {
        try await engine.withDatabase(Self.schema) { source in
            try await Self.fill(source, birds: 10)
            try await engine.withDatabase(Self.schema) { target in
                try await target.write(.everyTenant) { session in
                    try session.execute("INSERT INTO rules (name) VALUES ('another')")
                }
                let outcomes = try await TableCopy(from: source, to: target).run()
                let different = outcomes.filter { !$0.isSame }.map(\.table)
                #expect(different == ["rules"])
            }
        }
    }

    @Test(arguments: Engine.all)
    func `is refused into another schema`(_ engine: Engine) async throws {
        try await engine.withDatabase(Self.schema) { source in
            try await engine.withDatabase { target in
                let refused = TableCopy.Refused.otherSchema(tables: ["birds", "moves", "rules"])
                await #expect(throws: refused) { try await TableCopy(from: source, to: target).run() }
            }
        }
    }
}

extension [TableCopy.Outcome] {
    fileprivate var areSame: Bool { allSatisfy { $0.isSame } }
}

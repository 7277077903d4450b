import Core
import Disk
import Keys
import Persistence
import Subprocess
import SystemPackage

/// PostgreSQL's own tools, run as processes: they know their server best. Passwords go by the environment.
struct PostgresCopy {
    private static let outputBytesMax = 1 << 20

    private let environment: Environment
    private let place: String

    init(_ address: PostgresAddress) {
        place = "--dbname=" + address.line
        environment = Environment.inherit.updating(
            Dictionary(
                uniqueKeysWithValues: address.variables.map { (Environment.Key(stringLiteral: $0), $1) }))
    }

    // MARK: Copying

    /// Dumps and sums one snapshot.
    func snapshot(
        into file: String, _ progress: @Sendable (BackupProgress) -> Void
    ) async throws -> DatabaseSnapshot {
        try await withPsql { psql in
            try psql.say("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY;")
            try await Self.checkPolicies(psql)
            guard let snapshot = try await psql.rows("SELECT pg_export_snapshot();").first?.first else {
                throw ToolFailed(tool: "psql", errors: "it exports no snapshot")
            }
            try await run(
                "pg_dump",
                [
                    "--format=custom", "--compress=0", "--no-owner", "--no-privileges",
                    "--enable-row-security", "--exclude-table-data=\(KeyMigrations.tablePrefix)*",
                    "--snapshot=\(snapshot)",
                    "--file=\(file)", "--no-password", place,
                ])
            progress(.init(step: .copying, share: 1))
            let migrations = try await Self.migrations(psql)
            return DatabaseSnapshot(
                file: file, migrations: migrations, tables: try await Self.sums(psql, .summing, progress))
        }
    }

    func sums(_ progress: @Sendable (BackupProgress) -> Void) async throws -> [TableSum] {
        try await withPsql { psql in
            try psql.say("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY;")
            return try await Self.sums(psql, .comparing, progress)
        }
    }

    /// Whether there is no table.
    func isEmpty() async throws -> Bool {
        try await withPsql { psql in
            try await psql.rows(
                """
                SELECT 1 FROM pg_class WHERE relkind IN ('r', 'p', 'v', 'm')
                AND relnamespace = current_schema()::regnamespace LIMIT 1;
                """
            ).isEmpty
        }
    }

    /// All or nothing.
    func restore(from file: String) async throws {
        try await run(
            "pg_restore",
            [
                "--exit-on-error", "--single-transaction", "--no-owner", "--no-privileges", "--no-password",
                place, file,
            ])
    }

    private func run(_ tool: String, _ arguments: [String]) async throws {
        let ended = try await found(tool) {
            try await Subprocess.run(
                .name(tool), arguments: Arguments(arguments), environment: environment, output: .discarded,
                error: .string(limit: Self.outputBytesMax))
        }
        guard ended.terminationStatus.isSuccess else {
            throw ToolFailed(tool: tool, errors: ended.standardError)
        }
    }

    private func withPsql<Outcome: Sendable>(_ body: (Psql) async throws -> Outcome) async throws -> Outcome {
        let input = try CommandPipe()
        let ended = try await found("psql") {
            try await Subprocess.run(
                .name("psql"), arguments: Arguments(Psql.arguments + [place]), environment: environment,
                input: .fileDescriptor(
                    FileDescriptor(rawValue: input.reading), closeAfterSpawningProcess: false),
                output: .sequence, error: .string(limit: Self.outputBytesMax)
            ) { execution in
                let psql = Psql(input, execution.standardOutput)
                // An early end of psql shows in its status and words, which say more than its silence.
                let outcome = await Result.catching { try await body(psql) }
                try psql.say("\\quit")
                return outcome
            }
        }
        if !ended.terminationStatus.isSuccess {
            throw ToolFailed(tool: "psql", errors: ended.standardError)
        }
        return try ended.closureResult.get()
    }

    private func found<Outcome>(_ tool: String, _ body: () async throws -> Outcome) async throws -> Outcome {
        do {
            return try await body()
        } catch let error as SubprocessError where error.code == .executableNotFound {
            throw ToolFailed(tool: tool, errors: nil)
        }
    }

    // MARK: Reading rows

    /// Rows hidden by a policy that is not Lux's would be missing from the backup, unseen.
    private static func checkPolicies(_ psql: Psql) async throws {
        let foreign = try await psql.rows(
            """
            SELECT DISTINCT c.relname FROM pg_policy p JOIN pg_class c ON c.oid = p.polrelid
            WHERE c.relnamespace = current_schema()::regnamespace AND p.polname <> 'lux_tenant';
            """)
        guard foreign.isEmpty else {
            let tables = foreign.map { $0[0] }.joined(separator: ", ")
            throw ToolFailed(tool: "psql", errors: "policies that are not Lux's may hide rows of \(tables)")
        }
    }

    private static func migrations(_ psql: Psql) async throws -> [BackupManifest.Migration] {
        guard try await !psql.rows("SELECT 1 WHERE to_regclass('lux_migrations') IS NOT NULL;").isEmpty else {
            return []
        }
        return try await psql.rows("SELECT name, checksum FROM lux_migrations ORDER BY place;").map {
            BackupManifest.Migration(name: $0[0], checksum: $0[1])
        }
    }

    private static func sums(
        _ psql: Psql, _ step: BackupProgress.Step, _ progress: @Sendable (BackupProgress) -> Void
    ) async throws -> [TableSum] {
        let columns = try await psql.rows(
            """
            SELECT c.relname, a.attname, t.typname FROM pg_class c
            JOIN pg_attribute a ON a.attrelid = c.oid JOIN pg_type t ON t.oid = a.atttypid
            WHERE c.relkind = 'r' AND c.relnamespace = current_schema()::regnamespace AND a.attnum > 0
            AND NOT a.attisdropped ORDER BY c.relname COLLATE "C", a.attname COLLATE "C";
            """)
        let tables = Dictionary(grouping: columns) { $0[0] }.filter {
            !$0.key.hasPrefix(KeyMigrations.tablePrefix)
        }
        var sums: [TableSum] = []
        for (table, columns) in tables.sorted(by: { $0.key < $1.key }) {
            sums.append(try await psql.sum(of: table, columns.map { .init(name: $0[1], type: $0[2]) }))
            progress(.init(step: step, share: Double(sums.count) / Double(tables.count)))
        }
        return sums
    }
}

extension Result where Failure == any Error {
    static func catching(_ body: () async throws -> Success) async -> Result {
        do {
            return .success(try await body())
        } catch {
            return .failure(error)
        }
    }
}

/// One of PostgreSQL's tools did not do what it was asked.
package struct ToolFailed: CannotStart, Equatable {
    package let tool: String
    /// What it said; nil when it is not installed.
    package let errors: String?

    package var description: String {
        errors.map { "\(tool) failed: \($0)" } ?? "\(tool) is not installed"
    }

    package var remedy: String {
        errors == nil
            ? "Install the client programs of PostgreSQL, such as the package postgresql-client."
            : "See what it says; the user in the URL must own the tables, and the tools be as new as the server."
    }
}

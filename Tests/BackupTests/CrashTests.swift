import Backup
import Core
import Disk
import Foundation
import LuxTesting
import Persistence
import Postgres
import SQLite
import Testing

@Suite(.serialized, .timeLimit(.minutes(30))) struct `A backup that is killed` {
    /// Each seed kills twice, on each engine.
    private static let seedCount: UInt64 =
        ProcessInfo.processInfo.environment["LUX_TEST_LONG"] == nil ? 10 : 100

    @Test(arguments: CrashSource.all, 0..<seedCount)
    func `leaves no file that looks like one and is none`(engine: CrashSource, seed: UInt64) async throws {
        var random = SplitMix64(seed: seed)
        let points = [Int.random(in: 0...15, using: &random), Int.random(in: 1...30, using: &random)]
        try await withTemporaryFolder { folder in
            try await engine.with(folder) { written, source in
                let backup = Backup(folder: folder + "/backups", work: folder + "/work", key: nil)
                let maker = KilledProgram("backup-crash-maker")
                var acknowledged: Set<String> = []
                for (run, point) in points.enumerated() {
                    let lines = try await maker.lines(
                        [backup.folder, "\(run + 1)", written, source.address, folder + "/work"],
                        killedAfter: point)
                    acknowledged.formUnion(lines.filter { $0 != "." })
                }
                let names =
                    FileManager.default.fileExists(atPath: backup.folder)
                    ? try archives(in: backup.folder) : []
                #expect(acknowledged.isSubset(of: names), "seed \(seed)")
                for name in names { _ = try await backup.verify(backup.folder + "/" + name) }
                // Only its owner may read what lies about in clear, and it is not where archives are copied from.
                let left = try Self.files(below: folder)
                #expect(
                    left.allSatisfy { !$0.path.hasPrefix(backup.folder) || !$0.path.hasSuffix("/database") })
                #expect(left.allSatisfy { !$0.path.contains("/.unfinished-") || $0.mode & 0o077 == 0 })
                try backup.removeLeftovers()
                #expect(try Self.files(below: folder).allSatisfy { !$0.path.contains("/.unfinished-") })
                let made = try await backup.run(
                    Backup.Source(database: source, blobs: nil, configuration: [], productVersion: "1"),
                    at: moment)
                let all = Set(try Folder.names(in: backup.folder))
                #expect(
                    all == Set(names).union([made.name.text, ".staging"]),
                    "leftovers are removed, seed \(seed)")
            }
        }
    }
}

extension `A backup that is killed` {
    private static func files(below folder: String) throws -> [(path: String, mode: Int)] {
        try FileManager.default.subpathsOfDirectory(atPath: folder).map { name in
            let facts = try FileManager.default.attributesOfItem(atPath: folder + "/" + name)
            return (folder + "/" + name, facts[.posixPermissions] as? Int ?? 0)
        }
    }
}

/// A small database that both the killed processes and this one back up.
struct CrashSource: Sendable, CustomStringConvertible {
    let description: String
    /// Hands on where rows are written and what is backed up.
    let with:
        @Sendable (_ folder: String, _ body: (String, DatabasePlace) async throws -> Void) async throws ->
            Void

    static let all = [sqlite, postgres]

    private static let schema = [
        Migration("test.001-written", "CREATE TABLE written (number BIGINT NOT NULL PRIMARY KEY, x TEXT)")
    ]

    private static let sqlite = CrashSource(description: "sqlite") { folder, body in
        let file = folder + "/lux.sqlite"
        let database = try SQLiteDatabase(file: file)
        try await Migrator(schema).migrate(database, at: moment)
        await database.close()
        try await body(file, .sqlite(file: file))
    }

    private static let postgres = CrashSource(description: "postgres") { _, body in
        try await PostgresServer.shared().withDatabase { place in
            let database = try await PostgresDatabase.open(place.settings)
            try await Migrator(schema).migrate(database, at: moment)
            await database.close()
            try await body(place.url, .postgres(PostgresAddress(place.ownerURL)))
        }
    }
}

extension DatabasePlace {
    fileprivate var address: String {
        switch self {
        case .sqlite(let file): file
        case .postgres(let address): address.url.exposed
        }
    }
}

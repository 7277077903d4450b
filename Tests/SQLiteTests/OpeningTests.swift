import Foundation
import GRDB
import LuxTesting
import Persistence
import SQLite
import Testing

@Suite struct `Opening a file` {
    @Test func `makes the file and its folders for their owner alone`() async throws {
        try await withTemporaryFolder { folder in
            let file = folder + "/a/b/lux.sqlite"
            let database = try SQLiteDatabase(file: file)
            try await database.write(.everyTenant) { try $0.define("CREATE TABLE t (x TEXT)") }
            #expect(try Self.mode(of: folder + "/a") == 0o700)
            #expect(try Self.mode(of: folder + "/a/b") == 0o700)
            for ending in ["", "-wal", "-shm", ".lock"] {
                #expect(try Self.mode(of: file + ending) == 0o600)
            }
            await database.close()
        }
    }

    @Test func `syncs every commit, keeps a write-ahead log and heeds foreign keys`() async throws {
        try await withDatabase { database in
            let found = try await database.write(.everyTenant) { session in
                try ["PRAGMA synchronous", "PRAGMA foreign_keys"].map { try session.firstRow($0)?[0] as Int? }
            }
            let journal: String? = try await database.read(.everyTenant) {
                try $0.firstRow("SELECT journal_mode FROM pragma_journal_mode")?[0]
            }
            #expect(found == [2, 1])
            #expect(journal == "wal")
        }
    }

    @Test func `refuses a folder in the place of the file`() async throws {
        try await refuses(.fileIsFolder) { folder in
            try FileManager.default.createDirectory(
                atPath: folder + "/lux.sqlite", withIntermediateDirectories: false)
        }
    }

    @Test func `refuses a file in the place of the folder`() async throws {
        try await refuses(.folderIsFile, at: "/data/lux.sqlite") { folder in
            try Data("x".utf8).write(to: URL(fileURLWithPath: folder + "/data"))
        }
        try await refuses(.folderIsFile, at: "/data/deeper/lux.sqlite") { folder in
            try Data("x".utf8).write(to: URL(fileURLWithPath: folder + "/data"))
        }
    }

    @Test(arguments: ["not a database, but a longer text", "x"])
    func `refuses a file of another kind`(_ content: String) async throws {
        try await refuses(.notADatabase) { folder in
            try Data(content.utf8).write(to: URL(fileURLWithPath: folder + "/lux.sqlite"))
        }
    }

    @Test func `refuses a damaged file`() async throws {
        try await refuses(.damaged) { folder in
            let file = folder + "/lux.sqlite"
            let database = try SQLiteDatabase(file: file)
            try await database.write(.everyTenant) { try $0.define("CREATE TABLE t (x TEXT)") }
            await database.close()
            let handle = try FileHandle(forWritingTo: URL(fileURLWithPath: file))
            // The first page's b-tree header, behind the file header.
            try handle.seek(toOffset: 100)
            try handle.write(contentsOf: [UInt8](repeating: 0xff, count: 200))
            try handle.close()
        }
    }

    @Test func `refuses a header that SQLite does not know`() async throws {
        try await refuses(.notADatabase) { folder in
            var content = Data("SQLite format 3\0".utf8)
            content.append(Data(repeating: 0xff, count: 4096))
            try content.write(to: URL(fileURLWithPath: folder + "/lux.sqlite"))
        }
    }

    @Test func `refuses a file that another program holds for itself`() async throws {
        try await withTemporaryFolder { folder in
            let file = folder + "/lux.sqlite"
            var configuration = Configuration()
            configuration.prepareDatabase { try $0.execute(sql: "PRAGMA locking_mode = EXCLUSIVE") }
            let holder = try DatabaseQueue(path: file, configuration: configuration)
            try await holder.write { try $0.execute(sql: "CREATE TABLE t (x)") }
            var settings = SQLiteDatabase.Settings()
            settings.lockWaitMax = .milliseconds(1)
            let refusal = #expect(throws: CannotOpen.self) {
                try SQLiteDatabase(file: file, settings: settings)
            }
            #expect(refusal?.reason == .held)
            try holder.close()
        }
    }

    @Test(.enabled(if: SmallDisk.isPermitted, "mounting is not permitted here"))
    func `refuses a read-only disk`() async throws {
        try await SmallDisk.with { disk in
            try await SQLiteDatabase(file: disk.path + "/lux.sqlite").close()
            try disk.makeReadOnly()
            let existing = #expect(throws: CannotOpen.self) {
                try SQLiteDatabase(file: disk.path + "/lux.sqlite")
            }
            #expect(existing?.reason == .readOnly)
            let missing = #expect(throws: CannotOpen.self) {
                try SQLiteDatabase(file: disk.path + "/a/b.sqlite")
            }
            #expect(missing?.reason == .readOnly)
        }
    }

    @Test(.enabled(if: SmallDisk.isPermitted, "mounting is not permitted here"))
    func `refuses a full disk`() async throws {
        try await SmallDisk.with { disk in
            disk.fill()
            let refusal = #expect(throws: CannotOpen.self) {
                try SQLiteDatabase(file: disk.path + "/lux.sqlite")
            }
            #expect(refusal?.reason == .noSpace)
        }
    }

    @Test func `leaves all that was written in the one file when it closes`() async throws {
        try await withTemporaryFolder { folder in
            let database = try SQLiteDatabase(file: folder + "/lux.sqlite")
            try await database.write(.everyTenant) { try $0.define("CREATE TABLE t (x TEXT)") }
            #expect(try await database.read(.everyTenant) { try $0.hasTable("t") })
            await database.close()
            try FileManager.default.copyItem(atPath: folder + "/lux.sqlite", toPath: folder + "/copy.sqlite")
            let copy = try SQLiteDatabase(file: folder + "/copy.sqlite")
            #expect(try await copy.read(.everyTenant) { try $0.hasTable("t") })
            await copy.close()
        }
    }

    @Test func `lets a second process in, and tells it that it is the second`() async throws {
        try await withTemporaryFolder { folder in
            let first = try SQLiteDatabase(file: folder + "/lux.sqlite")
            let second = try SQLiteDatabase(file: folder + "/lux.sqlite")
            #expect(!first.isShared && second.isShared)
            try await first.write(.everyTenant) { try $0.define("CREATE TABLE t (x BIGINT)") }
            try await second.write(.everyTenant) { try $0.execute("INSERT INTO t (x) VALUES (1)") }
            #expect(try await first.read(.everyTenant) { try $0.rows("SELECT x FROM t").count } == 1)
            let copies = DescriptorCopies(of: folder + "/lux.sqlite.lock")
            #expect(copies.count == 2)
            await first.close()
            await second.close()
            let third = try SQLiteDatabase(file: folder + "/lux.sqlite")
            #expect(!third.isShared, "though a program that starts has copies of their descriptors")
            withExtendedLifetime(copies) {}
            await third.close()
        }
    }

    @Test(arguments: [
        CannotOpen.Reason.fileIsFolder, .folderIsFile, .notAllowed, .readOnly, .notADatabase, .damaged,
        .noSpace,
        .held, .other("reason"),
    ])
    func `says what is wrong and what to do`(_ reason: CannotOpen.Reason) {
        let refusal = CannotOpen("/data/lux.sqlite", reason)
        #expect(refusal.description.contains("/data/lux.sqlite"))
        #expect(refusal.remedy.hasSuffix("."))
    }

    private func refuses(
        _ reason: CannotOpen.Reason, at place: String = "/lux.sqlite",
        prepare: @escaping @Sendable (String) async throws -> Void
    ) async throws {
        try await withTemporaryFolder { folder in
            try await prepare(folder)
            let refusal = #expect(throws: CannotOpen.self) { try SQLiteDatabase(file: folder + place) }
            #expect(refusal?.reason == reason)
        }
    }

    private static func mode(of path: String) throws -> Int? {
        try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int
    }
}

import Backup
import Blobs
import Core
import Disk
import Files
import Foundation
import LuxTesting
import Persistence
import SQLite
import Testing

@Suite struct `A restore` {
    @Test func `that was cut off is done again`() async throws {
        struct Stop: Error {}
        try await withInstallations { here, there in
            let database = try await here.database()
            try await database.write(.everyTenant) { try $0.insertThings(0..<10) }
            let blobs = try await here.blobs()
            let blob = try await blobs.put(content(70_000, seed: 1), for: lark)
            let made = try await here.backup(nil).run(here.source(blobs), at: moment)
            await database.close()
            let elsewhere = try await there.blobs(seed: 2)
            let cutOff = Restore(
                Restore.Needs(open: { _ in throw Stop() }, ledger: there.ledger, afterRestore: { _ in }))
            for _ in 0..<2 {
                await #expect(throws: Stop.self) {
                    try await cutOff.run(made.path, key: nil, into: there.place(blobs: elsewhere), at: moment)
                }
                #expect(!Folder.holds(there.file) && !Folder.holds(there.folder + "/data/configuration"))
            }
            // As one leaves it that was killed with all but the database in place.
            try Folder.make(there.folder + "/data/configuration")
            try there.write("old", to: "data/configuration/lux.yaml")
            _ = try await there.restore().run(
                made.path, key: nil, into: there.place(blobs: elsewhere), at: moment)
            #expect(try there.read("data/configuration/lux.yaml") == "http:\n  port: 8080\n")
            #expect(try there.read("data/configuration.before-20260101_000000/lux.yaml") == "old")
            #expect(try await elsewhere.list(of: lark, after: nil, count: 9).map(\.id) == [blob.id])
            #expect(try await there.thingCount() == 10)
        }
    }

    @Test func `may replace what one of the same second brought back, and nothing is lost`() async throws {
        try await withInstallations { here, there in
            for count in 1...3 {
                let database = try await here.database()
                try await database.write(.everyTenant) { try $0.insertThings(count - 1..<count) }
                await database.close()
                let made = try await here.backup(nil).run(here.source(), at: moment)
                _ = try await there.restore().run(
                    made.path, key: nil, into: there.place(replaces: true), at: moment)
            }
            #expect(try await there.thingCount() == 3)
            for (name, count) in [(".before-20260101_000000", 1), (".before-20260101_000000-2", 2)] {
                #expect(try await Installation.thingCount(in: there.file + name) == count)
                #expect(Folder.holds(there.folder + "/data/configuration" + name))
            }
        }
    }

    @Test func `moves the newest rows aside with the rest, though only the log has them`() async throws {
        try await withInstallations { here, there in
            let database = try await here.database()
            let made = try await here.backup(nil).run(here.source(), at: moment)
            try await database.write(.everyTenant) { try $0.insertThings(0..<7) }
            // As a crash leaves them: the database is not closed.
            try Folder.make(there.folder + "/data")
            for side in ["", "-wal"] {
                try FileManager.default.copyItem(atPath: here.file + side, toPath: there.file + side)
            }
            _ = try await there.restore().run(
                made.path, key: nil, into: there.place(replaces: true), at: moment)
            #expect(try await there.thingCount() == 0)
            #expect(try await Installation.thingCount(in: there.file + ".before-20260101_000000") == 7)
            await database.close()
        }
    }

    @Test func `moves aside what is no database`() async throws {
        try await withInstallations { here, there in
            let database = try await here.database()
            let made = try await here.backup(nil).run(here.source(), at: moment)
            await database.close()
            try Folder.make(there.folder + "/data")
            for side in ["", "-wal", "-shm"] { try there.write("broken", to: "data/lux.sqlite" + side) }
            _ = try await there.restore().run(
                made.path, key: nil, into: there.place(replaces: true), at: moment)
            #expect(try await there.thingCount() == 0)
            for side in ["", "-wal", "-shm"] {
                #expect(try there.read("data/lux.sqlite.before-20260101_000000" + side) == "broken")
            }
        }
    }

    @Test func `opens no place for files when it is refused, or has none`() async throws {
        try await withInstallations { here, there in
            let database = try await here.database()
            let made = try await here.backup(nil).run(here.source(), at: moment)
            await database.close()
            let opened = Heard<Void>()
            var place = there.place()
            place.openBlobs = {
                opened.add(())
                return try await there.blobs()
            }
            let refused = here.folder + "/none.luxbackup"
            await #expect(throws: ArchiveRefused.self) {
                try await there.restore().run(refused, key: nil, into: place, at: moment)
            }
            #expect(!Folder.holds(there.folder))
            _ = try await there.restore().run(made.path, key: nil, into: place, at: moment)
            #expect(opened.all.isEmpty)
        }
    }
}

@Suite struct `What a crash left in clear` {
    @Test func `is removed, and what somebody works in stays`() async throws {
        try await withInstallations { here, _ in
            let backup = here.backup(nil)
            try backup.removeLeftovers()
            #expect(!Folder.holds(here.folder), "looking makes nothing")
            let lock = try withLeftovers(in: here)
            try backup.removeLeftovers()
            for folder in ["/data", "/backups"] {
                let left = try Folder.names(in: here.folder + folder).sorted()
                #expect(left == [".staging", ".unfinished-busy"])
            }
            withExtendedLifetime(lock) {}
        }
    }

    private func withLeftovers(in here: Installation) throws -> [DiskFile?] {
        try ["/data", "/backups"].map { folder in
            for name in ["left", "bare", "busy"] {
                let path = here.folder + folder + "/.unfinished-" + name
                try Folder.make(path)
                _ = try DiskFile.make(path + "/database")
                if name != "bare" { _ = try DiskFile.make(path + "/lock") }
            }
            _ = try DiskFile.make(here.folder + folder + "/.staging")
            let busy = try DiskFile.open(
                here.folder + folder + "/.unfinished-busy/lock", for: .reading)
            try busy?.lock()
            return busy
        }
    }
}

extension Installation {
    func thingCount() async throws -> Int? { try await Self.thingCount(in: file) }

    static func thingCount(in file: String) async throws -> Int? {
        let database = try await open(file)
        let count = try await database.read(.everyTenant) { try $0.everything()["things"]?.count }
        await database.close()
        return count
    }

    func write(_ text: String, to name: String) throws {
        try Data(text.utf8).write(to: URL(fileURLWithPath: folder + "/" + name))
    }

    func read(_ name: String) throws -> String {
        try String(contentsOfFile: folder + "/" + name, encoding: .utf8)
    }
}

import Backup
import Blobs
import Core
import Disk
import Foundation
import Keys
import LuxTesting
import Persistence
import SQLite
import Testing

@Suite struct `A backup` {
    @Test(arguments: [true, false])
    func `brings everything back elsewhere, and every table is equal`(isEncrypted: Bool) async throws {
        let key = isEncrypted ? RootKey.random() : nil
        try await withInstallations { here, there in
            let database = try await here.database()
            try await database.write(.everyTenant) { session in
                try session.insertThings(0..<500)
                try session.insertThings(0..<50, for: wren)
            }
            let blobs = try await here.blobs()
            var kept: [Blob] = []
            for size in [0, 1, 70_000, 1_500_000] {
                kept.append(try await blobs.put(content(size, seed: 1), for: lark))
            }
            let made = try await here.backup(key).run(here.source(blobs), at: moment)
            #expect(made.name.text == "backup_20260101_000000.luxbackup")
            #expect(try archives(in: here.folder + "/backups") == [made.name.text])
            #expect(made.manifest.tables.first { $0.table == "things" }?.rowCount == 550)

            let elsewhere = try await there.blobs(seed: 2)
            let manifest = try await there.restore().run(
                made.path, key: key, into: there.place(blobs: elsewhere), at: moment)
            #expect(manifest == made.manifest)
            let restored = try await there.database()
            let (wanted, found) = (
                try await database.read(.everyTenant) { try $0.everything() },
                try await restored.read(.everyTenant) { try $0.everything() }
            )
            #expect(wanted == found && found["things"]?.count == 550)
            for blob in kept {
                var bytes: [UInt8] = []
                try await elsewhere.read(blob, of: lark) { bytes += $0 }
                #expect(bytes == content(blob.byteCount, seed: 1))
            }
            let yaml = try String(
                contentsOfFile: there.folder + "/data/configuration/lux.yaml", encoding: .utf8)
            #expect(yaml == "http:\n  port: 8080\n")
            #expect(try Folder.names(in: there.folder + "/data").filter { $0.hasPrefix(".unfinished") } == [])
            await database.close()
            await restored.close()
        }
    }

    @Test func `is of one moment, while many write`() async throws {
        try await withInstallations { here, there in
            let (database, key) = (try await here.database(), RootKey.random())
            try await database.write(.everyTenant) { try $0.insertThings(0..<2_000) }
            let copied = Heard<Void>()
            try await withThrowingTaskGroup { group in
                for writer in 1...4 {
                    group.addTask {
                        var number = writer * 1_000_000
                        while copied.all.isEmpty {
                            let next = number
                            try await database.write(.everyTenant) { try $0.insertThings(next..<next + 3) }
                            number += 3
                        }
                    }
                }
                for round in 0..<3 {
                    let made = try await here.backup(key).run(
                        here.source(), at: moment.advanced(by: .seconds(round)))
                    let rows = Dictionary(grouping: made.manifest.tables) { $0.table }.mapValues {
                        $0[0].rowCount
                    }
                    #expect(rows["things"] == rows["doubles"] && rows["things"] ?? 0 >= 2_000)
                }
                copied.add(())
                try await group.waitForAll()
            }
            let last = try #require(try here.backup(key).list().last)
            let manifest = try await there.restore().run(
                here.backup(key).path(of: last), key: key, into: there.place(), at: moment)
            let restored = try await there.database()
            let counts = try await restored.read(.everyTenant) { session in
                try session.everything().mapValues(\.count)
            }
            #expect(counts["things"] == manifest.tables.first { $0.table == "things" }?.rowCount)
            #expect(counts["things"] == counts["doubles"])
            await database.close()
            await restored.close()
        }
    }

    @Test func `carries no keys, and a restore replays the erasures`() async throws {
        try await withInstallations { here, there in
            let database = try await here.database()
            let ring = try await Keyring(here.masterKey, for: database, at: moment)
            let (context, person) = (SealContext("test"), try #require(PersonID(Self.person)))
            let sealed = try await database.write(.everyTenant) { session in
                try ring.keys(of: lark, at: moment, session).key(for: person).seal([1], for: context)
            }
            let wrapped: [UInt8] = try await database.read(.everyTenant) { session in
                try session.firstRow("SELECT wrapped FROM keys_persons WHERE tenant_id = \(lark)")?[0] ?? []
            }
            // Not encrypted, so that a look at the restored file shows what was in it.
            let made = try await here.backup(nil).run(here.source(), at: moment)
            #expect(!made.manifest.tables.contains { $0.table.hasPrefix("keys_") })
            try here.ledger.append([Erasure(tenant: lark, person: person, at: moment, reason: "asked")])
            _ = try await there.restore(ledger: here.ledger).run(
                made.path, key: nil, into: there.place(), at: moment)
            let bytes = try Data(contentsOf: URL(fileURLWithPath: there.file))
            #expect(wrapped.count == 60 && bytes.range(of: Data(wrapped)) == nil)
            let restored = try await there.database()
            let newRing = try await Keyring(there.masterKey, for: restored, at: moment)
            let opened = try await restored.read(.everyTenant) { session in
                try newRing.keys(of: lark, at: moment, session).open(sealed, of: person, for: context)
            }
            guard case .erased = opened else {
                Issue.record("\(opened)")
                return
            }
            let epochs = try await restored.read(.everyTenant) { session in
                try session.rows("SELECT number FROM epochs").map { try $0[0] as Int }
            }
            #expect(epochs == [1])
            await database.close()
            await restored.close()
        }
    }

    private static let person = "01980000-0000-7000-8000-000000000001"

    @Test func `tells how far it is`() async throws {
        try await withInstallations { here, there in
            let (database, heard) = (try await here.database(), Heard<BackupProgress>())
            try await database.write(.everyTenant) { try $0.insertThings(0..<100) }
            let made = try await here.backup(nil).run(here.source(here.blobs()), at: moment) { heard.add($0) }
            _ = try await there.restore().run(
                made.path, key: nil, into: there.place(blobs: there.blobs()), at: moment
            ) { heard.add($0) }
            #expect(heard.all.allSatisfy { (0...1).contains($0.share) })
            let steps = Set(heard.all.map(\.step))
            #expect(steps.isSuperset(of: [.copying, .summing, .packing, .verifying, .unpacking, .comparing]))
            await database.close()
        }
    }

    @Test func `is restored to an empty place only, unless told to move what is there`() async throws {
        try await withInstallations { here, there in
            let database = try await here.database()
            try await database.write(.everyTenant) { try $0.insertThings(0..<10) }
            let made = try await here.backup(nil).run(here.source(), at: moment)
            await database.close()
            let other = try await there.database()
            try await other.write(.everyTenant) { try $0.insertThings(0..<3) }
            await #expect(throws: RestoreRefused.notEmpty(there.file)) {
                try await there.restore().run(made.path, key: nil, into: there.place(), at: moment)
            }
            await #expect(throws: RestoreRefused.inUse(there.file)) {
                try await there.restore().run(
                    made.path, key: nil, into: there.place(replaces: true), at: moment)
            }
            await other.close()
            _ = try await there.restore().run(
                made.path, key: nil, into: there.place(replaces: true), at: moment)
            let restored = try await there.database()
            #expect(try await restored.read(.everyTenant) { try $0.everything()["things"]?.count } == 10)
            await restored.close()
            let aside = try await Installation.open(there.file + ".before-20260101_000000")
            #expect(try await aside.read(.everyTenant) { try $0.everything()["things"]?.count } == 3)
            await aside.close()
        }
    }

    @Test func `leaves nothing when what comes after the rows fails`() async throws {
        struct Stop: Error {}
        try await withInstallations { here, there in
            let database = try await here.database()
            let made = try await here.backup(nil).run(here.source(), at: moment)
            let restore = Restore(
                Restore.Needs(
                    open: { _ in throw Stop() }, ledger: there.ledger, afterRestore: { _ in }))
            await #expect(throws: Stop.self) {
                try await restore.run(made.path, key: nil, into: there.place(), at: moment)
            }
            #expect(!Folder.holds(there.file))
            await database.close()
        }
    }

    @Test func `takes the name of the next second that is free`() async throws {
        try await withInstallations { here, _ in
            let (database, backup) = (try await here.database(), here.backup(nil))
            let names = try await withThrowingTaskGroup(of: BackupName.self) { group in
                for _ in 0..<4 { group.addTask { try await backup.run(here.source(), at: moment).name } }
                return try await group.reduce(into: []) { $0.append($1) }
            }
            #expect(
                names.map(\.text).sorted() == (0..<4).map { "backup_20260101_00000\($0).luxbackup" })
            #expect(try backup.list() == names.sorted())
            for name in names {
                #expect(try await backup.verify(backup.path(of: name)).createdAt == moment)
            }
            await database.close()
        }
    }

    @Test(.enabled(if: SmallDisk.isPermitted, "mounting is not permitted here"))
    func `leaves nothing that looks like one on a full disk`() async throws {
        try await withInstallations { here, _ in
            let database = try await here.database()
            try await database.write(.everyTenant) { try $0.insertThings(0..<200) }
            let blobs = try await here.blobs()
            _ = try await blobs.put(content(1_200_000, seed: 3), for: lark)
            try await SmallDisk.with { disk in
                let backup = Backup(folder: disk.path + "/backups", work: here.folder + "/data", key: nil)
                let failure = await #expect(throws: StorageFailure.self) {
                    try await backup.run(here.source(blobs), at: moment)
                }
                let left = try Folder.names(in: disk.path + "/backups")
                #expect(failure?.kind == .full && left == [".staging"])
            }
            try await SmallDisk.with { disk in
                let backup = Backup(folder: disk.path + "/backups", work: here.folder + "/data", key: nil)
                disk.fill()
                await #expect(throws: StorageFailure.self) { try await backup.run(here.source(), at: moment) }
                disk.makeRoom()
                let made = try await backup.run(here.source(), at: moment)
                #expect(try await backup.verify(made.path) == made.manifest)
            }
            await database.close()
        }
    }
}

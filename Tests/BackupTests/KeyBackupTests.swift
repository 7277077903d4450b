import Backup
import Core
import Disk
import Foundation
import Keys
import LuxTesting
import Persistence
import SQLite
import Testing

@Suite struct `A backup of keys` {
    private static let context = SealContext("test")

    private static func person(_ number: UInt64) -> PersonID {
        var random = SplitMix64(seed: number)
        return PersonID.make(at: moment, random: &random)
    }

    private static func seal(
        _ persons: some Collection<PersonID>, with ring: Keyring, on database: any Database
    ) async throws -> [PersonID: [UInt8]] {
        let persons = Array(persons)
        return try await database.write(.everyTenant) { session in
            let keys = ring.keys(of: lark, at: moment, session)
            return Dictionary(
                uniqueKeysWithValues: try persons.map {
                    ($0, try keys.key(for: $0).seal(Array($0.text.utf8), for: context))
                })
        }
    }

    private static func open(
        _ sealed: [PersonID: [UInt8]], with ring: Keyring, on database: any Database
    ) async throws -> [PersonID: Opened] {
        try await database.read(.everyTenant) { session in
            let keys = ring.keys(of: lark, at: moment, session)
            try keys.look(for: sealed.keys)
            return Dictionary(
                uniqueKeysWithValues: try sealed.map {
                    ($0.key, try keys.open($0.value, of: $0.key, for: context))
                })
        }
    }

    @Test func `opens what data were restored without, but for those erased since`() async throws {
        try await withInstallations { here, there in
            let (database, key) = (try await here.database(), RootKey.random())
            let ring = try await Keyring(here.masterKey, for: database, at: moment)
            let persons = (1...2_300).map { Self.person(UInt64($0)) }
            let sealed = try await Self.seal(persons, with: ring, on: database)
            let erasures = Erasures(ring, ledger: here.ledger)
            let scope = Scope(tenant: lark, moment: moment, trace: Self.trace)
            try await erasures.erase(persons[0], because: "before", in: scope, of: database)
            let made = try await here.backup(key).runKeys(
                of: database, ledger: here.ledger, productVersion: "1", at: moment)
            #expect(made.name.text == "keys_20260101_000000.luxbackup")
            try await erasures.erase(persons[1], because: "after", in: scope, of: database)
            // The ledger is all that is left of the erasure that came after the copy.
            try there.ledger.append(try here.ledger.erasures().suffix(1))
            await database.close()

            try Folder.make(there.folder + "/data")
            try FileManager.default.copyItem(atPath: here.masterKey.path, toPath: there.masterKey.path)
            let restored = try await there.database()
            try await there.backup(key).restoreKeys(made.path, into: restored, ledger: there.ledger)
            let newRing = try await Keyring(there.masterKey, for: restored, at: moment)
            let opened = try await Self.open(sealed, with: newRing, on: restored)
            for (place, person) in persons.enumerated() {
                switch opened[person] {
                case .erased: #expect(place < 2)
                case .bytes(let bytes): #expect(place >= 2 && bytes == Array(person.text.utf8))
                case .keyMissing, nil: Issue.record("no key of \(place)")
                }
            }
            #expect(Set(try there.ledger.erasures().map(\.person)) == [persons[0], persons[1]])
            await #expect(throws: RestoreRefused.hasKeys) {
                try await there.backup(key).restoreKeys(made.path, into: restored, ledger: there.ledger)
            }
            await restored.close()
        }
    }

    private static var trace: TraceContext {
        var random = SplitMix64(seed: 1)
        return .start(sampled: false, random: &random)
    }

    @Test func `goes when it is too old, whoever made it, and not before`() async throws {
        try await withInstallations { here, _ in
            let (database, backup) = (try await here.database(), here.backup(nil))
            for day in [0, 5, 9, 9] {
                _ = try await backup.runKeys(
                    of: database, ledger: here.ledger, productVersion: "1",
                    at: moment.advanced(by: .seconds(day * 86_400)))
            }
            let retention = Retention(days: 7, weeks: 0, ageMax: .seconds(7 * 86_400))
            #expect(try backup.prune(retention, .keys).map(\.text) == ["keys_20260101_000000.luxbackup"])
            #expect(
                try backup.list(.keys).map(\.text) == [
                    "keys_20260106_000000.luxbackup", "keys_20260110_000000.luxbackup",
                    "keys_20260110_000001.luxbackup",
                ])
            await database.close()
        }
    }

    @Test func `is not taken for one of data, nor the other way round`() async throws {
        try await withInstallations { here, there in
            let database = try await here.database()
            let keys = try await here.backup(nil).runKeys(
                of: database, ledger: here.ledger, productVersion: "1", at: moment)
            let data = try await here.backup(nil).run(here.source(), at: moment)
            await #expect(throws: ArchiveRefused(keys.path, .otherContents("a copy of keys, not of data"))) {
                try await there.restore().run(keys.path, key: nil, into: there.place(), at: moment)
            }
            await #expect(throws: ArchiveRefused(data.path, .otherContents("a copy of data, not of keys"))) {
                try await there.backup(nil).restoreKeys(data.path, into: database, ledger: there.ledger)
            }
            #expect(try here.backup(nil).list(.keys) == [keys.name])
            #expect(try here.backup(nil).list(.data) == [data.name])
            await database.close()
        }
    }
}

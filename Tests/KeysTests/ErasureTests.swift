import Core
import Foundation
import Keys
import LuxTesting
import Persistence
import SQLite
import Testing

@Suite struct `Erasing` {
    @Test func `answers that a person was erased, and seals nothing for them`() async throws {
        try await withPlace { place in
            let (ring, ana, rui) = (try await place.ring(), person(1), person(2))
            let elsewhere = try await place.ring()
            let sealed = try await ring.seal("Ana", of: ana, on: place.database)
            let other = try await ring.seal("Rui", of: rui, on: place.database)
            #expect(try await elsewhere.open(sealed, of: ana, on: place.database).text == "Ana")
            let erasures = Erasures(ring, ledger: place.ledger)
            let erasure = try await erasures.erase(ana, because: "asked", in: scope(lark), of: place.database)
            for ring in [ring, elsewhere, try await place.ring()] {
                let opened = try await ring.open(sealed, of: ana, on: place.database)
                guard case .erased(let erased) = opened else {
                    Issue.record("\(opened)")
                    return
                }
                #expect(erased.reason == "asked" && erased.at == moment)
                await #expect(throws: Erased.self) { try await ring.seal("Ana", of: ana, on: place.database) }
                #expect(try await ring.open(other, of: rui, on: place.database).text == "Rui")
            }
            #expect(try place.ledger.erasures() == [erasure])
        }
    }

    @Test func `keeps the first erasure`() async throws {
        try await withPlace { place in
            let erasures = Erasures(try await place.ring(), ledger: place.ledger)
            let first = try await erasures.erase(person(1), because: "a", in: scope(lark), of: place.database)
            let later = scope(lark, at: moment.advanced(by: .seconds(9)))
            let second = try await erasures.erase(person(1), because: "b", in: later, of: place.database)
            #expect(first == second && first.reason == "a")
        }
    }

    @Test func `of a tenant takes all its persons, known and unknown`() async throws {
        try await withPlace { place in
            let (ring, ana) = (try await place.ring(), person(1))
            let sealed = try await ring.seal("Ana", of: ana, on: place.database)
            let other = try await ring.seal("Ana", of: ana, in: wren, on: place.database)
            let erasures = Erasures(ring, ledger: place.ledger)
            try await erasures.eraseTenant(because: "left", in: scope(lark), of: place.database)
            for one in [ana, person(2)] {
                guard case .erased = try await ring.open(sealed, of: one, on: place.database) else {
                    Issue.record("not erased")
                    return
                }
                await #expect(throws: Erased.self) { try await ring.seal("x", of: one, on: place.database) }
            }
            #expect(try await ring.open(other, of: ana, in: wren, on: place.database).text == "Ana")
            #expect(try place.ledger.erasures().map(\.person) == [nil])
        }
    }

    @Test func `leaves no trace of the wrapped key in the database file`() async throws {
        try await withTemporaryFolder { folder in
            let database = try SQLiteDatabase(file: folder + "/lux.sqlite")
            try await Migrator(KeyMigrations.all).migrate(database, at: moment)
            let ring = try await Keyring(KeyFile(.master, at: folder + "/key"), for: database, at: moment)
            for one in 1...40 { _ = try await ring.seal("x", of: person(UInt64(one)), on: database) }
            let wrapped: [UInt8] = try await database.read(.everyTenant) { session in
                try session.firstRow(
                    "SELECT wrapped FROM keys_persons WHERE tenant_id = \(lark) AND person = \(person(20))")?[
                        0]
                    ?? []
            }
            await database.close()
            #expect(try Data(contentsOf: URL(fileURLWithPath: folder + "/lux.sqlite")).contains(wrapped))
            let again = try SQLiteDatabase(file: folder + "/lux.sqlite")
            let erasures = Erasures(ring, ledger: ErasureLedger(at: folder + "/erasures.jsonl"))
            try await erasures.erase(person(20), because: "asked", in: scope(lark), of: again)
            await again.close()
            for name in try FileManager.default.contentsOfDirectory(atPath: folder) {
                let bytes = try Data(contentsOf: URL(fileURLWithPath: folder + "/" + name))
                #expect(!bytes.contains(wrapped))
            }
        }
    }
}

extension Data {
    fileprivate func contains(_ bytes: [UInt8]) -> Bool { range(of: Data(bytes.suffix(24))) != nil }
}

@Suite struct `The ledger of erasures` {
    private static func sample(_ number: Int) -> Erasure {
        Erasure(
            tenant: number.isMultiple(of: 2) ? lark : wren,
            person: number == 0 ? nil : person(UInt64(number)),
            at: moment.advanced(by: .seconds(number)), reason: "asked \"by\" them\n\(number)")
    }

    @Test func `brings erasures into a database from before them, and learns what it missed`() async throws {
        try await withPlace { place in
            let (ring, ana, rui) = (try await place.ring(), person(1), person(2))
            let sealed = try await ring.seal("Ana", of: ana, on: place.database)
            _ = try await place.database.write(in: scope(lark)) { session in
                try ring.keys(in: scope(lark), session).erase(rui, because: "crashed before the ledger")
            }
            try place.ledger.append([Erasure(tenant: lark, person: ana, at: moment, reason: "later")])
            let told = Told()
            let reconciled = try await Erasures.reconcile(place.ledger, with: place.database) { erasure, _ in
                told.add(erasure)
            }
            #expect(reconciled.replayed.map(\.person) == [ana] && reconciled.recorded.map(\.person) == [rui])
            #expect(told.all == reconciled.replayed)
            guard case .erased = try await ring.open(sealed, of: ana, on: place.database) else {
                Issue.record("not erased")
                return
            }
            #expect(Set(try place.ledger.erasures().map(\.person)) == [ana, rui])
            let again = try await Erasures.reconcile(place.ledger, with: place.database)
            #expect(again.replayed.isEmpty && again.recorded.isEmpty)
        }
    }

    @Test func `replays into an empty database`() async throws {
        try await withPlace { place in
            try place.ledger.append((0..<1_200).map(Self.sample))
            let reconciled = try await Erasures.reconcile(place.ledger, with: place.database)
            #expect(reconciled.replayed.count == 1_200)
            #expect(try await Erasures.reconcile(place.ledger, with: place.database).replayed.isEmpty)
        }
    }

    @Test func `passes over a last line that a crash cut off, at every place`() async throws {
        try await withTemporaryFolder { folder in
            let ledger = ErasureLedger(at: folder + "/erasures.jsonl")
            try ledger.append([Self.sample(1)])
            let first = try Data(contentsOf: URL(fileURLWithPath: ledger.path)).count
            try ledger.append([Self.sample(2)])
            let whole = try Data(contentsOf: URL(fileURLWithPath: ledger.path))
            for length in first..<whole.count {
                try whole.prefix(length).write(to: URL(fileURLWithPath: ledger.path))
                #expect(try ledger.erasures() == [Self.sample(1)])
                try ledger.append([Self.sample(3)])
                #expect(try ledger.erasures() == [Self.sample(1), Self.sample(3)])
            }
        }
    }

    @Test(arguments: 0..<100)
    func `refuses a changed bit and names the line`(seed: UInt64) async throws {
        var random = SplitMix64(seed: seed)
        try await withTemporaryFolder { folder in
            let ledger = ErasureLedger(at: folder + "/erasures.jsonl")
            try ledger.append((1...5).map(Self.sample))
            var bytes = try Array(Data(contentsOf: URL(fileURLWithPath: ledger.path)))
            let place = Int.random(in: bytes.indices, using: &random)
            bytes[place] ^= 1 << UInt8.random(in: 0..<8, using: &random)
            try Data(bytes).write(to: URL(fileURLWithPath: ledger.path))
            let damaged = #expect(throws: LedgerDamaged.self) { try ledger.erasures() }
            #expect(damaged?.line ?? 0 >= 1)
        }
    }

    @Test func `takes entries of several writers whole`() async throws {
        try await withTemporaryFolder { folder in
            let ledger = ErasureLedger(at: folder + "/a/erasures.jsonl")
            try await withThrowingTaskGroup { group in
                for number in 0..<40 { group.addTask { try ledger.append([Self.sample(number)]) } }
                try await group.waitForAll()
            }
            #expect(Set(try ledger.erasures()) == Set((0..<40).map(Self.sample)))
        }
    }
}

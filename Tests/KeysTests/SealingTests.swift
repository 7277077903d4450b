import Core
import Keys
import LuxTesting
import Persistence
import Testing

@Suite struct `Sealing` {
    @Test func `opens for the same person and place, in this process and the next`() async throws {
        try await withPlace { place in
            let (ring, ana) = (try await place.ring(), person(1))
            let sealed = try await ring.seal("Ana Souza", of: ana, on: place.database)
            #expect(sealed.count == 9 + DataKey.overhead)
            #expect(try await ring.open(sealed, of: ana, on: place.database).text == "Ana Souza")
            let next = try await place.ring()
            #expect(try await next.open(sealed, of: ana, on: place.database).text == "Ana Souza")
            #expect(try await ring.seal("Ana Souza", of: ana, on: place.database) != sealed)
        }
    }

    @Test func `opens nowhere else`() async throws {
        try await withPlace { place in
            let (ring, database, ana, rui) = (try await place.ring(), place.database, person(1), person(2))
            let sealed = try await ring.seal("x", of: ana, on: database, for: SealContext("test", "ab", "c"))
            _ = try await ring.seal("x", of: rui, on: database)
            _ = try await ring.seal("x", of: ana, in: wren, on: database)
            let elsewhere: [(PersonID, TenantID, SealContext)] = [
                (rui, lark, SealContext("test", "ab", "c")), (ana, wren, SealContext("test", "ab", "c")),
                (ana, lark, SealContext("test", "a", "bc")), (ana, lark, SealContext("test", "ab", "c", "")),
                (ana, lark, SealContext("other", "ab", "c")),
            ]
            for (person, tenant, context) in elsewhere {
                await #expect(throws: SealBroken.altered) {
                    try await ring.open(sealed, of: person, in: tenant, on: database, for: context)
                }
            }
        }
    }

    @Test func `refuses each changed bit and each shorter length`() async throws {
        try await withPlace { place in
            let (ring, ana) = (try await place.ring(), person(1))
            let sealed = try await ring.seal("Ana", of: ana, on: place.database)
            let key = try await place.database.read(in: scope(lark)) { session in
                try ring.keys(in: scope(lark), session).state(of: ana)
            }
            for place in sealed.indices {
                var changed = sealed
                changed[place] ^= 1 << UInt8(place % 8)
                #expect(throws: SealBroken.self) { try key.open(changed, for: SealContext("test", "name")) }
            }
            for length in 0..<sealed.count {
                #expect(throws: SealBroken.self) {
                    try key.open(Array(sealed.prefix(length)), for: SealContext("test", "name"))
                }
            }
        }
    }

    @Test func `keeps what belongs to no person apart from what does`() async throws {
        try await withPlace { place in
            let (ring, context) = (try await place.ring(), SealContext("test"))
            let (sealed, opened) = try await place.database.write(in: scope(lark)) { session in
                let keys = ring.keys(in: scope(lark), session)
                let sealed = try keys.key().seal([1, 2, 3], for: context)
                return (sealed, try keys.open(sealed, for: context))
            }
            #expect(opened == .bytes([1, 2, 3]))
            try await place.database.write(in: scope(lark)) { session in
                let keys = ring.keys(in: scope(lark), session)
                #expect(throws: SealBroken.altered) {
                    try keys.key(for: person(1)).open(sealed, for: context)
                }
                let files = try keys.root(for: "files")
                #expect(try keys.root(for: "files") == files)
                #expect(try keys.root(for: "other") != files)
            }
        }
    }

    @Test func `forgets keys of transactions that failed`() async throws {
        struct Stop: Error {}
        try await withPlace { place in
            let (ring, ana) = (try await place.ring(), person(1))
            await #expect(throws: Stop.self) {
                try await place.database.write(in: scope(lark)) { session in
                    let keys = ring.keys(in: scope(lark), session)
                    _ = try keys.key(for: ana).seal([1], for: SealContext("test"))
                    throw Stop()
                }
            }
            let state = try await place.database.read(in: scope(lark)) { session in
                try ring.keys(in: scope(lark), session).state(of: ana)
            }
            guard case .missing = state else {
                Issue.record("a key without a row: \(state)")
                return
            }
            let sealed = try await ring.seal("Ana", of: ana, on: place.database)
            #expect(try await place.ring().open(sealed, of: ana, on: place.database).text == "Ana")
        }
    }

    @Test func `says when a key is missing`() async throws {
        try await withPlace { place in
            let (ring, ana) = (try await place.ring(), person(1))
            let sealed = try await ring.seal("Ana", of: ana, on: place.database)
            try await place.database.write(.everyTenant) { session in
                try session.execute("DELETE FROM keys_persons WHERE tenant_id = \(lark)")
            }
            #expect(try await ring.open(sealed, of: ana, on: place.database) == .keyMissing)
        }
    }

    @Test func `refuses a wrapped key moved to another person`() async throws {
        try await withPlace { place in
            let (ring, ana, rui) = (try await place.ring(), person(1), person(2))
            for one in [ana, rui] { _ = try await ring.seal("x", of: one, on: place.database) }
            try await place.database.write(.everyTenant) { session in
                try session.execute(
                    """
                    UPDATE keys_persons SET wrapped = (SELECT wrapped FROM keys_persons
                        WHERE tenant_id = \(lark) AND person = \(ana))
                    WHERE tenant_id = \(lark) AND person = \(rui)
                    """)
            }
            await #expect(throws: SealBroken.altered) {
                try await ring.seal("x", of: rui, on: place.database)
            }
        }
    }

    @Test func `looks up many keys at once, more than are kept in memory`() async throws {
        try await withPlace { place in
            let (ring, persons) = (try await place.ring(), (1...2_500).map { person(UInt64($0)) })
            let sealed = try await place.database.write(in: scope(lark)) { session in
                let keys = ring.keys(in: scope(lark), session)
                return try persons.map {
                    try keys.key(for: $0).seal(Array($0.text.utf8), for: SealContext("t"))
                }
            }
            let opened = try await place.database.read(in: scope(lark)) { session in
                let keys = ring.keys(in: scope(lark), session)
                try keys.look(for: persons)
                return try zip(sealed, persons).map { try keys.open($0, of: $1, for: SealContext("t")).text }
            }
            #expect(opened == persons.map(\.text))
        }
    }
}

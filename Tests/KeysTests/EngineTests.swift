import Core
import Keys
import LuxTesting
import Persistence
import Testing

@Suite struct `Keys on every engine` {
    @Test(arguments: Engine.all)
    func `are one for each person, however many make it at once`(engine: Engine) async throws {
        try await withPlace(on: engine) { place in
            let rings = [try await place.ring(), try await place.ring()]
            let persons = (1...5).map { person(UInt64($0)) }
            let sealed = try await withThrowingTaskGroup(of: (PersonID, [UInt8]).self) { group in
                for number in 0..<40 {
                    let one = persons[number % persons.count]
                    group.addTask {
                        (one, try await rings[number % 2].seal("\(number)", of: one, on: place.database))
                    }
                }
                return try await group.reduce(into: []) { $0.append($1) }
            }
            for (one, sealed) in sealed {
                #expect(try await place.ring().open(sealed, of: one, on: place.database).text != nil)
            }
        }
    }

    @Test(arguments: Engine.all)
    func `are erased and rotated`(engine: Engine) async throws {
        try await withPlace(on: engine) { place in
            let (ring, ana, rui) = (try await place.ring(), person(1), person(2))
            var sealed: [PersonID: [UInt8]] = [:]
            for one in [ana, rui] { sealed[one] = try await ring.seal("x", of: one, on: place.database) }
            try await Erasures(ring, ledger: place.ledger).erase(
                ana, because: "asked", in: scope(lark), of: place.database)
            try await MasterKeyRotation(place.file).run(on: place.database, at: moment)
            let next = try await place.ring()
            guard case .erased = try await next.open(sealed[ana] ?? [], of: ana, on: place.database) else {
                Issue.record("not erased")
                return
            }
            #expect(try await next.open(sealed[rui] ?? [], of: rui, on: place.database).text == "x")
            #expect(try await Erasures.reconcile(place.ledger, with: place.database).replayed == [])
        }
    }

    /// A key that is wrapped with the old master while it is being retired would be lost with it.
    @Test(arguments: Engine.all)
    func `of tenants that come during a rotation are not lost`(engine: Engine) async throws {
        try await withPlace(on: engine) { place in
            let ring = try await place.ring()
            _ = try await ring.seal("x", of: person(1), on: place.database)
            let tenants = (0..<60).map { TenantID("tenant-\($0)") }
            let sealed = try await withThrowingTaskGroup(of: (TenantID, [UInt8]).self) { group in
                for tenant in tenants {
                    group.addTask {
                        (tenant, try await ring.seal("x", of: person(1), in: tenant, on: place.database))
                    }
                }
                try await MasterKeyRotation(place.file).run(on: place.database, at: moment)
                return try await group.reduce(into: []) { $0.append($1) }
            }
            let next = try await place.ring()
            for (tenant, sealed) in sealed {
                #expect(
                    try await next.open(sealed, of: person(1), in: tenant, on: place.database).text == "x")
            }
        }
    }
}

import Core
import EventLog
import Facts
import LuxTesting
import Persistence
import Testing

@Suite(.timeLimit(.minutes(10))) struct `An event that commits late` {
    /// On an engine whose writers do not take turns.
    @Test func `is waited for, and no event behind it is seen before`() async throws {
        try await Engine.postgres.withLog(ledger) { place in
            let (isAppended, mayCommit) = (Gate(), Gate())
            let (scope, log) = (place.scope(), place.log)
            async let late: Appended = place.database.write(in: scope) { session in
                let appended = try log.append(
                    [NewEvent(Counted(1))], to: StreamName("count/late"), in: scope, session)
                isAppended.open()
                mayCommit.wait()
                return appended
            }
            await isAppended.opened()
            try await place.count([2, 3], in: "count/early")
            let following = place.following(.ledger())
            for _ in 0..<5 {
                let sight = try await place.watch.look()
                #expect(sight.highest == 3 && sight.settled == 0)
                #expect(try await following.catchUp().isIdle)
            }
            place.clock.advance(by: .seconds(60))
            #expect(place.watch.sight.oldestWriterSeconds == 60)
            #expect(try await place.ledger().isEmpty)
            mayCommit.open()
            #expect(try await late.position == 1)
            try await place.watch.look()
            try await following.catchUp()
            #expect(try await place.ledger() == [1, 2, 3])
            #expect(place.watch.sight.oldestWriterSeconds == 0)
        }
    }

    @Test func `leaves no hole to wait for when it fails`() async throws {
        try await Engine.postgres.withLog(ledger) { place in
            let (scope, log) = (place.scope(), place.log)
            await #expect(throws: Broken.self) {
                try await place.database.write(in: scope) { session in
                    try log.append([NewEvent(Counted(1))], to: StreamName("count/a"), in: scope, session)
                    throw Broken()
                }
            }
            try await place.count([2])
            #expect(try await place.watch.look().settled == 2)
            let following = place.following(.ledger())
            try await following.catchUp()
            #expect(try await place.ledger() == [2])
        }
    }

    /// Writers hold their transactions open in an order that the seed decides, some give up; a follower looks
    /// all the while. It must see what was committed, in order, each once.
    @Test(arguments: Engine.all, [UInt64(1), 2, 3, 4, 5, 6])
    func `is never missed, whatever the order`(_ engine: Engine, _ seed: UInt64) async throws {
        try await engine.withLog(ledger) { place in
            let isDone = Shared(false)
            async let followed: Void = {
                let following = place.following(.ledger(batchMax: 3))
                while true {
                    let wasDone = isDone.value
                    try await place.watch.look()
                    if let error = try await following.catchUp().failure { throw error }
                    if wasDone { return }
                }
            }()
            try await withThrowingTaskGroup { group in
                for writer in UInt64(0)..<4 {
                    group.addTask { try await place.write(from: writer, seed: seed) }
                }
                try await group.waitForAll()
            }
            isDone.change { $0 = true }
            try await followed
            #expect(try await place.ledgerPositions() == place.positions(), "seed \(seed)")
        }
    }
}

extension Place {
    /// Transactions of one connection, each appending to some streams, with other transactions between.
    fileprivate func write(from writer: UInt64, seed: UInt64) async throws {
        var random = SplitMix64(seed: seed &* 31 &+ writer)
        for round in 0..<12 {
            let streams = (0..<Int.random(in: 1...3, using: &random)).map { _ in
                "count/\(Int.random(in: 0..<3, using: &random))-\(writer)"
            }
            let (fails, scope, log) = (Int.random(in: 0..<4, using: &random) == 0, scope(), log)
            let spins = Int.random(in: 0..<20_000, using: &random)
            do {
                try await database.write(in: scope) { session in
                    for stream in streams {
                        try log.append(
                            [NewEvent(Counted(Int64(round)))], to: StreamName(stream), in: scope, session)
                        // Time for others to draw positions and commit.
                        var noise = SplitMix64(seed: UInt64(spins))
                        for _ in 0..<spins { _ = noise.next() }
                    }
                    if fails { throw Broken() }
                }
            } catch is Broken {}
        }
    }
}

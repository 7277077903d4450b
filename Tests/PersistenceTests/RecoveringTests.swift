import Core
import LuxTesting
import Persistence
import SQLite
import Synchronization
import Testing

@Suite struct `A database that was away at the start` {
    private let failure = StorageFailure(.unreachable, cause: "nobody listens there")

    @Test func `refuses everything, and says why`() async throws {
        let standIn = RecoveringDatabase(failure: failure) { [failure] _ in throw failure }
        await #expect(throws: failure) { try await standIn.read(.everyTenant) { _ in } }
        await #expect(throws: failure) { try await standIn.write(.everyTenant) { _ in } }
        await #expect(throws: failure) { try await standIn.exclusively { _ in } }
        #expect(await standIn.status().failure == failure)
        #expect(await standIn.recover() == false)
    }

    @Test func `serves as soon as it is there, and rings for those who listened before`() async throws {
        try await withTemporaryFolder { folder in
            let isAway = Mutex(true)
            let standIn = RecoveringDatabase(failure: failure) { [failure] bells in
                if isAway.withLock({ $0 }) { throw failure }
                return try SQLiteDatabase(file: folder + "/lux.sqlite", bells: bells)
            }
            var rings = standIn.bells.rings(of: Bell("work")).makeAsyncIterator()
            #expect(await standIn.recover() == false)
            isAway.withLock { $0 = false }
            #expect(await standIn.recover())
            try await standIn.write(.everyTenant) { try $0.ring(Bell("work")) }
            #expect(await rings.next() != nil)
            #expect(await standIn.status().isWritable)
            await standIn.close()
            await #expect(throws: StorageFailure.self) { try await standIn.read(.everyTenant) { _ in } }
        }
    }

    @Test func `is closed again when it comes after the end`() async throws {
        try await withTemporaryFolder { folder in
            let (hasAsked, gate) = (Gate(), Gate())
            let late = try SQLiteDatabase(file: folder + "/lux.sqlite")
            let standIn = RecoveringDatabase(failure: failure) { _ in
                hasAsked.open()
                await gate.opened()
                return late
            }
            async let isRecovered = standIn.recover()
            await hasAsked.opened()
            await standIn.close()
            gate.open()
            #expect(await isRecovered == false)
            await #expect(throws: StorageFailure.self) { try await late.read(.everyTenant) { _ in } }
        }
    }
}

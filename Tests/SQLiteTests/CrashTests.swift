import LuxTesting
import Persistence
import SQLite
import Testing

@Suite struct `A killed writer` {
    @Test(arguments: 0..<40)
    func `loses nothing that it acknowledged`(seed: UInt64) async throws {
        var random = SplitMix64(seed: seed)
        let points = [Int.random(in: 1...20, using: &random), Int.random(in: 1...600, using: &random)]
        try await withTemporaryFolder { folder in
            let file = folder + "/lux.sqlite"
            var acknowledged: Set<Int> = []
            for point in points {
                let lines = try await KilledProgram("sqlite-crash-writer").lines([file], killedAfter: point)
                acknowledged.formUnion(lines.compactMap { Int($0) })
            }
            let database = try SQLiteDatabase(file: file)
            let (found, verdict) = try await database.read(.everyTenant) { session in
                let found = try session.rows("SELECT number FROM written").map { try $0[0] as Int }
                let verdict: String? = try session.firstRow("PRAGMA integrity_check")?[0]
                return (Set(found), verdict)
            }
            await database.close()
            #expect(acknowledged.count >= points.reduce(0, +))
            #expect(acknowledged.subtracting(found).isEmpty)
            #expect(verdict == "ok")
        }
    }
}

import Foundation
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
                acknowledged.formUnion(try Self.numbersSaidUntilKilled(after: point, file))
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

    /// Starts a writer and kills it as soon as it has said `count` numbers; what it said until it was dead
    /// counts too.
    private static func numbersSaidUntilKilled(after count: Int, _ file: String) throws -> [Int] {
        let writer = Process()
        let executable = try #require(Bundle.main.executableURL).deletingLastPathComponent()
        writer.executableURL = executable.appendingPathComponent("sqlite-crash-writer")
        writer.arguments = [file]
        let pipe = Pipe()
        writer.standardOutput = pipe
        try writer.run()
        var said = Data()
        var isKilled = false
        while case let more = pipe.fileHandleForReading.availableData, !more.isEmpty {
            said += more
            if !isKilled, said.count(where: { $0 == UInt8(ascii: "\n") }) >= count {
                kill(writer.processIdentifier, SIGKILL)
                isKilled = true
            }
        }
        writer.waitUntilExit()
        return String(decoding: said, as: UTF8.self).split(separator: "\n").compactMap { Int($0) }
    }
}

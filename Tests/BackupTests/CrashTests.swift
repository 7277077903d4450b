import Backup
import Core
import Disk
import Foundation
import LuxTesting
import Testing

@Suite struct `A backup that is killed` {
    @Test(arguments: 0..<20)
    func `leaves no file that looks like one and is none`(seed: UInt64) async throws {
        var random = SplitMix64(seed: seed)
        let points = [Int.random(in: 1...20, using: &random), Int.random(in: 1...40, using: &random)]
        try await withTemporaryFolder { folder in
            var acknowledged: Set<String> = []
            for (run, point) in points.enumerated() {
                acknowledged.formUnion(try Self.namesSaidUntilKilled(after: point, folder, run: run + 1))
            }
            let backup = Backup(folder: folder + "/backups", key: nil)
            let names = try archives(in: backup.folder)
            #expect(acknowledged.isSubset(of: names))
            for name in names { _ = try await backup.verify(backup.folder + "/" + name) }
            let source = Backup.Source(
                database: .sqlite(file: folder + "/lux.sqlite"), blobs: nil, configuration: [],
                productVersion: "1")
            let made = try await backup.run(source, at: moment)
            let all = Set(try Folder.names(in: backup.folder))
            #expect(all == Set(names).union([made.name.text, ".staging"]), "leftovers are removed")
        }
    }

    /// Starts a maker and kills it as soon as it has said so many lines.
    private static func namesSaidUntilKilled(after count: Int, _ folder: String, run: Int) throws -> [String]
    {
        let maker = Process()
        let executable = try #require(Bundle.main.executableURL).deletingLastPathComponent()
        maker.executableURL = executable.appendingPathComponent("backup-crash-maker")
        maker.arguments = [folder, "\(run)"]
        let pipe = Pipe()
        maker.standardOutput = pipe
        try maker.run()
        var said = Data()
        var isKilled = false
        while case let more = pipe.fileHandleForReading.availableData, !more.isEmpty {
            said += more
            if !isKilled, said.count(where: { $0 == UInt8(ascii: "\n") }) >= count {
                kill(maker.processIdentifier, SIGKILL)
                isKilled = true
            }
        }
        maker.waitUntilExit()
        return String(decoding: said, as: UTF8.self).split(separator: "\n").map(String.init).filter {
            $0 != "."
        }
    }
}

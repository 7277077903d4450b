import Core
import Foundation
import LuxTesting
import Testing

@Suite(.timeLimit(.minutes(10))) struct `The commands for keys and migrations` {
    private func lux(_ words: String..., in folder: TemporaryFolder) throws -> LuxProcess.Outcome {
        try LuxProcess.run(words, in: folder)
    }

    private func names(_ path: String, in folder: TemporaryFolder) throws -> [String] {
        try FileManager.default.contentsOfDirectory(atPath: folder.path + "/" + path).sorted()
    }

    @Test func `copy the keys, bring them back beside restored data, and put another master key in place`()
        throws
    {
        let folder = try TemporaryFolder()
        try LuxServer(in: folder).stop()
        #expect(try lux("backup", in: folder).status == 0)
        let made = try lux("keys", "backup", "--format", "json", in: folder)
        #expect(made.status == 0, "\(made.errors)")
        let name = try #require(JSONReader.read(Array(made.output.utf8))["name"]?.text)
        #expect(try lux("keys", "list", in: folder).output == name + "\n")
        let data = try names("data/backups", in: folder).filter { $0.hasPrefix("backup_") }
        try FileManager.default.createDirectory(
            atPath: folder.path + "/other", withIntermediateDirectories: true)
        for key in ["backup.key", "master.key"] {
            try FileManager.default.copyItem(
                atPath: folder.path + "/data/" + key, toPath: folder.path + "/other/" + key)
        }
        let restored = try lux("restore", "data/backups/\(data[0])", "--data", "other", in: folder)
        #expect(restored.status == 0, "\(restored.errors)")
        let keys = try lux("keys", "restore", "data/key-backups/\(name)", "--data", "other", in: folder)
        #expect(keys.status == 0, "\(keys.errors)")
        let before = FileManager.default.contents(atPath: folder.path + "/data/master.key")
        #expect(try lux("keys", "rotate", "--prepare", in: folder).output.contains("master.key.next"))
        #expect(FileManager.default.contents(atPath: folder.path + "/data/master.key") == before)
        #expect(try lux("keys", "rotate", in: folder).status == 0)
        #expect(FileManager.default.contents(atPath: folder.path + "/data/master.key") != before)
        #expect(try !names("data", in: folder).contains("master.key.next"))
        // The server starts with the new one.
        #expect(try LuxServer(in: folder).stop().status == 0)
    }

    @Test func `refuse what they cannot do, and name it`() throws {
        let folder = try TemporaryFolder()
        let nothing = try lux("keys", "rotate", in: folder)
        #expect(nothing.status == 66 && nothing.errors.contains("does not exist"))
        let both = try lux("keys", "rotate", "--prepare", "--adopt", in: folder)
        #expect(both.status == 64)
        try LuxServer(in: folder).stop()
        let missing = try lux("keys", "restore", "none.luxbackup", in: folder)
        #expect(missing.status == 69 && missing.errors.contains("no such file"))
    }

    @Test(arguments: ["status", "plan"])
    func `make no file when they only look`(_ command: String) throws {
        let folder = try TemporaryFolder()
        let outcome = try lux("migrate", command, in: folder)
        // Status 1 says that there are steps to come.
        #expect(outcome.status == (command == "status" ? 1 : 0), "\(outcome.errors)")
        #expect(outcome.output.contains("jobs.001-jobs") || outcome.output.contains("CREATE TABLE jobs"))
        #expect(!FileManager.default.fileExists(atPath: folder.path + "/data/lux.sqlite"))
    }

    @Test func `name servers that do not answer, and go on`() throws {
        let outcome = try LuxProcess.run(
            ["doctor", "--set", "cache.redis=redis://127.0.0.1:1", "--set", "bus.url=redis://127.0.0.1:1"],
            in: try TemporaryFolder())
        #expect(outcome.status == 0 && outcome.output.contains("each process caches and limits alone"))
        #expect(outcome.output.contains("events wait in the log"))
    }
}

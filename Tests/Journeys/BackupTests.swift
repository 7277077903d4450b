import Core
import Foundation
import LuxTesting
import Testing

@Suite(.timeLimit(.minutes(10))) struct `The commands for backups` {
    private func lux(_ words: String..., in folder: TemporaryFolder) throws -> LuxProcess.Outcome {
        try LuxProcess.run(words, in: folder)
    }

    private func names(_ path: String, in folder: TemporaryFolder) throws -> [String] {
        try FileManager.default.contentsOfDirectory(atPath: folder.path + "/" + path).sorted()
    }

    private func holds(_ path: String, in folder: TemporaryFolder) -> Bool {
        FileManager.default.fileExists(atPath: folder.path + "/" + path)
    }

    /// A data folder with a backup in it, and the path of that.
    private func backup(in folder: TemporaryFolder) throws -> String {
        try LuxServer(in: folder).stop()
        let made = try lux("backup", "--format", "json", in: folder)
        #expect(made.status == 0, "\(made.errors)")
        return try #require(JSONReader.read(Array(made.output.utf8))["path"]?.text)
    }

    private func copyKey(to data: String, in folder: TemporaryFolder) throws {
        try FileManager.default.createDirectory(
            atPath: folder.path + "/" + data, withIntermediateDirectories: true)
        try FileManager.default.copyItem(
            atPath: folder.path + "/data/backup.key", toPath: folder.path + "/\(data)/backup.key")
    }

    @Test func `restore again after having been killed, whenever that was`() throws {
        let folder = try TemporaryFolder()
        let archive = try backup(in: folder)
        try copyKey(to: "other", in: folder)
        // Each point is one that a restore leaves a name at.
        for point in [".staging", "restored-configuration", "lux.sqlite"] {
            let restore = try LuxProcess(["restore", archive, "--data", "other", "--replace"], in: folder)
            while restore.isRunning, !holds("other/" + point, in: folder) {}
            restore.send(SIGKILL)
            _ = restore.outcome()
            let again = try lux("restore", archive, "--data", "other", "--replace", in: folder)
            #expect(again.status == 0, "after \(point): \(again.errors)")
            #expect(try names("other", in: folder).filter { $0.hasPrefix(".unfinished") } == [])
            #expect(holds("other/restored-configuration/settings.json", in: folder))
            for name in try names("other", in: folder) where name != "backup.key" {
                try FileManager.default.removeItem(atPath: folder.path + "/other/" + name)
            }
        }
    }

    @Test func `restore beside a configuration that was restored before`() throws {
        let folder = try TemporaryFolder()
        let archive = try backup(in: folder)
        try copyKey(to: "other", in: folder)
        for _ in 0..<2 {
            let restored = try lux("restore", archive, "--data", "other", in: folder)
            #expect(restored.status == 0, "\(restored.errors)")
            // As if it had been killed before it gave the database its name.
            try FileManager.default.removeItem(atPath: folder.path + "/other/lux.sqlite")
        }
        let left = try names("other", in: folder).filter { $0.hasPrefix("restored-configuration") }
        #expect(left.count == 2)
    }

    @Test func `make several at once, each with a name of its own, and remove none made by hand`() throws {
        let folder = try TemporaryFolder()
        try LuxServer(in: folder).stop()
        let runs = try (0..<3).map { _ in try LuxProcess(["backup"], in: folder) }
        for run in runs {
            let outcome = run.outcome()
            #expect(outcome.status == 0, "\(outcome.errors)")
        }
        #expect(try lux("backup", "list", in: folder).output.split(separator: "\n").count == 3)
    }

    @Test func `say which daily ones went`() throws {
        let folder = try TemporaryFolder()
        let byHand = try backup(in: folder)
        let first = try lux("backup", "--daily", in: folder)
        #expect(first.status == 0 && !first.output.contains("removed"), "\(first.errors)")
        let old = try #require(first.output.split(separator: ":").first?.split(separator: "/").last)
        let second = try lux("backup", "--daily", in: folder)
        #expect(second.output.hasSuffix("\nremoved \(old)\n"), "\(second.output)")
        #expect(holds(byHand, in: folder) && !holds("data/backups/\(old)", in: folder))
    }

    @Test(arguments: [["verify"], ["restore"], ["keys", "restore"]])
    func `make no key to read an archive with, and say where they looked for one`(_ words: [String]) throws {
        let folder = try TemporaryFolder()
        var archive = try backup(in: folder)
        if words.first == "keys" {
            let made = try lux("keys", "backup", "--format", "json", in: folder)
            archive = try #require(JSONReader.read(Array(made.output.utf8))["path"]?.text)
            // Keys come after the data, and make no place for themselves.
            let early = try LuxProcess.run(words + [archive, "--data", "other"], in: folder)
            #expect(early.status == 66 && early.errors.contains("does not exist"))
            #expect(!holds("other", in: folder))
            #expect(try lux("migrate", "up", "--data", "other", in: folder).status == 0)
        }
        let outcome = try LuxProcess.run(words + [archive, "--data", "other"], in: folder)
        #expect(outcome.status == 1)
        #expect(outcome.errors.contains("there is no key file other/backup.key"), "\(outcome.errors)")
        #expect(outcome.errors.contains("backup.key_file"))
        #expect(!holds("other/backup.key", in: folder) && !holds("other/files.key", in: folder))
        #expect(words == ["keys", "restore"] || !holds("other", in: folder))
    }

    @Test func `read an old archive though new ones are not encrypted`() throws {
        let folder = try TemporaryFolder()
        let archive = try backup(in: folder)
        let verified = try lux("verify", archive, "--set", "backup.encrypt=no", in: folder)
        #expect(verified.status == 0, "\(verified.errors)")
    }

    @Test func `back up a PostgreSQL of several hosts, and say how its place is made empty`() async throws {
        try await PostgresServer.shared().withDatabase { place in
            let folder = try TemporaryFolder()
            func url(_ url: String) -> String {
                url.replacingOccurrences(of: "@127.0.0.1:", with: "@127.0.0.1:1,127.0.0.1:")
                    + "&target_session_attrs=read-write&keepalives_idle=30"
            }
            let flags = [
                "--set", "storage.database=\(url(place.url))",
                "--set", "storage.migration_database=\(url(place.ownerURL))",
            ]
            let migrated = try LuxProcess.run(["migrate", "up"] + flags, in: folder)
            #expect(migrated.status == 0, "\(migrated.errors)")
            let made = try LuxProcess.run(["backup", "--format", "json"] + flags, in: folder)
            #expect(made.status == 0, "\(made.errors)")
            let archive = try #require(JSONReader.read(Array(made.output.utf8))["path"]?.text)
            let refused = try LuxProcess.run(["restore", archive] + flags, in: folder)
            #expect(refused.status == 69)
            #expect(refused.errors.contains("createdb") && !refused.errors.contains("aside"))
            try PostgresServer.shared().run(
                "DROP SCHEMA public CASCADE; CREATE SCHEMA public AUTHORIZATION pg_database_owner; "
                    + "GRANT USAGE ON SCHEMA public TO PUBLIC", in: place.name)
            let restored = try LuxProcess.run(["restore", archive] + flags, in: folder)
            #expect(restored.status == 0, "\(restored.errors)")
            let doctor = try LuxProcess.run(["doctor"] + flags, in: folder)
            #expect(doctor.status == 0, "\(doctor.output)")
        }
    }

    @Test(arguments: ["serve", "backup", "backup list", "keys list", "verify", "restore"])
    func `remove what a crash left in clear`(_ words: String) throws {
        let folder = try TemporaryFolder()
        let archive = try backup(in: folder)
        for place in ["data", "data/backups"] {
            let left = folder.path + "/\(place)/.unfinished-0123"
            try FileManager.default.createDirectory(atPath: left, withIntermediateDirectories: true)
            try Data("clear".utf8).write(to: URL(fileURLWithPath: left + "/database"))
        }
        if words == "serve" {
            try LuxServer(in: folder).stop()
        } else {
            let arguments = words.split(separator: " ").map(String.init)
            _ = try LuxProcess.run(
                arguments + (["verify", "restore"].contains(words) ? [archive] : []), in: folder)
        }
        #expect(!holds("data/.unfinished-0123", in: folder))
        #expect(!holds("data/backups/.unfinished-0123", in: folder))
    }
}

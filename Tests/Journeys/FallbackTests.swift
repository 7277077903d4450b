import Core
import Foundation
import LuxTesting
import Testing

@Suite(.timeLimit(.minutes(10))) struct `A start without its PostgreSQL` {
    private static let question: JSON = ["text": "O tribunal julgou o recurso."]
    private static let kept: JSON = ["text": "O tribunal julgou o recurso.", "persist": true]

    @Test func `serves what needs none when told to, keeps nothing, and takes it up when it comes`() throws {
        let server = try PostgresServer()
        let place = try server.makeDatabase()
        server.stop()
        let node = try LuxServer([
            "--set", "storage.database=\(place.url)", "--set", "storage.migration_database=\(place.ownerURL)",
            "--set", "storage.fallback=read-only",
        ])
        #expect(node.process.errorText.contains("WARNING"))
        let report = try node.get("/health/detailed").json
        #expect(report["checks"]?["database"]?.text == "warning" && report["status"]?.text == "degraded")
        #expect(try node.post("/keywords/extract", Self.question).status == 200)
        #expect(try node.post("/keywords/extract", Self.kept).status == 503)
        #expect(try node.get("/keywords/history").status == 503)
        #expect(try node.get("/jobs").status == 503)
        try server.start()
        while try node.get("/health/detailed").json["checks"]?["database"]?.text != "ok" {}
        #expect(try node.post("/keywords/extract", Self.kept).status == 200)
        #expect(try node.get("/keywords/history").json["items"]?.items?.count == 1)
        let job = try node.post(
            "/keywords/extract", ["text": "O tribunal julgou o recurso.", "async": true])
        let id = try #require(job.json["id"]?.text)
        #expect(try node.get("/jobs/\(id)/events").text.contains("\"state\":\"succeeded\""))
        #expect(node.stop().status == 0)
    }

    @Test func `keeps until its end when told to, and says that it does not last`() throws {
        let folder = try TemporaryFolder()
        let node = try LuxServer(
            [
                "--set", "storage.database=postgres://lux@127.0.0.1:1/lux", "--set",
                "storage.fallback=volatile",
            ],
            environment: ["TMPDIR": folder.path], in: folder)
        #expect(node.process.errorText.contains("WARNING"))
        #expect(try node.post("/keywords/extract", Self.kept).status == 200)
        #expect(try node.get("/keywords/history").json["items"]?.items?.count == 1)
        let report = try node.get("/health/detailed").json
        #expect(report["checks"]?["database"]?.text == "warning")
        #expect(report["details"]?[0]?["reason"]?.text?.contains("lost when this process ends") == true)
        #expect(node.stop().status == 0)
        let left = try FileManager.default.contentsOfDirectory(atPath: folder.path).filter {
            $0.contains("volatile")
        }
        #expect(left.isEmpty)
    }

    @Test func `ends where the stand-in was not chosen for a file`() throws {
        let folder = try TemporaryFolder()
        let outcome = try LuxProcess.run(
            ["serve", "--set", "storage.fallback=volatile", "--data", "/proc/nowhere"], in: folder)
        #expect(outcome.status == 69)
    }
}

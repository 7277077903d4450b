import Core
import Foundation
import Glibc
import LuxTesting
import Testing

@Suite struct `A running server` {
    static let json = ["content-type": "application/json"]

    @Test func `answers a batch document by document`() throws {
        let server = try LuxServer()
        let answer = try server.post(
            "/keywords/extract",
            [
                "documents": [
                    ["text": "Python é uma linguagem"], ["text": " "], ["words": 1], 7, ["text": "a\0"],
                    ["text": "Texto sobre pesca"],
                ], "persist": true,
            ])
        #expect(answer.status == 200)
        let results = try #require(answer.json["results"]?.items)
        #expect(results.map { $0["index"]?.whole } == [0, 1, 2, 3, 4, 5])
        #expect(results[0]["result"]?["id"] != nil && results[5]["result"]?["id"] != nil)
        #expect(results[1]["problem"]?["message"] == "Texto não pode ser vazio")
        #expect(results[2]["problem"]?["violations"]?[0]?["pointer"] == "/documents/2/text")
        #expect(results[3]["problem"]?["violations"]?[0]?["pointer"] == "/documents/3")
        #expect(results[4]["problem"]?["violations"]?[0]?["pointer"] == "/documents/4/text")
        #expect(try server.get("/keywords/history").json["items"]?.items?.count == 2)
    }

    @Test func `takes names in a path as they were meant`() throws {
        let server = try LuxServer()
        let schedule: JSON = [
            "kind": "analysis.extract-keywords", "cron": "0 3 * * *", "zone": "America/Sao_Paulo",
            "payload": ["text": "Python é uma linguagem"],
        ]
        let path = "/schedules/copia%2Dda%2Dnoite"
        let put = try server.send(
            "PUT", path, headers: ["content-type": "application/json"], body: schedule.bytes)
        #expect(put.status == 200, "\(put.json.written)")
        #expect(try server.get(path).json["schedule"]?["name"] == "copia-da-noite")
        let broken = try server.get("/schedules/copia%2")
        #expect(broken.status == 400 && broken.json["type"] == "/problems/malformed-request")
    }

    @Test func `says when an answer comes from the cache`() throws {
        let server = try LuxServer()
        let body: JSON = ["text": "Python é uma linguagem"]
        #expect(try server.post("/keywords/extract", body).json["cached"] == false)
        #expect(try server.post("/keywords/extract", body).json["cached"] == true)
        let plain = try LuxServer(["--set", "analysis.cache=no"])
        _ = try plain.post("/keywords/extract", body)
        #expect(try plain.post("/keywords/extract", body).json["cached"] == false)
    }

    @Test func `pages through history by cursor`() throws {
        let server = try LuxServer()
        let documents = JSON.array((0..<25).map { ["text": .string("texto número \($0) sobre pesca")] })
        _ = try server.post("/keywords/extract", ["documents": documents, "persist": true])
        var texts: [String] = []
        var cursor: String?
        repeat {
            let page = try server.get("/keywords/history?limit=10" + (cursor.map { "&cursor=\($0)" } ?? ""))
                .json
            texts += page["items"]?.items?.compactMap { $0["text"]?.text } ?? []
            cursor = page["next_cursor"]?.text
        } while cursor != nil
        #expect(texts.count == 25 && Set(texts).count == 25)
    }

    @Test func `remembers across a restart`() throws {
        let folder = try TemporaryFolder()
        let first = try LuxServer(in: folder)
        let id = try #require(
            try first.post("/keywords/extract", ["text": "Python é uma linguagem", "persist": true]).json[
                "id"]?.text)
        first.process.send(SIGKILL)
        _ = first.process.outcome()
        let second = try LuxServer(in: folder)
        #expect(try second.get("/keywords/history/\(id)").json["text"] == "Python é uma linguagem")
    }

    @Test(arguments: ["gzip", "deflate"])
    func `compresses when asked`(_ coding: String) throws {
        let server = try LuxServer()
        let plain = try server.get("/openapi.json")
        let coded = try server.get("/openapi.json", ["accept-encoding": coding])
        #expect(coded.headers["content-encoding"] == coding && coded.headers["vary"] == "accept-encoding")
        #expect(coded.body.count * 2 < plain.body.count)
        #expect(plain.headers["content-encoding"] == nil)
    }

    @Test func `carries a caller's trace on`() throws {
        let server = try LuxServer()
        let trace = "4bf92f3577b34da6a3ce929d0e0e4736"
        let answer = try server.get("/nothing", ["traceparent": "00-\(trace)-00f067aa0ba902b7-01"])
        #expect(answer.json["trace_id"]?.text == trace)
        server.stop()
        let line = try #require(server.log.first { $0["message"] == "request" })
        #expect(
            line["trace_id"]?.text == trace
                && line["metadata"]?["request_id"]?.text == answer.headers["x-request-id"])
    }

    @Test func `gives metrics in the form that is asked for`() throws {
        let server = try LuxServer()
        let prometheus = try server.get("/metrics")
        #expect(prometheus.headers["content-type"]?.hasPrefix("text/plain; version=0.0.4") == true)
        let open = try server.get("/metrics", ["accept": "application/openmetrics-text;version=1.0.0"])
        #expect(
            open.headers["content-type"]?.hasPrefix("application/openmetrics-text") == true
                && open.text.hasSuffix("# EOF\n"))
        for name in [
            "process_resident_memory_bytes", "process_cpu_seconds_total", "breaker_state", "lux_build_info",
        ] {
            #expect(prometheus.text.contains("\n\(name)"))
        }
    }

    @Test func `describes itself on a page without scripts`() throws {
        let server = try LuxServer()
        let page = try server.get("/docs")
        #expect(
            page.status == 200 && page.text.contains("/keywords/extract") && !page.text.contains("<script"))
        #expect(page.text.contains("<code>persist</code>") && !page.text.contains("`"))
        #expect(page.headers["content-security-policy"]?.contains("default-src 'none'") == true)
        #expect(try server.get("/docs/style.css").headers["content-type"]?.hasPrefix("text/css") == true)
        #expect(try server.get("/problems/validation").text.contains("ValidationError"))
        #expect(try server.get("/problems/nothing").status == 404)
    }

    @Test func `answers what is in flight when told to stop, then ends well`() throws {
        let server = try LuxServer()
        let body = Array(#"{"text":"Python é uma linguagem"}"#.utf8)
        let connection = try server.open()
        try connection.write(
            "POST /keywords/extract HTTP/1.1\r\nhost: localhost\r\ncontent-type: application/json\r\ncontent-length: \(body.count)\r\n\r\n"
        )
        try connection.write(Array(body.prefix(5)))
        // The server has begun the request once it has answered another on a later connection.
        #expect(try server.get("/health").status == 200)
        server.process.send(SIGTERM)
        while !server.log.contains(where: { $0["message"] == "stopping" }) { sched_yield() }
        try connection.write(Array(body.dropFirst(5)))
        #expect(try connection.readAnswer().status == 200)
        #expect(server.process.outcome().status == 0)
        #expect(throws: Connection.Failed.self) { try server.open() }
    }

    @Test(arguments: 0..<8)
    func `a stop in the moment of the start ends in order`(_ number: Int) throws {
        let outcome = try LuxServer().stop()
        #expect(outcome.status == 0 && !outcome.errors.contains("should not"), "\(outcome.errors)")
    }

    @Test func `a second signal stops it at once`() throws {
        let server = try LuxServer()
        let connection = try server.open()
        try connection.write(
            "POST /keywords/extract HTTP/1.1\r\nhost: localhost\r\ncontent-type: application/json\r\ncontent-length: 9\r\n\r\n"
        )
        #expect(try server.get("/health").status == 200)
        server.process.send(SIGTERM)
        while !server.log.contains(where: { $0["message"] == "stopping" }) { sched_yield() }
        server.process.send(SIGTERM)
        #expect(server.process.outcome().status == 128 + SIGTERM)
    }

    @Test func `is not held up by a collector that is not there`() throws {
        let server = try LuxServer(["--set", "telemetry.otlp_endpoint=http://127.0.0.1:1"])
        for _ in 0..<50 { #expect(try server.get("/health").status == 200) }
        #expect(try server.get("/metrics").text.contains("lux_telemetry_spans"))
        #expect(server.stop().status == 0)
    }

    @Test func `keeps a connection open for the next request`() throws {
        let server = try LuxServer()
        let connection = try server.open()
        for _ in 0..<3 {
            try connection.write("GET /health HTTP/1.1\r\nhost: localhost\r\n\r\n")
            #expect(try connection.readAnswer().json == ["status": "ok"])
        }
    }
}

@Suite struct `A server without its store` {
    @Test func `does not start on what is no database, and says so`() throws {
        let folder = try TemporaryFolder()
        try folder.write(String(repeating: "this is no database", count: 100), to: "x.sqlite")
        let outcome = try LuxProcess.run(
            ["serve", "--port", "0", "--set", "storage.database=sqlite://x.sqlite"], in: folder)
        #expect(outcome.status == 69 && outcome.errors.contains("x.sqlite"))
    }

    @Test func `does not start without its PostgreSQL, and puts nothing in its place`() throws {
        let folder = try TemporaryFolder()
        let outcome = try LuxProcess.run(
            ["serve"], environment: ["DATABASE_URL": "postgres://lux:secret@127.0.0.1:1/lux"], in: folder)
        #expect(outcome.status == 69 && outcome.errors.contains("PostgreSQL does not answer"))
        #expect(!outcome.errors.contains("secret"))
        #expect(!FileManager.default.fileExists(atPath: folder.path + "/data/lux.sqlite"))
    }

    @Test func `does not start on a kind of database that it does not know`() throws {
        let outcome = try LuxProcess.run(["serve"], environment: ["DATABASE_URL": "mysql://localhost/lux"])
        #expect(outcome.status == 64 && outcome.errors.contains("postgres"))
    }

    @Test func `does not start where the data folder is a file`() throws {
        let folder = try TemporaryFolder()
        try folder.write("", to: "data")
        let outcome = try LuxProcess.run(["serve", "--port", "0"], in: folder)
        #expect(outcome.status == 69 && outcome.errors.contains("data"))
    }

    @Test func `does not start where another program listens`() throws {
        let server = try LuxServer()
        let outcome = try LuxProcess.run(["serve", "--port", "\(server.port)"])
        #expect(outcome.status == 69 && outcome.errors.contains("\(server.port)"))
    }
}

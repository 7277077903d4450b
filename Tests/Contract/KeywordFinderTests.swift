import Core
import LuxTesting
import Testing

/// What clients of the keyword finder were promised, played as a client would.
@Suite struct `The keyword finder keeps its promises` {
    @Test func `extraction answers text, score, language and created_at of each keyword`() throws {
        let server = try LuxServer()
        let answer = try server.post("/keywords/extract", ["text": "Python é uma linguagem"])
        #expect(answer.status == 200)
        let keywords = try #require(answer.json["keywords"]?.items)
        #expect(keywords.contains { $0["text"] == "Python" })
        for keyword in keywords {
            #expect(keyword["language"]?.text == "pt")
            let score = try #require(keyword["score"]?.real)
            #expect(score > 0 && score <= 1)
            #expect(Instant(keyword["created_at"]?.text ?? "") != nil)
        }
    }

    @Test func `a language may be named`() throws {
        let server = try LuxServer()
        let body: JSON = ["text": "Python é uma linguagem", "language": "pt"]
        let answer = try server.post("/keywords/extract", body)
        #expect(answer.json["keywords"]?.items?.contains { $0["text"] == "Python" } == true)
    }

    @Test(arguments: ["", " ", "\n\t "])
    func `blank text is refused in the promised words`(_ text: String) throws {
        let server = try LuxServer()
        let answer = try server.post("/keywords/extract", ["text": .string(text)])
        #expect(answer.status == 400)
        #expect(answer.json["message"] == "Texto não pode ser vazio")
        #expect(answer.json["error"] == "ValidationError")
        #expect(answer.headers["content-type"] == "application/problem+json")
    }

    @Test func `history is found by text and by creation time`() throws {
        let server = try LuxServer()
        let body: JSON = ["text": "Python é uma linguagem", "persist": true]
        let kept = try server.post("/keywords/extract", body).json
        let id = try #require(kept["id"]?.text)
        let moment = try #require(kept["keywords"]?[0]?["created_at"]?.text)
        #expect(try server.get("/keywords/history?text=python").json["items"]?[0]?["id"]?.text == id)
        #expect(try server.get("/keywords/history?text=java").json["items"] == [])
        #expect(
            try server.get("/keywords/history?created_from=\(moment)").json["items"]?[0]?["id"]?.text == id)
        #expect(try server.get("/keywords/history?created_until=\(moment)").json["items"] == [])
        #expect(try server.get("/keywords/history/\(id)").json["text"] == "Python é uma linguagem")
    }

    @Test(arguments: [
        "request_count_total", "request_latency", "request_duration_seconds", "extraction_time_seconds",
        "active_connections", "error_rate", "version_usage_total",
    ])
    func `the promised metrics are there`(_ name: String) throws {
        let server = try LuxServer()
        _ = try server.post("/keywords/extract", ["text": "Python é uma linguagem"])
        let metrics = try server.get("/metrics").text
        #expect(metrics.contains("# TYPE \(name) "))
        if name == "request_count_total" {
            #expect(
                metrics.contains(
                    #"request_count_total{method="POST",endpoint="/keywords/extract",status="200"} 1"#))
        }
        if name == "extraction_time_seconds" {
            #expect(metrics.contains(#"extraction_time_seconds_count{language="pt"} 1"#))
        }
        if name == "active_connections" { #expect(metrics.contains(#"active_connections{type="http"}"#)) }
    }

    @Test func `the old summary of extractions is there for who asks for old names`() throws {
        let body: JSON = ["text": "Python é uma linguagem"]
        let plain = try LuxServer()
        _ = try plain.post("/keywords/extract", body)
        #expect(try !plain.get("/metrics").text.contains("extraction_summary"))
        let legacy = try LuxServer(["--set", "telemetry.legacy_names=yes"])
        _ = try legacy.post("/keywords/extract", body)
        let metrics = try legacy.get("/metrics").text
        #expect(metrics.contains("# TYPE extraction_summary summary\n"))
        #expect(metrics.contains(#"extraction_summary_count{language="pt"} 1"#))
        #expect(!metrics.contains("extraction_summary_bucket"))
    }

    @Test func `settings are read from .env, from .env of the environment, and by their other names`() throws
    {
        let folder = try TemporaryFolder()
        try folder.write("LOG_LEVEL=debug\nAPP_ENV=staging\n", to: ".env")
        try folder.write("DEBUG=yes\n", to: ".env.staging")
        let outcome = try LuxProcess.run(
            ["settings", "--format", "json"], environment: ["DATABASE_URL": "sqlite://elsewhere.sqlite"],
            in: folder)
        let rows = try JSONReader.read(Array(outcome.output.utf8)).items ?? []
        func value(_ name: String) -> String? { rows.first { $0["name"]?.text == name }?["value"]?.text }
        #expect(value("log.level") == "debug" && value("environment") == "staging" && value("debug") == "yes")
        #expect(value("storage.database") == "sqlite://elsewhere.sqlite")
    }

    @Test func `detailed health has flat words under checks and the rest under details`() throws {
        let server = try LuxServer()
        let health = try server.get("/health/detailed").json
        #expect(health["status"] == "ok" && health["checks"]?["database"] == "ok")
        #expect(health["checks"]?["extractors"]?["statistical"] == "ok")
        let details = try #require(health["details"]?.items)
        for line in details {
            #expect(line["latency_ms"]?.real != nil && Instant(line["since"]?.text ?? "") != nil)
        }
    }

    @Test func `liveness and readiness answer`() throws {
        let server = try LuxServer()
        #expect(try server.get("/health").status == 200)
        #expect(try server.get("/ready").status == 200)
    }

    @Test func `a request's log line holds request_id, method, path and client`() throws {
        let server = try LuxServer()
        _ = try server.get("/docs")
        server.stop()
        let line = try #require(server.log.first { $0["message"] == "request" })
        #expect(line["timestamp"] != nil && line["level"] == "info" && line["service"] == "lux")
        #expect(line["trace_id"]?.text?.count == 32)
        #expect(line["metadata"]?["method"] == "GET" && line["metadata"]?["path"] == "/docs")
        #expect(line["metadata"]?["client"] == "127.0.0.1" && line["metadata"]?["request_id"] != nil)
    }
}

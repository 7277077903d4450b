import Core
import Foundation
import Glibc
import LuxTesting
import Testing

/// Programs of third parties in a real server: the template from `examples/plugin`, and one that fails.
@Suite(.timeLimit(.minutes(5))) struct `Plugins of third parties in a running server` {
    private static let template =
        #filePath.split(separator: "/", omittingEmptySubsequences: false).dropLast(3)
        .joined(separator: "/") + "/examples/plugin/python"

    /// Ends at "bad", and otherwise says which process it is.
    private static let moody = """
        #!/usr/bin/env python3
        import json, os, sys
        for line in sys.stdin:
            question = json.loads(line)
            if question["text"].startswith("bad"):
                sys.exit(7)
            print(json.dumps({"id": question["id"], "result": os.getpid()}), flush=True)
        """

    private static let moodyManifest: JSON = [
        "id": "moody", "version": "1", "summary": "Fails when it is told to", "command": ["moody.py"],
        "options": ["type": "object", "additionalProperties": false], "result": ["type": "integer"],
    ]

    private static func makePlugins(in folder: TemporaryFolder) throws {
        let plugins = folder.path + "/plugins"
        try FileManager.default.createDirectory(
            atPath: plugins + "/moody", withIntermediateDirectories: true)
        // By another process: see `makeProgram`.
        try CommandRun.output(["cp", "-r", template, plugins + "/long_words"])
        try folder.write(moodyManifest.written, to: "plugins/moody/plugin.json")
        try makeProgram(moody, at: plugins + "/moody/moody.py")
    }

    private static func withServer(_ body: (LuxServer) throws -> Void) throws {
        let folder = try TemporaryFolder()
        try makePlugins(in: folder)
        let flags = ["plugins.folder=plugins", "analysis.cache=no"].flatMap { ["--set", $0] }
        try body(try LuxServer(flags, in: folder))
    }

    private static func pid(_ answer: HTTPAnswer) throws -> pid_t {
        try pid_t(#require(answer.json["result"]?.whole))
    }

    @Test func `the template answers as ours do, and its result is kept when asked`() throws {
        try Self.withServer { server in
            let listed = try server.get("/plugins").json["items"]?.items ?? []
            let found = listed.first { $0["id"] == "long_words" }
            #expect(found?["origin"] == "third_party" && found?["version"] == "1.0.0")
            let answer = try server.post(
                "/analyze/long_words", ["text": "uma palavra comprida", "persist": true])
            #expect(answer.status == 200 && answer.json["result"]?["words"] == ["comprida"])
            #expect(try server.get("/analyses?plugin=long_words").json["items"]?.items?.count == 1)
            let refused = try server.post(
                "/analyze/long_words", ["text": "uma palavra", "options": ["letters": 0]])
            #expect(refused.status == 400 && refused.json["violations"]?[0]?["pointer"] == "/options/letters")
        }
    }

    @Test func `one whose process is killed answers again with another, and nobody else notices`() throws {
        try Self.withServer { server in
            let first = try Self.pid(server.post("/analyze/moody", ["text": "good"]))
            kill(first, SIGKILL)
            // The one that is asked next may be the one that is gone, which is one failure.
            var again = try server.post("/analyze/moody", ["text": "good"])
            while again.status != 200 { again = try server.post("/analyze/moody", ["text": "good"]) }
            #expect(try Self.pid(again) != first)
            #expect(try server.post("/analyze/long_words", ["text": "comprida"]).status == 200)
        }
    }

    @Test func `one that keeps failing is cut off by its breaker, and the rest only degrades`() throws {
        try Self.withServer { server in
            var opened = false
            for number in 0..<50 where !opened {
                let answer = try server.post("/analyze/moody", ["text": .string("bad \(number)")])
                #expect(answer.status == 502 || answer.status == 503, "\(answer.json.written)")
                opened = try server.get("/plugins/moody").json["breaker"]?["state"] == "open"
            }
            #expect(opened)
            let health = try server.get("/health/detailed").json
            #expect(health["status"] == "degraded")
            #expect(health["checks"]?["plugins"]?["moody"] == "circuit_open", "\(health.written)")
            #expect(try server.get("/health").status == 200)
            #expect(try server.post("/analyze/readability", ["text": "Uma frase curta."]).status == 200)
            let metrics = String(decoding: try server.get("/metrics").body, as: UTF8.self)
            #expect(metrics.contains(#"plugin_errors_total{plugin_id="moody",error_type="died"}"#))
        }
    }

    /// Answers once the file is there whose path is its text.
    private static let patient = """
        #!/usr/bin/env python3
        import json, os, sys, time
        for line in sys.stdin:
            question = json.loads(line)
            while not os.path.exists(question["text"]):
                time.sleep(0.01)
            print(json.dumps({"id": question["id"], "result": 1}), flush=True)
        """

    @Test func `a job that one of them works on is done before the server stops`() throws {
        let folder = try TemporaryFolder()
        let plugins = folder.path + "/plugins/patient"
        try FileManager.default.createDirectory(atPath: plugins, withIntermediateDirectories: true)
        let manifest: JSON = [
            "id": "patient", "version": "1", "summary": "Waits", "command": ["patient.py"], "heavy": true,
            "options": ["type": "object", "additionalProperties": false], "result": ["type": "integer"],
        ]
        try folder.write(manifest.written, to: "plugins/patient/plugin.json")
        try makeProgram(Self.patient, at: plugins + "/patient.py")
        let flags = ["--set", "plugins.folder=plugins"]
        let server = try LuxServer(flags, in: folder)
        let go = folder.path + "/go"
        let accepted = try server.post("/analyze/patient", ["text": .string(go)])
        let job = try #require(accepted.headers["location"])
        while try server.get(job).json["state"] != "running" { sched_yield() }
        server.process.send(SIGTERM)
        while !server.process.errorText.contains("stopping") { sched_yield() }
        try folder.write("", to: "go")
        #expect(server.process.outcome().status == 0)
        let next = try LuxServer(flags, in: folder)
        let ended = try next.get(job).json
        #expect(ended["state"] == "succeeded" && ended["result"]?["result"] == 1, "\(ended.written)")
    }

    @Test(arguments: [SIGTERM, SIGKILL])
    func `when the server ends, none of their processes stays`(_ signal: Int32) throws {
        try Self.withServer { server in
            let child = try Self.pid(server.post("/analyze/moody", ["text": "good"]))
            #expect(kill(child, 0) == 0)
            server.process.send(signal)
            _ = server.process.outcome()
            // After SIGKILL it is the system that ends it; this waits for that process, and the suite for no longer
            // than its limit.
            while kill(child, 0) == 0, !Self.isZombie(child) { sched_yield() }
        }
    }

    /// Dead, and nobody has asked how: its parent went first.
    private static func isZombie(_ process: pid_t) -> Bool {
        let status = (try? String(contentsOfFile: "/proc/\(process)/stat", encoding: .utf8)) ?? ""
        return status.split(separator: ")").last?.trimmingPrefix(" ").first == "Z"
    }
}

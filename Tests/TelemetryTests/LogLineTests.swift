import Core
import Logging
import Telemetry
import Testing
import Tracing

@Suite struct `Log lines` {
    @Test func `hold one event as JSON with the promised names in order`() throws {
        let probe = try LogProbe()
        probe.output.logger().info("Started", metadata: ["port": "8080", "host": "here"])
        #expect(
            probe.lines() == [
                """
                {"timestamp":"2026-02-03T04:05:06.007Z","level":"info","service":"lux","trace_id":null,\
                "span_id":null,"message":"Started","metadata":{"host":"here","port":"8080"}}
                """
            ])
    }

    @Test func `carry the ids of the running task's trace`() throws {
        let probe = try LogProbe()
        let logger = probe.output.logger()
        var context = ServiceContext.topLevel
        context.trace = TraceContext(traceparent: "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01")
        ServiceContext.withValue(context) { logger.info("inside") }
        logger.info("outside")
        let lines = try probe.objects()
        #expect(lines[0]["trace_id"]?.text == "0af7651916cd43dd8448eb211c80319c")
        #expect(lines[0]["span_id"]?.text == "b7ad6b7169203331")
        #expect(lines[0]["metadata"] == [:])
        #expect(lines[1]["trace_id"] == .null)
    }

    @Test func `keep numbers and structure in metadata`() throws {
        let probe = try LogProbe()
        probe.output.logger().notice(
            "m",
            metadata: [
                "whole": .stringConvertible(42), "real": .stringConvertible(0.5),
                "truth": .stringConvertible(true),
                "other": .stringConvertible(Unicode.Scalar("x")), "list": ["a", ["b": "c"]],
            ])
        let metadata = try probe.objects()[0]["metadata"]
        #expect(
            metadata == [
                "list": ["a", ["b": "c"]], "other": "x", "real": 0.5, "truth": true, "whole": 42,
            ])
    }

    @Test func `name the logger and the error`() throws {
        struct Broken: Error {}
        let probe = try LogProbe()
        probe.output.logger("database").error("Read failed", error: Broken())
        let metadata = try probe.objects()[0]["metadata"]
        #expect(metadata == ["error_message": "Broken()", "error_type": "Broken", "logger": "database"])
    }

    @Test func `let the event win over the task, and the task over the logger`() throws {
        let probe = try LogProbe()
        var logger = Logger(label: "lux") { label in
            probe.output.handler(label, provider: Logger.MetadataProvider { ["b": "task", "c": "task"] })
        }
        logger[metadataKey: "a"] = "logger"
        logger[metadataKey: "b"] = "logger"
        logger.info("m", metadata: ["c": "event"])
        #expect(logger[metadataKey: "a"] == "logger")
        #expect(try probe.objects()[0]["metadata"] == ["a": "logger", "b": "task", "c": "event"])
    }

    @Test func `respect each logger's own level`() throws {
        let probe = try LogProbe(level: .warning)
        let quiet = probe.output.logger()
        var loud = quiet
        loud.logLevel = .debug
        quiet.info("hidden")
        loud.info("shown")
        #expect(try probe.objects().map { $0["message"]?.text } == ["shown"])
        #expect(quiet.logLevel == .warning)
    }

    @Test func `are readable at a terminal, in colour when wanted`() throws {
        let probe = try LogProbe(form: .readable(coloured: false))
        probe.output.logger().warning("two\nlines\u{1b}[2J", metadata: ["k": "v\tw", "password": "x"])
        #expect(
            probe.lines() == [
                "2026-02-03T04:05:06.007Z warning  two\\nlines\\x1b[2J k=v\\tw password=********"
            ])
        let coloured = try LogProbe(form: .readable(coloured: true))
        for level in Logger.Level.allCases { coloured.output.logger().log(level: level, "m") }
        #expect(coloured.lines().allSatisfy { $0.contains("\u{1b}[0m") })
        #expect(coloured.lines().count == Logger.Level.allCases.count)
    }

    @Test(arguments: [
        ([:], true), (["NO_COLOR": "1"], false), (["NO_COLOR": ""], true), (["TERM": "dumb"], false),
    ])
    func `use colour unless told not to`(_ environment: [String: String], _ isWanted: Bool) {
        #expect(LogForm.isColourWanted(environment) == isWanted)
    }

    @Test func `are JSON where no terminal is`() {
        #expect(LogForm.fitting(.file(path: "x", rotation: LogRotation()), environment: [:]) == .json)
    }

    @Test(arguments: [
        "password", "DB_PASSWORD", "Authorization", "api-key", "apiKey", "X-Api-Key", "access_token", "token",
        "client.secret", "Set-Cookie", "senha", "privateKey", "credentials",
    ])
    func `mask what a name calls a secret`(_ name: String) throws {
        let probe = try LogProbe()
        probe.output.logger().info("m", metadata: [name: "hunter2", "outer": [name: "hunter2"]])
        let readable = try LogProbe(form: .readable(coloured: false))
        readable.output.logger().info("m", metadata: [name: "hunter2", "outer": [[name: "hunter2"]]])
        #expect(!probe.folderText.contains("hunter2") && !readable.folderText.contains("hunter2"))
        #expect(probe.folderText.contains("********"))
    }

    @Test(arguments: [("max_tokens", "300"), ("port", "1"), ("tokenCount", "7"), ("monkey", "m")])
    func `leave other values alone`(_ name: String, _ value: String) throws {
        let probe = try LogProbe()
        probe.output.logger().info("m", metadata: [name: .string(value)])
        #expect(try probe.objects()[0]["metadata"]?[name]?.text == value)
    }

    @Test func `mask tokens that are no count`() throws {
        let probe = try LogProbe()
        probe.output.logger().info("m", metadata: ["refresh_tokens": "abc"])
        #expect(!probe.folderText.contains("abc"))
    }
}

extension LogProbe {
    /// The whole file.
    var folderText: String { lines().joined(separator: "\n") }
}

@Suite struct `Log lines within limits` {
    @Test func `cut a message at a character's border`() throws {
        var limits = LogLimits()
        limits.messageBytesMax = 5
        let probe = try LogProbe(limits: limits)
        probe.output.logger().info("abcdéfgh")
        #expect(try probe.objects()[0]["message"]?.text == "abcd…")
    }

    @Test func `cut metadata and count what is left out`() throws {
        var limits = LogLimits()
        limits.metadataBytesMax = 20
        limits.valueBytesMax = 8
        let probe = try LogProbe(limits: limits)
        probe.output.logger().info(
            "m",
            metadata: [
                "a": "0123456789", "b": ["1", "2", "3", "4", "5"], "c": "x", "d": "y", "metadata_cut": "z",
            ])
        let metadata = try #require(try probe.objects()[0]["metadata"])
        #expect(metadata["a"]?.text == "01234567…")
        #expect(metadata["metadata_cut"]?.whole ?? 0 > 2)
        let readable = try LogProbe(form: .readable(coloured: false), limits: limits)
        readable.output.logger().info("m", metadata: ["a": "0123456789", "b": "0123456789"])
        #expect(readable.lines()[0].hasSuffix("a=01234567… metadata_cut"))
    }

    @Test func `stop at a depth`() throws {
        var value = Logger.MetadataValue.string("end")
        for _ in 0..<100 { value = .array([value]) }
        let probe = try LogProbe()
        probe.output.logger().info("m", metadata: ["deep": value])
        #expect(probe.lines()[0].hasSuffix(#""metadata":{"deep":[[[[[[["…"]]]]]]]}}"#))
    }

    @Test(arguments: 0..<20)
    func `stay one line of strict JSON whatever the text is`(_ seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        let (json, readable) = (try LogProbe(), try LogProbe(form: .readable(coloured: false)))
        for _ in 0..<50 {
            let message = hostileText(&random)
            let metadata: Logger.Metadata = [
                hostileText(&random): .string(hostileText(&random)),
                hostileText(&random): .array([.string(hostileText(&random))]),
                hostileText(&random): .dictionary([hostileText(&random): .string(hostileText(&random))]),
            ]
            for probe in [json, readable] {
                probe.output.logger(hostileText(&random)).error("\(message)", metadata: metadata)
            }
        }
        #expect(try json.objects().count == 50)
        for line in json.lines() + readable.lines() {
            #expect(!line.unicodeScalars.contains { $0.properties.generalCategory == .control })
            #expect(!line.unicodeScalars.contains { $0 == "\u{2028}" || $0 == "\u{2029}" })
        }
        #expect(readable.lines().count == 50)
    }

    private func hostileText(_ random: inout SeededGenerator) -> String {
        let nasty: [Unicode.Scalar] = [
            "\n", "\r", "\0", "\u{1b}", "\u{7f}", "\u{85}", "\u{9b}", "\u{2028}", "\u{2029}", "\"", "\\", "{",
            "é", "🙂",
            "\u{202e}", "\u{feff}", "\u{301}",
        ]
        var text = String.UnicodeScalarView()
        for _ in 0..<Int.random(in: 0...60, using: &random) {
            let isNasty = Bool.random(using: &random)
            let anything = Unicode.Scalar(UInt32.random(in: 0...0x2fff, using: &random)) ?? "?"
            text.append(isNasty ? nasty.randomElement(using: &random) ?? "?" : anything)
        }
        return String(text)
    }
}

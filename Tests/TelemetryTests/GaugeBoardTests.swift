import Telemetry
import Testing

@Suite struct `A gauge told all at once` {
    private func lines(_ registry: MetricsRegistry) -> [Substring] {
        String(decoding: registry.exported(as: .prometheus), as: UTF8.self).split(separator: "\n")
            .filter { $0.hasPrefix("level") }
    }

    @Test func `shows what was told last, and nothing of what was told before`() throws {
        let registry = MetricsRegistry()
        let board = try registry.board(.gauge("level", "How high.", labels: ["place"]))
        #expect(lines(registry) == [])
        board.show([(["left"], 1), (["right"], 2.5)])
        #expect(lines(registry) == [#"level{place="left"} 1"#, #"level{place="right"} 2.5"#])
        board.show([(["right"], 3)])
        #expect(lines(registry) == [#"level{place="right"} 3"#])
        board.show([])
        #expect(lines(registry) == [])
    }

    @Test func `has a name of its own`() throws {
        let registry = MetricsRegistry()
        _ = try registry.board(.gauge("level", "How high."))
        #expect(throws: MetricDescription.Malformed.self) { try registry.board(.gauge("level", "How high.")) }
    }
}

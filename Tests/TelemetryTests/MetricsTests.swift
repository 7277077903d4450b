import CoreMetrics
import Telemetry
import Testing

@Suite struct `Metrics` {
    @Test func `lose no increment that comes at the same time as others`() async throws {
        let registry = MetricsRegistry()
        let family = try registry.counter(.counter("hits", "Hits.", labels: ["who"]))
        let histogram = try registry.histogram(.histogram("wait_seconds", "Waits.", bounds: [1, 2]))
        let gauge = try registry.gauge(.gauge("level", "Level."))
        await withTaskGroup(of: Void.self) { group in
            for task in 0..<8 {
                group.addTask {
                    for _ in 0..<5000 {
                        family("\(task % 2)").increment()
                        Counter(label: "hits_total", dimensions: [("who", "0")], factory: registry)
                            .increment()
                        FloatingPointCounter(label: "part", factory: registry).increment(by: 0.5)
                        histogram().record(1.5)
                        gauge().increment(by: 2)
                        gauge().decrement(by: 1)
                    }
                }
            }
        }
        let lines = exported(registry)
        #expect(family("0").value == 60_000 && family("1").value == 20_000)
        #expect(lines.contains("part_total 20000"))
        #expect(lines.contains(#"wait_seconds_bucket{le="2.0"} 40000"#))
        #expect(lines.contains("wait_seconds_sum 60000"))
        #expect(lines.contains("level 40000"))
    }

    @Test func `count into cumulative buckets with their sum`() throws {
        let registry = MetricsRegistry()
        let cell = try registry.histogram(
            .histogram("wait_seconds", "Waits.", labels: ["for"], bounds: [0.1, 1, 10]))("x")
        for value in [0.05, 0.1, 0.5, 5, 50, .nan, .infinity] { cell.record(value) }
        cell.record(.milliseconds(250))
        cell.recordNanoseconds(2_000_000_000)
        cell.record(Int64(1))
        #expect(
            exported(registry) == [
                "# HELP wait_seconds Waits.", "# TYPE wait_seconds histogram",
                #"wait_seconds_bucket{for="x",le="0.1"} 2"#, #"wait_seconds_bucket{for="x",le="1.0"} 5"#,
                #"wait_seconds_bucket{for="x",le="10.0"} 7"#, #"wait_seconds_bucket{for="x",le="+Inf"} 8"#,
                #"wait_seconds_sum{for="x"} 58.9"#, #"wait_seconds_count{for="x"} 8"#,
            ])
    }

    @Test func `are written in both formats`() throws {
        let registry = MetricsRegistry()
        try registry.declare([.counter("bytes", "Says \"a\\b\"\nand more.", unit: nil)])
        let family = try registry.counter(
            .counter("read_bytes_total", "Read.", unit: "bytes", labels: ["file"]))
        family("a\"b\\c\nd").increment(by: Int64(3))
        family("a\"b\\c\nd").increment(by: 0.25)
        #expect(
            exported(registry) == [
                #"# HELP bytes_total Says "a\\b"\nand more."#, "# TYPE bytes_total counter", "bytes_total 0",
                "# HELP read_bytes_total Read.", "# TYPE read_bytes_total counter",
                #"read_bytes_total{file="a\"b\\c\nd"} 3.25"#,
            ])
        #expect(
            exported(registry, .openMetrics) == [
                #"# HELP bytes Says \"a\\b\"\nand more."#, "# TYPE bytes counter", "bytes_total 0",
                "# HELP read_bytes Read.", "# TYPE read_bytes counter", "# UNIT read_bytes bytes",
                #"read_bytes_total{file="a\"b\\c\nd"} 3.25"#, "# EOF",
            ])
    }

    @Test func `write every kind of number`() throws {
        let registry = MetricsRegistry()
        let gauge = try registry.gauge(.gauge("g", "G.", labels: ["l"]))
        for (label, value) in [
            ("a", Double.nan), ("b", .infinity), ("c", -.infinity), ("d", -1.5), ("e", 1e300),
        ] {
            gauge(label).set(value)
        }
        gauge("f").set(Int64(-7))
        #expect(
            exported(registry).dropFirst(2) == [
                #"g{l="a"} NaN"#, #"g{l="b"} +Inf"#, #"g{l="c"} -Inf"#, #"g{l="d"} -1.5"#,
                #"g{l="e"} 1e+300"#,
                #"g{l="f"} -7"#,
            ])
    }

    @Test func `that nobody declared work by name`() {
        let registry = MetricsRegistry()
        Counter(label: "hb.requests", dimensions: [("z.z", "1"), ("__a", "2")], factory: registry).increment(
            by: 2)
        Counter(label: "hb.requests", dimensions: [("__a", "2"), ("z.z", "1")], factory: registry).increment()
        Counter(label: "hb_requests", dimensions: [("__a", "2"), ("z.z", "1")], factory: registry).increment()
        Timer(label: "9lives", factory: registry).recordMilliseconds(3)
        Recorder(label: "size", dimensions: [("le", "x")], factory: registry).record(3)
        Gauge(label: "depth", factory: registry).record(4)
        Meter(label: "heat", factory: registry).set(5)
        Meter(label: "heat", factory: registry).increment()
        Meter(label: "heat", factory: registry).decrement()
        let lines = exported(registry)
        #expect(lines.contains("# HELP hb_requests_total Recorded as hb.requests."))
        #expect(lines.contains(#"hb_requests_total{label__a="2",z_z="1"} 4"#))
        #expect(lines.contains(#"_9lives_seconds_bucket{le="0.005"} 1"#))
        #expect(
            lines.contains(#"size_bucket{label_le="x",le="5.0"} 1"#)
                || lines.contains(#"size_bucket{labelle="x",le="5.0"} 1"#))
        #expect(lines.contains("depth 4") && lines.contains("heat 5"))
    }

    @Test func `take declared labels only, in the declared order`() throws {
        let registry = MetricsRegistry()
        try registry.declare([.counter("request_count", "Requests.", labels: ["method", "status"])])
        Counter(
            label: "request_count", dimensions: [("status", "200"), ("method", "GET"), ("user", "ana")],
            factory: registry
        )
        .increment()
        Counter(label: "request_count_total", dimensions: [("method", "GET")], factory: registry).increment()
        #expect(
            exported(registry).dropFirst(2) == [
                #"request_count_total{method="GET",status=""} 1"#,
                #"request_count_total{method="GET",status="200"} 1"#,
            ])
        let family = try registry.counter(
            .counter("request_count", "Requests.", labels: ["method", "status"]))
        family("GET").increment()
        family("GET", "200", "surplus").increment()
        #expect(family("GET", "").value == 2 && family("GET", "200").value == 2)
    }

    @Test func `gather surplus label sets in one series`() throws {
        var limits = MetricsRegistry.Limits()
        limits.seriesPerMetricMax = 2
        limits.labelBytesMax = 4
        let registry = MetricsRegistry(limits: limits)
        let family = try registry.counter(.counter("c", "C.", labels: ["l"]))
        for label in ["a", "b", "c", "d", "a", "abcdefgh"] { family(label).increment() }
        for label in ["a", "b", "c"] {
            Gauge(label: "g", dimensions: [("l", label)], factory: registry).record(1)
        }
        #expect(
            exported(registry).filter { !$0.hasPrefix("#") } == [
                #"c_total{l="a"} 2"#, #"c_total{l="b"} 1"#, #"c_total{l="other"} 3"#, #"g{l="a"} 1"#,
                #"g{l="b"} 1"#,
                #"g{l="other"} 1"#,
            ])
        #expect(registry.surplus.map(\.metric) == ["c", "g"] && registry.surplus.map(\.count) == [3, 1])
    }

    @Test func `keep working unlisted when the name is of another kind or too many exist`() throws {
        var limits = MetricsRegistry.Limits()
        limits.metricsMax = 2
        let registry = MetricsRegistry(limits: limits)
        try registry.declare([.counter("c", "C.")])
        Gauge(label: "c", factory: registry).record(1)
        Timer(label: "t", factory: registry).recordSeconds(1)
        Counter(label: "t_seconds", factory: registry).increment()
        Recorder(label: "r", factory: registry).record(1)
        Counter(label: "n", factory: registry).increment()
        #expect(registry.unlistedCount == 4)
        #expect(throws: MetricDescription.Malformed.tooMany(limit: 2)) {
            try registry.declare([.counter("x", "X.")])
        }
    }

    @Test func `only count upwards until they are reset`() throws {
        let cell = try MetricsRegistry().counter(.counter("c", "C."))()
        cell.increment(by: Int64(-5))
        cell.increment(by: -5.0)
        cell.increment(by: Double.nan)
        cell.increment(by: 1.5)
        #expect(cell.value == 1.5)
        cell.reset()
        #expect(cell.value == 0)
    }

    @Test func `live on when a handle is destroyed`() {
        let registry = MetricsRegistry()
        let counter = Counter(label: "a", factory: registry)
        counter.increment()
        counter.destroy()
        let (part, meter) = (
            FloatingPointCounter(label: "b", factory: registry), Meter(label: "c", factory: registry)
        )
        let (recorder, timer) = (
            Recorder(label: "d", factory: registry), Timer(label: "e", factory: registry)
        )
        part.destroy()
        meter.destroy()
        recorder.destroy()
        timer.destroy()
        #expect(exported(registry).contains("a_total 1"))
    }

    @Test func `are read at export when they are sampled`() throws {
        let registry = MetricsRegistry()
        try registry.sample(.gauge("active_connections", "Open.", labels: ["type"])) {
            [(["http"], 3), (["db"], 1)]
        }
        #expect(exported(registry).last == #"active_connections{type="db"} 1"#)
        #expect(throws: MetricDescription.Malformed.taken("active_connections")) {
            try registry.sample(.gauge("active_connections", "Open.")) { [] }
        }
        #expect(throws: MetricDescription.Malformed.taken("active_connections")) {
            try registry.gauge(.gauge("active_connections", "Open."))
        }
        #expect(throws: MetricDescription.Malformed.bounds(of: "h_seconds")) {
            try registry.sample(.histogram("h_seconds", "H.")) { [] }
        }
    }
}

@Suite struct `Metric descriptions` {
    @Test(arguments: ["", "9a", "a-b", "a:b", "é", "a b"])
    func `refuse a bad name`(_ name: String) {
        #expect(throws: MetricDescription.Malformed.name(name)) { try MetricDescription.gauge(name, "Help.") }
    }

    @Test(arguments: [["le"], ["__x"], ["a", "a"], ["a-b"], [""]])
    func `refuse bad labels`(_ labels: [String]) {
        #expect(throws: MetricDescription.Malformed.self) {
            try MetricDescription.histogram("h_seconds", "Help.", labels: labels)
        }
    }

    @Test(arguments: [[], [1, 1], [2, 1], [1, .infinity], [.nan]])
    func `refuse bad bounds`(_ bounds: [Double]) {
        #expect(throws: MetricDescription.Malformed.bounds(of: "h_seconds")) {
            try MetricDescription.histogram("h_seconds", "Help.", bounds: bounds)
        }
    }

    @Test func `refuse a unit that the name does not end with, and no help`() {
        #expect(throws: MetricDescription.Malformed.unit("seconds", of: "wait")) {
            try MetricDescription.histogram("wait", "Help.")
        }
        #expect(throws: MetricDescription.Malformed.help(of: "wait")) {
            try MetricDescription.gauge("wait", "")
        }
    }

    @Test func `may come twice if they say the same`() throws {
        let registry = MetricsRegistry()
        try registry.declare([.gauge("a", "A."), .gauge("a", "A.")])
        #expect(throws: MetricDescription.Malformed.taken("a")) {
            try registry.declare([.counter("a", "A.")])
        }
    }
}

func exported(_ registry: MetricsRegistry, _ format: MetricsFormat = .prometheus) -> [String] {
    text(registry.exported(as: format)).split(separator: "\n").map(String.init)
}

import Glibc

extension MetricsRegistry {
    /// The figures that the Prometheus clients agree on for a process, and what was built.
    package func declareProcess(version: String, commit: String) throws(MetricDescription.Malformed) {
        try sample(
            .gauge("lux_build_info", "Version and commit of this build.", labels: ["version", "commit"])
        ) {
            [([version, commit], 1)]
        }
        try sample(
            .counter("process_cpu_seconds", "Processor time used, user and system.", unit: "seconds")
        ) { ProcessFigures.cpuSeconds.map { [([], $0)] } ?? [] }
        try sample(
            .gauge("process_resident_memory_bytes", "Memory held in RAM.", unit: "bytes")
        ) { ProcessFigures.memory.map { [([], $0.resident)] } ?? [] }
        try sample(
            .gauge("process_virtual_memory_bytes", "Address space in use.", unit: "bytes")
        ) { ProcessFigures.memory.map { [([], $0.virtual)] } ?? [] }
        try sample(
            .gauge("process_open_fds", "Open file descriptors.")
        ) { ProcessFigures.openDescriptors.map { [([], $0)] } ?? [] }
        try sample(
            .gauge("process_max_fds", "Most file descriptors that may be open.")
        ) { ProcessFigures.maxDescriptors.map { [([], $0)] } ?? [] }
        let start = ProcessFigures.startSeconds
        try sample(
            .gauge(
                "process_start_time_seconds", "Start of the process, as seconds since 1970.", unit: "seconds")
        ) { start.map { [([], $0)] } ?? [] }
    }
}

/// Read from `/proc` (Linux); nil where the system does not tell.
enum ProcessFigures {
    static var cpuSeconds: Double? {
        var time = timespec()
        guard clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time) == 0 else { return nil }
        return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
    }

    static var memory: (virtual: Double, resident: Double)? {
        let pages = text(of: "/proc/self/statm").split(separator: " ").prefix(2).compactMap { Double($0) }
        guard pages.count == 2 else { return nil }
        let pageBytes = Double(sysconf(Int32(_SC_PAGESIZE)))
        return (pages[0] * pageBytes, pages[1] * pageBytes)
    }

    static var openDescriptors: Double? {
        guard let folder = opendir("/proc/self/fd") else { return nil }
        defer { closedir(folder) }
        var count = 0
        while readdir(folder) != nil { count += 1 }
        // Without `.`, `..` and the descriptor that reads the folder.
        return Double(max(0, count - 3))
    }

    static var maxDescriptors: Double? {
        var limit = rlimit()
        guard getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit) == 0 else { return nil }
        return Double(limit.rlim_cur)
    }

    /// Boot time plus field 22 of `/proc/self/stat`, which counts clock ticks since then. The name in field 2
    /// may hold spaces and parentheses, so fields are counted after the last one.
    static var startSeconds: Double? {
        let stat = text(of: "/proc/self/stat")
        guard let nameEnd = stat.lastIndex(of: ")") else { return nil }
        let fields = stat[nameEnd...].split(separator: " ")
        let boot = text(of: "/proc/stat").split(separator: "\n").first { $0.hasPrefix("btime ") }
        guard fields.count > 20, let ticks = Double(fields[20]), let boot,
            let seconds = Double(boot.dropFirst(6))
        else { return nil }
        return seconds + ticks / Double(sysconf(Int32(_SC_CLK_TCK)))
    }

    /// Empty when the file cannot be read.
    private static func text(of path: String) -> String {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { return "" }
        defer { close(descriptor) }
        var (bytes, chunk): ([UInt8], [UInt8]) = ([], Array(repeating: 0, count: 8192))
        while true {
            let count = read(descriptor, &chunk, chunk.count)
            guard count > 0 else { break }
            bytes += chunk[..<count]
        }
        return String(decoding: bytes, as: UTF8.self)
    }
}

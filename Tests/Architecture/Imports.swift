struct Import: Sendable, Equatable {
    let module: String
    let line: Int
}

extension SourceText {
    var imports: [Import] {
        let kinds: Set = ["struct", "class", "enum", "protocol", "func", "var", "let", "typealias"]
        return tokens.indices.compactMap { index in
            guard tokens[index].text == "import", tokens[index].kind == .word, word(index - 1) != "." else {
                return nil
            }
            let name = kinds.contains(word(index + 1)) ? index + 2 : index + 1
            return Import(module: word(name), line: tokens[index].line)
        }
    }
}

/// Who may know whom, by folder.
enum Neighbours {
    /// From the words everything shares to what joins them; a room knows rooms of lines above its own.
    static let kernel: [[String]] = [
        ["Core"],
        ["Facts", "Polling"],
        ["Persistence"],
        ["Disk", "Resilience", "Settings", "Telemetry"],
        ["Blobs", "Bus", "Cache", "Keys"],
        ["EventLog", "Jobs"],
        ["Module"],
    ]

    /// Libraries from outside that a folder other than an adapter or a surface may know, with the reason.
    static let admitted: [(folder: String, modules: Set<String>, reason: String)] = [
        (
            "Sources/Kernel/Cache", ["DequeModule", "HeapModule", "OrderedCollections"],
            "queues of the standard's quality"
        ),
        ("Sources/Kernel/Bus", ["DequeModule"], "the queues of messages that wait"),
        ("Sources/Kernel/Cache", ["Crypto"], "the digests of long keys"),
        ("Sources/Kernel/EventLog", ["Crypto"], "the hashes of chains and checkpoints"),
        ("Sources/Kernel/Keys", ["Crypto"], "ciphers are nobody's own work"),
        ("Sources/Kernel/Persistence", ["DequeModule"], "the line in which calls wait for a connection"),
        ("Sources/Kernel/Resilience", ["DequeModule", "HeapModule"], "the lines in which callers wait"),
        ("Sources/Kernel/Settings", ["Configuration"], "layers of settings come from swift-configuration"),
        (
            "Sources/Kernel/Telemetry", ["CoreMetrics", "Logging", "ServiceContextModule", "Tracing"],
            "its three facades, by which libraries report as we do"
        ),
        ("Sources/Language", ["CStemmer"], "Snowball's stems"),
        ("Sources/lux", ["ArgumentParser"], "commands are declared where everything is known"),
        ("Sources/lux", ["Crypto"], "the digests of texts that are not kept"),
        (
            "Sources/lux", ["Logging", "ServiceLifecycle", "UnixSignals"],
            "starts and stops the services in order"
        ),
    ]

    /// Parts of the platform that are not free: each ties a folder to the machine or to a slow library.
    static let platform: [(module: String, folders: [String], reason: String)] = [
        (
            "Synchronization",
            [
                "Sources/Kernel/Bus", "Sources/Kernel/Cache", "Sources/Kernel/Disk",
                "Sources/Kernel/EventLog",
                "Sources/Kernel/Jobs", "Sources/Kernel/Keys", "Sources/Kernel/Module",
                "Sources/Kernel/Persistence", "Sources/Kernel/Resilience", "Sources/Kernel/Settings",
                "Sources/Kernel/Telemetry", "Sources/Language", "Sources/Adapters", "Sources/Surfaces",
                "Sources/Testing",
                "Sources/lux", "Tests",
            ], "Mutex and Atomic; values in Core and rules in contexts need neither"
        ),
        (
            "Dispatch",
            [
                "Sources/Adapters/Postgres", "Sources/Adapters/RabbitMQ", "Sources/Adapters/SQLite",
            ], "a connection's own thread"
        ),
        ("Dispatch", ["Sources/Kernel/Disk"], "the thread that waits for the disk"),
        ("Dispatch", ["Sources/Kernel/Telemetry"], "the thread that writes log lines"),
        ("Dispatch", ["Sources/Testing", "Tests"], "a thread for what blocks"),
        ("FoundationEssentials", ["Sources/Kernel/Settings"], "reads the settings file"),
        ("FoundationEssentials", ["Sources/Adapters/HTTPOut"], "addresses as the client takes them"),
        ("FoundationEssentials", ["Tests"], "files and folders of a test"),
        ("Glibc", ["Sources/Adapters/Machine"], "the machine's clocks and processors"),
        ("Glibc", ["Sources/Kernel/Disk"], "files, their locks and their syncs"),
        ("Glibc", ["Sources/Kernel/Polling"], "waiting for sockets and pipes"),
        (
            "Glibc",
            ["Sources/Adapters/Postgres", "Sources/Adapters/RabbitMQ", "Sources/Adapters/Redis"],
            "waiting for a socket of a C library"
        ),
        (
            "Glibc", ["Sources/Adapters/Plugins", "Sources/Adapters/Processes"],
            "processes, their limits and their pipes"
        ),
        ("Glibc", ["Sources/Kernel/Settings"], "reads .env files"),
        ("Glibc", ["Sources/Kernel/Jobs"], "reads the system's time zones"),
        ("Glibc", ["Sources/Kernel/Telemetry"], "writes lines and reads the process's own figures"),
        (
            "Glibc", ["Sources/Adapters/SQLite", "Sources/Testing"],
            "permissions, locks and files of the database"
        ),
        (
            "Glibc", ["Sources/Surfaces", "Sources/lux"],
            "terminal, standard streams, clock, environment and error numbers"
        ),
        ("Glibc", ["Sources/Language"], "the logarithm"),
        ("Glibc", ["Sources/Surfaces/HTTP"], "the system's numbers for why an address cannot be had"),
        ("Glibc", ["Tests"], "processes and files of a test"),
    ]

    /// Which of the package's own folders a folder may know, besides itself, and what to do in place of more.
    static let own: [(folder: String, knows: [String], instead: String)] = [
        ("Sources/Kernel", ["Sources/Kernel"], "the kernel knows only itself; take a closure"),
        ("Sources/Language", ["Sources/System/CStemmer"], "the text engine stands alone"),
        (
            "Sources/Contexts", ["Sources/Kernel", "Sources/Language"],
            "a context says what it needs in `Needs`, and lux fills it"
        ),
        (
            "Sources/Adapters",
            ["Sources/Kernel", "Sources/System", "Sources/Adapters/HTTPOut", "Sources/Adapters/Processes"],
            "an adapter fills a port of the kernel, no more; HTTPOut speaks HTTP and Processes starts programs for all"
        ),
        (
            "Sources/Surfaces", ["Sources/Kernel", "Sources/System"],
            "a surface reads modules and knows no context"
        ),
        (
            "Sources/Testing",
            ["Sources/Kernel", "Sources/Language", "Sources/Adapters", "Sources/Surfaces"],
            "what all tests share knows no context"
        ),
    ]

    static let refused = [
        "Foundation": "FoundationEssentials, and only where Neighbours.platform admits it",
        "FoundationNetworking": "the HTTPOut adapter", "XCTest": "Testing",
    ]

    /// Nil if the target in `folder` may import `module`; otherwise what to do in place of it. `house` are
    /// the package's own modules with their folders.
    static func complaint(about module: String, in folder: String, house: [String: String]) -> String? {
        // The C library under its name on other systems.
        let module = ["Darwin", "Musl"].contains(module) ? "Glibc" : module
        // Tests start processes and read files, which FoundationEssentials cannot; nothing of them is released.
        if module == "Foundation", folder.isInside("Tests") { return nil }
        if let instead = refused[module] { return "use \(instead)" }
        if platform.contains(where: { $0.module == module }) {
            let isAdmitted = platform.contains {
                $0.module == module && $0.folders.contains(where: folder.isInside)
            }
            return isAdmitted ? nil : "give its reason in Neighbours.platform, or do without"
        }
        guard let home = house[module] else { return complaint(aboutOutside: module, in: folder) }
        return folder == home ? nil : complaint(aboutOwn: module, at: home, in: folder)
    }

    private static func complaint(aboutOutside module: String, in folder: String) -> String? {
        let takesPackages = ["Sources/Adapters", "Sources/Surfaces", "Sources/Testing", "Tests"].contains(
            where: folder.isInside)
        let isAdmitted =
            takesPackages || admitted.contains { $0.folder == folder && $0.modules.contains(module) }
        return isAdmitted ? nil : "outside packages belong to adapters and surfaces; see Neighbours.admitted"
    }

    private static func complaint(aboutOwn module: String, at home: String, in folder: String) -> String? {
        guard let rule = own.first(where: { folder.isInside($0.folder) }) else { return nil }
        guard rule.knows.contains(where: home.isInside) else { return rule.instead }
        return rule.folder == "Sources/Kernel" ? complaint(aboutRoom: module, in: folder) : nil
    }

    private static func complaint(aboutRoom module: String, in folder: String) -> String? {
        let room = folder.split(separator: "/").last.map(String.init) ?? ""
        let own = kernel.firstIndex { $0.contains(room) } ?? -1
        let other = kernel.firstIndex { $0.contains(module) } ?? kernel.count
        return other < own ? nil : "\(room) does not stand behind \(module); turn it round or take a closure"
    }
}

extension String {
    func isInside(_ folder: String) -> Bool { self == folder || hasPrefix(folder + "/") }
}

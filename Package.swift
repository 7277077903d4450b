// swift-tools-version: 6.2
import PackageDescription

// The map of the house. Who may know whom is decided by the functions below: a context takes no dependency
// argument at all, so it cannot reach an adapter, a surface or another context.

let house: [SwiftSetting] = [
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .enableUpcomingFeature("NonisolatedNonsendingByDefault"),
]

// MARK: Outside packages

let packages: [Package.Dependency] = [
    .package(url: "https://github.com/apple/swift-argument-parser.git", from: "1.8.2"),
    .package(url: "https://github.com/apple/swift-crypto.git", from: "4.5.2"),
    .package(
        url: "https://github.com/apple/swift-configuration.git", from: "1.4.0", traits: [.defaults, "YAML"]),
    .package(url: "https://github.com/apple/swift-collections.git", from: "1.6.0"),
    .package(url: "https://github.com/apple/swift-distributed-tracing.git", from: "1.7.3"),
    .package(url: "https://github.com/apple/swift-http-types.git", from: "1.8.0"),
    .package(url: "https://github.com/apple/swift-log.git", from: "1.16.2"),
    .package(url: "https://github.com/apple/swift-metrics.git", from: "2.13.0"),
    .package(url: "https://github.com/apple/swift-nio.git", from: "2.101.2"),
    .package(url: "https://github.com/apple/swift-nio-extras.git", from: "1.35.2"),
    .package(url: "https://github.com/apple/swift-nio-ssl.git", from: "2.37.6"),
    .package(url: "https://github.com/apple/swift-service-context.git", from: "1.5.1"),
    .package(url: "https://github.com/groue/GRDB.swift.git", from: "7.10.0"),
    .package(url: "https://github.com/hummingbird-project/hummingbird.git", from: "2.28.1"),
    .package(url: "https://github.com/swift-server/async-http-client.git", from: "1.37.0"),
    .package(url: "https://github.com/swift-server/swift-service-lifecycle.git", from: "2.13.0"),
    .package(url: "https://github.com/swiftlang/swift-subprocess.git", from: "1.0.2", traits: []),
]

func outside(_ product: String, _ package: String) -> Target.Dependency {
    .product(name: product, package: package)
}

let crypto = outside("Crypto", "swift-crypto")
let deque = outside("DequeModule", "swift-collections")
let logging = outside("Logging", "swift-log")
let coreMetrics = outside("CoreMetrics", "swift-metrics")
let serviceContext = outside("ServiceContextModule", "swift-service-context")
let tracing = outside("Tracing", "swift-distributed-tracing")
let nioCore = outside("NIOCore", "swift-nio")
let serviceLifecycle = outside("ServiceLifecycle", "swift-service-lifecycle")

// MARK: Kinds of room

/// Shared words and machinery. Knows rooms before it in the list, and no context.
func room(_ name: String, knows others: [Target.Dependency]) -> Target {
    .target(name: name, dependencies: others, path: "Sources/Kernel/\(name)", swiftSettings: house)
}

let kernel: [Target.Dependency] = [
    "Blobs", "Bus", "Cache", "Core", "Disk", "EventLog", "Facts", "Jobs", "Keys", "Module", "Persistence",
    "Resilience", "Settings", "Telemetry",
]

/// A part of the business: the kernel and the text engine, nothing else.
func context(_ name: String) -> Target {
    .target(
        name: name, dependencies: kernel + ["Language"], path: "Sources/Contexts/\(name)",
        swiftSettings: house)
}

/// Fills a kernel port with something from outside; knows no context.
func adapter(_ name: String, fills ports: [Target.Dependency], with packages: [Target.Dependency]) -> Target {
    .target(
        name: name, dependencies: ports + packages, path: "Sources/Adapters/\(name)", swiftSettings: house)
}

/// A way in; turns modules into a protocol.
func surface(_ name: String, with packages: [Target.Dependency]) -> Target {
    .target(
        name: name, dependencies: kernel + packages, path: "Sources/Surfaces/\(name)", swiftSettings: house)
}

/// The map of a C library; no code of ours.
func system(_ name: String, package: String, pkgConfig: String? = nil) -> Target {
    .systemLibrary(
        name: name, path: "Sources/System/\(name)", pkgConfig: pkgConfig, providers: [.apt([package])])
}

func tests(_ name: String, of others: [Target.Dependency], beside files: [String] = []) -> Target {
    .testTarget(name: name, dependencies: others, path: "Tests/\(name)", exclude: files, swiftSettings: house)
}

// MARK: The house

let rooms: [Target] = [
    room("Core", knows: []),
    room("Facts", knows: ["Core"]),
    room("Polling", knows: []),
    room("Persistence", knows: ["Core", deque]),
    room("Disk", knows: ["Core", "Persistence"]),
    room("Resilience", knows: ["Core", deque, outside("HeapModule", "swift-collections")]),
    room("Settings", knows: ["Core", outside("Configuration", "swift-configuration")]),
    room("Telemetry", knows: ["Core", coreMetrics, logging, serviceContext, tracing]),
    room("Blobs", knows: ["Core"]),
    room("Bus", knows: ["Core", "Persistence", deque]),
    room("Cache", knows: ["Core", crypto, deque]),
    room("Keys", knows: ["Core", "Disk", "Persistence", crypto]),
    room("EventLog", knows: ["Core", "Facts", "Keys", "Persistence", "Resilience", "Telemetry", crypto]),
    room("Jobs", knows: ["Core", "Persistence", "Resilience"]),
    room("Module", knows: ["Bus", "Core", "Jobs", "Persistence", "Resilience", "Settings", "Telemetry"]),
    .target(name: "Language", dependencies: ["CStemmer"], path: "Sources/Language", swiftSettings: house),
    system("CStemmer", package: "libstemmer-dev"),
    system("CHiredis", package: "libhiredis-dev"),
    system("CRabbitMQ", package: "librabbitmq-dev", pkgConfig: "librabbitmq"),
    system("CPq", package: "libpq-dev", pkgConfig: "libpq"),
    .systemLibrary(name: "CMalloc", path: "Sources/System/CMalloc"),
    .systemLibrary(name: "CSpawn", path: "Sources/System/CSpawn"),
    system("CZlib", package: "zlib1g-dev", pkgConfig: "zlib"),
    context("Analysis"),
    adapter("Machine", fills: ["Core"], with: ["CMalloc"]),
    adapter(
        "SQLite", fills: ["Core", "Persistence"],
        with: [outside("GRDB", "GRDB.swift"), outside("GRDBSQLite", "GRDB.swift")]),
    adapter("Postgres", fills: ["Core", "Persistence", "Polling"], with: ["CPq"]),
    adapter(
        "Redis", fills: ["Bus", "Cache", "Core", "Polling", "Resilience"], with: ["CHiredis", "CZlib", deque]),
    adapter("RabbitMQ", fills: ["Bus", "Core", "Polling", "Resilience"], with: ["CRabbitMQ", deque]),
    adapter("Processes", fills: [], with: ["CSpawn"]),
    adapter("Plugins", fills: ["Core", "Disk", "Module", "Persistence", "Resilience"], with: ["Processes"]),
    adapter("TextGeneration", fills: ["Core", "HTTPOut", "Resilience"], with: []),
    adapter("Files", fills: ["Blobs", "Core", "Disk", "Persistence"], with: [crypto]),
    adapter(
        "Backup", fills: ["Blobs", "Core", "Disk", "Keys", "Persistence"],
        with: [
            "CZlib", crypto, outside("GRDBSQLite", "GRDB.swift"), outside("Subprocess", "swift-subprocess"),
        ]),
    adapter(
        "HTTPOut", fills: ["Core"],
        with: [
            outside("AsyncHTTPClient", "async-http-client"), nioCore, outside("NIOHTTP1", "swift-nio"),
            outside("NIOHTTPCompression", "swift-nio-extras"), outside("NIOSSL", "swift-nio-ssl"),
        ]),
    surface(
        "HTTP",
        with: [
            "CZlib", outside("HTTPTypes", "swift-http-types"), outside("Hummingbird", "hummingbird"),
            outside("HummingbirdCore", "hummingbird"), logging, nioCore, outside("NIOHTTP1", "swift-nio"),
            outside("NIOHTTPTypes", "swift-nio-extras"), serviceContext, serviceLifecycle, tracing,
        ]),
    surface("CLI", with: []),
    .executableTarget(
        name: "lux",
        dependencies: kernel + [
            "Analysis", "Backup", "CLI", "Files", "HTTP", "HTTPOut", "Language", "Machine", "Plugins",
            "Postgres", "RabbitMQ", "Redis", "SQLite", "TextGeneration", coreMetrics, crypto, logging,
            serviceLifecycle,
            outside("ArgumentParser", "swift-argument-parser"),
            outside("UnixSignals", "swift-service-lifecycle"),
        ],
        path: "Sources/lux", swiftSettings: house),
]

let suites: [Target] = [
    .target(
        name: "LuxTesting", dependencies: ["Bus", "Core", "Persistence", "Postgres", "Processes", "SQLite"],
        path: "Sources/Testing",
        swiftSettings: house),
    // Written to by its own tests until they kill it.
    .executableTarget(
        name: "sqlite-crash-writer", dependencies: ["Core", "Persistence", "SQLite"], path: "Tests/Crash",
        swiftSettings: house),
    // Our side of Benchmarks/run, where the parts of the kernel are measured by themselves.
    .executableTarget(
        name: "lux-bench",
        dependencies: [
            "Core", "EventLog", "Facts", "HTTP", "Jobs", "Language", "Machine", "Module", "Persistence",
            "Postgres", "Redis", "Resilience", "SQLite", "Telemetry", logging, serviceLifecycle,
            outside("ArgumentParser", "swift-argument-parser"),
            outside("UnixSignals", "swift-service-lifecycle"),
        ], path: "Benchmarks/Driver", swiftSettings: house),
    tests(
        "AnalysisTests",
        of: [
            "Analysis", "Cache", "Core", "EventLog", "Jobs", "Language", "LuxTesting", "Module",
            "Persistence",
            "Resilience",
            "Settings", "Telemetry",
        ]),
    // Runs jobs until its tests kill it.
    .executableTarget(
        name: "jobs-crash-worker",
        dependencies: ["Core", "Jobs", "Machine", "Persistence", "Postgres", "Resilience", "SQLite"],
        path: "Tests/CrashJobs", swiftSettings: house),
    // Appends to the log and forwards it until its tests kill it.
    .executableTarget(
        name: "log-crash-writer",
        dependencies: [
            "Bus", "Core", "EventLog", "Facts", "Machine", "Persistence", "Postgres", "RabbitMQ", "Redis",
            "Resilience", "SQLite",
        ], path: "Tests/LogCrash", swiftSettings: house),
    // Makes backups until its tests kill it.
    .executableTarget(
        name: "backup-crash-maker", dependencies: ["Backup", "Core", "Persistence", "Postgres", "SQLite"],
        path: "Tests/BackupCrash", swiftSettings: house),
    tests("Architecture", of: []),
    tests(
        "BackupTests",
        of: [
            "Backup", "Blobs", "Core", "Disk", "Files", "Keys", "LuxTesting", "Persistence", "Postgres",
            "SQLite", "backup-crash-maker", crypto,
        ]),
    tests("BusTests", of: ["Bus", "Core", "LuxTesting", "Persistence"]),
    tests(
        "EventLogTests",
        of: [
            "Bus", "Core", "Disk", "EventLog", "Facts", "Keys", "LuxTesting", "Machine", "Persistence",
            "Postgres",
            "RabbitMQ", "Redis", "Resilience", "SQLite", "Telemetry", "log-crash-writer",
        ], beside: ["Golden"]),
    tests("FactsTests", of: ["Core", "Facts"]),
    tests("FilesTests", of: ["Blobs", "Core", "Disk", "Files", "LuxTesting", "Persistence"]),
    tests("KeysTests", of: ["Core", "Disk", "Keys", "LuxTesting", "Persistence", "SQLite"]),
    tests(
        "PluginsTests",
        of: [
            "Analysis", "Cache", "Core", "LuxTesting", "Machine", "Module", "Plugins", "Resilience",
            "Telemetry",
        ]),
    tests("RabbitMQTests", of: ["Bus", "CRabbitMQ", "Core", "LuxTesting", "RabbitMQ", "Resilience"]),
    tests("RedisTests", of: ["Bus", "Cache", "Core", "LuxTesting", "Machine", "Redis", "Resilience"]),
    tests("SagasTests", of: ["Core", "Jobs", "LuxTesting", "Persistence"]),
    tests("CLITests", of: ["CLI", "Core", "LuxTesting"]),
    tests("CacheTests", of: ["Cache", "Core", "LuxTesting"]),
    tests("Conformance", of: ["Core", "LuxTesting", "Persistence"]),
    tests("Contract", of: ["Core", "LuxTesting", "lux"]),
    tests(
        "HTTPOutTests",
        of: ["Core", "HTTPOut", nioCore, outside("NIOHTTP1", "swift-nio"), outside("NIOPosix", "swift-nio")]),
    tests(
        "HTTPTests",
        of: [
            "Core", "HTTP", "LuxTesting", "Module", "Settings", "Telemetry",
            outside("HTTPTypes", "swift-http-types"), nioCore,
            outside("NIOEmbedded", "swift-nio"), outside("NIOHTTP1", "swift-nio"),
            outside("NIOHTTPTypes", "swift-nio-extras"),
            outside("NIOPosix", "swift-nio"),
        ]),
    tests(
        "Journeys",
        of: [
            "Bus", "Core", "EventLog", "Facts", "LuxTesting", "Persistence", "Processes", "Redis", "SQLite",
            "lux",
        ], beside: ["Golden"]),
    tests("IdempotencyTests", of: ["Core", "LuxTesting", "Persistence"]),
    tests(
        "JobsTests",
        of: [
            "Core", "Jobs", "LuxTesting", "Machine", "Persistence", "Postgres", "Resilience", "SQLite",
            "jobs-crash-worker",
        ]),
    tests("LanguageTests", of: ["Language"]),
    tests(
        "TextGenerationTests",
        of: [
            "Core", "HTTPOut", "LuxTesting", "Resilience", "TextGeneration", nioCore,
            outside("NIOHTTP1", "swift-nio"), outside("NIOPosix", "swift-nio"),
        ]),
    tests("ModuleTests", of: ["Core", "LuxTesting", "Module", "Persistence", "Settings", "Telemetry"]),
    tests("CoreTests", of: ["Core", "LuxTesting"]),
    tests("ProcessesTests", of: ["LuxTesting", "Processes"]),
    tests("PersistenceTests", of: ["Core", "LuxTesting", "Persistence", "SQLite"]),
    tests("PostgresTests", of: ["Core", "LuxTesting", "Persistence", "Postgres"]),
    tests("ResilienceTests", of: ["Core", "LuxTesting", "Resilience"]),
    tests("SQLiteTests", of: ["Core", "LuxTesting", "Persistence", "SQLite", "sqlite-crash-writer"]),
    tests("SchedulesTests", of: ["Core", "Jobs", "LuxTesting", "Persistence", "Resilience"]),
    tests(
        "SchemaTests",
        of: [
            "Analysis", "Bus", "CPq", "Core", "EventLog", "Jobs", "Keys", "LuxTesting", "Persistence",
            "Postgres", "SQLite", outside("GRDBSQLite", "GRDB.swift"),
        ], beside: ["Golden"]),
    tests(
        "Simulation",
        of: ["Core", "EventLog", "Facts", "Jobs", "LuxTesting", "Machine", "Persistence", "Resilience"]),
    tests("SettingsTests", of: ["Core", "Settings"]),
    tests(
        "TelemetryTests", of: ["Core", "LuxTesting", "Processes", "Telemetry", coreMetrics, logging, tracing]),
]

let package = Package(
    name: "lux",
    products: [
        .executable(name: "lux", targets: ["lux"]),
        .library(name: "Language", targets: ["Language"]),
    ],
    dependencies: packages,
    targets: rooms + suites,
    swiftLanguageModes: [.v6]
)

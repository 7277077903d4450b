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
    .package(
        url: "https://github.com/apple/swift-configuration.git", from: "1.4.0", traits: [.defaults, "YAML"]),
    .package(url: "https://github.com/apple/swift-collections.git", from: "1.6.0"),
    .package(url: "https://github.com/apple/swift-distributed-tracing.git", from: "1.7.3"),
    .package(url: "https://github.com/apple/swift-http-types.git", from: "1.8.0"),
    .package(url: "https://github.com/apple/swift-log.git", from: "1.16.2"),
    .package(url: "https://github.com/apple/swift-metrics.git", from: "2.13.0"),
    .package(url: "https://github.com/apple/swift-nio.git", from: "2.101.2"),
    .package(url: "https://github.com/apple/swift-service-context.git", from: "1.5.1"),
    .package(url: "https://github.com/groue/GRDB.swift.git", from: "7.10.0"),
    .package(url: "https://github.com/hummingbird-project/hummingbird.git", from: "2.28.1"),
    .package(url: "https://github.com/swift-server/async-http-client.git", from: "1.37.0"),
    .package(url: "https://github.com/swift-server/swift-service-lifecycle.git", from: "2.13.0"),
]

func outside(_ product: String, _ package: String) -> Target.Dependency { .product(name: product, package: package) }

let package = Package(
    name: "lux",
    dependencies: packages,
    targets: [
        .target(name: "Core", path: "Sources/Kernel/Core", swiftSettings: house),
        .target(name: "X", dependencies: [outside("Hummingbird", "hummingbird"), outside("GRDB", "GRDB.swift"), outside("AsyncHTTPClient", "async-http-client"), outside("ArgumentParser", "swift-argument-parser"), outside("Configuration", "swift-configuration")], path: "Sources/System/X"),
    ],
    swiftLanguageModes: [.v6]
)

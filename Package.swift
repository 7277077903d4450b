// swift-tools-version: 6.2
import PackageDescription

// The map of the house. Who may know whom is decided by the helpers below: a context takes no
// dependency argument at all, so it cannot reach an adapter, a surface or another context.

let house: [SwiftSetting] = [
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .enableUpcomingFeature("NonisolatedNonsendingByDefault"),
]

func room(_ name: String, knows others: [Target.Dependency] = []) -> Target {
    .target(name: name, dependencies: others, path: "Sources/Kernel/\(name)", swiftSettings: house)
}

func tests(_ name: String, of others: [Target.Dependency]) -> Target {
    .testTarget(name: name, dependencies: others, path: "Tests/\(name)", swiftSettings: house)
}

let package = Package(
    name: "lux",
    targets: [
        room("Core"),
        tests("CoreTests", of: ["Core"]),
    ],
    swiftLanguageModes: [.v6]
)

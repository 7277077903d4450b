// swift-tools-version: 6.0
import PackageDescription

let package = Package(
    name: "long-words",
    targets: [.executableTarget(name: "long-words")]
)

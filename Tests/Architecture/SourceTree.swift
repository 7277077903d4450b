import FoundationEssentials

/// One file of the package, by its path from the root.
struct SourceFile: Sendable {
    let path: String
    let text: SourceText
    let functions: [Function]

    init(path: String, _ text: String) {
        self.path = path
        self.text = SourceText(text)
        functions = self.text.readFunctions()
    }

    /// `Sources/Kernel/Core` for `Sources/Kernel/Core/ID.swift`.
    var folder: String { path.split(separator: "/").dropLast().joined(separator: "/") }
    var name: String { String(path.split(separator: "/").last ?? "") }

    /// The folder of the target that compiles it: `Sources/Kernel/Core`, `Sources/lux`, `Tests/CoreTests`.
    var target: String {
        let isGrouped = SourceTree.groups.contains { path.isInside($0) }
        return path.split(separator: "/").dropLast().prefix(isGrouped ? 3 : 2).joined(separator: "/")
    }
}

/// The package as it lies on disk, read once for all checks.
enum SourceTree {
    static let root = String(
        #filePath.split(separator: "/", omittingEmptySubsequences: false).dropLast(3).joined(separator: "/"))

    /// Folders that hold targets, a folder each.
    static let groups = ["Adapters", "Contexts", "Kernel", "Surfaces", "System"].map { "Sources/\($0)" }

    static let sources = swiftFiles(under: "Sources")
    static let tests = swiftFiles(under: "Tests")
    static let everything = sources + tests

    /// The package's own modules, each with its folder.
    static let house: [String: String] = {
        let inGroups = groups.flatMap { group in
            folders(under: group).filter { $0.path.split(separator: "/").count == 3 }.map(\.path)
        }
        let alone = ["Sources/Language", "Sources/lux"]
        let named = (inGroups + alone).map { (String($0.split(separator: "/").last ?? ""), $0) }
        // `Testing` is the name of the standard's own module.
        return Dictionary(named, uniquingKeysWith: { first, _ in first }).merging([
            "LuxTesting": "Sources/Testing"
        ]) { $1 }
    }()

    /// Every folder below, the given one included, with the names of what lies directly in it.
    static func folders(under folder: String) -> [(path: String, names: [String])] {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: "\(root)/\(folder)")) ?? []
        let visible = names.filter { !$0.hasPrefix(".") }.sorted()
        let below = visible.filter { isFolder("\(folder)/\($0)") }
        return [(folder, visible)] + below.flatMap { folders(under: "\(folder)/\($0)") }
    }

    static func isFolder(_ path: String) -> Bool {
        var isDirectory = false
        return FileManager.default.fileExists(atPath: "\(root)/\(path)", isDirectory: &isDirectory)
            && isDirectory
    }

    static func read(_ path: String) -> String? {
        FileManager.default.contents(atPath: "\(root)/\(path)").map { String(decoding: $0, as: UTF8.self) }
    }

    private static func swiftFiles(under folder: String) -> [SourceFile] {
        folders(under: folder).flatMap { folder in
            folder.names.filter { $0.hasSuffix(".swift") }.compactMap { name in
                read("\(folder.path)/\(name)").map { SourceFile(path: "\(folder.path)/\(name)", $0) }
            }
        }
    }
}

import Testing

/// The tree as it lies on disk keeps the rules.
struct HouseTests {
    private static let violations = SourceTree.everything.flatMap { Checks.all($0, house: SourceTree.house) }

    @Test func `imports follow the arrows, files and functions fit the head, and words say something`() {
        for violation in Self.violations where !violation.isExcepted {
            Issue.record("\(violation)")
        }
    }

    @Test func `every exception is still needed`() {
        for exception in Exception.all {
            #expect(Self.violations.contains { $0.isMeant(by: exception) }, "remove \(exception)")
        }
    }

    @Test func `at most a twentieth of the sources stands there twice`() {
        let duplication = Duplication(SourceTree.sources)
        #expect(duplication.share <= 0.05, "\(duplication.copies.joined(separator: "\n"))")
    }

    @Test(arguments: ["Sources", "Tests"])
    func `no folder is empty`(_ top: String) {
        for folder in SourceTree.folders(under: top) {
            #expect(!folder.names.isEmpty, "\(folder.path) is empty")
        }
    }

    @Test func `every folder of sources is a target of the package`() throws {
        let manifest = try #require(SourceTree.read("Package.swift"))
        for folder in Set(SourceTree.everything.map(\.target)) {
            let name = folder.split(separator: "/").last ?? ""
            #expect(
                manifest.contains("\"\(name)\"") || manifest.contains("\"\(folder)\""),
                "\(folder) is never compiled")
        }
    }

    @Test func `a context is one flat folder`() {
        for file in SourceTree.sources where file.path.isInside("Sources/Contexts") {
            #expect(file.folder == file.target, "\(file.path)")
        }
    }

    @Test func `system targets hold maps of C libraries and nothing else`() {
        let swift = SourceTree.sources.filter { $0.path.isInside("Sources/System") }
        #expect(swift.map(\.path) == [])
    }
}

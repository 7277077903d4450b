import Testing

/// Each check finds what it is there to find.
struct CheckTests {
    private let house = [
        "Core": "Sources/Kernel/Core", "Persistence": "Sources/Kernel/Persistence",
        "Module": "Sources/Kernel/Module",
        "Language": "Sources/Language", "CStemmer": "Sources/System/CStemmer",
        "Analysis": "Sources/Contexts/Analysis",
        "Cases": "Sources/Contexts/Cases", "SQLite": "Sources/Adapters/SQLite",
        "HTTP": "Sources/Surfaces/HTTP",
    ]

    @Test(arguments: [
        ("Sources/Kernel/Core", "Persistence"), ("Sources/Kernel/Persistence", "Module"),
        ("Sources/Kernel/Core", "Language"),
        ("Sources/Kernel/Core", "Logging"), ("Sources/Kernel/Core", "Glibc"), ("Sources/Language", "Core"),
        ("Sources/Contexts/Analysis", "Cases"), ("Sources/Contexts/Analysis", "SQLite"),
        ("Sources/Contexts/Analysis", "GRDB"), ("Sources/Contexts/Analysis", "Synchronization"),
        ("Sources/Adapters/SQLite", "Analysis"), ("Sources/Adapters/SQLite", "HTTP"),
        ("Sources/Surfaces/HTTP", "Analysis"),
        ("Sources/Surfaces/HTTP", "SQLite"), ("Sources/lux", "Foundation"), ("Sources/Testing", "Analysis"),
        ("Tests/CoreTests", "XCTest"),
    ])
    func `refuses an import against the arrows`(_ folder: String, _ module: String) {
        #expect(Neighbours.complaint(about: module, in: folder, house: house) != nil)
    }

    @Test(arguments: [
        ("Sources/Kernel/Persistence", "Core"), ("Sources/Kernel/Module", "Persistence"),
        ("Sources/Language", "CStemmer"),
        ("Sources/Contexts/Analysis", "Module"), ("Sources/Contexts/Analysis", "Language"),
        ("Sources/Adapters/SQLite", "GRDB"), ("Sources/Adapters/SQLite", "Persistence"),
        ("Sources/Surfaces/HTTP", "Hummingbird"), ("Sources/lux", "Analysis"), ("Tests/CoreTests", "Core"),
    ])
    func `admits an import along the arrows`(_ folder: String, _ module: String) {
        #expect(Neighbours.complaint(about: module, in: folder, house: house) == nil)
    }

    @Test(arguments: [
        ("Sources/Contexts/Analysis", "let id = UUID()"), ("Sources/Contexts/Analysis", "let now = Date.now"),
        ("Sources/Contexts/Analysis", "Task { await run() }"),
        ("Sources/Surfaces/HTTP", "Task.detached(priority: nil) {}"),
        ("Tests/CoreTests", "try await Task.sleep(for: .seconds(1))"), ("Sources/Language", "fatalError()"),
        ("Sources/Language", "let a = try! parse(text)"), ("Sources/Language", "print(words)"),
        ("Sources/Kernel/Core", "final class Box: @unchecked Sendable {}"),
        ("Tests/CoreTests", "@testable import Core"),
        ("Sources/Kernel/Core", "nonisolated(unsafe) var count = 0"),
        ("Sources/Kernel/Core", "// " + "TODO: later"),
        ("Sources/Kernel/Core", "/* outer /* inner */ FIX" + "ME */"),
    ])
    func `finds a word that should not be there`(_ folder: String, _ code: String) {
        #expect(Checks.words(SourceFile(path: "\(folder)/Sample.swift", code)).count == 1)
    }

    @Test(arguments: [
        #"let text = "fatalError""#, "// says why there is no fatalError",
        "let Tasks = Task<Int, Never>.self.init",
        "try !isOpen(optional!)", "func `fatalError is never called`() {}",
    ])
    func `finds no word in literals, comments and other names`(_ code: String) {
        #expect(Checks.words(SourceFile(path: "Sources/lux/Sample.swift", code)).isEmpty)
    }

    @Test(arguments: [
        "struct CaseManager {}", "enum TextUtils {}", "package final class StoreImpl {}",
        "actor BreakerHandler {}",
    ])
    func `finds names that say nothing`(_ code: String) {
        #expect(Checks.names(SourceFile(path: "Sources/lux/Sample.swift", code)).count == 1)
    }

    @Test func `finds a long file and a long function`() {
        let long = "func run() {\n" + String(repeating: "    step()\n", count: 310) + "}\n"
        let file = SourceFile(path: "Sources/lux/Sample.swift", long)
        #expect(
            Checks.fileLength(file).map(\.message) == ["312 lines; split what is about another noun (300)"])
        #expect(Checks.functionLength(file).map(\.name) == ["run"])
    }

    @Test func `finds a function with too many ways through`() {
        let tangled = "func run() {\n" + String(repeating: "if a && b { c() }\n", count: 5) + "}"
        #expect(
            Checks.complexity(SourceFile(path: "Sources/lux/Sample.swift", tangled)).map(\.name) == ["run"])
    }

    @Test func `finds copies, and tells them from what is merely alike`() {
        let body = (0..<30).map { "first\($0) = second\($0)\n" }.joined()
        let other = (0..<30).map { "third\($0) = fourth\($0)\n" }.joined()
        let files = [
            SourceFile(path: "A.swift", body), SourceFile(path: "B.swift", "begin()\n" + body),
            SourceFile(path: "C.swift", other),
        ]
        let duplication = Duplication(files)
        #expect(duplication.copies == ["A.swift:1 repeats B.swift:2", "B.swift:2 repeats A.swift:1"])
        #expect(duplication.duplicatedLines == 60)
        #expect(duplication.lines == 91)
    }
}

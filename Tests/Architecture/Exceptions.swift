/// Rules that have exceptions.
enum Rule: Sendable {
    case fileLength, functionLength, complexity, word, name, imports
}

/// The one table of exceptions. A line no longer needed fails the tests, so that the table stays true.
struct Exception: Sendable {
    let rule: Rule
    let path: String
    /// The function, word, type or module that is let through; nil for the file itself.
    let name: String?
    let reason: String

    init(_ rule: Rule, _ path: String, _ name: String? = nil, because reason: String) {
        (self.rule, self.path, self.name, self.reason) = (rule, path, name, reason)
    }

    static let all = [
        Exception(
            .word, "Sources/Adapters/SQLite/Connection.swift", "@uncheckedSendable",
            because: "GRDB lends a connection to one thread at a time, which the compiler cannot see"),
        Exception(
            .word, "Sources/Adapters/SQLite/JobQueue.swift", "@uncheckedSendable",
            because: "a job passes from its caller to one worker through the queue's lock"),
        Exception(
            .word, "Sources/Adapters/SQLite/Statement.swift", "nonisolated(unsafe)",
            because: "two constants of C types that are not Sendable"),
        Exception(
            .word, "Sources/Kernel/Resilience/Timeout.swift", "@uncheckedSendable",
            because:
                "a task may be cancelled from anywhere while it lives, and a lock sees to that"),
        Exception(
            .word, "Sources/Language/Workspace.swift", "@uncheckedSendable",
            because: "lent to one caller at a time; a lock around each use would be paid by every word"),
        Exception(
            .word, "Sources/Testing/LuxProcess.swift", "@uncheckedSendable",
            because: "Process and Pipe are not Sendable; one test owns each"),
        Exception(
            .imports, "Sources/Testing/LuxProcess.swift", "Foundation",
            because: "Process is not in FoundationEssentials, and no released code runs this"),
        Exception(
            .word, "Sources/Testing/LuxServer.swift", "usleep(",
            because: "another process writes the line; nothing tells that a file grew but the file"),
    ]

    static func admits(_ rule: Rule, _ path: String, _ name: String? = nil) -> Bool {
        all.contains { $0.rule == rule && $0.path == path && ($0.name == nil || $0.name == name) }
    }
}

/// Something found against a rule, and how to put it right.
struct Violation: Sendable, CustomStringConvertible {
    let rule: Rule
    let path: String
    let line: Int
    let name: String?
    let message: String

    var description: String { "\(path):\(line): \(message)" }
    var isExcepted: Bool { Exception.admits(rule, path, name) }

    func isMeant(by exception: Exception) -> Bool {
        exception.rule == rule && exception.path == path && (exception.name == nil || exception.name == name)
    }
}

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

    static let all = tables + compilerCannotSee + otherProcesses

    private static let tables = [
        Exception(
            .fileLength, "Sources/Language/Entities/ShippedWeights.swift",
            because: "the weights of a trained model, in one constant"),
        Exception(
            .complexity, "Tests/Simulation/LogSimulation.swift", "happen",
            because: "one line a thing that can happen: a table of chances"),
        Exception(
            .complexity, "Sources/Kernel/Core/JSONPointer.swift", "explanation",
            because: "one line a case: a table that the compiler keeps complete"),
        Exception(
            .complexity, "Sources/Adapters/Postgres/CannotConnect.swift", "description",
            because: "one line a reason: a table that the compiler keeps complete"),
        Exception(
            .complexity, "Sources/Kernel/Module/Schema.swift", "check",
            because: "one line a kind of schema: a table that the compiler keeps complete"),
        Exception(
            .complexity, "Sources/Contexts/Analysis/SchemaDocument.swift", "document",
            because: "one line a kind of schema: a table that the compiler keeps complete"),
        Exception(
            .complexity, "Sources/Surfaces/HTTP/OpenAPI.swift", "rendered",
            because: "one line a kind of schema: a table that the compiler keeps complete"),
        Exception(
            .complexity, "Sources/Surfaces/HTTP/ReferencePage.swift", "words",
            because: "one line a kind of schema: a table that the compiler keeps complete"),
    ]

    private static let compilerCannotSee = [
        Exception(
            .word, "Sources/Adapters/SQLite/Connection.swift", "@uncheckedSendable",
            because: "GRDB lends a connection to one thread at a time, which the compiler cannot see"),
        Exception(
            .word, "Sources/Adapters/Postgres/Connection.swift", "@uncheckedSendable",
            because: "used by one thread at a time, that of the worker which owns it"),
        Exception(
            .word, "Sources/Adapters/Postgres/Socket.swift", "@uncheckedSendable",
            because: "libpq lets any thread cancel"),
        Exception(
            .word, "Sources/Adapters/Postgres/Worker.swift", "@uncheckedSendable",
            because: "its connection is touched on its own thread only"),
        Exception(
            .word, "Sources/Kernel/Persistence/CallQueue.swift", "@uncheckedSendable",
            because: "a call passes from its caller to one worker through the queue's lock"),
        Exception(
            .word, "Sources/Kernel/Resilience/Timeout.swift", "@uncheckedSendable",
            because: "a task may be cancelled from anywhere while it lives, and a lock sees to that"),
        Exception(
            .word, "Sources/Language/Workspace.swift", "@uncheckedSendable",
            because: "lent to one caller at a time; a lock around each use would be paid by every word"),
    ]

    private static let otherProcesses = [
        Exception(
            .imports, "Sources/Testing/PostgresServer.swift", "Foundation",
            because: "temporary folders and the permissions of their files"),
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

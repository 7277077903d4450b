import Foundation
import Persistence

/// Files that hold what the schema is and was. `GOLDEN=update` writes the schema anew and adds new migrations;
/// `GOLDEN=release`, which a release is made with, keeps the statements of that release.
enum Golden {
    private static let mode = ProcessInfo.processInfo.environment["GOLDEN"]
    private static let folder = "Tests/SchemaTests/Golden"

    static func schema(_ engine: String, now text: String) throws -> String {
        if mode == "update" { try write(text, "schema-\(engine).txt") }
        return try read("schema-\(engine).txt")
    }

    /// Names and checksums of the migrations there ever were. One that is on file is never written anew.
    static func checksums(now migrations: [Migration]) throws -> [String: String] {
        let name = "migrations.txt"
        var lines = ((try? read(name)) ?? "").split(separator: "\n").map(String.init)
        if mode == "update" {
            let known = Set(lines.compactMap { $0.split(separator: " ").first.map(String.init) })
            lines += migrations.filter { !known.contains($0.name) }.map { "\($0.name) \($0.checksum)" }
            try write(lines.map { $0 + "\n" }.joined(), name)
        }
        return Dictionary(
            uniqueKeysWithValues: lines.map { $0.split(separator: " ").map(String.init) }.map {
                ($0[0], $0[1])
            })
    }

    static func releasedStatements(now statements: [String]) throws -> [String] {
        let name = "statements.txt"
        if mode == "release" {
            let lines = Set(statements.map(onOneLine)).sorted()
            try write(lines.map { $0 + "\n" }.joined(), name)
        }
        return try read(name).split(separator: "\n").map(String.init)
    }

    private static func onOneLine(_ statement: String) -> String {
        SQLTokens(statement).map { $0.kind == .space ? " " : String($0.text) }.joined()
    }

    private static func read(_ name: String) throws -> String {
        try String(contentsOf: file(name), encoding: .utf8)
    }

    private static func write(_ text: String, _ name: String) throws {
        try Data(text.utf8).write(to: file(name))
    }

    private static func file(_ name: String) -> URL {
        URL(fileURLWithPath: Repository.root).appendingPathComponent("\(folder)/\(name)")
    }
}

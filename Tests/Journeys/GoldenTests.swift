import Core
import Foundation
import LuxTesting
import Persistence
import SQLite
import Testing

/// Files that hold what the product says of itself. `GOLDEN=update` writes them anew; the difference is then read
/// in review.
enum Golden {
    static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent()

    static func expect(_ text: String, at path: String, sourceLocation: SourceLocation = #_sourceLocation)
        throws
    {
        let file = root.appendingPathComponent(path)
        if ProcessInfo.processInfo.environment["GOLDEN"] == "update" {
            try FileManager.default.createDirectory(
                at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
            try Data(text.utf8).write(to: file)
            return
        }
        let kept = (try? String(contentsOf: file, encoding: .utf8)) ?? ""
        #expect(kept == text, "\(path) differs; GOLDEN=update writes it anew", sourceLocation: sourceLocation)
    }
}

@Suite struct `What the product says of itself is on file` {
    static func indented(_ value: JSON) throws -> String {
        let object = try JSONSerialization.jsonObject(with: Data(value.bytes))
        let data = try JSONSerialization.data(
            withJSONObject: object, options: [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes])
        return String(decoding: data, as: UTF8.self) + "\n"
    }

    @Test func `the API`() throws {
        let document = try LuxServer().get("/openapi.json").json
        try Golden.expect(Self.indented(document), at: "Tests/Journeys/Golden/openapi.json")
    }

    @Test func `under profile text the API knows the same routes and no more`() throws {
        let paths =
            try LuxServer(["--profile", "text"]).get("/openapi.json").json["paths"]?.members?.map(\.name)
            ?? []
        try Golden.expect(
            paths.sorted().joined(separator: "\n") + "\n", at: "Tests/Journeys/Golden/paths-text.txt")
    }

    @Test func `a module that is not chosen leaves nothing behind`() throws {
        let folder = try TemporaryFolder()
        let server = try LuxServer(["--modules", "system"], in: folder)
        let document = try server.get("/openapi.json").text
        #expect(!document.contains("keyword"))
        #expect(try server.get("/keywords/history").status == 404)
        #expect(try server.get("/health/detailed").json["checks"] == ["database": "ok"])
        let settings = try LuxProcess.run(["settings", "--modules", "system"], in: folder)
        #expect(!settings.output.contains("analysis."))
    }

    @Test func `the tables, and none of a module that is not chosen`() async throws {
        func schema(_ flags: [String]) async throws -> String {
            let folder = try TemporaryFolder()
            try LuxServer(flags, in: folder).stop()
            let database = try SQLiteDatabase(file: folder.path + "/data/lux.sqlite")
            let text = try await database.read(.everyTenant) { try $0.tables().schemaText }
            await database.close()
            return text
        }
        try Golden.expect(await schema(["--profile", "all"]), at: "Tests/Journeys/Golden/schema-sqlite.txt")
        let ofTexts = try await schema(["--profile", "text"])
        #expect(ofTexts.contains("table jobs\n") && !ofTexts.contains("log_events"))
        #expect(try await !schema(["--modules", "system"]).contains("analysis"))
    }

    private static let commands = [
        [], ["keywords"], ["serve"], ["jobs"], ["jobs", "list"], ["jobs", "requeue"], ["log"],
        ["log", "verify"],
        ["projections"], ["projections", "rebuild"], ["backup"], ["verify"], ["restore"], ["migrate"],
        ["copy"],
        ["doctor"], ["settings"], ["modules"], ["version"],
    ]

    @Test func `the commands' help`() throws {
        var text = ""
        for arguments in Self.commands {
            text +=
                "$ lux \((arguments + ["--help"]).joined(separator: " "))\n\(try LuxProcess.run(arguments + ["--help"], environment: ["COLUMNS": "100"]).output)\n"
        }
        try Golden.expect(text, at: "Tests/Journeys/Golden/help.txt")
    }

    @Test func `each type of problem has its page`() throws {
        let server = try LuxServer()
        let names = try server.get("/openapi.json").text.matches(of: /\/problems\/([a-z-]+)/).map {
            String($0.1)
        }
        let index = try server.get("/problems").json["items"]?.items ?? []
        #expect(!index.isEmpty && names.allSatisfy { name in index.contains { $0["name"]?.text == name } })
        for type in index {
            let name = type["name"]?.text ?? ""
            #expect(try server.get("/problems/\(name)").status == 200)
            let page = """
                # \(type["title"]?.text ?? "")

                `\(name)` · status \(type["status"]?.whole ?? 0) · `\(type["error"]?.text ?? "")`

                \(type["explanation"]?.text ?? "")

                """
            try Golden.expect(page, at: "docs/problems/\(name).md")
        }
        let kept = try FileManager.default.contentsOfDirectory(
            atPath: Golden.root.appendingPathComponent("docs/problems").path)
        #expect(Set(kept) == Set(index.map { "\($0["name"]?.text ?? "").md" }))
    }

    @Test func `every setting is in the operators' table`() throws {
        let rows =
            try JSONReader.read(Array(LuxProcess.run(["settings", "--format", "json"]).output.utf8)).items
            ?? []
        var text = """
            # Settings

            Written from `lux settings`; see [configuration](configuration.md) for where values come from.

            | Setting | Variable | What it must be | Default | |
            | --- | --- | --- | --- | --- |

            """
        for row in rows {
            let others = row["aliases"]?.items?.compactMap(\.text).map { ", `\($0)`" }.joined() ?? ""
            text +=
                "| `\(row["name"]?.text ?? "")` | `\(row["variable"]?.text ?? "")`\(others) | \(row["kind"]?.text ?? "") "
            text += "| \(row["default"]?.text.map { "`\($0)`" } ?? "") | \(row["summary"]?.text ?? "") |\n"
        }
        try Golden.expect(text, at: "docs/operating/settings.md")
    }
}

import Core
import Foundation
import LuxTesting
import Processes
import Testing

@Suite struct `The README's commands` {
    /// The blocks marked `sh`, with the line where each begins.
    static func blocks(of path: String) throws -> [(line: Int, text: String)] {
        let text = try String(contentsOf: Golden.root.appendingPathComponent(path), encoding: .utf8)
        var blocks: [(Int, String)] = []
        var current: (Int, String)?
        for (index, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
            if line == "```sh" {
                current = (index + 1, "")
            } else if line == "```", let block = current {
                blocks.append(block)
                current = nil
            } else if let block = current {
                current = (block.0, block.1 + line + "\n")
            }
        }
        return blocks
    }

    @Test(arguments: ["README.md", "README.pt-BR.md", "docs/operating/README.md"])
    func `each runs as it stands there`(_ path: String) throws {
        let blocks = try Self.blocks(of: path)
        if path.hasPrefix("README") { #expect(blocks.count > 8) }
        let folder = try TemporaryFolder()
        let server = try LuxServer(in: folder)
        for (line, text) in blocks {
            let script = text.replacingOccurrences(of: "127.0.0.1:8080", with: "127.0.0.1:\(server.port)")
            try Self.run(script, in: folder, called: "\(path):\(line)")
        }
    }

    @Test func `of the page on backups run one after the other, beside a server at work`() throws {
        let folder = try TemporaryFolder()
        let server = try LuxServer(in: folder)
        let persisted = try server.post(
            "/keywords/extract", ["text": "Um contrato social.", "persist": true])
        #expect(persisted.status == 200)
        try Self.run(page: "docs/operating/backup.md", in: folder)
        let elsewhere = try LuxServer(["--data", "elsewhere"], in: folder)
        #expect(try elsewhere.get("/keywords/history").json["items"]?.items?.count == 1)
    }

    @Test func `of the page on growing run one after the other, on a PostgreSQL of their own`() throws {
        let folder = try TemporaryFolder()
        // The server runs as a user of its own.
        try FileManager.default.setAttributes([.posixPermissions: 0o711], ofItemAtPath: folder.path)
        try FileManager.default.createSymbolicLink(
            atPath: "\(folder.path)/scripts",
            withDestinationPath: Golden.root.appendingPathComponent("scripts").path)
        try Self.run(
            page: "docs/operating/scale-out.md", in: folder,
            [
                "LUX_SERVICES_DIR": "\(folder.path)/services",
                "LUX_SERVICES_POSTGRES_PORT": "\(try freePort())",
            ]
        ) { script in
            var script = script
            for port in 8081...8085 {
                let other = try freePort()
                script = script.replacingOccurrences(of: "\(port)", with: "\(other)")
            }
            return "trap 'kill $(jobs -p) || true; scripts/services down --wipe' EXIT\n" + script
                + "\n[[ $LUX_STORAGE_DATABASE == postgres://*:$LUX_SERVICES_POSTGRES_PORT/lux && $job == /jobs/* ]]"
        }
    }

    /// All blocks in one shell, as somebody would paste them.
    private static func run(
        page path: String, in folder: TemporaryFolder, _ environment: [String: String] = [:],
        changed: (String) throws -> String = { $0 }
    ) throws {
        let script = try blocks(of: path).map(\.text).joined()
        #expect(!script.isEmpty)
        try run(changed(script), in: folder, called: path, environment)
    }

    private static func run(
        _ script: String, in folder: TemporaryFolder, called name: String,
        _ environment: [String: String] = [:]
    ) throws {
        var shell = ProgramStart(["/bin/bash", "-euo", "pipefail", "-c", script])
        shell.folder = folder.path
        let tools = URL(fileURLWithPath: LuxProcess.executable).deletingLastPathComponent().path
        shell.environment = ["PATH": "\(tools):/usr/bin:/bin", "HOME": folder.path]
            .merging(environment) { _, given in given }
        let outcome = try CommandRun.outcome(of: shell)
        #expect(outcome.status == 0, "\(name): \(outcome.output)\(outcome.errors)")
    }
}

import Foundation
import LuxTesting
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
            let shell = Process()
            shell.executableURL = URL(fileURLWithPath: "/bin/bash")
            shell.arguments = ["-euo", "pipefail", "-c", script]
            shell.currentDirectoryURL = URL(fileURLWithPath: folder.path)
            let tools = URL(fileURLWithPath: LuxProcess.executable).deletingLastPathComponent().path
            shell.environment = ["PATH": "\(tools):/usr/bin:/bin", "HOME": folder.path]
            let output = Pipe()
            shell.standardOutput = output
            shell.standardError = output
            try shell.run()
            let said = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
            shell.waitUntilExit()
            #expect(shell.terminationStatus == 0, "\(path):\(line): \(said)")
        }
    }
}

import Core
import FoundationEssentials
import Glibc
import LuxTesting
import Machine
import Plugins
import Synchronization
import Testing

/// What plugins said on their standard error.
final class Notes: Sendable {
    private let lines = Mutex<[String]>([])

    func add(_ line: String) { lines.withLock { $0.append(line) } }
    var all: [String] { lines.withLock { $0 } }
}

extension PluginProgram.Needs {
    static func forTests(_ notes: Notes = Notes(), clock: Clock = .machine) -> Self {
        Self(clock: clock, random: { .random(in: .min ... .max) }, note: { notes.add("\($0): \($1)") })
    }
}

/// A manifest that is right, with members in place of its own.
func manifest(_ id: String, _ changes: [String: JSON?] = [:]) -> JSON {
    let standard: [JSON.Member] = [
        .init("id", .string(id)), .init("version", "1"), .init("summary", "A test"),
        .init("command", ["run.py"]), .init("options", ["type": "object", "additionalProperties": false]),
        .init("result", true), .init("limits", ["seconds": 60]),
    ]
    let kept = standard.filter { changes[$0.name] == nil }
    return .object(kept + changes.compactMap { name, value in value.map { JSON.Member(name, $0) } })
}

/// Writes a plugin's folder.
func write(_ manifest: JSON, _ script: String, to folder: String) throws {
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    try write(manifest.written, to: folder + "/plugin.json")
    try makeProgram(script, at: folder + "/run.py")
}

func write(_ text: String, to path: String) throws {
    try text.write(toFile: path, atomically: false, encoding: .utf8)
}

/// Misbehaves when it is told "bad", and answers with its number otherwise.
func script(bad: String) -> String {
    """
    #!/usr/bin/env python3
    import json, os, resource, signal, subprocess, sys, time
    for line in sys.stdin:
        question = json.loads(line)
        number, text = question["id"], question["text"]
        def say(answer):
            print(json.dumps(answer), flush=True)
        if text == "bad":
            \(bad.split(separator: "\n").joined(separator: "\n        "))
        else:
            say({"id": number, "result": os.getpid()})
    """
}

/// Runs the body with one plugin for each script.
func withPrograms(
    _ scripts: [(manifest: JSON, script: String)], _ notes: Notes = Notes(), clock: Clock = .machine,
    _ body: @escaping ([PluginProgram], String) async throws -> Void
) async throws {
    try await withTemporaryFolder { folder in
        for (number, entry) in scripts.enumerated() {
            try write(entry.manifest, entry.script, to: "\(folder)/plugins/\(number)")
        }
        let loaded = try PluginFolder(folder + "/plugins", .forTests(notes, clock: clock))
        try #require(loaded.refused == [])
        let ended = await Result.catching { try await body(loaded.programs, folder) }
        for program in loaded.programs { await program.stop() }
        try ended.get()
    }
}

extension Result where Success == Void, Failure == any Error {
    static func catching(_ body: () async throws -> Void) async -> Result {
        do {
            return .success(try await body())
        } catch {
            return .failure(error)
        }
    }
}

extension PluginProgram {
    func ask(_ text: String) async throws -> PluginReply {
        try await answer(text, .object([JSON.Member]()), nil)
    }

    /// The number of the process that answers.
    func process() async throws -> pid_t {
        guard case .result(let number) = try await ask("good"), let id = number.whole else {
            throw NoNumber()
        }
        return pid_t(id)
    }

    private struct NoNumber: Error {}
}

func isRunning(_ id: pid_t) -> Bool { kill(id, 0) == 0 }

import Dispatch
import Foundation

/// A program of this package that tests kill. What it said is kept here, out of its reach.
package struct KilledProgram: Sendable {
    package let path: String

    package struct NotBuilt: Error, CustomStringConvertible {
        package let description: String
    }

    /// - Parameter name: of an executable target; it stands beside the tests
    package init(_ name: String) throws {
        guard let tests = Bundle.main.executableURL else {
            throw NotBuilt(description: "the tests do not know where they are")
        }
        path = tests.deletingLastPathComponent().appendingPathComponent(name).path
    }

    /// Starts the program and kills it as soon as it has said so many lines that begin with `beginning`.
    /// - Returns: every whole line that it said until it was dead
    package func lines(
        _ arguments: [String], killedAfter point: Int, linesWith beginning: String = ""
    ) async throws -> [String] {
        try await withCheckedThrowingContinuation { waiter in
            // Reading blocks, and the tests' own threads are few.
            DispatchQueue(label: "lux.killed-program").async {
                waiter.resume(with: Result { try run(arguments, point, beginning) })
            }
        }
    }

    private func run(_ arguments: [String], _ point: Int, _ beginning: String) throws -> [String] {
        let (process, pipe) = (Process(), Pipe())
        process.executableURL = URL(fileURLWithPath: path)
        process.arguments = arguments
        process.standardOutput = pipe
        try process.run()
        var (lines, rest, count): ([String], [UInt8], Int) = ([], [], 0)
        var isKilled = false
        if point == 0 { isKilled = kill(process.processIdentifier, SIGKILL) == 0 }
        while case let more = pipe.fileHandleForReading.availableData, !more.isEmpty {
            var parts = (rest + more).split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
            // What stands behind the last line end is half a line, or nothing.
            rest = Array(parts.removeLast())
            let new = parts.map { String(decoding: $0, as: UTF8.self) }
            count += new.count { $0.hasPrefix(beginning) }
            lines += new
            if !isKilled, count >= point { isKilled = kill(process.processIdentifier, SIGKILL) == 0 }
        }
        process.waitUntilExit()
        return lines
    }
}

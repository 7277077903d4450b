import Dispatch
import Glibc
import Processes

/// A program of this package that tests kill. What it said is kept here, out of its reach.
package struct KilledProgram: Sendable {
    package let path: String

    /// - Parameter name: of an executable target; it stands beside the tests
    package init(_ name: String) {
        path = builtBesideTests(name)
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
        let pipe = try ChannelEnds.pipe()
        defer { close(pipe.ours) }
        var start = ProgramStart([path] + arguments)
        start.output = pipe.theirs
        start.errors = STDERR_FILENO
        let run = Result { try CommandRun(start) }
        close(pipe.theirs)
        let program = try run.get()
        var (lines, rest, count): ([String], [UInt8], Int) = ([], [], 0)
        if point == 0 { program.send(SIGKILL) }
        while case let more = read(pipe.ours), !more.isEmpty {
            var parts = (rest + more).split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
            // What stands behind the last line end is half a line, or nothing.
            rest = Array(parts.removeLast())
            let new = parts.map { String(decoding: $0, as: UTF8.self) }
            count += new.count { $0.hasPrefix(beginning) }
            lines += new
            if count >= point { program.send(SIGKILL) }
        }
        program.waitForEnd()
        return lines
    }
}

/// The path of an executable of this package.
func builtBesideTests(_ name: String) -> String {
    var room = [CChar](repeating: 0, count: Int(PATH_MAX))
    let length = readlink("/proc/self/exe", &room, room.count)
    let path = String(decoding: room.prefix(max(0, length)).map { UInt8(bitPattern: $0) }, as: UTF8.self)
    return (path.lastIndex(of: "/").map { path[...$0] } ?? "") + name
}

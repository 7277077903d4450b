package import Glibc
package import Processes
import Synchronization

/// A run of another program.
package final class CommandRun: Sendable {
    private let program: StartedProgram
    private let ended = Mutex<ProgramEnd?>(nil)
    /// The other end is its input. Closed when this process ends, however it ends: the system sees to that.
    private let held: Int32?

    package struct Failed: Error, CustomStringConvertible {
        package let description: String
    }

    package struct Outcome: Sendable {
        package let status: Int32
        package let output: String
        package let errors: String
    }

    package init(_ start: ProgramStart, held: Int32? = nil) throws {
        self.held = held
        program = try start.start()
    }

    /// - Parameter log: what it writes to its standard error is added to this file.
    /// - Parameter holdsInput: its input stays open as long as this process lives.
    package convenience init(_ command: [String], log: String? = nil, holdsInput: Bool = false) throws {
        var start = ProgramStart(command)
        let input = holdsInput ? try ChannelEnds.socket() : nil
        start.input = input?.theirs
        start.errors = try log.map { try openFile($0, O_WRONLY | O_CREAT | O_APPEND) }
        defer { for given in [start.input, start.errors].compactMap({ $0 }) { close(given) } }
        try self.init(start, held: input?.ours)
    }

    deinit {
        // One that goes on is its starter's to end; one that has ended gives its number back.
        if !isRunning { waitForEnd() }
        if let held { close(held) }
    }

    package var id: pid_t { program.id }
    package var isRunning: Bool { ended.withLock { $0 == nil && !program.hasEnded } }

    package func send(_ signal: Int32) {
        // Once it was waited for, its number may be somebody else's.
        ended.withLock { if $0 == nil { kill(program.id, signal) } }
    }

    /// A stop is on its way until the parent can see it.
    package func stop() {
        send(SIGSTOP)
        if isRunning { program.waitForEnd(orStop: true) }
    }

    @discardableResult
    package func waitForEnd() -> ProgramEnd {
        // Without the lock, so that a signal can be sent meanwhile.
        if isRunning { program.waitForEnd() }
        return ended.withLock { ended in
            let end = ended ?? program.release()
            ended = end
            return end
        }
    }

    /// Runs a command to its end and returns what it wrote.
    @discardableResult
    package static func output(_ command: [String]) throws -> String {
        let outcome = try outcome(of: ProgramStart(command))
        guard outcome.status == 0 else {
            throw Failed(description: "\(command.joined(separator: " ")): \(outcome.errors)")
        }
        return outcome.output
    }

    /// Runs a program to its end. Its output and errors are read here, whatever `start` says of them.
    package static func outcome(of start: ProgramStart, input: [UInt8] = []) throws -> Outcome {
        var start = start
        let folder = try TemporaryFolder()
        let given = try openFile(folder.write(input, to: "input"), O_RDONLY)
        defer { close(given) }
        let (output, errors) = (try ChannelEnds.pipe(), try ChannelEnds.pipe())
        defer { for end in [output.ours, errors.ours] { close(end) } }
        (start.input, start.output, start.errors) = (given, output.theirs, errors.theirs)
        let run = Result { try CommandRun(start) }
        for end in [output.theirs, errors.theirs] { close(end) }
        let program = try run.get()
        let written = readToEnds([output.ours, errors.ours]).map { String(decoding: $0, as: UTF8.self) }
        return Outcome(status: program.waitForEnd().code, output: written[0], errors: written[1])
    }
}

/// Makes a program of a script, or puts the script in the place of another.
///
/// By another process: what this one has open for writing, and for a moment every program that it starts meanwhile,
/// cannot be run ("Text file busy").
package func makeProgram(_ script: String, at path: String) throws {
    let start = ProgramStart(["sh", "-c", "cat > \"$0\" && chmod 755 \"$0\"", path])
    let outcome = try CommandRun.outcome(of: start, input: Array(script.utf8))
    guard outcome.status == 0 else { throw CommandRun.Failed(description: outcome.errors) }
}

import Glibc
import Processes

/// A run of the real `lux`, the one that was built beside the tests.
package final class LuxProcess: Sendable {
    private let run: CommandRun
    private let output: Int32
    private let errorFile: String
    package let folder: TemporaryFolder

    package typealias Outcome = CommandRun.Outcome

    /// - Parameter input: given on standard input, which then ends.
    package init(
        _ arguments: [String], input: [UInt8] = [], environment: [String: String] = [:],
        in folder: TemporaryFolder? = nil
    ) throws {
        let folder = try folder ?? TemporaryFolder()
        self.folder = folder
        errorFile = "stderr.\(UInt32.random(in: 0 ... .max))"
        let inputFile = try folder.write(input, to: "stdin.\(UInt32.random(in: 0 ... .max))")
        let pipe = try ChannelEnds.pipe()
        output = pipe.ours
        var start = ProgramStart([Self.executable] + arguments)
        start.folder = folder.path
        start.environment = ["PATH": "/usr/bin:/bin", "HOME": folder.path].merging(environment) { $1 }
        start.output = pipe.theirs
        defer { for given in [start.input, start.output, start.errors].compactMap({ $0 }) { close(given) } }
        start.input = try openFile(inputFile, O_RDONLY)
        start.errors = try openFile(folder.path + "/" + errorFile, O_WRONLY | O_CREAT)
        run = try CommandRun(start)
    }

    deinit {
        run.send(SIGKILL)
        run.waitForEnd()
        close(output)
    }

    /// Beside the test runner, where the build puts all executables.
    package static let executable = builtBesideTests("lux")

    /// Runs a command to its end.
    package static func run(
        _ arguments: [String], input: [UInt8] = [], environment: [String: String] = [:],
        in folder: TemporaryFolder? = nil
    ) throws -> Outcome {
        try LuxProcess(arguments, input: input, environment: environment, in: folder).outcome()
    }

    /// Waits for the end.
    package func outcome() -> Outcome {
        let written = readToEnds([output])[0]
        let end = run.waitForEnd()
        return Outcome(
            status: end.code, output: String(decoding: written, as: UTF8.self), errors: errorText)
    }

    package var errorText: String { (try? folder.read(errorFile)) ?? "" }

    package func send(_ signal: Int32) {
        run.send(signal)
    }

    package var id: Int32 { run.id }
    package var isRunning: Bool { run.isRunning }
}

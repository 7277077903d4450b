import Foundation
import Glibc

/// A run of the real `lux`, the one that was built beside the tests.
///
/// Sendable without the compiler's proof: `Process` is not, but is only asked for what its own lock protects once it
/// runs.
package final class LuxProcess: @unchecked Sendable {
    // Unchecked: `Process` and `Pipe` are not Sendable; each is touched by one task at a time, as the methods below
    // are called one after another by the test that owns the process.
    private let process = Process()
    private let output = Pipe()
    private let errors: FileHandle
    private let errorFile: String
    package let folder: TemporaryFolder

    package struct Outcome: Sendable {
        package let status: Int32
        package let output: String
        package let errors: String
    }

    /// - Parameter input: given on standard input, which then ends.
    package init(
        _ arguments: [String], input: [UInt8] = [], environment: [String: String] = [:],
        in folder: TemporaryFolder? = nil
    ) throws {
        let folder = try folder ?? TemporaryFolder()
        self.folder = folder
        errorFile = folder.path + "/stderr.\(UInt32.random(in: 0 ... .max))"
        try Data().write(to: URL(fileURLWithPath: errorFile))
        errors = try FileHandle(forWritingTo: URL(fileURLWithPath: errorFile))
        process.executableURL = URL(fileURLWithPath: Self.executable)
        process.arguments = arguments
        process.currentDirectoryURL = URL(fileURLWithPath: folder.path)
        process.environment = ["PATH": "/usr/bin:/bin", "HOME": folder.path].merging(environment) { $1 }
        process.standardOutput = output
        process.standardError = errors
        if input.isEmpty {
            process.standardInput = FileHandle.nullDevice
        } else {
            let file = folder.path + "/stdin.\(UInt32.random(in: 0 ... .max))"
            try Data(input).write(to: URL(fileURLWithPath: file))
            process.standardInput = try FileHandle(forReadingFrom: URL(fileURLWithPath: file))
        }
        try process.run()
    }

    deinit {
        if process.isRunning { kill(process.processIdentifier, SIGKILL) }
    }

    /// Beside the test runner, where the build puts all executables.
    package static let executable: String = {
        let runner = (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")) ?? ""
        return URL(fileURLWithPath: runner).deletingLastPathComponent().path + "/lux"
    }()

    /// Runs a command to its end.
    package static func run(
        _ arguments: [String], input: [UInt8] = [], environment: [String: String] = [:],
        in folder: TemporaryFolder? = nil
    ) throws -> Outcome {
        try LuxProcess(arguments, input: input, environment: environment, in: folder).outcome()
    }

    /// Waits for the end.
    package func outcome() -> Outcome {
        let written = output.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        return Outcome(
            status: process.terminationReason == .exit
                ? process.terminationStatus : 128 + process.terminationStatus,
            output: String(decoding: written, as: UTF8.self), errors: errorText)
    }

    package var errorText: String {
        String(decoding: FileManager.default.contents(atPath: errorFile) ?? Data(), as: UTF8.self)
    }

    package func send(_ signal: Int32) {
        kill(process.processIdentifier, signal)
    }

    package var id: Int32 { process.processIdentifier }
    package var isRunning: Bool { process.isRunning }
}

/// A folder that goes away with its owner.
package final class TemporaryFolder: Sendable {
    package let path: String

    package init() throws {
        var template = Array("/tmp/lux-test-XXXXXX".utf8CString)
        guard mkdtemp(&template) != nil else { throw CocoaError(.fileWriteUnknown) }
        path = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }

    deinit {
        try? FileManager.default.removeItem(atPath: path)
    }

    @discardableResult
    package func write(_ text: String, to name: String) throws -> String {
        let file = path + "/" + name
        try Data(text.utf8).write(to: URL(fileURLWithPath: file))
        return file
    }

    package func read(_ name: String) throws -> String {
        try String(contentsOfFile: path + "/" + name, encoding: .utf8)
    }
}

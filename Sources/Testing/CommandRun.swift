import Foundation
package import Glibc

/// A run of another program.
///
/// Sendable without the compiler's proof: `Process` is not, but is only asked for what its own lock protects once it
/// runs.
package final class CommandRun: @unchecked Sendable {
    private let process = Process()
    /// Closed when this process ends, however it ends: the system sees to that.
    private let held: Int32?

    package struct Failed: Error, CustomStringConvertible {
        package let description: String
    }

    /// - Parameter holdsInput: its input stays open as long as this process lives.
    package init(_ command: [String], log: String? = nil, holdsInput: Bool = false) throws {
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments = command
        process.standardInput = FileHandle.nullDevice
        process.standardOutput = FileHandle.nullDevice
        process.standardError = FileHandle.nullDevice
        if let log {
            if !FileManager.default.fileExists(atPath: log) {
                try Data().write(to: URL(fileURLWithPath: log))
            }
            let file = try FileHandle(forWritingTo: URL(fileURLWithPath: log))
            try file.seekToEnd()
            process.standardError = file
        }
        held = holdsInput ? try Self.holdInput(of: process) : nil
        try process.run()
    }

    private static func holdInput(of process: Process) throws -> Int32 {
        var ends: [Int32] = [0, 0]
        guard pipe(&ends) == 0 else { throw Failed(description: "no pipe: \(errno)") }
        // Not for other children, which would hold it open too.
        for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
        process.standardInput = FileHandle(fileDescriptor: ends[0], closeOnDealloc: true)
        return ends[1]
    }

    package var id: pid_t { process.processIdentifier }
    package var isRunning: Bool { process.isRunning }

    package func send(_ signal: Int32) {
        kill(process.processIdentifier, signal)
    }

    package func waitForEnd() {
        process.waitUntilExit()
    }

    /// Runs a command to its end and returns what it wrote.
    @discardableResult
    package static func output(_ command: [String]) throws -> String {
        let process = Process()
        let (written, complaint) = (Pipe(), Pipe())
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments = command
        process.standardInput = FileHandle.nullDevice
        process.standardOutput = written
        process.standardError = complaint
        try process.run()
        let output = written.fileHandleForReading.readDataToEndOfFile()
        let errors = complaint.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        guard process.terminationStatus == 0 else {
            throw Failed(
                description: "\(command.joined(separator: " ")): \(String(decoding: errors, as: UTF8.self))")
        }
        return String(decoding: output, as: UTF8.self)
    }
}

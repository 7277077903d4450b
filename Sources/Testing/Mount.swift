import Foundation

/// A small disk in memory, to fill and to make read-only.
package struct Mount: Sendable {
    package let path: String

    package static let isPermitted = (try? probe()) != nil

    package static func withSmallDisk(
        megabytes: Int = 1, _ body: (Mount) async throws -> Void
    ) async throws {
        try await withTemporaryFolder { folder in
            let disk = Mount(path: folder + "/disk")
            try FileManager.default.createDirectory(atPath: disk.path, withIntermediateDirectories: false)
            try run("mount", "-t", "tmpfs", "-o", "size=\(megabytes)m", "tmpfs", disk.path)
            defer { try? Self.run("umount", "-l", disk.path) }
            try await body(disk)
        }
    }

    package func remount(readOnly: Bool) throws {
        try Self.run("mount", "-o", readOnly ? "remount,ro" : "remount,rw", path)
    }

    /// Takes all the room that is left.
    package func fill() throws {
        let file = open(path + "/filler", O_WRONLY | O_CREAT | O_APPEND, 0o600)
        defer { close(file) }
        for size in [4096, 1] {
            let bytes = [UInt8](repeating: 1, count: size)
            while write(file, bytes, size) == size {}
        }
    }

    package func makeRoom() throws {
        try FileManager.default.removeItem(atPath: path + "/filler")
    }

    private static func probe() throws {
        let folder = NSTemporaryDirectory() + "/lux-mount-\(getpid())"
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(atPath: folder) }
        try run("mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", folder)
        try run("umount", folder)
    }

    private struct Failed: Error {}

    private static func run(_ command: String, _ arguments: String...) throws {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments = [command] + arguments
        process.standardError = FileHandle.nullDevice
        try process.run()
        process.waitUntilExit()
        guard process.terminationStatus == 0 else { throw Failed() }
    }
}

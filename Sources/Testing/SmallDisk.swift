#if canImport(Darwin)
    import Darwin
#else
    import Glibc
#endif

/// A small disk in memory, to fill and to make read-only. Needs the right to mount.
package struct SmallDisk: Sendable {
    package let path: String

    /// Whether this process may mount.
    package static let isPermitted: Bool = {
        var template = Array("/tmp/lux-mount-XXXXXX".utf8CString)
        guard mkdtemp(&template) != nil else { return false }
        let path = String(decoding: template.dropLast().map(UInt8.init(bitPattern:)), as: UTF8.self)
        defer { rmdir(path) }
        guard mount("tmpfs", path, "tmpfs", 0, "size=1m") == 0 else { return false }
        umount2(path, detached)
        return true
    }()

    /// `MNT_DETACH`, which is no constant in Swift.
    private static let detached: Int32 = 2

    package struct NotMounted: Error {
        let code: Int32
    }

    package static func with<Outcome: Sendable>(
        megabytes: Int = 1, _ body: (SmallDisk) async throws -> Outcome
    ) async throws -> Outcome {
        try await withTemporaryFolder { folder in
            let path = folder + "/disk"
            guard mkdir(path, 0o700) == 0, mount("tmpfs", path, "tmpfs", 0, "size=\(megabytes)m") == 0 else {
                throw NotMounted(code: errno)
            }
            defer { umount2(path, detached) }
            return try await body(SmallDisk(path: path))
        }
    }

    package func remount(readOnly: Bool) throws {
        let flags = UInt(MS_REMOUNT) | (readOnly ? UInt(MS_RDONLY) : 0)
        guard mount("tmpfs", path, "tmpfs", flags, nil) == 0 else { throw NotMounted(code: errno) }
    }

    /// Takes all the room that is left.
    package func fill() {
        let file = open(path + "/filler", O_WRONLY | O_CREAT | O_APPEND, 0o600)
        defer { close(file) }
        for size in [4096, 1] {
            let bytes = [UInt8](repeating: 1, count: size)
            while write(file, bytes, size) == size {}
        }
    }

    package func makeRoom() {
        unlink(path + "/filler")
    }
}

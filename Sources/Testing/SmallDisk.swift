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
        kibibytes: Int = 1024, _ body: (SmallDisk) async throws -> Outcome
    ) async throws -> Outcome {
        try await withTemporaryFolder { folder in
            let path = folder + "/disk"
            guard mkdir(path, 0o700) == 0, mount("tmpfs", path, "tmpfs", 0, "size=\(kibibytes)k") == 0 else {
                throw NotMounted(code: errno)
            }
            defer { while umount2(path, detached) == 0 {} }
            return try await body(SmallDisk(path: path))
        }
    }

    /// From now on nothing that is opened by its path can be written.
    ///
    /// A second mount upon the first: the first cannot become read-only as long as anyone has a file of it open, be
    /// it a program that another thread just starts and that has not yet closed what it was not given.
    package func makeReadOnly() throws {
        let bind = UInt(MS_BIND)
        guard mount(path, path, nil, bind, nil) == 0,
            mount(nil, path, nil, bind | UInt(MS_REMOUNT) | UInt(MS_RDONLY), nil) == 0
        else { throw NotMounted(code: errno) }
    }

    /// Takes all the room that is left.
    package func fill() {
        let file = open(filler, O_WRONLY | O_CREAT | O_APPEND, 0o600)
        defer { close(file) }
        for size in [4096, 1] {
            let bytes = [UInt8](repeating: 1, count: size)
            while write(file, bytes, size) == size {}
        }
    }

    /// Gives back what `fill` took, also when a program that is being started has the file open.
    package func makeRoom() {
        truncate(filler, 0)
        unlink(filler)
    }

    private var filler: String { path + "/filler" }
}

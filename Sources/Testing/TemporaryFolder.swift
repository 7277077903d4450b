#if canImport(Darwin)
    import Darwin
#else
    import Glibc
#endif

/// Makes an empty folder, runs `body` with its path, and removes it with all that is in it.
package func withTemporaryFolder<Outcome: Sendable>(
    _ body: (String) async throws -> Outcome
) async throws -> Outcome {
    // In memory where there is such a place: tests are about order and counts, not about a disk's speed.
    let parent = access("/dev/shm", W_OK) == 0 ? "/dev/shm" : "/tmp"
    var template = Array("\(parent)/lux-test-XXXXXX".utf8CString)
    guard mkdtemp(&template) != nil else { throw NoTemporaryFolder(code: errno) }
    let folder = String(decoding: template.dropLast().map(UInt8.init(bitPattern:)), as: UTF8.self)
    defer { removeTree(folder) }
    return try await body(folder)
}

struct NoTemporaryFolder: Error {
    let code: Int32
}

private func removeTree(_ path: String) {
    guard let folder = opendir(path) else {
        unlink(path)
        return
    }
    while let entry = readdir(folder) {
        let name = withUnsafePointer(to: &entry.pointee.d_name) {
            $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
        }
        if name != ".", name != ".." { removeTree(path + "/" + name) }
    }
    closedir(folder)
    rmdir(path)
}

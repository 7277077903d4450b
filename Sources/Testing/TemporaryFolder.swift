import Glibc

/// Makes an empty folder, runs `body` with its path, and removes it with all that is in it.
package func withTemporaryFolder<Outcome: Sendable>(
    _ body: (String) async throws -> Outcome
) async throws -> Outcome {
    let folder = try makeFolder(in: temporaryParent(megabytes: 1024))
    defer { removeTree(folder) }
    return try await body(folder)
}

/// A place in memory with so much room, or else one on disk: tests are about order and counts, not about a disk's
/// speed.
func temporaryParent(megabytes: UInt) -> String {
    var facts = statvfs()
    let memory = "/dev/shm"
    guard access(memory, W_OK) == 0, statvfs(memory, &facts) == 0,
        facts.f_bavail * facts.f_frsize >= megabytes << 20
    else { return "/tmp" }
    return memory
}

struct NoTemporaryFolder: Error {
    let code: Int32
}

/// A folder that goes away with its owner.
package final class TemporaryFolder: Sendable {
    package let path: String

    package init() throws {
        path = try makeFolder(in: "/tmp")
    }

    deinit {
        removeTree(path)
    }

    @discardableResult
    package func write(_ text: String, to name: String) throws -> String {
        try write(Array(text.utf8), to: name)
    }

    /// Makes the file, or replaces what is in it.
    /// - Returns: its path
    @discardableResult
    package func write(_ bytes: [UInt8], to name: String) throws -> String {
        let path = path + "/" + name
        let file = try openFile(path, O_WRONLY | O_CREAT | O_TRUNC)
        defer { close(file) }
        var rest = bytes[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes { Glibc.write(file, $0.baseAddress, $0.count) }
            guard count > 0 else { throw CommandRun.Failed(description: "\(path): errno \(errno)") }
            rest = rest.dropFirst(count)
        }
        return path
    }

    package func read(_ name: String) throws -> String {
        let file = try openFile(path + "/" + name, O_RDONLY)
        defer { close(file) }
        return String(decoding: readToEnds([file])[0], as: UTF8.self)
    }
}

func makeFolder(in parent: String) throws -> String {
    var template = Array("\(parent)/lux-test-XXXXXX".utf8CString)
    guard mkdtemp(&template) != nil else { throw NoTemporaryFolder(code: errno) }
    return String(decoding: template.dropLast().map(UInt8.init(bitPattern:)), as: UTF8.self)
}

private func removeTree(_ path: String) {
    // Which takes no folder, and of a link the link.
    guard unlink(path) != 0, let names = names(in: path) else { return }
    for name in names { removeTree(path + "/" + name) }
    rmdir(path)
}

/// What is in a folder; nil when it is none.
func names(in folder: String) -> [String]? {
    guard let folder = opendir(folder) else { return nil }
    defer { closedir(folder) }
    var names: [String] = []
    while let entry = readdir(folder) {
        let name = withUnsafePointer(to: &entry.pointee.d_name) {
            $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
        }
        if name != ".", name != ".." { names.append(name) }
    }
    return names
}

#if canImport(Glibc)
    import Glibc
#endif

/// A file, or standard input, read in pieces.
package final class InputFile {
    package let name: String
    private let descriptor: Int32
    private let closes: Bool

    package static func standardInput() -> InputFile {
        InputFile(name: "standard input", descriptor: STDIN_FILENO, closes: false)
    }

    /// `-` is standard input.
    package convenience init(path: String) throws(CommandFailure) {
        guard path != "-" else {
            self.init(name: "standard input", descriptor: STDIN_FILENO, closes: false)
            return
        }
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw Self.unreadable(path) }
        self.init(name: path, descriptor: descriptor, closes: true)
    }

    private init(name: String, descriptor: Int32, closes: Bool) {
        (self.name, self.descriptor, self.closes) = (name, descriptor, closes)
    }

    deinit {
        if closes { close(descriptor) }
    }

    /// In bytes; nil when it cannot be known, as for a pipe.
    package var size: Int? {
        var status = stat()
        guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG else { return nil }
        return Int(status.st_size)
    }

    /// The next bytes, at most `count`; empty at the end.
    package func read(upTo count: Int) throws(CommandFailure) -> [UInt8] {
        while true {
            var failed = false
            let bytes = [UInt8](unsafeUninitializedCapacity: count) { buffer, filled in
                let length = Glibc.read(descriptor, buffer.baseAddress, count)
                failed = length < 0
                filled = max(0, length)
            }
            guard failed else { return bytes }
            guard errno == EINTR else { throw Self.unreadable(name) }
        }
    }

    /// All of it; refuses more than `limit` bytes.
    package func readAll(limit: Int) throws(CommandFailure) -> [UInt8] {
        var all: [UInt8] = []
        while true {
            let piece = try read(upTo: 65_536)
            if piece.isEmpty { return all }
            all += piece
            guard all.count <= limit else {
                throw CommandFailure(
                    .noInput, "\(name): more than \(limit) bytes, which is the most for one text")
            }
        }
    }

    private static func unreadable(_ name: String) -> CommandFailure {
        CommandFailure(.noInput, "\(name): \(String(cString: strerror(errno)))")
    }
}

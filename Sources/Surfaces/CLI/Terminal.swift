#if canImport(Glibc)
    import Glibc
#endif

/// The process's standard streams, written whole.
package enum Terminal {
    package static var outputIsTerminal: Bool { isatty(STDOUT_FILENO) == 1 }
    package static var errorIsTerminal: Bool { isatty(STDERR_FILENO) == 1 }

    /// Columns of the terminal on standard error; 80 when it does not tell.
    package static var columns: Int {
        var size = winsize()
        guard ioctl(STDERR_FILENO, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else { return 80 }
        return Int(size.ws_col)
    }

    package static func write(_ bytes: [UInt8]) throws(WriteFailed) {
        try write(bytes, to: STDOUT_FILENO)
    }

    package static func write(_ text: String) throws(WriteFailed) {
        try write(Array(text.utf8), to: STDOUT_FILENO)
    }

    /// What cannot be said on standard error cannot be said anywhere.
    package static func say(_ text: String, ending: String = "\n") {
        try? write(Array("\(text)\(ending)".utf8), to: STDERR_FILENO)
    }

    package struct WriteFailed: Error, Sendable {
        package let code: Int32
        /// The reader went away, as `head` does: no fault.
        package var isClosedPipe: Bool { code == EPIPE }
        package var reason: String { String(cString: strerror(code)) }
    }

    static func write(_ bytes: [UInt8], to file: Int32) throws(WriteFailed) {
        var rest = bytes[...]
        while !rest.isEmpty {
            let written = rest.withUnsafeBytes { Glibc.write(file, $0.baseAddress, $0.count) }
            if written < 0 {
                guard errno == EINTR else { throw WriteFailed(code: errno) }
            } else {
                rest.removeFirst(written)
            }
        }
    }
}

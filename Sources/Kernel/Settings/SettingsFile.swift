import Configuration
import Glibc
import Synchronization

/// Files are read whole, so that one reading gives one state of them.
enum SettingsFile {
    static let bytesMax = 1 << 20

    struct Unreadable: Error {
        let reason: String
        let line: Int?
    }

    /// Nil if there is no such file.
    static func bytes(at path: String) throws(Unreadable) -> [UInt8]? {
        guard let file = fopen(path, "re") else {
            if errno == ENOENT || errno == ENOTDIR { return nil }
            throw Unreadable(reason: String(cString: strerror(errno)), line: nil)
        }
        defer { fclose(file) }
        var failure: Int32 = 0
        let bytes = [UInt8](unsafeUninitializedCapacity: bytesMax + 1) { buffer, count in
            count = fread(buffer.baseAddress, 1, buffer.count, file)
            if ferror(file) != 0 { failure = errno }
        }
        guard failure == 0 else { throw Unreadable(reason: String(cString: strerror(failure)), line: nil) }
        guard bytes.count <= bytesMax else {
            throw Unreadable(reason: "larger than \(ByteSize.text(bytesMax))", line: nil)
        }
        guard String(validating: bytes, as: UTF8.self) != nil else {
            throw Unreadable(reason: "not UTF-8", line: nil)
        }
        return bytes
    }

    struct Contents {
        let snapshot: YAMLSnapshot
        /// Every key of the file, in the form "http.port".
        let names: Set<String>
        /// Keys given both nested and with dots; which one counts is open.
        let repeated: Set<String>
    }

    static func yaml(_ bytes: [UInt8]) throws(Unreadable) -> Contents {
        // A snapshot does not list its keys, but asks for each of them whether its value is secret.
        let met = Names()
        let options = YAMLSnapshot.ParsingOptions(
            secretsSpecifier: .dynamic { name, _ in
                met.insert(name)
                return true
            })
        // A file of nothing but comments has no mapping at its top, and is still right.
        let text = isBlank(bytes) ? Array("{}".utf8) : bytes
        do {
            let snapshot = try YAMLSnapshot(
                data: text.span.bytes, providerName: "file", parsingOptions: options)
            let (names, repeated) = met.all
            return Contents(snapshot: snapshot, names: names, repeated: repeated)
        } catch {
            throw unreadable(String(describing: error))
        }
    }

    /// The parser quotes the line at fault below its message; only the message is kept, since lines hold
    /// secrets.
    private static func unreadable(_ description: String) -> Unreadable {
        let message = description.split(separator: ":\n", maxSplits: 1).first ?? ""
        // "LINE:COLUMN: error: STAGE: MESSAGE", or for what is found later just a message on the first line.
        let parts = message.split(separator: ":", maxSplits: 4).map { String($0).trimmed }
        guard parts.count == 5, let line = Int(parts[0]), parts[2] == "error" else {
            return Unreadable(reason: shortened(message.split(separator: "\n").first ?? message), line: nil)
        }
        return Unreadable(reason: shortened(parts[4].replacing("\n", with: " ")[...]), line: line)
    }

    private static func shortened(_ message: Substring) -> String {
        String(message.prefix(messageCharactersMax)).printable
    }

    private static let messageCharactersMax = 200

    private static func isBlank(_ bytes: [UInt8]) -> Bool {
        bytes.split(separator: UInt8(ascii: "\n")).allSatisfy { line in
            let start = line.drop { $0 == 0x20 || $0 == 0x09 || $0 == 0x0d }
            return start.isEmpty || start.first == UInt8(ascii: "#") || start.elementsEqual("---".utf8)
        }
    }

    private final class Names: Sendable {
        private let met = Mutex((names: Set<String>(), repeated: Set<String>()))

        func insert(_ name: String) {
            met.withLock { if !$0.names.insert(name).inserted { $0.repeated.insert(name) } }
        }

        var all: (Set<String>, Set<String>) { met.withLock { $0 } }
    }
}

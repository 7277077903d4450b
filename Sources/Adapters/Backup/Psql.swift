import Disk
import Persistence
import Subprocess

/// A `psql` that stays, so that several statements see one snapshot.
final class Psql {
    static let arguments = [
        "--no-psqlrc", "--no-align", "--tuples-only", "--quiet", "--field-separator=\t", "--no-password",
        "--set=ON_ERROR_STOP=1", "--file=-",
    ]

    private static let endOfRows = "lux-end-of-rows"

    private let input: CommandPipe
    private var output: SubprocessOutputSequence.Iterator
    private var buffer: [UInt8] = []
    private var start = 0

    init(_ input: CommandPipe, _ output: SubprocessOutputSequence) {
        (self.input, self.output) = (input, output.makeAsyncIterator())
    }

    func say(_ text: String) throws {
        precondition(text.utf8.count < CommandPipe.bytesMax, "statements are short")
        try input.write(text + "\n")
    }

    /// For what has few rows, and no tabs or line breaks in them.
    func rows(_ query: String) async throws -> [[String]] {
        try say("\(query)\n\\echo \(Self.endOfRows)")
        var rows: [[String]] = []
        while case let line = try await line(), line != Self.endOfRows {
            rows.append(line.split(separator: "\t", omittingEmptySubsequences: false).map(String.init))
        }
        return rows
    }

    struct Column {
        enum Kind { case integer, real, boolean, text, bytes }

        let quoted: String
        /// Nil for a type that Lux's tables do not have.
        let kind: Kind?

        init(name: String, type: String) {
            quoted = Psql.quoted(name)
            kind =
                switch type {
                case "int2", "int4", "int8": .integer
                case "float8": .real
                case "bool": .boolean
                case "text", "varchar", "bpchar", "name": .text
                case "bytea": .bytes
                default: nil
                }
        }
    }

    /// Reads the table in PostgreSQL's binary format of `COPY`.
    func sum(of table: String, _ columns: [Column]) async throws -> TableSum {
        let list = columns.map(\.quoted).joined(separator: ", ")
        try say("COPY (SELECT \(list) FROM \(Self.quoted(table))) TO STDOUT (FORMAT binary);")
        let head = try await take(Self.signature.count + 8)
        guard head.starts(with: Self.signature), head[Self.signature.count...].allSatisfy({ $0 == 0 }) else {
            throw ToolFailed(tool: "psql", errors: "what it copies from \(table) is in another format")
        }
        var sum = TableSum(table: table)
        while case let count = try await number(2), count != 0xffff {
            guard count == columns.count else {
                throw ToolFailed(tool: "psql", errors: "a row of \(table) has \(count) columns")
            }
            var row = RowDigest()
            for column in columns { try await add(column, of: table, to: &row) }
            sum.digest.add(row)
        }
        return sum
    }

    private static let signature = Array("PGCOPY\n".utf8) + [0xff, 0x0d, 0x0a, 0]

    private func add(_ column: Column, of table: String, to row: inout RowDigest) async throws {
        let length = try await number(4)
        guard length != 0xffff_ffff else { return row.addNull() }
        let bytes = try await take(length)
        let word = bytes.prefix(8).reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
        switch column.kind {
        case .integer:
            // Shorter integers are widened with their sign.
            let shift = 64 - 8 * UInt64(bytes.count)
            row.add(integer: Int64(bitPattern: word << shift) >> Int64(shift))
        case .real: row.add(real: Double(bitPattern: word))
        case .boolean: row.add(integer: Int64(word))
        case .text: bytes.withUnsafeBytes { row.add(text: $0) }
        case .bytes: bytes.withUnsafeBytes { row.add(bytes: $0) }
        case nil:
            throw ToolFailed(
                tool: "psql", errors: "\(table).\(column.quoted) has a type that no engine of Lux shares")
        }
    }

    // MARK: Bytes

    private func line() async throws -> String {
        var length = 0
        while true {
            if let end = buffer[(start + length)...].firstIndex(of: 0x0a) {
                defer { start = end + 1 }
                return String(decoding: buffer[start..<end], as: UTF8.self)
            }
            length = buffer.count - start
            try await fill()
        }
    }

    private func number(_ count: Int) async throws -> Int {
        try await take(count).reduce(0) { $0 << 8 | Int($1) }
    }

    private func take(_ count: Int) async throws -> [UInt8] {
        while buffer.count - start < count { try await fill() }
        defer { start += count }
        return Array(buffer[start..<start + count])
    }

    private func fill() async throws {
        guard let more = try await output.next() else {
            throw ToolFailed(tool: "psql", errors: "it ended too early")
        }
        buffer.removeFirst(start)
        start = 0
        more.withUnsafeBytes { buffer.append(contentsOf: $0) }
    }

    private static func quoted(_ name: String) -> String {
        "\"" + name.replacing("\"", with: "\"\"") + "\""
    }
}

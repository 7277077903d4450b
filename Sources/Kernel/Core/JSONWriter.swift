/// Writes JSON as UTF-8 bytes with no white space. Control characters are escaped, so a value never breaks a
/// line; characters above ASCII stand as they are.
package struct JSONWriter {
    package private(set) var bytes: [UInt8] = []

    package init(reserving capacity: Int = 0) {
        bytes.reserveCapacity(capacity)
    }

    package mutating func write(_ value: JSON) {
        switch value {
        case .null: write(raw: "null")
        case .bool(false): write(raw: "false")
        case .bool(true): write(raw: "true")
        case .integer(let whole): write(integer: whole)
        case .number(let real): write(number: real)
        case .string(let text): write(string: text)
        case .array(let items): write(array: items)
        case .object(let members): write(object: members)
        }
    }

    private mutating func write(array items: [JSON]) {
        bytes.append(UInt8(ascii: "["))
        for (index, item) in items.enumerated() {
            if index > 0 { bytes.append(UInt8(ascii: ",")) }
            write(item)
        }
        bytes.append(UInt8(ascii: "]"))
    }

    private mutating func write(object members: [JSON.Member]) {
        bytes.append(UInt8(ascii: "{"))
        for (index, member) in members.enumerated() {
            if index > 0 { bytes.append(UInt8(ascii: ",")) }
            write(string: member.name)
            bytes.append(UInt8(ascii: ":"))
            write(member.value)
        }
        bytes.append(UInt8(ascii: "}"))
    }

    /// Appends text that is JSON already, or a line end between values.
    package mutating func write(raw text: StaticString) {
        bytes.append(contentsOf: UnsafeBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount))
    }

    package mutating func write(string text: String) {
        bytes.append(UInt8(ascii: "\""))
        var text = text
        text.withUTF8 { utf8 in
            var start = 0
            for index in utf8.indices where needsEscape(utf8[index]) {
                bytes.append(contentsOf: utf8[start..<index])
                write(escaped: utf8[index])
                start = index + 1
            }
            bytes.append(contentsOf: utf8[start...])
        }
        bytes.append(UInt8(ascii: "\""))
    }

    package mutating func write(integer value: Int64) {
        if (0...9).contains(value) {
            bytes.append(0x30 + UInt8(value))
        } else {
            bytes.append(contentsOf: String(value).utf8)
        }
    }

    /// The shortest digits that read back as the same value. JSON has no infinity and no NaN: both become null.
    package mutating func write(number value: Double) {
        guard value.isFinite else { return write(raw: "null") }
        bytes.append(contentsOf: value.description.utf8)
    }

    /// Empties the writer and keeps its memory.
    package mutating func removeAll() {
        bytes.removeAll(keepingCapacity: true)
    }

    private mutating func write(escaped byte: UInt8) {
        switch byte {
        case UInt8(ascii: "\""): write(raw: "\\\"")
        case UInt8(ascii: "\\"): write(raw: "\\\\")
        case 0x0a: write(raw: "\\n")
        case 0x0d: write(raw: "\\r")
        case 0x09: write(raw: "\\t")
        default:
            write(raw: "\\u00")
            for nibble in [byte >> 4, byte & 0xf] {
                bytes.append(nibble < 10 ? 0x30 + nibble : 0x57 + nibble)
            }
        }
    }
}

@inline(__always)
private func needsEscape(_ byte: UInt8) -> Bool {
    byte < 0x20 || byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\") || byte == 0x7f
}

extension JSON {
    package var bytes: [UInt8] {
        var writer = JSONWriter(reserving: 256)
        writer.write(self)
        return writer.bytes
    }

    /// The value as JSON text.
    package var written: String { String(decoding: bytes, as: UTF8.self) }
}

/// Reads JSON strictly (RFC 8259 and I-JSON, RFC 7493): UTF-8 only, no duplicate names, no lone surrogates, no
/// number that overflows, nothing after the value; and bounded in depth and number of values, since a few bytes
/// of text can ask for much memory.
package struct JSONReader {
    package struct Limits: Sendable {
        /// Nested arrays and objects.
        package var depthMax = 64
        /// Values of any kind in the whole document.
        package var valuesMax = 200_000

        package init() {}
    }

    package struct Malformed: Error, Hashable, Sendable {
        package let reason: Reason
        /// Where reading stopped, counted in bytes from zero.
        package let byteOffset: Int
        /// RFC 6901 pointer to the value being read.
        package let pointer: String
    }

    package enum Reason: Hashable, Sendable {
        case unexpectedEnd, unexpectedByte, notUTF8, loneSurrogate, badEscape, controlCharacter, badNumber
        case numberTooLarge, duplicateName(String), tooDeep(limit: Int), tooManyValues(limit: Int),
            trailingBytes
    }

    private let bytes: [UInt8]
    private let limits: Limits
    private var position = 0
    private var depth = 0
    private var values = 0
    private var scratch: [UInt8] = []

    package static func read(_ bytes: [UInt8], limits: Limits = Limits()) throws(Malformed) -> JSON {
        var reader = JSONReader(bytes: bytes, limits: limits)
        do throws(Stop) {
            reader.skipSpace()
            let value = try reader.value()
            reader.skipSpace()
            guard reader.position == bytes.count else { throw Stop(.trailingBytes) }
            return value
        } catch {
            throw Malformed(reason: error.reason, byteOffset: reader.position, pointer: error.pointer)
        }
    }

    private init(bytes: [UInt8], limits: Limits) {
        self.bytes = bytes
        self.limits = limits
    }

    /// A failure on its way out: each level it leaves puts its name or index before the pointer.
    private struct Stop: Error {
        let reason: Reason
        var pointer = ""

        init(_ reason: Reason) { self.reason = reason }

        func inside(_ step: some StringProtocol) -> Stop {
            var outer = self
            outer.pointer = "/" + JSONPointer.escaped(step) + pointer
            return outer
        }
    }

    private mutating func value() throws(Stop) -> JSON {
        values += 1
        guard values <= limits.valuesMax else { throw Stop(.tooManyValues(limit: limits.valuesMax)) }
        switch try peek() {
        case UInt8(ascii: "\""): return .string(try string())
        case UInt8(ascii: "{"): return try nested { reader throws(Stop) in try reader.object() }
        case UInt8(ascii: "["): return try nested { reader throws(Stop) in try reader.array() }
        case UInt8(ascii: "t"): return try word("true", .bool(true))
        case UInt8(ascii: "f"): return try word("false", .bool(false))
        case UInt8(ascii: "n"): return try word("null", .null)
        case UInt8(ascii: "-"), 0x30...0x39: return try number()
        default: throw Stop(.unexpectedByte)
        }
    }

    private mutating func nested(_ body: (inout JSONReader) throws(Stop) -> JSON) throws(Stop) -> JSON {
        depth += 1
        guard depth <= limits.depthMax else { throw Stop(.tooDeep(limit: limits.depthMax)) }
        position += 1
        let value = try body(&self)
        depth -= 1
        return value
    }

    private mutating func array() throws(Stop) -> JSON {
        var items: [JSON] = []
        skipSpace()
        if try peek() == UInt8(ascii: "]") {
            position += 1
            return .array(items)
        }
        while true {
            skipSpace()
            do throws(Stop) { items.append(try value()) } catch { throw error.inside(String(items.count)) }
            skipSpace()
            if try endsList(with: UInt8(ascii: "]")) { return .array(items) }
        }
    }

    private mutating func object() throws(Stop) -> JSON {
        var members: [JSON.Member] = []
        var names = NameSet()
        skipSpace()
        if try peek() == UInt8(ascii: "}") {
            position += 1
            return .object(members)
        }
        while true {
            skipSpace()
            guard try peek() == UInt8(ascii: "\"") else { throw Stop(.unexpectedByte) }
            let name = try string()
            guard names.insert(name, beside: members) else { throw Stop(.duplicateName(name)).inside(name) }
            skipSpace()
            guard try peek() == UInt8(ascii: ":") else { throw Stop(.unexpectedByte).inside(name) }
            position += 1
            skipSpace()
            do throws(Stop) { members.append(JSON.Member(name, try value())) } catch {
                throw error.inside(name)
            }
            skipSpace()
            if try endsList(with: UInt8(ascii: "}")) { return .object(members) }
        }
    }

    /// Consumes a comma (false) or the closing byte (true).
    private mutating func endsList(with close: UInt8) throws(Stop) -> Bool {
        let byte = try peek()
        guard byte == close || byte == UInt8(ascii: ",") else { throw Stop(.unexpectedByte) }
        position += 1
        return byte == close
    }

    private mutating func word(_ text: StaticString, _ value: JSON) throws(Stop) -> JSON {
        for index in 0..<text.utf8CodeUnitCount {
            guard try peek() == text.utf8Start[index] else { throw Stop(.unexpectedByte) }
            position += 1
        }
        return value
    }

    private func peek() throws(Stop) -> UInt8 {
        guard position < bytes.count else { throw Stop(.unexpectedEnd) }
        return bytes[position]
    }

    private mutating func skipSpace() {
        while position < bytes.count, isSpace(bytes[position]) { position += 1 }
    }
}

extension JSONReader {
    /// The names seen in one object: compared one by one while few, hashed once they are many.
    private struct NameSet {
        private var many: Set<String> = []
        private static let few = 16

        mutating func insert(_ name: String, beside members: [JSON.Member]) -> Bool {
            if members.count < Self.few { return !members.contains { $0.name == name } }
            if many.isEmpty { many = Set(members.map(\.name)) }
            return many.insert(name).inserted
        }
    }

    private mutating func string() throws(Stop) -> String {
        position += 1
        let start = position
        while true {
            let byte = try peek()
            if byte == UInt8(ascii: "\"") { break }
            if byte == UInt8(ascii: "\\") { return try escapedString(from: start) }
            if byte < 0x20 { throw Stop(.controlCharacter) }
            position += 1
        }
        defer { position += 1 }
        return try decoded(bytes[start..<position], startingAt: start)
    }

    private mutating func escapedString(from start: Int) throws(Stop) -> String {
        scratch.removeAll(keepingCapacity: true)
        scratch.append(contentsOf: bytes[start..<position])
        while true {
            let byte = try peek()
            if byte == UInt8(ascii: "\"") { break }
            if byte < 0x20 { throw Stop(.controlCharacter) }
            position += 1
            if byte == UInt8(ascii: "\\") { try escape() } else { scratch.append(byte) }
        }
        position += 1
        return try decoded(scratch[...], startingAt: start)
    }

    private mutating func decoded(_ utf8: ArraySlice<UInt8>, startingAt start: Int) throws(Stop) -> String {
        guard let text = String(validating: utf8, as: UTF8.self) else {
            position = start
            throw Stop(.notUTF8)
        }
        return text
    }

    private mutating func escape() throws(Stop) {
        let byte = try peek()
        position += 1
        switch byte {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): scratch.append(byte)
        case UInt8(ascii: "b"): scratch.append(0x08)
        case UInt8(ascii: "f"): scratch.append(0x0c)
        case UInt8(ascii: "n"): scratch.append(0x0a)
        case UInt8(ascii: "r"): scratch.append(0x0d)
        case UInt8(ascii: "t"): scratch.append(0x09)
        case UInt8(ascii: "u"): scratch.append(contentsOf: String(Character(try scalar())).utf8)
        default: throw Stop(.badEscape)
        }
    }

    /// Reads the digits after `\u`, and the second half of a surrogate pair.
    private mutating func scalar() throws(Stop) -> Unicode.Scalar {
        let first = try codeUnit()
        guard (0xd800...0xdfff).contains(first) else {
            guard let scalar = Unicode.Scalar(first) else { throw Stop(.badEscape) }
            return scalar
        }
        guard first < 0xdc00, position + 1 < bytes.count, bytes[position] == UInt8(ascii: "\\"),
            bytes[position + 1] == UInt8(ascii: "u")
        else { throw Stop(.loneSurrogate) }
        position += 2
        let second = try codeUnit()
        guard (0xdc00...0xdfff).contains(second),
            let scalar = Unicode.Scalar(0x10000 + (first - 0xd800) << 10 + (second - 0xdc00))
        else { throw Stop(.loneSurrogate) }
        return scalar
    }

    private mutating func codeUnit() throws(Stop) -> UInt32 {
        var unit: UInt32 = 0
        for _ in 0..<4 {
            guard let digit = hexadecimalValue(of: try peek()) else { throw Stop(.badEscape) }
            unit = unit << 4 | digit
            position += 1
        }
        return unit
    }

    private mutating func number() throws(Stop) -> JSON {
        let start = position
        if bytes[position] == UInt8(ascii: "-") { position += 1 }
        if try peek() == UInt8(ascii: "0") { position += 1 } else { try digits() }
        var isWhole = true
        if position < bytes.count, bytes[position] == UInt8(ascii: ".") {
            isWhole = false
            position += 1
            try digits()
        }
        if position < bytes.count, bytes[position] | 0x20 == UInt8(ascii: "e") {
            isWhole = false
            position += 1
            if let sign = try? peek(), sign == UInt8(ascii: "+") || sign == UInt8(ascii: "-") {
                position += 1
            }
            try digits()
        }
        let text = String(decoding: bytes[start..<position], as: UTF8.self)
        if isWhole, text != "-0", let whole = Int64(text) { return .integer(whole) }
        guard let real = Double(text) else { throw Stop(.badNumber) }
        guard real.isFinite else { throw Stop(.numberTooLarge) }
        return .number(real)
    }

    private mutating func digits() throws(Stop) {
        guard position < bytes.count else { throw Stop(.unexpectedEnd) }
        guard (0x30...0x39).contains(bytes[position]) else { throw Stop(.badNumber) }
        while position < bytes.count, (0x30...0x39).contains(bytes[position]) { position += 1 }
    }
}

@inline(__always)
private func isSpace(_ byte: UInt8) -> Bool {
    byte == 0x20 || byte == 0x0a || byte == 0x0d || byte == 0x09
}

private func hexadecimalValue(of byte: UInt8) -> UInt32? {
    switch byte {
    case 0x30...0x39: UInt32(byte - 0x30)
    case 0x41...0x46: UInt32(byte - 0x37)
    case 0x61...0x66: UInt32(byte - 0x57)
    default: nil
    }
}

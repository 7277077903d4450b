package import Core

/// Reads a fact's JSON value by value, straight from its bytes into typed fields: nothing is built in between,
/// which is most of what a replay would otherwise cost.
///
///     try reader.beginObject()
///     while let name = try reader.nextMember() {
///         switch name {
///         case "number": number = try reader.text()
///         default: try reader.skip()
///         }
///     }
///
/// Usable only inside the closure that it was given to.
package struct FactReader {
    /// Arrays and objects in one another.
    package static let depthMax = 64

    let bytes: UnsafeBufferPointer<UInt8>
    private(set) var place = 0
    private var isFirst = true

    // Inlinable, with what follows it: a generic function of another module costs more than what it does here.
    @inlinable
    package static func read<Value>(
        _ bytes: [UInt8], _ body: (inout FactReader) throws(FactUnreadable) -> Value
    ) throws(FactUnreadable) -> Value {
        try bytes.withUnsafeBufferPointer { buffer throws(FactUnreadable) in
            var reader = FactReader(over: buffer)
            let value = try body(&reader)
            try reader.finish()
            return value
        }
    }

    @usableFromInline
    package init(over bytes: UnsafeBufferPointer<UInt8>) {
        self.bytes = bytes
    }

    @usableFromInline
    package mutating func finish() throws(FactUnreadable) {
        skipSpace()
        guard place == bytes.count else { throw stop(.trailingBytes) }
    }

    package mutating func beginObject() throws(FactUnreadable) {
        try take(UInt8(ascii: "{"))
        isFirst = true
    }

    /// Nil at the end of the object. The value must be read or skipped before the next call.
    package mutating func nextMember() throws(FactUnreadable) -> MemberName? {
        guard try goesOn(to: UInt8(ascii: "}")) else { return nil }
        let (start, end, hasEscape) = try stringBounds()
        try take(UInt8(ascii: ":"))
        return MemberName(bytes: UnsafeBufferPointer(rebasing: bytes[start..<end]), hasEscape: hasEscape)
    }

    package mutating func beginArray() throws(FactUnreadable) {
        try take(UInt8(ascii: "["))
        isFirst = true
    }

    /// False at the end of the array. The value must be read or skipped before the next call.
    package mutating func nextItem() throws(FactUnreadable) -> Bool {
        try goesOn(to: UInt8(ascii: "]"))
    }

    /// Consumes a comma, or the closing byte and then false.
    private mutating func goesOn(to close: UInt8) throws(FactUnreadable) -> Bool {
        let byte = try nextByte()
        if byte == close {
            place += 1
            isFirst = false
            return false
        }
        if isFirst {
            isFirst = false
        } else {
            guard byte == UInt8(ascii: ",") else { throw stop(.unexpectedByte) }
            place += 1
        }
        return true
    }

    package mutating func text() throws(FactUnreadable) -> String {
        let (start, end, hasEscape) = try stringBounds()
        if hasEscape { return try document(from: start - 1, to: end + 1).text ?? "" }
        guard let text = String(validating: bytes[start..<end], as: UTF8.self) else { throw stop(.notUTF8) }
        return text
    }

    package mutating func whole() throws(FactUnreadable) -> Int64 {
        let isNegative = try nextByte() == UInt8(ascii: "-")
        if isNegative { place += 1 }
        let start = place
        var value: Int64 = 0
        while place < bytes.count, (0x30...0x39).contains(bytes[place]) {
            let digit = Int64(bytes[place] - 0x30)
            let (tens, overflows) = value.multipliedReportingOverflow(by: 10)
            let (sum, overflowsToo) =
                isNegative ? tens.subtractingReportingOverflow(digit) : tens.addingReportingOverflow(digit)
            guard !overflows, !overflowsToo else { throw stop(.badNumber) }
            value = sum
            place += 1
        }
        guard place > start, place == bytes.count || !Self.isOfNumber(bytes[place]) else {
            throw stop(.badNumber)
        }
        return value
    }

    package mutating func real() throws(FactUnreadable) -> Double {
        _ = try nextByte()
        let start = place
        while place < bytes.count, Self.isOfNumber(bytes[place]) { place += 1 }
        guard let value = try document(from: start, to: place).real else { throw stop(.badNumber) }
        return value
    }

    package mutating func truth() throws(FactUnreadable) -> Bool {
        let holds = try nextByte() == UInt8(ascii: "t")
        try word(holds ? "true" : "false")
        return holds
    }

    /// Consumes a null if there is one: `let note = try reader.isNull() ? nil : reader.text()`.
    package mutating func isNull() throws(FactUnreadable) -> Bool {
        guard try nextByte() == UInt8(ascii: "n") else { return false }
        try word("null")
        return true
    }

    /// Any value, as a tree. Slow beside the others.
    package mutating func json() throws(FactUnreadable) -> JSON {
        _ = try nextByte()
        let start = place
        try skip()
        return try document(from: start, to: place)
    }

    package mutating func skip() throws(FactUnreadable) {
        var depth = 0
        repeat {
            switch try nextByte() {
            case UInt8(ascii: "\""): _ = try stringBounds()
            case UInt8(ascii: "{"), UInt8(ascii: "["):
                depth += 1
                guard depth <= Self.depthMax else { throw stop(.tooDeep) }
                place += 1
            case UInt8(ascii: "}"), UInt8(ascii: "]"):
                depth -= 1
                guard depth >= 0 else { throw stop(.unexpectedByte) }
                place += 1
            case UInt8(ascii: ","), UInt8(ascii: ":"):
                guard depth > 0 else { throw stop(.unexpectedByte) }
                place += 1
            default: try skipPlain()
            }
        } while depth > 0
        isFirst = false
    }

    /// A number or a word.
    private mutating func skipPlain() throws(FactUnreadable) {
        let start = place
        while place < bytes.count, Self.isOfNumber(bytes[place]) || Self.isLetter(bytes[place]) { place += 1 }
        guard place > start else { throw stop(.unexpectedByte) }
    }
}

extension FactReader {
    package func stop(_ reason: FactUnreadable.Reason) -> FactUnreadable { FactUnreadable(reason, at: place) }

    /// A member without which the fact is not one.
    @inlinable
    package func required<Value>(
        _ value: Value?, _ name: StaticString
    ) throws(FactUnreadable) -> Value {
        guard let value else { throw stop(.missing(name.description)) }
        return value
    }

    private func document(from start: Int, to end: Int) throws(FactUnreadable) -> JSON {
        do throws(JSONReader.Malformed) {
            return try JSONReader.read(Array(bytes[start..<end]))
        } catch {
            throw FactUnreadable(.unexpectedByte, at: start + error.byteOffset)
        }
    }

    /// The bytes between the quotes; the place is then behind them.
    mutating func stringBounds() throws(FactUnreadable) -> (start: Int, end: Int, hasEscape: Bool) {
        try take(UInt8(ascii: "\""))
        let start = place
        var hasEscape = false
        while place < bytes.count {
            let byte = bytes[place]
            if byte == UInt8(ascii: "\"") {
                place += 1
                return (start, place - 1, hasEscape)
            }
            if byte == UInt8(ascii: "\\") {
                hasEscape = true
                place += 1
            }
            place += 1
        }
        place = bytes.count
        throw stop(.unexpectedEnd)
    }

    private mutating func word(_ text: StaticString) throws(FactUnreadable) {
        let count = text.utf8CodeUnitCount
        guard place + count <= bytes.count else { throw stop(.unexpectedEnd) }
        for index in 0..<count where bytes[place + index] != text.utf8Start[index] {
            throw stop(.unexpectedByte)
        }
        place += count
    }

    private mutating func take(_ byte: UInt8) throws(FactUnreadable) {
        guard try nextByte() == byte else { throw stop(.unexpectedByte) }
        place += 1
    }

    private mutating func nextByte() throws(FactUnreadable) -> UInt8 {
        skipSpace()
        guard place < bytes.count else { throw stop(.unexpectedEnd) }
        return bytes[place]
    }

    private mutating func skipSpace() {
        while place < bytes.count {
            switch bytes[place] {
            case 0x20, 0x0a, 0x0d, 0x09: place += 1
            default: return
            }
        }
    }

    private static func isOfNumber(_ byte: UInt8) -> Bool {
        switch byte {
        case 0x30...0x39, UInt8(ascii: "-"), UInt8(ascii: "+"), UInt8(ascii: "."), UInt8(ascii: "e"),
            UInt8(ascii: "E"):
            true
        default: false
        }
    }

    private static func isLetter(_ byte: UInt8) -> Bool { (0x61...0x7a).contains(byte) }
}

/// The name of a member, still in the bytes that are read. Usable until the next call of the reader.
package struct MemberName {
    fileprivate let bytes: UnsafeBufferPointer<UInt8>
    fileprivate let hasEscape: Bool

    /// Names that our writer writes for members have nothing to escape.
    package static func ~= (pattern: StaticString, name: MemberName) -> Bool {
        guard !name.hasEscape, pattern.utf8CodeUnitCount == name.bytes.count else { return false }
        for index in name.bytes.indices where name.bytes[index] != pattern.utf8Start[index] { return false }
        return true
    }
}

/// Why stored bytes are no signature or model of ours.
public enum DecodingRefusal: Error, Equatable, Sendable {
    /// The bytes do not begin as ours do.
    case foreign
    /// Written by a newer version.
    case newerFormat(Int)
    /// They end too early or go on too long.
    case truncated
    /// They were changed since they were written.
    case checksum
    case tooLarge(bytes: Int, limit: Int)
    /// A number or name in them is impossible; which one.
    case invalid(String)
}

extension TextSignature {
    private static let magic = Array("LXMH".utf8)
    private static let format = 1

    /// "LXMH", format, words of a run and values (2 bytes each), runs (4), the values (4 each), checksum (8);
    /// all with the least byte first.
    public func encoded() -> [UInt8] {
        var bytes = SealedWriter(magic: Self.magic, format: Self.format)
        bytes.put(UInt16(shingleWords))
        bytes.put(UInt16(values.count))
        bytes.put(UInt32(shingles))
        for value in values { bytes.put(value) }
        return bytes.sealed()
    }

    /// Reads what `encoded` wrote.
    public init(decoding bytes: [UInt8]) throws(DecodingRefusal) {
        var reader = try SealedReader(
            bytes, magic: Self.magic, format: Self.format, limit: AnalysisLimits.modelBytes)
        let words = Int(try reader.take(UInt16.self))
        let count = Int(try reader.take(UInt16.self))
        let shingles = Int(try reader.take(UInt32.self))
        guard 1...AnalysisLimits.shingleWords ~= words else { throw .invalid("shingleWords") }
        guard 16...AnalysisLimits.hashes ~= count else { throw .invalid("hashes") }
        var values: [UInt32] = []
        for _ in 0..<count { values.append(try reader.take(UInt32.self)) }
        try reader.finish()
        self.init(shingleWords: words, shingles: shingles, values: values)
    }
}

/// Writes a file of ours: magic, format, content, checksum.
struct SealedWriter {
    private(set) var bytes: [UInt8]

    init(magic: [UInt8], format: Int) {
        bytes = magic
        put(UInt16(format))
    }

    mutating func put(_ value: some FixedWidthInteger) {
        withUnsafeBytes(of: value.littleEndian) { bytes.append(contentsOf: $0) }
    }

    mutating func put(_ text: [UInt8]) {
        put(UInt16(text.count))
        bytes.append(contentsOf: text)
    }

    func sealed() -> [UInt8] {
        var sealed = self
        sealed.put(ShingleHash.of(bytes))
        return sealed.bytes
    }
}

struct SealedReader {
    private let bytes: ArraySlice<UInt8>
    private var position: Int

    /// Looks at magic, format and checksum before anything else is believed.
    init(_ bytes: [UInt8], magic: [UInt8], format: Int, limit: Int) throws(DecodingRefusal) {
        guard bytes.count <= limit else { throw .tooLarge(bytes: bytes.count, limit: limit) }
        guard bytes.starts(with: magic) else { throw .foreign }
        self.bytes = bytes.dropLast(8)
        position = magic.count
        guard bytes.count >= magic.count + 10 else { throw .truncated }
        let found = Int(try take(UInt16.self))
        guard found <= format else { throw .newerFormat(found) }
        guard found > 0 else { throw .invalid("format") }
        var seal: UInt64 = 0
        for byte in bytes.suffix(8).reversed() { seal = seal << 8 | UInt64(byte) }
        guard seal == ShingleHash.of(self.bytes) else { throw .checksum }
    }

    mutating func take<Value: FixedWidthInteger>(_ type: Value.Type) throws(DecodingRefusal) -> Value {
        let size = Value.bitWidth / 8
        guard position + size <= bytes.count else { throw .truncated }
        var value: UInt64 = 0
        for byte in bytes[position..<position + size].reversed() { value = value << 8 | UInt64(byte) }
        position += size
        return Value(truncatingIfNeeded: value)
    }

    mutating func takeText() throws(DecodingRefusal) -> [UInt8] {
        let count = Int(try take(UInt16.self))
        guard position + count <= bytes.count else { throw .truncated }
        defer { position += count }
        return Array(bytes[position..<position + count])
    }

    func finish() throws(DecodingRefusal) {
        guard position == bytes.count else { throw .truncated }
    }
}

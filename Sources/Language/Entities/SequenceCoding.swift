extension SequenceModel {
    /// Why bytes are not a model.
    public enum Refusal: Error, Equatable, Sendable {
        /// The first bytes are not those of a model.
        case notAModel
        /// Written by a later version; this one reads up to its own.
        case newer(version: Int, supported: Int)
        /// Asks other questions of words than this version does.
        case otherFeatures(version: Int, supported: Int)
        case truncated
        /// The bytes do not add up to their checksum.
        case damaged
        /// A weight is not a number, or beyond all reason.
        case badWeight
        /// Parts contradict each other or break a limit.
        case malformed
    }

    /// Of the form written; changes when a reader of the former could not read it.
    public static let formatVersion = 1

    /// More would not be a small model.
    public static let bytesMax = 64 * 1024 * 1024

    private static let signature = Array("LXSM".utf8)
    private static let weightMax: Float = 1e4

    /// The model as bytes; the same model gives the same bytes.
    public func encoded() -> [UInt8] {
        var writer = ByteWriter()
        writer.bytes += Self.signature
        writer.bytes += [UInt8(Self.formatVersion), SequenceFeatures.version]
        writer.write(text: origin.licence)
        writer.write(fixed: origin.fingerprint)
        writer.write(UInt64(origin.sentences))
        writer.write(fixed: origin.seed)
        writer.write(UInt64(chain.kinds.count))
        for kind in chain.kinds { writer.write(text: kind) }
        writer.write(float: step)
        for earlier in 0..<chain.count {
            for later in 0..<chain.count { writer.write(float: transitions[earlier][later]) }
        }
        writer.write(UInt64(features.count))
        var previous: UInt32 = 0
        for (row, feature) in features.enumerated() {
            writer.write(UInt64(feature - previous))
            previous = feature
            writer.write(row: rows[row])
        }
        writer.write(fixed: WordHash.of(writer.bytes))
        return writer.bytes
    }

    /// Reads what `encoded` wrote.
    public init(decoding bytes: [UInt8]) throws(Refusal) {
        guard bytes.count <= Self.bytesMax else { throw .malformed }
        var reader = try Self.opened(bytes)
        let licence = try reader.text()
        let fingerprint = try reader.fixed()
        let sentences = try reader.count(limit: 1 << 40)
        let origin = Origin(
            licence: licence, fingerprint: fingerprint, sentences: sentences, seed: try reader.fixed())
        var kinds: [String] = []
        for _ in 0..<(try reader.count(limit: LabelChain.kindsMax)) { kinds.append(try reader.text()) }
        guard Set(kinds).count == kinds.count, !kinds.isEmpty else { throw .malformed }
        let chain = LabelChain(kinds: kinds)
        let step = try reader.float(limit: Self.weightMax)
        var transitions = [Lanes](repeating: .zero, count: LabelChain.width)
        for earlier in 0..<chain.count {
            for later in 0..<chain.count {
                transitions[earlier][later] = try reader.float(limit: -Self.forbidden)
            }
        }
        let (features, rows) = try Self.weights(&reader)
        guard reader.isAtEnd else { throw .malformed }
        self.init(
            chain: chain, features: features, rows: rows, step: step, transitions: transitions, origin: origin
        )
    }

    /// A reader behind the versions, of bytes that are whole.
    private static func opened(_ bytes: [UInt8]) throws(Refusal) -> ByteReader {
        guard bytes.starts(with: signature) else {
            throw signature.starts(with: bytes) ? .truncated : .notAModel
        }
        guard bytes.count >= signature.count + 2 + 8 else { throw .truncated }
        let (format, asked) = (Int(bytes[signature.count]), bytes[signature.count + 1])
        guard format <= formatVersion else { throw .newer(version: format, supported: formatVersion) }
        guard asked == SequenceFeatures.version else {
            throw .otherFeatures(version: Int(asked), supported: Int(SequenceFeatures.version))
        }
        return ByteReader(bytes, from: signature.count + 2, to: bytes.count - 8)
    }

    private static func weights(
        _ reader: inout ByteReader
    ) throws(Refusal) -> ([UInt32], [SIMD16<Int8>]) {
        // No feature takes less than three bytes, so the bytes themselves are the limit.
        let count = try reader.count(limit: reader.remaining / 3)
        var features: [UInt32] = []
        var rows: [SIMD16<Int8>] = []
        features.reserveCapacity(count)
        rows.reserveCapacity(count)
        var previous: UInt64 = 0
        for number in 0..<count {
            let distance = try reader.number()
            guard distance <= UInt64(UInt32.max), number == 0 || distance > 0 else { throw .malformed }
            previous += distance
            guard let feature = UInt32(exactly: previous) else { throw .malformed }
            features.append(feature)
            rows.append(try reader.row())
        }
        try reader.checkSum()
        return (features, rows)
    }
}

/// Numbers as bytes: seven bits each, the low ones first, or eight bytes for those that spread over all.
struct ByteWriter {
    var bytes: [UInt8] = []

    mutating func write(_ number: UInt64) {
        var rest = number
        while rest >= 0x80 {
            bytes.append(UInt8(truncatingIfNeeded: rest) | 0x80)
            rest >>= 7
        }
        bytes.append(UInt8(rest))
    }

    mutating func write(fixed number: UInt64) {
        for shift in stride(from: UInt64(0), to: 64, by: 8) {
            bytes.append(UInt8(truncatingIfNeeded: number >> shift))
        }
    }

    mutating func write(float: Float) {
        for shift in stride(from: UInt32(0), to: 32, by: 8) {
            bytes.append(UInt8(truncatingIfNeeded: float.bitPattern >> shift))
        }
    }

    mutating func write(text: String) {
        write(UInt64(text.utf8.count))
        bytes += text.utf8
    }

    /// Which labels have a weight, and the weights.
    mutating func write(row: SIMD16<Int8>) {
        var mask: UInt64 = 0
        for label in 0..<LabelChain.width where row[label] != 0 { mask |= 1 << UInt64(label) }
        write(mask)
        for label in 0..<LabelChain.width where row[label] != 0 {
            bytes.append(UInt8(bitPattern: row[label]))
        }
    }
}

/// Reads what `ByteWriter` wrote, and refuses what it could not have written.
struct ByteReader {
    private let bytes: [UInt8]
    private var position: Int
    private let end: Int

    static let textBytesMax = 4_096

    init(_ bytes: [UInt8], from start: Int, to end: Int) {
        self.bytes = bytes
        position = start
        self.end = end
    }

    var remaining: Int { end - position }
    var isAtEnd: Bool { position == end }

    private mutating func byte() throws(SequenceModel.Refusal) -> UInt8 {
        guard position < end else { throw .truncated }
        position += 1
        return bytes[position - 1]
    }

    mutating func number() throws(SequenceModel.Refusal) -> UInt64 {
        var number: UInt64 = 0
        for shift in stride(from: UInt64(0), to: 63, by: 7) {
            let byte = try byte()
            number |= UInt64(byte & 0x7F) << shift
            if byte < 0x80 { return number }
        }
        throw .malformed
    }

    mutating func count(limit: Int) throws(SequenceModel.Refusal) -> Int {
        let number = try number()
        guard number <= UInt64(max(0, limit)) else { throw remaining < limit ? .truncated : .malformed }
        return Int(number)
    }

    mutating func fixed() throws(SequenceModel.Refusal) -> UInt64 {
        var number: UInt64 = 0
        for shift in stride(from: UInt64(0), to: 64, by: 8) { number |= UInt64(try byte()) << shift }
        return number
    }

    mutating func float(limit: Float) throws(SequenceModel.Refusal) -> Float {
        var bits: UInt32 = 0
        for shift in stride(from: UInt32(0), to: 32, by: 8) { bits |= UInt32(try byte()) << shift }
        let value = Float(bitPattern: bits)
        guard value.isFinite, abs(value) <= limit else { throw .badWeight }
        return value
    }

    mutating func text() throws(SequenceModel.Refusal) -> String {
        let count = try count(limit: min(Self.textBytesMax, remaining))
        guard count <= remaining else { throw .truncated }
        position += count
        guard let text = String(validating: bytes[position - count..<position], as: UTF8.self) else {
            throw .malformed
        }
        return text
    }

    mutating func row() throws(SequenceModel.Refusal) -> SIMD16<Int8> {
        let mask = try number()
        guard mask < 1 << UInt64(LabelChain.width) else { throw .malformed }
        var row = SIMD16<Int8>.zero
        for label in 0..<LabelChain.width where mask & 1 << UInt64(label) != 0 {
            row[label] = Int8(bitPattern: try byte())
        }
        return row
    }

    /// The sum of everything before the last eight bytes.
    func checkSum() throws(SequenceModel.Refusal) {
        var sum = ByteReader(bytes, from: end, to: bytes.count)
        guard try sum.fixed() == WordHash.of(bytes[..<end]) else { throw .damaged }
    }
}

/// Reads a compiled time zone file: TZif, RFC 8536, of any version.
struct TimeZoneFile {
    /// What is wrong with a file that is none.
    struct Malformed: Error, Equatable {
        let reason: String
    }

    private var rest: ArraySlice<UInt8>

    static func read(_ bytes: [UInt8], name: String) throws(Malformed) -> TimeZoneRules {
        var file = TimeZoneFile(rest: bytes[...])
        let first = try file.header()
        guard first.version >= 2 else { return try file.rules(first, name: name, secondsWidth: 4) }
        // The first block has only what fits 32 bits.
        _ = try file.take(first.blockLength(secondsWidth: 4))
        return try file.rules(try file.header(), name: name, secondsWidth: 8)
    }

    private struct Header {
        let version: Int
        let isUTCCount, isStandardCount, leapCount, changeCount, typeCount, nameLength: Int

        func blockLength(secondsWidth: Int) -> Int {
            changeCount * (secondsWidth + 1) + typeCount * 6 + nameLength + leapCount * (secondsWidth + 4)
                + isStandardCount + isUTCCount
        }
    }

    private mutating func header() throws(Malformed) -> Header {
        guard try Array(take(4)) == Array("TZif".utf8) else { throw Malformed(reason: "no TZif header") }
        let version = try take(16).first.map { $0 == 0 ? 1 : Int($0) - 0x30 } ?? 0
        var counts: [Int] = []
        for _ in 0..<6 { counts.append(Int(try integer(4))) }
        guard counts.allSatisfy({ (0...Self.countMax).contains($0) }) else {
            throw Malformed(reason: "a count is beyond \(Self.countMax)")
        }
        return Header(
            version: version, isUTCCount: counts[0], isStandardCount: counts[1], leapCount: counts[2],
            changeCount: counts[3], typeCount: counts[4], nameLength: counts[5])
    }

    private mutating func rules(
        _ header: Header, name: String, secondsWidth: Int
    ) throws(Malformed) -> TimeZoneRules {
        // Files that count leap seconds are for clocks that do; ours are set by POSIX time.
        guard header.leapCount == 0 else { throw Malformed(reason: "it counts leap seconds") }
        var moments: [Int64] = []
        for _ in 0..<header.changeCount { moments.append(try integer(secondsWidth)) }
        let types = Array(try take(header.changeCount))
        var offsets: [Int64] = []
        for _ in 0..<header.typeCount {
            offsets.append(try integer(4))
            _ = try take(2)
        }
        guard let firstOffset = offsets.first, types.allSatisfy({ $0 < offsets.count }),
            offsets.allSatisfy({ abs($0) < TimeZoneRules.offsetMax }),
            zip(moments, moments.dropFirst()).allSatisfy({ $0 < $1 })
        else { throw Malformed(reason: "its changes make no sense") }
        _ = try take(header.nameLength + header.isStandardCount + header.isUTCCount)
        return TimeZoneRules(
            name: name, firstOffset: firstOffset,
            changes: zip(moments, types).map { ($0, offsets[Int($1)]) },
            yearly: secondsWidth == 8 ? try footer() : nil)
    }

    /// Between two line ends; empty where no rule is known.
    private mutating func footer() throws(Malformed) -> TimeZoneYearly? {
        guard rest.first == 0x0a, rest.last == 0x0a, rest.count >= 2 else {
            throw Malformed(reason: "it ends too early")
        }
        let text = String(decoding: rest.dropFirst().dropLast(), as: UTF8.self)
        guard !text.isEmpty else { return nil }
        guard let yearly = TimeZoneYearly(text) else { throw Malformed(reason: "unknown rule \(text)") }
        return yearly
    }

    private mutating func take(_ count: Int) throws(Malformed) -> ArraySlice<UInt8> {
        guard rest.count >= count else { throw Malformed(reason: "it ends too early") }
        defer { rest = rest.dropFirst(count) }
        return rest.prefix(count)
    }

    /// Big-endian, with a sign.
    private mutating func integer(_ width: Int) throws(Malformed) -> Int64 {
        let bits = try take(width).reduce(0) { $0 << 8 | UInt64($1) }
        return width == 4 ? Int64(Int32(truncatingIfNeeded: bits)) : Int64(bitPattern: bits)
    }

    /// Far above what any zone has; keeps a damaged file from asking for much.
    private static let countMax = 10_000
}

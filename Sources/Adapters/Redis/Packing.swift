import CZlib

/// A value as it lies in Redis: a byte that says how, and where it is compressed its length in four bytes.
enum Packing {
    private static let plain: UInt8 = 0
    private static let deflated: UInt8 = 1

    static func pack(_ bytes: [UInt8]) -> [UInt8] {
        guard bytes.count >= compressFrom, let packed = deflate(bytes) else { return [plain] + bytes }
        return packed
    }

    /// Nil for what was not written here, or is damaged.
    static func unpack(_ bytes: [UInt8]) -> [UInt8]? {
        switch bytes.first {
        case plain: return Array(bytes.dropFirst())
        case deflated where bytes.count > headCount: return inflate(bytes)
        default: return nil
        }
    }

    /// Nil when it would save less than an eighth.
    private static func deflate(_ bytes: [UInt8]) -> [UInt8]? {
        guard bytes.count <= valueBytesMax else { return nil }
        let room = bytes.count - bytes.count / 8
        var length = uLongf(room - headCount)
        let packed = [UInt8](unsafeUninitializedCapacity: room) { target, count in
            target[0] = deflated
            for place in 0..<4 { target[1 + place] = UInt8(truncatingIfNeeded: bytes.count >> (8 * place)) }
            guard let start = target.baseAddress else { return }
            // The fastest level: the time is that of someone who waits for an answer.
            let code = compress2(start + headCount, &length, bytes, uLong(bytes.count), 1)
            count = code == Z_OK ? headCount + Int(length) : 0
        }
        return packed.isEmpty ? nil : packed
    }

    private static func inflate(_ bytes: [UInt8]) -> [UInt8]? {
        let wanted = (0..<4).reduce(0) { $0 | Int(bytes[1 + $1]) << (8 * $1) }
        guard wanted <= valueBytesMax else { return nil }
        let whole = bytes.withUnsafeBufferPointer { source in
            [UInt8](unsafeUninitializedCapacity: wanted) { target, count in
                var length = uLongf(wanted)
                guard let start = source.baseAddress, let end = target.baseAddress else { return }
                let code = uncompress(end, &length, start + headCount, uLong(source.count - headCount))
                count = code == Z_OK ? Int(length) : 0
            }
        }
        return whole.count == wanted ? whole : nil
    }

    private static let headCount = 5
    private static let compressFrom = 1024
    /// Larger values are not kept in Redis.
    static let valueBytesMax = 8 << 20
}

import CZlib

/// The two content codings that Lux understands (RFC 9110, 8.4.1), on zlib.
package enum ContentCoding: String, Sendable {
    case gzip
    case deflate

    package enum Failure: Error, Equatable {
        /// The output would exceed the limit; reading stopped there, so a bomb costs no more than the limit.
        case tooLarge
        case corrupt
    }

    /// Nil for a coding that is not understood. `identity` and no header mean plain bytes: `.some(nil)`.
    package static func named(_ header: String?) -> ContentCoding?? {
        switch header?.lowercased() {
        case nil, "", "identity": .some(nil)
        case "gzip", "x-gzip": .gzip
        case "deflate": .deflate
        default: .none
        }
    }

    /// The coding to answer in, from an `Accept-Encoding` header; nil for plain bytes. Gzip wins a tie.
    package static func preferred(by accept: String?) -> ContentCoding? {
        guard let accept else { return nil }
        var best: (coding: ContentCoding, quality: Double)?
        for part in accept.lowercased().split(separator: ",") {
            let pieces = part.split(separator: ";").map { $0.trimmed }
            guard let name = pieces.first, let coding = ContentCoding(rawValue: name == "*" ? "gzip" : name) else { continue }
            let quality = pieces.dropFirst().first { $0.hasPrefix("q=") }.map { Double($0.dropFirst(2)) ?? 0 } ?? 1
            guard quality > 0 else { continue }
            if best == nil || quality > best!.quality || (quality == best!.quality && coding == .gzip) {
                best = (coding, quality)
            }
        }
        return best?.coding
    }

    package func compressed(_ bytes: [UInt8]) -> [UInt8] {
        var stream = z_stream()
        guard lux_deflate_init(&stream, Self.level, windowBits) == Z_OK else { return bytes }
        defer { deflateEnd(&stream) }
        // deflateBound is enough for one call, so one call finishes.
        let room = Int(deflateBound(&stream, UInt(bytes.count)))
        return [UInt8](unsafeUninitializedCapacity: room) { output, count in
            bytes.withUnsafeBufferPointer { input in
                stream.next_in = UnsafeMutablePointer(mutating: input.baseAddress)
                stream.avail_in = UInt32(input.count)
                stream.next_out = output.baseAddress
                stream.avail_out = UInt32(room)
                CZlib.deflate(&stream, Z_FINISH)
                count = room - Int(stream.avail_out)
            }
        }
    }

    package func decompressed(_ bytes: [UInt8], limit: Int) throws(Failure) -> [UInt8] {
        // The standard means zlib's format by "deflate", but some clients send the bare stream.
        if self == .deflate, let plain = try? inflated(bytes, windowBits: -MAX_WBITS, limit: limit) { return plain }
        return try inflated(bytes, windowBits: windowBits, limit: limit)
    }

    private func inflated(_ bytes: [UInt8], windowBits: Int32, limit: Int) throws(Failure) -> [UInt8] {
        var stream = z_stream()
        guard lux_inflate_init(&stream, windowBits) == Z_OK else { throw .corrupt }
        defer { inflateEnd(&stream) }
        var plain: [UInt8] = []
        plain.reserveCapacity(min(limit, bytes.count * 4))
        var status = Z_OK
        bytes.withUnsafeBufferPointer { input in
            stream.next_in = UnsafeMutablePointer(mutating: input.baseAddress)
            stream.avail_in = UInt32(input.count)
            while status == Z_OK, plain.count <= limit {
                let chunk = [UInt8](unsafeUninitializedCapacity: Self.chunkBytes) { output, count in
                    stream.next_out = output.baseAddress
                    stream.avail_out = UInt32(Self.chunkBytes)
                    status = inflate(&stream, Z_NO_FLUSH)
                    count = Self.chunkBytes - Int(stream.avail_out)
                }
                plain += chunk
            }
        }
        guard plain.count <= limit else { throw .tooLarge }
        guard status == Z_STREAM_END, stream.avail_in == 0 else { throw .corrupt }
        return plain
    }

    private var windowBits: Int32 { self == .gzip ? MAX_WBITS + 16 : MAX_WBITS }

    /// Fast rather than small: answers are made while somebody waits.
    private static let level: Int32 = 1
    private static let chunkBytes = 32 * 1024
    /// Below this the header and the effort cost more than they save.
    static let worthwhileBytes = 1024
}

extension StringProtocol {
    var trimmed: String {
        let space: (Character) -> Bool = { $0 == " " || $0 == "\t" }
        let start = self.drop(while: space)
        guard let last = start.lastIndex(where: { !space($0) }) else { return "" }
        return String(start[...last])
    }
}

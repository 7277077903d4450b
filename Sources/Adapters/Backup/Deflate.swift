import CZlib

/// One stream of zlib's format, made a piece at a time.
final class Deflater {
    private static let level: Int32 = 6
    private static let pieceBytes = 256 * 1024

    private let stream = UnsafeMutablePointer<z_stream>.allocate(capacity: 1)

    init() {
        stream.initialize(to: z_stream())
        guard lux_deflate_init(stream, Self.level, MAX_WBITS) == Z_OK else {
            preconditionFailure("zlib begins a stream when it has its 256 KiB")
        }
    }

    deinit {
        deflateEnd(stream)
        stream.deallocate()
    }

    /// What came out so far.
    func add(_ bytes: [UInt8]) -> [UInt8] { run(bytes, Z_NO_FLUSH) }
    func finish() -> [UInt8] { run([], Z_FINISH) }

    private func run(_ bytes: [UInt8], _ flush: Int32) -> [UInt8] {
        var made: [UInt8] = []
        bytes.withUnsafeBufferPointer { input in
            stream.pointee.next_in = UnsafeMutablePointer(mutating: input.baseAddress)
            stream.pointee.avail_in = UInt32(input.count)
            repeat {
                made += [UInt8](unsafeUninitializedCapacity: Self.pieceBytes) { output, count in
                    stream.pointee.next_out = output.baseAddress
                    stream.pointee.avail_out = UInt32(Self.pieceBytes)
                    deflate(stream, flush)
                    count = Self.pieceBytes - Int(stream.pointee.avail_out)
                }
            } while stream.pointee.avail_out == 0
        }
        return made
    }
}

/// Reads such a stream, never more than a piece at a time, whatever it expands to.
final class Inflater {
    struct Corrupt: Error {}

    private static let pieceBytes = 256 * 1024

    private let stream = UnsafeMutablePointer<z_stream>.allocate(capacity: 1)
    private var input: [UInt8] = []
    private(set) var isAtEnd = false

    init() {
        stream.initialize(to: z_stream())
        guard lux_inflate_init(stream, MAX_WBITS) == Z_OK else {
            preconditionFailure("zlib begins a stream when it has its 32 KiB")
        }
    }

    deinit {
        inflateEnd(stream)
        stream.deallocate()
    }

    func add(_ bytes: [UInt8]) {
        input = input.isEmpty ? bytes : input + bytes
    }

    /// Empty when it needs more input, or is at the end.
    func next() throws -> [UInt8] {
        guard !isAtEnd else {
            // Nothing may follow the end.
            guard input.isEmpty else { throw Corrupt() }
            return []
        }
        guard !input.isEmpty else { return [] }
        var status = Z_OK
        let (made, left) = input.withUnsafeBufferPointer { input in
            stream.pointee.next_in = UnsafeMutablePointer(mutating: input.baseAddress)
            stream.pointee.avail_in = UInt32(input.count)
            let made = [UInt8](unsafeUninitializedCapacity: Self.pieceBytes) { output, count in
                stream.pointee.next_out = output.baseAddress
                stream.pointee.avail_out = UInt32(Self.pieceBytes)
                status = inflate(stream, Z_NO_FLUSH)
                count = Self.pieceBytes - Int(stream.pointee.avail_out)
            }
            return (made, Int(stream.pointee.avail_in))
        }
        input.removeFirst(input.count - left)
        isAtEnd = status == Z_STREAM_END
        // Z_BUF_ERROR says only that it wants more.
        guard isAtEnd || status == Z_OK || status == Z_BUF_ERROR else { throw Corrupt() }
        return made
    }
}

import HTTP
import LuxTesting
import Testing

@Suite struct `Bodies are compressed and decompressed` {
    static let texts: [[UInt8]] = [[], [0x61], Array("çã ".utf8), Array(repeating: 0x78, count: 1_000_000), noise]
    static let noise: [UInt8] = {
        var random = SplitMix64(seed: 7)
        return (0..<100_000).map { _ in UInt8.random(in: 0...255, using: &random) }
    }()

    @Test(arguments: [ContentCoding.gzip, .deflate], texts)
    func `both ways`(_ coding: ContentCoding, _ plain: [UInt8]) throws {
        #expect(try coding.decompressed(coding.compressed(plain), limit: plain.count) == plain)
    }

    @Test(arguments: [ContentCoding.gzip, .deflate])
    func `a bomb is refused at the limit`(_ coding: ContentCoding) {
        let bomb = coding.compressed(Array(repeating: 0, count: 50_000_000))
        #expect(bomb.count < 300_000)
        #expect(throws: ContentCoding.Failure.tooLarge) { try coding.decompressed(bomb, limit: 1_000_000) }
    }

    @Test(arguments: [ContentCoding.gzip, .deflate])
    func `damage is refused`(_ coding: ContentCoding) {
        let whole = coding.compressed(Array("some text that is long enough to be cut".utf8))
        #expect(throws: ContentCoding.Failure.corrupt) { try coding.decompressed(Array(whole.dropLast(3)), limit: 1000) }
        #expect(throws: ContentCoding.Failure.corrupt) { try coding.decompressed(whole + [1, 2, 3], limit: 1000) }
        #expect(throws: ContentCoding.Failure.corrupt) { try coding.decompressed(Array("plain".utf8), limit: 1000) }
        #expect(throws: ContentCoding.Failure.corrupt) { try coding.decompressed([], limit: 1000) }
    }

    static let accepts: [(String?, ContentCoding?)] = [
        (nil, nil), ("", nil), ("gzip", .gzip), ("deflate", .deflate), ("deflate, gzip", .gzip), ("br, zstd", nil),
        ("gzip;q=0.1, deflate;q=0.9", .deflate), ("gzip;q=0", nil), ("*", .gzip), ("identity", nil), ("GZIP ; Q=1", .gzip),
    ]

    @Test(arguments: accepts)
    func `the answer's coding follows what the caller accepts`(_ header: String?, _ expected: ContentCoding?) {
        #expect(ContentCoding.preferred(by: header) == expected)
    }

    @Test func `a request's coding is known, absent or refused`() {
        #expect(ContentCoding.named("gzip") == .some(.gzip) && ContentCoding.named("X-Gzip") == .some(.gzip))
        #expect(ContentCoding.named(nil) == .some(nil) && ContentCoding.named("identity") == .some(nil))
        #expect(ContentCoding.named("br") == .none && ContentCoding.named("gzip, gzip") == .none)
    }
}

/// A key whose bytes are read once for its hash, outside any lock. Keys are equal when their UTF-8 is: that a
/// text with accents can be written in two ways is of no interest here, and finding out is slow.
struct CacheKey: Hashable, Sendable {
    let text: String
    let fingerprint: Int

    init(_ text: String) {
        var text = text
        text.makeContiguousUTF8()
        self.text = text
        fingerprint = Int(truncatingIfNeeded: text.utf8Span.span.bytes.fingerprint)
    }

    var byteCount: Int { text.utf8.count }

    func hash(into hasher: inout Hasher) {
        hasher.combine(fingerprint)
    }

    static func == (left: CacheKey, right: CacheKey) -> Bool {
        left.fingerprint == right.fingerprint
            && left.text.utf8Span.span.bytes.equals(right.text.utf8Span.span.bytes)
    }
}

extension RawSpan {
    /// Sixteen bytes to a multiplication, after wyhash (W. Yi): on keys of 2 KB three times as fast as `Hasher`.
    /// The seeds differ with each process, so that no one can send keys that collide.
    fileprivate var fingerprint: UInt64 {
        let (first, second) = seeds
        var hash = first ^ UInt64(byteCount)
        var place = 0
        while place + 16 <= byteCount {
            hash = fold(word(at: place) ^ second, word(at: place + 8) ^ hash)
            place += 16
        }
        var rest: (UInt64, UInt64) = (0, 0)
        while place < byteCount {
            rest = (rest.0 << 8 | rest.1 >> 56, rest.1 << 8 | UInt64(byte(at: place)))
            place += 1
        }
        return fold(fold(rest.0 ^ second, rest.1 ^ hash), second ^ first)
    }

    fileprivate func equals(_ other: RawSpan) -> Bool {
        guard byteCount == other.byteCount else { return false }
        var place = 0
        while place + 8 <= byteCount {
            guard word(at: place) == other.word(at: place) else { return false }
            place += 8
        }
        while place < byteCount {
            guard byte(at: place) == other.byte(at: place) else { return false }
            place += 1
        }
        return true
    }

    // Unchecked, because the loops above check once for many.
    private func word(at place: Int) -> UInt64 {
        unsafeLoadUnaligned(fromUncheckedByteOffset: place, as: UInt64.self)
    }

    private func byte(at place: Int) -> UInt8 {
        unsafeLoad(fromUncheckedByteOffset: place, as: UInt8.self)
    }
}

private func fold(_ left: UInt64, _ right: UInt64) -> UInt64 {
    let product = left.multipliedFullWidth(by: right)
    return product.high ^ product.low
}

private let seeds = (UInt64.random(in: 1...(.max)), UInt64.random(in: 1...(.max)))

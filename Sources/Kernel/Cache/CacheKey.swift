/// A key whose bytes are read once for its hash, outside any lock. Keys are equal when their UTF-8 is: comparing
/// as characters, as `String` does, costs ten times more on text with accents.
struct CacheKey: Hashable, Sendable {
    let text: String
    let fingerprint: Int

    init(_ text: String) {
        var text = text
        var hasher = Hasher()
        text.withUTF8 { hasher.combine(bytes: UnsafeRawBufferPointer($0)) }
        (self.text, fingerprint) = (text, hasher.finalize())
    }

    var byteCount: Int { text.utf8.count }

    func hash(into hasher: inout Hasher) {
        hasher.combine(fingerprint)
    }

    static func == (left: CacheKey, right: CacheKey) -> Bool {
        left.fingerprint == right.fingerprint && haveEqualBytes(left.text.utf8Span.span, right.text.utf8Span.span)
    }
}

/// Eight bytes at a time. Indices are checked by the loop itself.
private func haveEqualBytes(_ left: Span<UInt8>, _ right: Span<UInt8>) -> Bool {
    guard left.count == right.count else { return false }
    let (left, right) = (left.bytes, right.bytes)
    var place = 0
    while place + 8 <= left.byteCount {
        guard left.unsafeLoadUnaligned(fromByteOffset: place, as: UInt64.self)
            == right.unsafeLoadUnaligned(fromByteOffset: place, as: UInt64.self)
        else { return false }
        place += 8
    }
    while place < left.byteCount {
        guard left.unsafeLoad(fromByteOffset: place, as: UInt8.self)
            == right.unsafeLoad(fromByteOffset: place, as: UInt8.self)
        else { return false }
        place += 1
    }
    return true
}

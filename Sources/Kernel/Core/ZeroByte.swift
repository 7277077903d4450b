extension UnsafeRawBufferPointer {
    /// Eight bytes at a time: a word has a zero byte exactly when borrowing from it leaves a high bit where
    /// there was none.
    package var containsZero: Bool {
        let (ones, highs): (UInt64, UInt64) = (0x0101_0101_0101_0101, 0x8080_8080_8080_8080)
        var place = 0
        while place + 8 <= count {
            let word = loadUnaligned(fromByteOffset: place, as: UInt64.self)
            if (word &- ones) & ~word & highs != 0 { return true }
            place += 8
        }
        return self[place...].contains(0)
    }
}

extension String {
    /// Whether U+0000 is in it, which PostgreSQL cannot keep and no text that people write has.
    package var containsNUL: Bool {
        utf8.withContiguousStorageIfAvailable { UnsafeRawBufferPointer($0).containsZero } ?? utf8.contains(0)
    }
}

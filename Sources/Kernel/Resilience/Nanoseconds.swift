extension Duration {
    /// Not negative, and at most 146 years, so that a sum of two still fits.
    var clampedNanoseconds: UInt64 {
        let (seconds, attoseconds) = components
        guard seconds >= 0, attoseconds >= 0 else { return 0 }
        guard seconds < Int64(Self.nanosecondsMax / 1_000_000_000) else { return Self.nanosecondsMax }
        return UInt64(seconds) * 1_000_000_000 + UInt64(attoseconds) / 1_000_000_000
    }

    static let nanosecondsMax = UInt64(Int64.max) / 2
}

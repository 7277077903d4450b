import Core

extension Instant {
    /// RFC 3339 in UTC with milliseconds: `2026-01-31T23:59:59.000Z`.
    var timestamp: String {
        let day = civilDate
        let inDay = Int(milliseconds - Int64(day.daysSince1970) * 86_400_000)
        return String(unsafeUninitializedCapacity: 24) { bytes in
            func put(_ value: Int, digits: Int, at place: Int) {
                var rest = value
                for index in stride(from: place + digits - 1, through: place, by: -1) {
                    bytes[index] = UInt8(0x30 + rest % 10)
                    rest /= 10
                }
            }
            put(min(max(day.year, 0), 9999), digits: 4, at: 0)
            put(day.month, digits: 2, at: 5)
            put(day.day, digits: 2, at: 8)
            put(inDay / 3_600_000, digits: 2, at: 11)
            put(inDay / 60_000 % 60, digits: 2, at: 14)
            put(inDay / 1000 % 60, digits: 2, at: 17)
            put(inDay % 1000, digits: 3, at: 20)
            (bytes[4], bytes[7]) = (UInt8(ascii: "-"), UInt8(ascii: "-"))
            (bytes[13], bytes[16]) = (UInt8(ascii: ":"), UInt8(ascii: ":"))
            (bytes[10], bytes[19], bytes[23]) = (UInt8(ascii: "T"), UInt8(ascii: "."), UInt8(ascii: "Z"))
            return 24
        }
    }
}

/// Numbers in Roman letters.
enum Roman {
    /// Nil for what is not written as Romans are, such as IIII or IC. Laws have no more than three hundred items.
    static func value(_ letters: [UInt8]) -> Int? {
        guard !letters.isEmpty, letters.count <= 10 else { return nil }
        var total = 0
        var rest = letters[...]
        for (sign, worth) in signs {
            while rest.starts(with: sign.utf8) {
                total += worth
                rest = rest.dropFirst(sign.utf8.count)
            }
        }
        return rest.isEmpty && total < 300 && written(total) == letters ? total : nil
    }

    private static func written(_ value: Int) -> [UInt8] {
        var (text, rest) = ("", value)
        for (sign, worth) in signs {
            while rest >= worth {
                text += sign
                rest -= worth
            }
        }
        return Array(text.utf8)
    }

    private static let signs: [(String, Int)] = [
        ("C", 100), ("XC", 90), ("L", 50), ("XL", 40), ("X", 10), ("IX", 9), ("V", 5), ("IV", 4), ("I", 1),
    ]
}

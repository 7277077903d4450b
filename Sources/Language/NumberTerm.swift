/// Words that begin with a digit and are no numbers: 5G, 3D, 18F-FDG, 2,4-D, 5-HT.
enum NumberTerm {
    /// More belong to codes and identifiers.
    private static let digitsMost = 4

    /// Digits with a capital behind them, or with a hyphen and any letter. Units are told apart later, by what
    /// the letters are.
    static func `is`(_ text: Span<UInt8>, _ range: Range<Int>) -> Bool {
        var offset = range.lowerBound
        var digits = 0
        while offset < range.upperBound {
            let scalar = text.scalar(at: offset)
            switch scalar.glyph {
            case .digit:
                digits += 1
                if digits > digitsMost { return false }
            case .upper: return true
            case .hyphen:
                let next = offset + scalar.length
                guard next < range.upperBound else { return false }
                if text.scalar(at: next).glyph.isLetter { return true }
            case .period, .soft: break
            default: return false
            }
            offset += scalar.length
        }
        return false
    }
}

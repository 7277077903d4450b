/// Text made comparable for people who search: lower case, Latin letters without diacritics.
public enum Folding {
    /// Ação, AÇÃO and, decomposed, Ac\u{327}a\u{303}o all become "acao". Letters of scripts without case stay as they are.
    public static func folded(_ text: String) -> String {
        var lower = ""
        lower.reserveCapacity(text.utf8.count)
        for scalar in text.unicodeScalars {
            lower.unicodeScalars.append(Unicode.Scalar(Letters.lower(scalar.value)) ?? scalar)
        }
        return String(decoding: Letters.folded(Array(lower.utf8)), as: UTF8.self)
    }
}

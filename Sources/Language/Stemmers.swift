internal import CStemmer

/// The Snowball stemmers of one workspace, made when first needed. Not for two threads at once.
struct Stemmers {
    private var handles: [Handle?] = Array(repeating: nil, count: Tongue.allCases.count)
    private var word: [UInt8] = []

    /// Owns one stemmer of the C library.
    private final class Handle {
        let stemmer: OpaquePointer?

        init(_ algorithm: String) {
            stemmer = sb_stemmer_new(algorithm, "UTF_8")
        }

        deinit {
            sb_stemmer_delete(stemmer)
        }
    }

    /// The stem without diacritics: one key for every inflection, both Portuguese spellings, and careless
    /// typing. The accents stay until the stemmer has read them.
    mutating func stem(_ text: ArraySlice<UInt8>, in tongue: Tongue) -> [UInt8] {
        word.removeAll(keepingCapacity: true)
        word.append(contentsOf: text)
        if tongue == .portuguese { PortuguesePlural.undo(&word) }
        guard tongue != .none, let stemmer = handle(tongue).stemmer else { return Letters.folded(word) }
        guard let stem = sb_stemmer_stem(stemmer, word, Int32(word.count)) else {
            return Letters.folded(word)
        }
        let length = Int(sb_stemmer_length(stemmer))
        return Letters.folded(Array(UnsafeBufferPointer(start: stem, count: length)))
    }

    /// Snowball's own stem, accents kept.
    mutating func plainStem(of word: String, in tongue: Tongue) -> String {
        guard tongue != .none, let stemmer = handle(tongue).stemmer else { return word }
        let bytes = Array(word.utf8)
        guard let stem = sb_stemmer_stem(stemmer, bytes, Int32(bytes.count)) else { return word }
        let length = Int(sb_stemmer_length(stemmer))
        return String(decoding: UnsafeBufferPointer(start: stem, count: length), as: UTF8.self)
    }

    private mutating func handle(_ tongue: Tongue) -> Handle {
        if let handle = handles[Int(tongue.rawValue)] { return handle }
        let handle = Handle(tongue.code.rawValue)
        handles[Int(tongue.rawValue)] = handle
        return handle
    }
}

/// Snowball's Portuguese keeps singular and plural apart where the vowel changes (contribuição and
/// contribuições, federal and federais) and in short words (obra and obras); the plural is undone before it
/// reads the word.
enum PortuguesePlural {
    static func undo(_ word: inout [UInt8]) {
        for (plural, singular, lengthMin) in endings
        where word.count >= lengthMin && word.suffix(plural.count).elementsEqual(plural) {
            word.removeLast(plural.count)
            word.append(contentsOf: singular)
            return
        }
    }

    /// The length is in bytes, and keeps short words (mais, pais, dois) as they are.
    private static let endings: [([UInt8], [UInt8], Int)] = [
        ("ções", "ção", 7), ("sões", "são", 7), ("ões", "ão", 6), ("ães", "ão", 6), ("ãos", "ão", 6),
        ("éis", "el", 6), ("óis", "ol", 6), ("uis", "ul", 5), ("ais", "al", 6), ("ns", "m", 4),
        ("as", "a", 5), ("os", "o", 5),
    ].map { (Array($0.0.utf8), Array($0.1.utf8), $0.2) }
}

extension Letters {
    /// Lower-case text without the diacritics of Latin letters.
    static func folded(_ text: [UInt8]) -> [UInt8] {
        if text.allSatisfy({ $0 < 0x80 }) { return text }
        var folded: [UInt8] = []
        folded.reserveCapacity(text.count)
        for scalar in String(decoding: text, as: UTF8.self).unicodeScalars {
            let plain = base(scalar.value)
            switch scalar.value {
            case _ where plain != 0: folded.append(plain)
            case 0x300..<0x370: continue
            case 0xE6: folded.append(contentsOf: "ae".utf8)
            case 0x153: folded.append(contentsOf: "oe".utf8)
            case 0xDF: folded.append(contentsOf: "ss".utf8)
            default: folded.append(contentsOf: scalar.utf8)
            }
        }
        return folded
    }
}

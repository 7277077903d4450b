/// A text with the keywords people gave it: what a ranker learns from and is measured by.
public struct LabelledText: Hashable, Sendable {
    /// Names the text within its set.
    public let id: String
    public let text: String
    /// nil asks the engine to identify it.
    public let language: LanguageCode?
    public let keywords: [String]

    public init(id: String, text: String, language: LanguageCode? = nil, keywords: [String]) {
        self.id = id
        self.text = text
        self.language = language
        self.keywords = keywords
    }
}

/// Why a model was not trained. Every case is the caller's to correct.
public enum TrainingRefusal: Error, Equatable, Sendable {
    case noTexts
    case tooManyTexts(count: Int, limit: Int)
    case tooLarge(bytes: Int, limit: Int)
    case duplicateID(String)
    /// A text without a single keyword teaches nothing.
    case noKeywords(id: String)
    case tooManyKeywords(id: String, count: Int, limit: Int)
    case licenceTooLong(bytes: Int, limit: Int)
    /// No keyword of any text, or every phrase of all of them, is a keyword: there is nothing to tell apart.
    case oneClass
    /// A text that cannot be read.
    case unreadable(id: String, ExtractionRefusal)
    /// `isCancelled` answered true.
    case cancelled
}

/// Every bound of a training.
public enum TrainingLimits {
    public static let texts = 5_000
    public static let bytes = 64 << 20
    public static let keywordsOfText = 1_000
    public static let licenceBytes = 8_192
}

enum TrainingCheck {
    /// Refuses what cannot be learnt from, before any work is done.
    static func check(_ texts: [LabelledText], licence: String) throws(TrainingRefusal) {
        if texts.isEmpty { throw .noTexts }
        guard texts.count <= TrainingLimits.texts else {
            throw .tooManyTexts(count: texts.count, limit: TrainingLimits.texts)
        }
        guard licence.utf8.count <= TrainingLimits.licenceBytes else {
            throw .licenceTooLong(bytes: licence.utf8.count, limit: TrainingLimits.licenceBytes)
        }
        let bytes = texts.reduce(0) { $0 + $1.text.utf8.count }
        guard bytes <= TrainingLimits.bytes else {
            throw .tooLarge(bytes: bytes, limit: TrainingLimits.bytes)
        }
        var ids: Set<String> = []
        for text in texts {
            guard ids.insert(text.id).inserted else { throw .duplicateID(text.id) }
            guard text.keywords.contains(where: { !KeywordAgreement.words(of: $0).isEmpty }) else {
                throw .noKeywords(id: text.id)
            }
            guard text.keywords.count <= TrainingLimits.keywordsOfText else {
                throw .tooManyKeywords(
                    id: text.id, count: text.keywords.count, limit: TrainingLimits.keywordsOfText)
            }
        }
    }

    /// Recognises the same texts with the same keywords in the same order: 64 bits of FNV-1a in hexadecimal.
    /// It finds mistakes, not forgers.
    static func fingerprint(of texts: [LabelledText]) -> String {
        var hash = StableHash()
        for text in texts {
            for part in [text.id, text.language?.rawValue ?? "", text.text] + text.keywords {
                hash.add(part.utf8)
                hash.add(0)
            }
            hash.add(1)
        }
        return hash.hexadecimal
    }
}

/// 64 bits of FNV-1a: the same on every machine and in every process.
struct StableHash {
    private(set) var value: UInt64 = 0xCBF2_9CE4_8422_2325

    @inline(__always)
    mutating func add(_ byte: UInt8) { value = (value ^ UInt64(byte)) &* 0x0000_0100_0000_01B3 }

    @inline(__always)
    mutating func add(_ bytes: some Sequence<UInt8>) {
        for byte in bytes { add(byte) }
    }

    /// Both halves together, for tables where a rare collision costs little.
    var folded: UInt32 { UInt32(truncatingIfNeeded: value ^ value >> 32) }

    var hexadecimal: String {
        let digits = String(value, radix: 16)
        return String(repeating: "0", count: 16 - digits.count) + digits
    }
}

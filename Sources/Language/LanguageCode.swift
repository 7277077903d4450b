/// A language named by its ISO 639-1 code in lower case, such as `pt`; `und` where none was found.
public struct LanguageCode: Hashable, Sendable, RawRepresentable, CustomStringConvertible {
    public let rawValue: String

    public init(rawValue: String) {
        self.rawValue = rawValue
    }

    /// A supported language from a tag people write: `pt`, `PT`, `pt-BR`, `en_US`; nil for any other.
    public init?(supported text: some StringProtocol) {
        let primary = text.prefix { $0 != "-" && $0 != "_" }.lowercased()
        guard let tongue = Tongue(code: primary) else { return nil }
        self = tongue.code
    }

    public var description: String { rawValue }

    public static let undetermined = LanguageCode(rawValue: "und")
    public static let portuguese = LanguageCode(rawValue: "pt")
    public static let english = LanguageCode(rawValue: "en")
    public static let spanish = LanguageCode(rawValue: "es")
    public static let french = LanguageCode(rawValue: "fr")
    public static let german = LanguageCode(rawValue: "de")
    public static let italian = LanguageCode(rawValue: "it")
    public static let dutch = LanguageCode(rawValue: "nl")

    /// The languages that have stop words, stems and an identification profile.
    public static let supported: [LanguageCode] = Tongue.known.map(\.code)
}

/// The engine's own small number for a language: an index into score lanes and a bit in word masks.
enum Tongue: UInt8, CaseIterable {
    case none, portuguese, english, spanish, french, german, italian, dutch

    static let known: [Tongue] = Array(allCases.dropFirst())

    init?(code: String) {
        guard let match = Tongue.known.first(where: { $0.code.rawValue == code }) else { return nil }
        self = match
    }

    var bit: UInt8 { self == .none ? 0 : 1 << rawValue }

    var code: LanguageCode {
        switch self {
        case .none: .undetermined
        case .portuguese: .portuguese
        case .english: .english
        case .spanish: .spanish
        case .french: .french
        case .german: .german
        case .italian: .italian
        case .dutch: .dutch
        }
    }
}

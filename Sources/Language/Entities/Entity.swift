/// Something a text names: what it is, where it stands, and what it means in one form for all ways to write it.
public struct Entity: Hashable, Sendable {
    public let kind: EntityKind
    /// Half-open range of UTF-8 bytes.
    public let span: Range<Int>
    /// One form for all spellings, such as `0001234-56.2024.8.26.0100`, `2024-05-03` or `BRL 1234.56`; nil where
    /// the kind has none, as with people.
    public let value: String?
    public let validity: Validity
    /// In (0, 1], how sure the model is of its least sure word; nil for what written rules found.
    public let confidence: Double?

    public init(
        kind: EntityKind, span: Range<Int>, value: String?, validity: Validity = .unchecked,
        confidence: Double? = nil
    ) {
        self.kind = kind
        self.span = span
        self.value = value
        self.validity = validity
        self.confidence = confidence
    }

    /// Whether the parts of an entity agree with each other.
    public enum Validity: String, Hashable, Sendable {
        /// Check digits, calendar or words agree.
        case valid
        /// They do not: a wrong check digit, the 31st of February, `15 (dez) dias`.
        case invalid
        /// Nothing to check.
        case unchecked
    }
}

/// What an entity is. Written rules find all up to `deadline`; a trained model finds people, organizations, places
/// and times; both find laws and precedents. A model trained on other kinds gives its own, in small letters.
public struct EntityKind: RawRepresentable, Hashable, Sendable {
    public let rawValue: String

    public init(rawValue: String) {
        self.rawValue = rawValue
    }

    /// Brazilian case number in the single form of Resolution CNJ 65/2008.
    public static let caseNumber = EntityKind(rawValue: "case_number")
    /// Number of a Brazilian taxpayer, a person.
    public static let cpf = EntityKind(rawValue: "cpf")
    /// In the form with letters too, given out from July 2026 on.
    public static let cnpj = EntityKind(rawValue: "cnpj")
    /// Enrolment at the Brazilian bar.
    public static let oab = EntityKind(rawValue: "oab")
    /// A law, code or article.
    public static let legislation = EntityKind(rawValue: "legislation")
    /// A precedent: súmula, theme, cited appeal.
    public static let jurisprudence = EntityKind(rawValue: "jurisprudence")
    public static let court = EntityKind(rawValue: "court")
    public static let date = EntityKind(rawValue: "date")
    public static let money = EntityKind(rawValue: "money")
    /// A time limit in days, hours, months or years.
    public static let deadline = EntityKind(rawValue: "deadline")
    public static let person = EntityKind(rawValue: "person")
    public static let organization = EntityKind(rawValue: "organization")
    public static let place = EntityKind(rawValue: "place")
    public static let time = EntityKind(rawValue: "time")

    /// What the rules find, in a fixed order: the number of a kind is part of what a model learns.
    static let ofRules = [
        caseNumber, cpf, cnpj, oab, legislation, jurisprudence, court, date, money, deadline,
    ]

    /// The kind that a model's own name means.
    init(modelName name: String) {
        switch Folding.folded(name) {
        case "pessoa", "person", "per": self = .person
        case "organizacao", "organization", "org": self = .organization
        case "local", "place", "location", "loc": self = .place
        case "tempo", "time": self = .time
        case "legislacao", "legislation": self = .legislation
        case "jurisprudencia", "jurisprudence": self = .jurisprudence
        case let other: self.init(rawValue: other)
        }
    }
}

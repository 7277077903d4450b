package import Core
package import Language
package import Module

/// One text and how its keywords are wanted.
package struct KeywordQuery: Hashable, Sendable {
    package let text: String
    package let options: KeywordOptions

    package init(text: String, options: KeywordOptions) {
        self.text = text
        self.options = options
    }

    /// Reads a value that has the shape of `fields`; `pointer` is its place in the request's body.
    package init(_ value: JSON, at pointer: String = "") throws {
        var options = KeywordOptions()
        if let limit = value["limit"]?.real { options.limit = Int(limit) }
        if let maxWords = value["max_words"]?.real { options.maxWords = Int(maxWords) }
        if let tag = value["language"]?.text { options.language = try Self.language(tag, at: pointer) }
        let text = value["text"]?.text ?? ""
        // PostgreSQL cannot keep it, and no text that people write holds it.
        guard !text.utf8.contains(0) else {
            throw Problem(
                .validation, "The text holds the character NUL.",
                violations: [.init(pointer: "\(pointer)/text", reason: "must not hold NUL (U+0000)")])
        }
        self.init(text: text, options: options)
    }

    /// The subtags after the first are left aside: "pt-BR" is read as "pt".
    private static func language(_ tag: String, at pointer: String) throws -> LanguageCode? {
        let primary = tag.prefix { $0 != "-" }.lowercased()
        guard primary != "auto" else { return nil }
        guard let code = LanguageCode(supported: primary) else {
            throw Problem(
                .validation, "The language \"\(tag.prefix(35))\" is not known; known are: \(languages).",
                violations: [
                    .init(pointer: "\(pointer)/language", reason: "must be one of: auto, \(languages)")
                ])
        }
        return code
    }

    private static let languages = LanguageCode.supported.map(\.rawValue).joined(separator: ", ")

    /// The declaration of what `init` reads.
    package static let fields: [Schema.Field] = [
        .init(
            "text", .text(.init(pattern: #"^[^\u0000]*[^\s\u0000][^\u0000]*$"#)), required: true,
            "The text; at most \(KeywordLimits.textBytes) bytes of UTF-8", example: "Python é uma linguagem"),
        .init(
            "language",
            .text(
                .init(
                    pattern:
                        "^(auto|\(LanguageCode.supported.map(\.rawValue).joined(separator: "|")))(-[A-Za-z0-9]{2,8})*$"
                )),
            "Language of the text (BCP 47); identified when absent or \"auto\"", example: "pt"),
        .init(
            "limit", .integer(1...KeywordLimits.keywords), "How many keywords at most; 10 by default",
            example: 10),
        .init(
            "max_words", .integer(1...KeywordLimits.words), "How many words a keyword may have; 3 by default"),
    ]
}

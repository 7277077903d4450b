import Core
import Language
import Module

/// What a model shall learn from, as callers say it over HTTP.
package struct TrainingOrder: Sendable {
    /// Under which the figures of the other texts stand in the model.
    static let validationName = "validation"
    static let licenceDefault = "not stated"

    let examples: [UInt8]
    /// To measure the model by.
    let validation: [UInt8]?
    let licence: String
    let seed: UInt64
    private let language: String?
    private let kind: String?

    /// - Parameter body: as `schema` has it
    init(_ body: JSON) {
        examples = Array((body["examples"]?.text ?? "").utf8)
        validation = body["validation"]?.text.map { Array($0.utf8) }
        licence = body["licence"]?.text ?? Self.licenceDefault
        seed = body["seed"]?.real.flatMap { UInt64(exactly: $0) } ?? 1
        (language, kind) = (body["language"]?.text, body["kind"]?.text)
    }

    static let schema = Schema.object([
        .init(
            "examples", .text, required: true,
            """
            Lines of JSON: {"id", "text", "keywords": […], "language"?} for keywords, {"text", "label"} for classify
            """),
        .init("validation", .text, "Other such lines, to measure the model by; the figures stand in it"),
        .init(
            "kind", .text(.init(choices: RankerModel.Kind.allCases.map(\.rawValue))),
            "Of a ranker: trees by default; logistic is quicker"),
        .init("seed", .integer(0...1 << 53), "Of a ranker: where chance begins; 1 by default"),
        .init("language", .text(.init(length: 2...35)), "Of a classifier's texts, which cannot do without"),
        .init(
            "licence", .text(.init(length: 1...TrainingLimits.licenceBytes)),
            "What the texts' owners allow; stands in the model"),
    ])

    var rankerKind: RankerModel.Kind {
        get throws {
            if language != nil {
                throw Self.refused("language", "goes with classify; each text says its own")
            }
            return kind.flatMap { RankerModel.Kind(rawValue: $0) } ?? .trees
        }
    }

    var classifierLanguage: LanguageCode {
        get throws {
            if kind != nil { throw Self.refused("kind", "goes with keywords") }
            guard let code = language.flatMap({ LanguageCode(supported: $0) }) else {
                throw Self.refused("language", "must say of which language the texts are")
            }
            return code
        }
    }

    private static func refused(_ member: String, _ reason: String) -> Problem {
        .invalid([.init(pointer: "/\(member)", reason: reason)])
    }
}

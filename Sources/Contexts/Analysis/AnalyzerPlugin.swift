import Core
import Language
import Module

extension Plugin {
    /// An analyzer of the text engine: its version is the engine's, its refusals are the caller's to correct.
    static func analyzer(
        _ identity: AnalyzerIdentity, _ summary: String, options: [Schema.Field] = [], result: [Schema.Field],
        languages: [LanguageCode] = LanguageCode.supported,
        read:
            @escaping @Sendable (_ text: String, _ options: JSON, _ language: LanguageCode?)
            throws(ExtractionRefusal) -> JSON
    ) -> Plugin {
        builtIn(
            identity.name, version: identity.version, summary, options: options, result: .object(result),
            languages: languages.map(\.rawValue)
        ) { text, options, language in
            do throws(ExtractionRefusal) {
                return try read(text, options, language.map { LanguageCode(rawValue: $0) })
            } catch {
                throw error == .cancelled ? CancellationError() : AnalysisProblems.problem(for: error)
            }
        }
    }

    static let wasCancelled: @Sendable () -> Bool = { Task.isCancelled }
}

/// Shapes that several analyzers answer with.
enum AnalyzerShape {
    static let offset = Schema.integer(0...KeywordLimits.textBytes)
    static let span = Schema.list(of: offset, count: 2...2)
    static let count = Schema.integer(0...KeywordLimits.textBytes)
    static let share = Schema.number(0...1)
    static let figure = Schema.number(-Double.greatestFiniteMagnitude...Double.greatestFiniteMagnitude)
    static let spanWords = "First byte, and the byte after the last, of the UTF-8 text"

    static func spans(_ max: Int = KeywordLimits.textBytes) -> Schema { .list(of: span, count: 0...max) }

    static func rows(_ fields: [Schema.Field], max: Int = KeywordLimits.textBytes) -> Schema {
        .list(of: .object(fields), count: 0...max)
    }

    static func words(_ choices: [String]) -> Schema { .text(.init(choices: choices)) }

    static let language = Schema.Field(
        "language", .text, required: true, "ISO 639-1, or `und` when there is not enough to tell")
}

extension Range<Int> {
    /// As `AnalyzerShape.span`.
    var json: JSON { [.integer(lowerBound), .integer(upperBound)] }
}

extension JSON {
    /// A member that its schema holds to whole numbers: 3 and 3.0 alike.
    func count(_ name: String) -> Int? { self[name]?.real.map { Int($0) } }

    static func spans(_ ranges: [Range<Int>]) -> JSON { .array(ranges.map(\.json)) }

    static func real(_ value: Double?) -> JSON { value.map { .number($0) } ?? .null }

    func texts(_ name: String) -> [String] { self[name]?.items?.compactMap(\.text) ?? [] }
}

package import Core
package import Language
import Module

/// In how many of somebody's documents words stand, as JSON: `{"documents", "language", "counts": {word: n}}`.
package enum FrequencyTable {
    static let schema = Schema.object([
        .init("documents", .integer(1...KeywordLimits.documents), required: true, "How many were counted"),
        .init(
            "language", .text(.init(choices: LanguageCode.supported.map(\.rawValue))), required: true,
            "In which language they are written"),
        .init(
            "counts", .map(of: .integer(0...KeywordLimits.documents)), required: true,
            "In how many each word or phrase stands; one that is missing stands in none"),
    ])

    /// - Throws: a `Problem` that says what is wrong with the table
    package static func read(_ value: JSON) throws -> DocumentFrequencies {
        let faults = schema.violations(in: value)
        guard faults.isEmpty else { throw Problem.invalid(faults) }
        var counts: [String: Int] = [:]
        for member in value["counts"]?.members ?? [] {
            counts[member.name] = max(counts[member.name] ?? 0, Int(member.value.real ?? 0))
        }
        do throws(ExtractionRefusal) {
            return try DocumentFrequencies(
                documents: Int(value["documents"]?.real ?? 0),
                language: LanguageCode(rawValue: value["language"]?.text ?? ""), holding: counts)
        } catch {
            throw Problem(AnalysisProblems.optionsDoNotFit, AnalysisProblems.problem(for: error).detail)
        }
    }
}

/// Counts in how many documents words stand. Function words are left out, as no keyword depends on them.
package struct FrequencyCounter: Sendable {
    private let language: LanguageCode
    private var documents = 0
    private var counts: [String: Int] = [:]

    package init(language: LanguageCode) {
        self.language = language
    }

    /// - Throws: `ExtractionRefusal` for a text that cannot be read; it does not count then.
    package mutating func add(_ text: String) throws {
        let words = try WordFrequency.vocabulary(of: text, language: language)
        documents += 1
        for word in words { counts[word, default: 0] += 1 }
    }

    /// The table, the commonest words first.
    /// - Parameter countMin: words in fewer documents are left out: one that is missing counts as new, which is
    ///   nearly the same.
    package func table(countMin: Int) -> JSON {
        let kept = counts.filter { $0.value >= countMin }
            .sorted { ($1.value, $0.key) < ($0.value, $1.key) }.prefix(KeywordLimits.frequencies)
        return [
            "documents": .integer(documents), "language": .string(language.rawValue),
            "counts": .object(kept.map { JSON.Member($0.key, .integer($0.value)) }),
        ]
    }
}

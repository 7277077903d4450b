package import Core
import Language
import Module

package enum AnalysisProblems {
    package static let textTooLarge = ProblemType(
        "text-too-large", status: 413, title: "The text is too large", errorClass: "ValidationError",
        explanation: """
            One text may have \(KeywordLimits.textBytes) bytes of UTF-8 at most. Cut it into parts, such as chapters, \
            and send each as a document of its own; several fit in one request under `documents`.
            """)
    package static let historyEntryNotFound = ProblemType(
        "history-entry-not-found", status: 404, title: "This result is not in the history",
        errorClass: "NotFoundError",
        explanation: """
            No kept result has this id. Results are kept only when the request says `"persist": true`; the answer then \
            names the id. `GET /keywords/history` lists them.
            """)

    package static let correctionDoesNotFit = ProblemType(
        "correction-does-not-fit", status: 422, title: "The correction does not fit the keywords",
        errorClass: "ValidationError",
        explanation: """
            What is removed or put first has to stand in the list as it is now, what is added must not, and something has \
            to stay. The violations name the places. `GET /keywords/history/{id}/feedback` shows what was said before.
            """)

    package static let optionsDoNotFit = ProblemType(
        "options-do-not-fit", status: 422, title: "The options contradict each other",
        errorClass: "ValidationError",
        explanation: """
            Each option has the right shape, but together they mean nothing: a word that stands in more documents than \
            there are, or an entry of a list with more than \(KeywordLimits.entryBytes) bytes. The detail names it.
            """)

    package static let all =
        [textTooLarge, historyEntryNotFound, correctionDoesNotFit, optionsDoNotFit] + ModelProblems.all

    /// Runs what the engine does; what it refuses becomes a problem.
    static func translating<Value>(_ body: () throws(ExtractionRefusal) -> Value) throws -> Value {
        do {
            return try body()
        } catch .cancelled {
            // Without anybody having cancelled, it is the extractor that failed.
            throw Task.isCancelled ? CancellationError() : ExtractorGaveUp()
        } catch {
            throw problem(for: error)
        }
    }

    private struct ExtractorGaveUp: Error {}

    /// The sentence for blank text is promised to clients to the letter.
    static func problem(for refusal: ExtractionRefusal) -> Problem {
        switch refusal {
        case .blankText:
            Problem(
                .validation, "Texto não pode ser vazio",
                violations: [.init(pointer: "/text", reason: "must hold more than white space")])
        case .textTooLarge(let bytes, let limit):
            Problem(textTooLarge, "The text has \(bytes) bytes; \(limit) are the most.")
        case .unknownLanguage(let code):
            Problem(.validation, "The language \"\(code)\" is not known.")
        case .optionOutOfRange(let name, let value, let allowed):
            Problem(
                .validation,
                "\(name) is \(value); it must be from \(allowed.lowerBound) to \(allowed.upperBound).")
        case .listTooLong(let name, let count, let limit):
            Problem(.validation, "\(name) has \(count) entries; \(limit) are the most.")
        case .entryTooLong(let name, let bytes, let limit):
            Problem(.validation, "An entry of \(name) has \(bytes) bytes; \(limit) are the most.")
        case .cancelled:
            Problem(.validation, "The request was given up before it was answered.")
        }
    }
}

import Core
import Language
import Module
import Persistence

/// `/keywords/history/{id}/feedback`: what people say the keywords should have been.
struct KeywordCorrectionRoutes: Sendable {
    let corrections: KeywordCorrections
    let history: KeywordHistory
    let writes: RepeatableWrites
    /// Nil where nothing is trained by itself.
    let relearning: KeywordRelearning?

    var all: [Route] { [give, list] }

    private static let id = Route.Parameter("id", in: .path, .text, "The entry's id")
    private static let keyword = Schema.text(
        .init(length: 1...KeywordLimits.entryBytes / 4, pattern: #"^[^\u0000]*[^\s\u0000][^\u0000]*$"#))
    private static let keywords = Schema.list(of: keyword, count: 1...KeywordLimits.keywords)

    private static let correction = Schema.named(
        "keyword_correction",
        .object([
            .init("entry", .text(.init(format: "uuid")), required: true, "Of the history"),
            .init(
                "number", .integer(1...Int.max), required: true, "Counts within the entry; the last one holds"
            ),
            .init(
                "keywords", .list(of: .text, count: 1...KeywordLimits.keywords), required: true,
                "As they should have been, best first"),
            .init(
                "agreement", .number(0...1), required: true,
                "F1 of the first ten that were found, measured by these"),
            .init("given_at", .instant, required: true, "When it was said"),
        ]))

    private var give: Route {
        Route(
            .post, "/keywords/history/{id}/feedback", operation: "correct_keywords",
            "Say what the keywords of a kept result should have been",
            permission: Permission("keywords:correct"),
            parameters: [Self.id],
            body: .init(
                .object([
                    .init("add", Self.keywords, "Keywords that are missing"),
                    .init("remove", Self.keywords, "Keywords that are wrong, as they stand in the list"),
                    .init("order", Self.keywords, "These come first, in this order"),
                ]), bytesMax: 262_144, example: ["add": ["reforma tributária"], "remove": ["Senado"]]),
            answers: [.init(200, "The list as it is now", Self.correction)],
            refusals: [
                AnalysisProblems.historyEntryNotFound, AnalysisProblems.correctionDoesNotFit,
                .storageUnavailable, .reusedIdempotencyKey,
                .invalidIdempotencyKey, .answerNotKept,
            ]
        ) { request, scope in
            let entry = try await entry(request, in: scope)
            let change = KeywordChange(
                added: request.body.texts("add"), removed: request.body.texts("remove"),
                order: request.body.texts("order"))
            return try await writes.run(request, of: "correct_keywords", in: scope) { session in
                let correction = try corrections.give(change, on: entry, in: scope, session)
                try relearning?.weigh(entry.answer.extraction.language, in: scope, session)
                return StoredResponse(status: 200, body: correction.json.bytes)
            }
        }
    }

    private var list: Route {
        Route(
            .get, "/keywords/history/{id}/feedback", operation: "list_keyword_corrections",
            "What was said of a kept result, newest first", permission: Permission("keywords:history:read"),
            parameters: [Self.id],
            answers: [
                .init(
                    200, "Newest first; the first one holds",
                    .object([
                        .init(
                            "items",
                            .list(of: Self.correction, count: 0...KeywordCorrections.listMax), required: true,
                            "The corrections")
                    ]))
            ], refusals: [AnalysisProblems.historyEntryNotFound, .storageUnavailable]
        ) { request, scope in
            let entry = try await entry(request, in: scope)
            let all = try await corrections.all(of: entry.id, in: scope)
            return .json(["items": .array(all.map(\.json))])
        }
    }

    private func entry(_ request: RouteRequest, in scope: Scope) async throws -> KeywordEntry {
        guard let id = request.parameters["id"]?.text.flatMap({ ID<KeywordEntry>($0) }),
            let entry = try await history.entry(id, in: scope)
        else { throw Problem(AnalysisProblems.historyEntryNotFound, "No kept result has this id.") }
        return entry
    }
}

extension KeywordCorrection {
    fileprivate var json: JSON {
        [
            "entry": .string(entry.text), "number": .integer(number),
            "keywords": .array(keywords.map { .string($0) }), "agreement": .number(agreement),
            "given_at": .string(givenAt.written),
        ]
    }
}

import Core
import Jobs
import Language
import Module
import Persistence
import Resilience

/// `/keywords/…`: the promises to clients of the keyword finder.
struct KeywordRoutes: Sendable {
    let work: KeywordWork
    let history: KeywordHistory
    let jobs: JobAcceptance
    let writes: RepeatableWrites
    /// A request with more text than this becomes a job.
    let bytesAtOnceMax: Int

    var all: [Route] { [extract, list, show] }

    static let documentsMax = 100
    static let bodyBytesMax = 8 * 1024 * 1024
    static let pageMax = 100
    static let searchTextLengthMax = 200

    private var extract: Route {
        return Route(
            .post, "/keywords/extract", operation: "extract_keywords",
            "Find the keywords of one text or of several",
            permission: Permission("keywords:extract"),
            body: .init(
                extractBody, bytesMax: Self.bodyBytesMax,
                example: ["text": "Python é uma linguagem"]),
            answers: [
                .init(
                    200, "The keywords, or for a batch `results`",
                    .either([KeywordAnswer.schema, Self.batchAnswer])),
                .init(202, "Taken as a job; `Location` says where it is", Job.schema),
            ],
            refusals: [
                AnalysisProblems.textTooLarge, .temporarilyUnavailable, .storageUnavailable,
                .reusedIdempotencyKey, .invalidIdempotencyKey, .answerNotKept,
            ]
        ) { request, scope in try await extract(request, in: scope) }
    }

    private func extract(_ request: RouteRequest, in scope: Scope) async throws -> RouteResponse {
        guard request.body["async"]?.truth != true, Self.textBytes(of: request.body) <= bytesAtOnceMax
        else {
            try KeywordWork.check(request.body)
            let job = NewJob(KeywordWork.kind, payload: request.body)
            return try await jobs.accept(job, for: request, to: "extract_keywords", in: scope)
        }
        let outcome = try await work.perform(request.body, in: scope)
        guard !outcome.entries.isEmpty else { return .json(outcome.answer) }
        // All in one transaction, before anything is promised.
        return try await writes.run(request, of: "extract_keywords", in: scope) { session in
            try history.keep(outcome.entries, in: scope, session)
            return StoredResponse(status: 200, body: outcome.answer.bytes)
        }
    }

    var extractBody: Schema {
        let persist = Schema.Field(
            "persist", .boolean, "Whether to keep the result and its text in the history; no by default")
        let async = Schema.Field(
            "async", .boolean,
            """
            Whether to answer at once with a job that does it; more than \(bytesAtOnceMax) bytes of text become one \
            in any case
            """)
        let single = Schema.named("keyword_request", .object(KeywordQuery.fields + [persist, async]))
        let batch = Schema.named(
            "keyword_batch",
            .object([
                .init(
                    "documents", .list(of: .anything, count: 1...Self.documentsMax), required: true,
                    """
                    Each with the fields of keyword_request except persist. Each is checked by itself: one that fails has \
                    its problem in its result and does not fail the others
                    """),
                persist, async,
            ]))
        return .either([single, batch])
    }

    private static let batchAnswer = Schema.named(
        "keyword_batch_answer",
        .object([
            .init(
                "results",
                .list(
                    of: .object([
                        .init(
                            "index", .integer(0...Self.documentsMax - 1), required: true,
                            "Place in `documents`"),
                        .init("result", KeywordAnswer.schema, "When it succeeded"),
                        .init("problem", .anything, "When it failed: a problem document"),
                    ]), count: 1...Self.documentsMax), required: true,
                "One for each document, in their order")
        ]))

    private static func textBytes(of body: JSON) -> Int {
        let documents = body["documents"]?.items ?? [body]
        return documents.reduce(0) { $0 + ($1["text"]?.text?.utf8.count ?? 0) }
    }
}

extension KeywordRoutes {
    private static let entrySchema = Schema.named(
        "keyword_history_entry",
        .object([
            .init("id", .text(.init(format: "uuid")), required: true, "Names the entry"),
            .init("created_at", .instant, required: true, "When it was extracted"),
            .init("text", .text, required: true, "The text"),
            .init("language", .text, required: true, "ISO 639-1, or `und`"),
            .init(
                "keywords",
                .list(
                    of: .named("keyword", .object(KeywordAnswer.keywordFields)),
                    count: 0...KeywordLimits.keywords),
                required: true, "Best first"),
            .init("extractor", KeywordAnswer.extractorSchema, required: true, "Which extractor answered"),
            .init("cached", .boolean, required: true, "False: the entry is the answer itself"),
            .init("fallback", .boolean, required: true, "Whether the simpler extractor had to stand in"),
        ]))

    private var list: Route {
        let instant = Schema.instant
        return Route(
            .get, "/keywords/history", operation: "list_keyword_history", "Kept results, newest first",
            permission: Permission("keywords:history:read"),
            parameters: [
                .init(
                    "text", in: .query,
                    .text(.init(length: 1...Self.searchTextLengthMax, pattern: #"^[^\u0000]+$"#)),
                    "Part of the text; case and accents do not matter"),
                .init("created_from", in: .query, instant, "RFC 3339; inclusive"),
                .init("created_until", in: .query, instant, "RFC 3339; exclusive"),
                .init("cursor", in: .query, .text(.init(format: "uuid")), "`next_cursor` of the page before"),
                .init("limit", in: .query, .integer(1...Self.pageMax), "Entries a page; 20 by default"),
            ],
            answers: [
                .init(
                    200, "A page",
                    .named(
                        "keyword_history_page",
                        .object([
                            .init(
                                "items", .list(of: Self.entrySchema, count: 0...Self.pageMax), required: true,
                                "The entries"),
                            .init(
                                "next_cursor", .nullable(.text), required: true,
                                "For the next page; null on the last"),
                        ])))
            ],
            refusals: [.storageUnavailable]
        ) { request, scope in
            var search = try Self.search(request.parameters)
            let limit = search.limit
            search.limit += 1
            let entries = try await history.page(search, in: scope)
            let page = entries.prefix(limit)
            return .json([
                "items": .array(page.map(\.json)),
                "next_cursor": .optional(entries.count > limit ? page.last?.id.text : nil),
            ])
        }
    }

    private static func search(_ parameters: [String: JSON]) throws -> KeywordHistory.Search {
        var search = KeywordHistory.Search()
        search.text = parameters["text"]?.text
        if search.text?.utf8.contains(0) == true { throw invalid("text", "must not hold NUL (U+0000)") }
        search.from = try instant("created_from", parameters)
        search.until = try instant("created_until", parameters)
        if let cursor = parameters["cursor"]?.text {
            guard let id = ID<KeywordEntry>(cursor) else {
                throw invalid("cursor", "is not one that this API gave")
            }
            search.after = id
        }
        if let limit = parameters["limit"]?.whole { search.limit = Int(limit) }
        return search
    }

    private static func instant(_ name: String, _ parameters: [String: JSON]) throws -> Instant? {
        guard let text = parameters[name]?.text else { return nil }
        guard let instant = Instant(text) else { throw invalid(name, "must be an RFC 3339 date and time") }
        return instant
    }

    private static func invalid(_ name: String, _ reason: String) -> Problem {
        .invalid([.init(pointer: "?\(name)", reason: reason)])
    }

    private var show: Route {
        Route(
            .get, "/keywords/history/{id}", operation: "get_keyword_history_entry", "One kept result",
            permission: Permission("keywords:history:read"),
            parameters: [.init("id", in: .path, .text, "The entry's id")],
            answers: [.init(200, "The entry", Self.entrySchema)],
            refusals: [AnalysisProblems.historyEntryNotFound, .storageUnavailable]
        ) { request, scope in
            guard let id = request.parameters["id"]?.text.flatMap({ ID<KeywordEntry>($0) }),
                let entry = try await history.entry(id, in: scope)
            else { throw Problem(AnalysisProblems.historyEntryNotFound, "No kept result has this id.") }
            return .json(entry.json)
        }
    }
}

extension KeywordEntry {
    fileprivate var json: JSON {
        guard case .object(let members) = answer.json(id: id) else { return .null }
        return .object(
            [
                members[0], .init("created_at", .string(answer.createdAt.written)),
                .init("text", .string(text)),
            ]
                + members.dropFirst())
    }
}

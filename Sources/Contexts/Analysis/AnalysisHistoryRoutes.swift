import Core
import Module
import Persistence

/// `/analyses`: answers of plugins that were kept.
struct AnalysisHistoryRoutes: Sendable {
    let history: AnalysisHistory

    var all: [Route] { [list, show] }

    static let pageMax = 100
    private static let permission = Permission("read:analyses")
    private static let hashLength = 64

    private static let schema = Schema.named(
        "analysis",
        .object([
            .init("id", .text(.init(format: "uuid")), required: true, "Names the analysis"),
            .init("plugin", .text, required: true, "Which plugin answered"),
            .init("version", .text, required: true, "Which version of it"),
            .init("options", .map(of: .anything), required: true, "What was asked of it"),
            .init("input_hash", .text, required: true, "SHA-256 of the text's UTF-8, hexadecimal"),
            .init("text", .nullable(.text), required: true, "The text, when it was to be kept"),
            .init("result", .anything, required: true, "What the plugin found"),
            .init("created_at", .instant, required: true, "When the plugin ran"),
        ]))

    private var list: Route {
        Route(
            .get, "/analyses", operation: "list_analyses", "Kept analyses, newest first",
            permission: Self.permission,
            parameters: [
                .init(
                    "plugin", in: .query,
                    .text(.init(length: Plugin.Limits.idLength, pattern: #"^[^\u0000]+$"#)),
                    "Of this plugin only"),
                .init(
                    "input_hash", in: .query,
                    .text(.init(length: Self.hashLength...Self.hashLength, pattern: #"^[^\u0000]+$"#)),
                    "Of the text with this SHA-256 only"),
                .init("cursor", in: .query, .text(.init(format: "uuid")), "`next_cursor` of the page before"),
                .init("limit", in: .query, .integer(1...Self.pageMax), "Analyses a page; 20 by default"),
            ],
            answers: [
                .init(
                    200, "A page",
                    .named(
                        "analysis_page",
                        .object([
                            .init(
                                "items", .list(of: Self.schema, count: 0...Self.pageMax), required: true,
                                "The analyses"),
                            .init(
                                "next_cursor", .nullable(.text), required: true,
                                "For the next page; null on the last"),
                        ])))
            ], refusals: [.storageUnavailable]
        ) { request, scope in try await page(request.parameters, in: scope) }
    }

    private func page(_ parameters: [String: JSON], in scope: Scope) async throws -> RouteResponse {
        var search = AnalysisHistory.Search()
        (search.plugin, search.inputHash) = (parameters["plugin"]?.text, parameters["input_hash"]?.text)
        for (name, value) in [("plugin", search.plugin), ("input_hash", search.inputHash)]
        where value?.containsNUL == true {
            throw Problem.invalid([.init(pointer: "?\(name)", reason: "must not hold NUL (U+0000)")])
        }
        if let cursor = parameters["cursor"]?.text {
            guard let id = ID<Analysis>(cursor) else {
                throw Problem.invalid([.init(pointer: "?cursor", reason: "is not one that this API gave")])
            }
            search.after = id
        }
        let limit = parameters["limit"]?.whole.map(Int.init) ?? search.limit
        // One more tells whether there is a next page.
        search.limit = limit + 1
        let found = try await history.page(search, in: scope)
        let shown = found.prefix(limit)
        return .json([
            "items": .array(shown.map(\.document)),
            "next_cursor": .optional(found.count > limit ? shown.last?.id.text : nil),
        ])
    }

    private var show: Route {
        Route(
            .get, "/analyses/{id}", operation: "get_analysis", "One kept analysis",
            permission: Self.permission, parameters: [.init("id", in: .path, .text, "The analysis's id")],
            answers: [.init(200, "The analysis", Self.schema)],
            refusals: [PluginProblems.analysisNotFound, .storageUnavailable]
        ) { request, scope in
            let id = request.parameters["id"]?.text.flatMap { ID<Analysis>($0) }
            guard let id, let found = try await history.analysis(id, in: scope) else {
                throw Problem(PluginProblems.analysisNotFound, "No kept analysis has this id.")
            }
            return .json(found.document)
        }
    }
}

extension Analysis {
    fileprivate var document: JSON {
        [
            "id": .string(id.text), "plugin": .string(answer.plugin), "version": .string(answer.version),
            "options": options, "input_hash": .string(inputHash), "text": .optional(text),
            "result": answer.result, "created_at": .string(answer.createdAt.written),
        ]
    }
}

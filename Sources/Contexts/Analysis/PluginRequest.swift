package import Core
import Language
import Module

/// One text for one plugin, checked against what the plugin declares.
package struct PluginRequest: Sendable {
    private(set) var guarded: Plugins.Guarded
    let text: String
    /// Members in the order of their names, so that equal options are written alike.
    let options: JSON
    let language: String?
    let isPersisted: Bool
    /// Whether the text is kept with the result.
    let keepsText: Bool
    let inputHash: String

    /// - Parameter body: of the shape that the route declares.
    package init(_ body: JSON, to id: String, of plugins: Plugins) throws {
        guarded = try plugins.named(id)
        let plugin = guarded.plugin
        text = try Self.text(body)
        options = try Self.options(body["options"] ?? .object([JSON.Member]()), of: plugin)
        language = try Self.language(body["language"]?.text, of: plugin)
        isPersisted = body["persist"]?.truth ?? false
        keepsText = body["persist_text"]?.truth ?? false
        inputHash = plugins.needs.inputHash(text)
        guard isPersisted || !keepsText else {
            throw Problem.invalid([
                .init(pointer: "/persist_text", reason: "keeps the text only beside `persist`")
            ])
        }
    }

    private static func text(_ body: JSON) throws -> String {
        let text = body["text"]?.text ?? ""
        // PostgreSQL cannot keep it, and no text that people write holds it.
        guard !text.containsNUL else {
            throw Problem.invalid([.init(pointer: "/text", reason: "must not hold NUL (U+0000)")])
        }
        let (bytes, limit) = (text.utf8.count, Plugin.Limits.textBytes)
        guard bytes <= limit else {
            throw AnalysisProblems.problem(for: .textTooLarge(bytes: bytes, limit: limit))
        }
        guard !text.unicodeScalars.allSatisfy(\.properties.isWhitespace) else {
            throw AnalysisProblems.problem(for: .blankText)
        }
        return text
    }

    private static func options(_ options: JSON, of plugin: Plugin) throws -> JSON {
        let faults = plugin.options.violations(in: options)
        guard faults.isEmpty else {
            throw Problem.invalid(faults.map { .init(pointer: "/options\($0.pointer)", reason: $0.reason) })
        }
        return options.ordered
    }

    private static func language(_ code: String?, of plugin: Plugin) throws -> String? {
        guard let code, !plugin.languages.isEmpty, !plugin.languages.contains(code) else { return code }
        throw Problem.invalid([
            .init(
                pointer: "/language",
                reason: "must be one of: \(plugin.languages.joined(separator: ", ")), for \(plugin.id)")
        ])
    }

    /// The same for whoever reads for the tenant in place of the plugin.
    func forReader(in scope: Scope) async -> PluginRequest {
        guard let reader = await guarded.plugin.standIn?(text, language, scope) else { return self }
        var request = self
        request.guarded = Plugins.Guarded(reader, inPlaceOf: guarded)
        return request
    }

    /// No two requests that differ have the same: only the options may hold a line end, and they write it as `\n`.
    var cacheKey: String {
        """
        \(guarded.plugin.id):\(guarded.plugin.version)
        \(language ?? "")
        \(options.written)
        \(inputHash)
        """
    }
}

extension JSON {
    /// The same value with the members of every object in the order of their names.
    fileprivate var ordered: JSON {
        switch self {
        case .object(let members):
            .object(
                members.map { Member($0.name, $0.value.ordered) }.sorted {
                    $0.name.utf8.lexicographicallyPrecedes($1.name.utf8)
                })
        case .array(let items): .array(items.map(\.ordered))
        case .null, .bool, .integer, .number, .string: self
        }
    }
}

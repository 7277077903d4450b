package import Core
package import Module

/// The API's description as a page to read, without scripts and without anything from elsewhere.
package struct ReferencePage {
    private let assembly: Assembly
    private let version: String

    package init(_ assembly: Assembly, version: String) {
        self.assembly = assembly
        self.version = version
    }

    package var html: String {
        let modules = assembly.modules.filter { !$0.routes.isEmpty }
        return Self.page(
            title: "Lux API \(version)",
            navigation: modules.map(navigation).joined(),
            content: """
                <h1>Lux API</h1>
                <p class="lead">Version \(version.escaped). JSON in and out, in snake_case; refusals are \
                <a href="https://www.rfc-editor.org/rfc/rfc9457">problem documents</a>. The same description for \
                machines: <a href="/openapi.json">openapi.json</a>.</p>
                \(modules.map(section).joined())
                """)
    }

    package static func page(for type: ProblemType) -> String {
        page(
            title: type.title, navigation: "<a href=\"/docs\">API reference</a>",
            content: """
                <h1>\(type.title.escaped)</h1>
                <p class="lead"><code>\(type.name.escaped)</code> · status \(type.status) · \
                <code>\(type.errorClass.escaped)</code></p>
                <p>\(type.explanation.escaped.withCode)</p>
                """)
    }

    /// No script may run on these pages and nothing may come from elsewhere.
    package static let headers = [
        "content-security-policy":
            "default-src 'none'; style-src 'self'; img-src 'self'; frame-ancestors 'none'; base-uri 'none'",
        "referrer-policy": "no-referrer",
    ]

    private static func page(title: String, navigation: String, content: String) -> String {
        """
        <!doctype html>
        <html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
        <title>\(title.escaped)</title><link rel="stylesheet" href="/docs/style.css"></head>
        <body><a class="skip" href="#content">Skip to content</a><nav aria-label="Contents">\(navigation)</nav>
        <main id="content">\(content)</main></body></html>
        """
    }

    private func navigation(_ module: Module) -> String {
        let links = module.routes.map { route in
            "<li><a href=\"#\(route.operation)\"><b class=\"\(route.method.rawValue)\">\(route.method.rawValue)</b> "
                + "\(route.path.escaped.breakable)</a></li>"
        }
        return "<h2>\(module.name.escaped)</h2><ul>\(links.joined())</ul>"
    }

    private func section(_ module: Module) -> String {
        "<h2>\(module.name.escaped)</h2><p>\(module.summary.escaped.withCode).</p>"
            + module.routes.map(article).joined()
    }

    private func article(_ route: Route) -> String {
        """
        <article id="\(route.operation)">
        <h3><b class="\(route.method.rawValue)">\(route.method.rawValue)</b> \
        <code>\(route.path.escaped.breakable)</code></h3>
        <p>\(route.summary.escaped.withCode).\(route.permission == .none ? "" : " Permission: <code>\(route.permission.name.escaped)</code>.")</p>
        \(parameters(route.parameters))\(body(route.body))
        <pre><code>\(curl(route).escaped)</code></pre>
        \(answers(route))
        </article>
        """
    }

    private func parameters(_ parameters: [Route.Parameter]) -> String {
        guard !parameters.isEmpty else { return "" }
        return table(
            ["Parameter", "In", "Type", ""],
            parameters.map {
                [
                    "<code>\($0.name.escaped)</code>", $0.place.rawValue, $0.schema.words.escaped,
                    $0.summary.escaped.withCode,
                ]
            })
    }

    private func body(_ body: Route.Body?) -> String {
        guard let body else { return "" }
        return body.schema.alternatives.map { shape in
            "<h4>Body</h4>" + fields(shape, tellsNeed: true)
        }.joined(separator: "<p>or</p>") + "<p>At most \(body.bytesMax) bytes.</p>"
    }

    private func fields(_ schema: Schema, tellsNeed: Bool) -> String {
        let rows = schema.flattened().map { name, field in
            let need = tellsNeed && field.isRequired ? " <em>required</em>" : ""
            return [
                "<code>\(name.escaped)</code>", field.schema.words.escaped + need,
                field.summary.escaped.withCode,
            ]
        }
        return table(["Field", "Type", ""], rows)
    }

    private func answers(_ route: Route) -> String {
        let good = route.answers.map {
            [
                "\($0.status)", $0.summary.escaped.withCode,
                $0.schema.map { $0.words.escaped } ?? $0.contentType.escaped,
            ]
        }
        let refused = route.allRefusals.map { type in
            ["\(type.status)", type.title.escaped, "<a href=\"/problems/\(type.name)\">\(type.name)</a>"]
        }
        let shapes = route.answers.compactMap(\.schema).flatMap(\.alternatives).filter { !$0.fields.isEmpty }
        let described = shapes.map { "<h4>Answer</h4>" + fields($0, tellsNeed: false) }.joined(
            separator: "<p>or</p>")
        return described + "<h4>Statuses</h4>" + table(["Status", "Meaning", "Content"], good + refused)
    }

    private func table(_ heads: [String], _ rows: [[String]]) -> String {
        let head = heads.map { "<th scope=\"col\">\($0)</th>" }.joined()
        let lines = rows.map { "<tr>" + $0.map { "<td>\($0)</td>" }.joined() + "</tr>" }.joined()
        return
            "<div class=\"scroll\" tabindex=\"0\"><table><thead><tr>\(head)</tr></thead><tbody>\(lines)</tbody></table></div>"
    }

    private func curl(_ route: Route) -> String {
        let url = "http://127.0.0.1:8080\(route.path)"
        guard let body = route.body else { return "curl '\(url)'" }
        let text = body.example.written.split(separator: "'").joined(separator: "'\\''")
        return "curl '\(url)' -H 'content-type: application/json' -d '\(text)'"
    }
}

extension Schema {
    /// The shape in a few words for a table.
    fileprivate var words: String {
        switch self {
        case .text(let rules): rules.choices.map { $0.joined(separator: " | ") } ?? rules.format ?? "string"
        case .integer(let range):
            range.upperBound == Int.max ? "integer" : "integer \(range.lowerBound)–\(range.upperBound)"
        case .number: "number"
        case .boolean: "boolean"
        case .list(let item, _): "array of \(item.words)"
        case .object: "object"
        case .map: "object"
        case .either(let shapes): shapes.map(\.words).joined(separator: " or ")
        case .nullable(let inner): "\(inner.words) or null"
        case .named(let name, _): name
        case .anything: "any"
        }
    }

    /// The fields with those of objects inside them, named as in `keywords[].text`.
    fileprivate func flattened(under path: String = "", depth: Int = 2) -> [(name: String, field: Field)] {
        guard depth > 0 else { return [] }
        return fields.flatMap { field in
            let (inner, suffix) = field.schema.object
            return [(path + field.name, field)]
                + (inner?.flattened(under: "\(path)\(field.name)\(suffix).", depth: depth - 1) ?? [])
        }
    }

    /// The object that this is, or that this is a list of.
    private var object: (schema: Schema?, suffix: String) {
        switch self {
        case .list(let item, _): (item.object.schema, "[]")
        case .object: (self, "")
        case .named(_, let inner), .nullable(let inner): inner.object
        case .text, .integer, .number, .boolean, .map, .either, .anything: (nil, "")
        }
    }

    fileprivate var alternatives: [Schema] {
        switch self {
        case .either(let shapes): shapes
        case .named(_, let inner): inner.alternatives
        case .text, .integer, .number, .boolean, .list, .object, .map, .nullable, .anything: [self]
        }
    }
}

extension String {
    /// For HTML text and quoted attributes.
    fileprivate var escaped: String {
        reduce(into: "") { result, character in
            switch character {
            case "&": result += "&amp;"
            case "<": result += "&lt;"
            case ">": result += "&gt;"
            case "\"": result += "&quot;"
            default: result.append(character)
            }
        }
    }

    /// What stands between back quotes, set as code. For text that is escaped already.
    fileprivate var withCode: String {
        split(separator: "`", omittingEmptySubsequences: false).enumerated().map { index, part in
            index % 2 == 1 ? "<code>\(part)</code>" : String(part)
        }.joined()
    }

    /// A path may break after each slash, or narrow screens would scroll sideways.
    fileprivate var breakable: String {
        split(separator: "/", omittingEmptySubsequences: false).joined(separator: "/<wbr>")
    }
}

import Core
package import Module
package import Telemetry

/// The routes by which machines and newcomers ask about the server itself.
package enum SystemModule {
    package struct Needs: Sendable {
        package var readiness: Readiness
        package var health: HealthReporter
        package var metrics: MetricsRegistry
        package var connections: ConnectionCount
        /// The whole assembly, this module included; nil until all modules are made.
        package var assembly: @Sendable () -> Assembly?
        package var version: String

        package init(
            readiness: Readiness, health: HealthReporter, metrics: MetricsRegistry,
            connections: ConnectionCount,
            assembly: @escaping @Sendable () -> Assembly?, version: String
        ) {
            (self.readiness, self.health) = (readiness, health)
            (self.metrics, self.connections) = (metrics, connections)
            (self.assembly, self.version) = (assembly, version)
        }

        fileprivate func wholeAssembly() throws -> Assembly {
            guard let assembly = assembly() else {
                throw Problem(HTTPProblems.notReady, "Lux is starting.", retryAfter: .seconds(1))
            }
            return assembly
        }
    }

    package static func module(_ needs: Needs, checks: [Check] = []) throws -> Module {
        try needs.metrics.sample(HTTPMetrics.connectionsDescription()) { [connections = needs.connections] in
            [(["http"], Double(connections.current))]
        }
        return Module(
            "system", "Health, metrics and the description of the API", settings: HTTPSettings.all,
            metrics: try HTTPMetrics.descriptions(),
            routes: [
                health(needs), ready(needs), detailedHealth(needs), metrics(needs), openAPI(needs),
                docs(needs), docsStyle,
                problems(needs), problem(needs),
            ],
            checks: checks, problems: HTTPProblems.all)
    }

    private static let statusSchema = Schema.object([
        .init("status", .text(.init(choices: ["ok"])), required: true, "Always ok: the process answers")
    ])

    private static func health(_ needs: Needs) -> Route {
        Route(
            .get, "/health", operation: "health", "Whether the process is alive", permission: .none,
            answers: [.init(200, "Alive", statusSchema)]
        ) { _, _ in .json(["status": "ok"]) }
    }

    private static func ready(_ needs: Needs) -> Route {
        Route(
            .get, "/ready", operation: "ready", "Whether the process takes work", permission: .none,
            answers: [.init(200, "Ready", statusSchema)], refusals: [HTTPProblems.notReady]
        ) { _, _ in
            guard needs.readiness.state == .ready else {
                throw Problem(
                    HTTPProblems.notReady, "Lux is \(needs.readiness.state).", retryAfter: .seconds(1))
            }
            let report = await needs.health.report()
            if let broken = report.lines.first(where: { !$0.finding.isHealthy && $0.check.impact == .stops })
            {
                throw Problem(
                    HTTPProblems.notReady, "\(broken.check.name) is \(broken.finding.word).",
                    retryAfter: .seconds(5))
            }
            return .json(["status": "ok"])
        }
    }

    private static func detailedHealth(_ needs: Needs) -> Route {
        let shape = Schema.named(
            "health_report",
            .object([
                .init(
                    "status", .text(.init(choices: ["ok", "degraded", "down"])), required: true,
                    "The whole in a word"),
                .init("checks", .map(of: .anything), required: true, "Each check in a word, some in groups"),
                .init(
                    "details",
                    .list(
                        of: .object([
                            .init("name", .text, required: true, "The check, with its group"),
                            .init("state", .text, required: true, "The same word as under `checks`"),
                            .init(
                                "latency_ms", .number(0...Double(Int32.max)), required: true,
                                "How long the check took"),
                            .init("since", .instant, required: true, "Since when the state has been this"),
                            .init("reason", .text, "Why it is so"),
                            .init("remedy", .text, "What to do about it"),
                            .init("facts", .map(of: .anything), "Figures about it"),
                        ]), count: 0...Int.max), required: true,
                    "Latency, since when and reason of each check"),
            ]))
        return Route(
            .get, "/health/detailed", operation: "health_detailed", "Each part and how it does",
            permission: Permission("health:read"),
            answers: [.init(200, "The report, whatever it says", shape)]
        ) { _, _ in .json(await needs.health.report().json) }
    }

    private static func metrics(_ needs: Needs) -> Route {
        Route(
            .get, "/metrics", operation: "metrics",
            "Metrics as Prometheus text or OpenMetrics, by the Accept header",
            permission: Permission("metrics:read"),
            answers: [.init(200, "The metrics", contentType: "text/plain")]
        ) { request, _ in
            let format = MetricsFormat.negotiated(accept: request.header("accept"))
            return RouteResponse(contentType: format.contentType, body: needs.metrics.exported(as: format))
        }
    }

    private static func openAPI(_ needs: Needs) -> Route {
        Route(
            .get, "/openapi.json", operation: "openapi", "This API as an OpenAPI 3.1 document",
            permission: .none,
            answers: [.init(200, "The document", .map(of: .anything))]
        ) { _, _ in .json(try OpenAPI(needs.wholeAssembly(), version: needs.version).document) }
    }

    private static func docs(_ needs: Needs) -> Route {
        Route(
            .get, "/docs", operation: "docs", "This API as a page to read", permission: .none,
            answers: [.init(200, "The page", contentType: "text/html")]
        ) { _, _ in
            RouteResponse(
                contentType: "text/html; charset=utf-8",
                body: Array(try ReferencePage(needs.wholeAssembly(), version: needs.version).html.utf8),
                headers: ReferencePage.headers)
        }
    }

    private static let docsStyle = Route(
        .get, "/docs/style.css", operation: "docs_style", "The look of the pages", permission: .none,
        answers: [.init(200, "The style sheet", contentType: "text/css")]
    ) { _, _ in RouteResponse(contentType: "text/css; charset=utf-8", body: Array(ReferencePage.style.utf8)) }

    private static func problems(_ needs: Needs) -> Route {
        let line = Schema.object([
            .init("name", .text, required: true, "The last part of a problem's `type`"),
            .init("status", .integer(400...599), required: true, "The HTTP status code"),
            .init("title", .text, required: true, "The type in a sentence"),
            .init("error", .text, required: true, "Class name to switch on"),
            .init("explanation", .text, required: true, "What it means and what to do"),
        ])
        return Route(
            .get, "/problems", operation: "problems", "Every type of problem that this API gives",
            permission: .none,
            answers: [
                .init(
                    200, "The types",
                    .object([.init("items", .list(of: line, count: 0...Int.max), required: true, "By name")]))
            ]
        ) { _, _ in
            let types = try needs.wholeAssembly().problems.sorted { $0.name < $1.name }
            let items = types.map { type -> JSON in
                [
                    "name": .string(type.name), "status": .integer(type.status), "title": .string(type.title),
                    "error": .string(type.errorClass), "explanation": .string(type.explanation),
                ]
            }
            return .json(["items": .array(items)])
        }
    }

    private static func problem(_ needs: Needs) -> Route {
        Route(
            .get, "/problems/{name}", operation: "problem", "What a type of problem means and what to do",
            permission: .none,
            parameters: [.init("name", in: .path, .text, "The last part of the problem's `type`")],
            answers: [.init(200, "The page", contentType: "text/html")], refusals: [.notFound]
        ) { request, _ in
            let name = request.parameters["name"]?.text
            guard let type = try needs.wholeAssembly().problems.first(where: { $0.name == name }) else {
                throw Problem(.notFound, "No type of problem has this name.")
            }
            return RouteResponse(
                contentType: "text/html; charset=utf-8", body: Array(ReferencePage.page(for: type).utf8),
                headers: ReferencePage.headers)
        }
    }
}

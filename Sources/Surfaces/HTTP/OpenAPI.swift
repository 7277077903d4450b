package import Core
package import Module

/// The OpenAPI 3.1 document of an assembly, rendered from the same values that are served.
package struct OpenAPI {
    private let assembly: Assembly
    private let version: String

    package init(_ assembly: Assembly, version: String) {
        self.assembly = assembly
        self.version = version
    }

    package var document: JSON {
        [
            "openapi": "3.1.0",
            "info": [
                "title": "Lux", "version": .string(version),
                "summary": "Reads texts, and remembers what it found",
                "license": ["name": "Apache-2.0", "identifier": "Apache-2.0"],
            ],
            "servers": [["url": "/"]],
            "tags": .array(
                assembly.modules.filter { !$0.routes.isEmpty }
                    .map { ["name": .string($0.name), "description": .string($0.summary)] }),
            "paths": paths,
            "components": ["schemas": .object(components.map { JSON.Member($0.name, $0.schema.rendered) })],
        ]
    }

    private var paths: JSON {
        var order: [String] = []
        var operations: [String: [JSON.Member]] = [:]
        for module in assembly.modules {
            for route in module.routes {
                if operations[route.path] == nil { order.append(route.path) }
                let member = JSON.Member(route.method.rawValue.lowercased(), operation(route, of: module))
                operations[route.path, default: []].append(member)
            }
        }
        return .object(order.map { JSON.Member($0, .object(operations[$0] ?? [])) })
    }

    private func operation(_ route: Route, of module: Module) -> JSON {
        .object([
            "operationId": .string(route.operation),
            "summary": .string(route.summary),
            "tags": [.string(module.name)],
            "x-permission": .string(route.permission.name),
            "parameters": route.parameters.isEmpty ? nil : .array(route.parameters.map(parameter)),
            "requestBody": route.body.map(requestBody),
            "responses": responses(route),
        ])
    }

    private func parameter(_ parameter: Route.Parameter) -> JSON {
        [
            "name": .string(parameter.name), "in": .string(parameter.place.rawValue),
            "required": .bool(parameter.place == .path), "description": .string(parameter.summary),
            "schema": parameter.schema.rendered,
        ]
    }

    private func requestBody(_ body: Route.Body) -> JSON {
        [
            "required": true, "description": .string("At most \(body.bytesMax) bytes after decompression."),
            "content": ["application/json": ["schema": body.schema.rendered, "example": body.example]],
        ]
    }

    private func responses(_ route: Route) -> JSON {
        var members = route.answers.map { answer in
            JSON.Member(
                String(answer.status),
                [
                    "description": .string(answer.summary),
                    "content": .object([
                        .init(
                            answer.contentType,
                            answer.schema.map { ["schema": $0.rendered] } ?? .object([JSON.Member]()))
                    ]),
                ])
        }
        var described: Set<Int> = Set(route.answers.map(\.status))
        for status in route.allRefusals.map(\.status) where described.insert(status).inserted {
            let titles = route.allRefusals.filter { $0.status == status }.map(\.title)
            members.append(.init(String(status), problem(titles.joined(separator: "; or: "))))
        }
        members.append(.init("default", problem("A problem that no answer above names")))
        return .object(members)
    }

    private func problem(_ description: String) -> JSON {
        [
            "description": .string(description),
            "content": ["application/problem+json": ["schema": Problem.schema.rendered]],
        ]
    }

    private var components: [(name: String, schema: Schema)] {
        var found: [(name: String, schema: Schema)] = []
        for route in assembly.routes {
            let shapes = [route.body?.schema].compactMap { $0 } + route.answers.compactMap(\.schema)
            for shape in shapes { shape.collectNames(into: &found) }
        }
        Problem.schema.collectNames(into: &found)
        return found
    }
}

extension Route {
    /// Its own refusals and those that the surface adds because of what it takes.
    package var allRefusals: [ProblemType] {
        var types = refusals
        if !parameters.isEmpty || body != nil { types.append(.validation) }
        if body != nil {
            types += [
                HTTPProblems.malformedJSON, HTTPProblems.malformedRequest, HTTPProblems.bodyTooSlow,
                HTTPProblems.bodyTooLarge,
                HTTPProblems.unsupportedMediaType,
            ]
        }
        return types
    }
}

extension Schema {
    fileprivate func collectNames(into found: inout [(name: String, schema: Schema)]) {
        switch self {
        case .named(let name, let inner):
            guard !found.contains(where: { $0.name == name }) else { return }
            found.append((name, inner))
            inner.collectNames(into: &found)
        case .list(let item, _), .map(let item), .nullable(let item): item.collectNames(into: &found)
        case .object(let fields): for field in fields { field.schema.collectNames(into: &found) }
        case .either(let shapes): for shape in shapes { shape.collectNames(into: &found) }
        case .text, .integer, .number, .boolean, .anything: break
        }
    }

    /// As JSON Schema 2020-12 writes it; named schemas as references.
    package var rendered: JSON {
        switch self {
        case .named(let name, _): ["$ref": .string("#/components/schemas/\(name)")]
        case .anything: .object([JSON.Member]())
        case .boolean: ["type": "boolean"]
        case .text(let rules): rules.rendered
        case .integer(let range):
            ["type": "integer", "minimum": .integer(range.lowerBound), "maximum": .integer(range.upperBound)]
        case .number(let range):
            ["type": "number", "minimum": .number(range.lowerBound), "maximum": .number(range.upperBound)]
        case .list(let item, let count):
            .object([
                "type": "array", "items": item.rendered,
                "minItems": count.lowerBound > 0 ? .integer(count.lowerBound) : nil,
                "maxItems": count.upperBound < Int.max ? .integer(count.upperBound) : nil,
            ])
        case .map(let item): ["type": "object", "additionalProperties": item.rendered]
        case .either(let shapes): ["oneOf": .array(shapes.map(\.rendered))]
        case .nullable(let inner): ["anyOf": [inner.rendered, ["type": "null"]]]
        case .object(let fields): Self.rendered(fields)
        }
    }

    private static func rendered(_ fields: [Field]) -> JSON {
        let required = fields.filter(\.isRequired).map { JSON.string($0.name) }
        let properties = fields.map { field in
            JSON.Member(
                field.name, field.schema.rendered.adding(summary: field.summary, example: field.example))
        }
        return .object([
            "type": "object", "properties": .object(properties),
            "required": required.isEmpty ? nil : .array(required), "additionalProperties": false,
        ])
    }
}

extension Schema.TextRules {
    fileprivate var rendered: JSON {
        .object([
            "type": "string",
            "minLength": length.lowerBound > 0 ? .integer(length.lowerBound) : nil,
            "maxLength": length.upperBound < Int.max ? .integer(length.upperBound) : nil,
            "format": format.map(JSON.string), "pattern": pattern.map(JSON.string),
            "enum": choices.map { .array($0.map(JSON.string)) },
        ])
    }
}

extension JSON {
    fileprivate func adding(summary: String, example: JSON?) -> JSON {
        guard case .object(let members) = self else { return self }
        return .object(
            members + [Member("description", .string(summary))]
                + (example.map { [Member("examples", .array([$0]))] } ?? []))
    }
}

package import Core
package import Module

extension Schema {
    /// As JSON Schema 2020-12 writes it, whole in itself: what has a name is written out where it stands.
    package var document: JSON {
        switch self {
        case .anything: .object([JSON.Member]())
        case .named(_, let inner): inner.document
        case .nullable(let inner): ["anyOf": [inner.document, Self.typed("null")]]
        case .either(let shapes): ["oneOf": .array(shapes.map(\.document))]
        case .boolean: Self.typed("boolean")
        case .integer(let range):
            Self.typed("integer", Self.bounds(range, ("minimum", "maximum"), of: Int.min...Int.max))
        case .number(let range): Self.typed("number", Self.bounds(range))
        case .text(let rules): Self.typed("string", Self.rules(rules))
        case .list(let item, let count):
            Self.typed(
                "array",
                [.init("items", item.document)]
                    + Self.bounds(count, ("minItems", "maxItems"), of: 0...Int.max))
        case .map(let item): Self.typed("object", [.init("additionalProperties", item.document)])
        case .object(let fields): Self.typed("object", Self.members(fields))
        }
    }

    private static func typed(_ name: String, _ more: [JSON.Member] = []) -> JSON {
        .object([.init("type", .string(name))] + more)
    }

    /// Only the ends that say more than the kind does.
    private static func bounds(
        _ range: ClosedRange<Int>, _ names: (String, String), of kind: ClosedRange<Int>
    ) -> [JSON.Member] {
        [
            range.lowerBound > kind.lowerBound ? JSON.Member(names.0, .integer(range.lowerBound)) : nil,
            range.upperBound < kind.upperBound ? JSON.Member(names.1, .integer(range.upperBound)) : nil,
        ].compactMap(\.self)
    }

    private static func bounds(_ range: ClosedRange<Double>) -> [JSON.Member] {
        let widest = Double.greatestFiniteMagnitude
        return [
            range.lowerBound > -widest ? JSON.Member("minimum", .number(range.lowerBound)) : nil,
            range.upperBound < widest ? JSON.Member("maximum", .number(range.upperBound)) : nil,
        ].compactMap(\.self)
    }

    private static func rules(_ rules: TextRules) -> [JSON.Member] {
        let words = [("format", rules.format), ("pattern", rules.pattern)].compactMap { name, text in
            text.map { JSON.Member(name, .string($0)) }
        }
        let choices = rules.choices.map { [JSON.Member("enum", .array($0.map(JSON.string)))] } ?? []
        return bounds(rules.length, ("minLength", "maxLength"), of: 0...Int.max) + words + choices
    }

    private static func members(_ fields: [Field]) -> [JSON.Member] {
        let properties = fields.map { field in
            JSON.Member(field.name, field.schema.document.with(field.summary, field.example))
        }
        let required = fields.filter(\.isRequired).map { JSON.string($0.name) }
        return [.init("properties", .object(properties)), .init("additionalProperties", false)]
            + (required.isEmpty ? [] : [.init("required", .array(required))])
    }
}

extension JSON {
    fileprivate func with(_ summary: String, _ example: JSON?) -> JSON {
        var members = self.members ?? []
        if !summary.isEmpty { members.append(.init("description", .string(summary))) }
        if let example { members.append(.init("examples", [example])) }
        return .object(members)
    }
}

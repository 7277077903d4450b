import Core
import Module

/// A JSON Schema that says something which Lux does not check.
struct SchemaRefused: Error, Hashable, CustomStringConvertible {
    /// JSON pointer into the schema.
    let pointer: String
    let reason: String

    var description: String { "\(pointer.isEmpty ? "the schema" : pointer) \(reason)" }
}

/// Reads the part of JSON Schema 2020-12 that Lux checks. What it would not check is refused, so that nobody
/// relies on it.
enum SchemaReading {
    static func schema(_ document: JSON) throws(SchemaRefused) -> Schema {
        try Place(document: document, pointer: "").schema()
    }

    /// Says nothing about which values fit.
    private static let annotations: Set = [
        "$schema", "$comment", "title", "description", "examples", "default", "deprecated",
    ]

    private static let keywords: [String: Set<String>] = [
        "null": [], "boolean": [], "integer": ["minimum", "maximum"], "number": ["minimum", "maximum"],
        "string": ["minLength", "maxLength", "format", "enum"], "array": ["items", "minItems", "maxItems"],
        "object": ["properties", "required", "additionalProperties"],
    ]

    private struct Place {
        let document: JSON
        let pointer: String

        func schema() throws(SchemaRefused) -> Schema {
            if document.truth == true { return .anything }
            guard document.members != nil else { throw refused("must be an object or true") }
            if document["oneOf"] != nil { return try either() }
            if document["anyOf"] != nil { return try nullable() }
            guard let type = document["type"] else {
                try checkKeywords([], of: "a schema without type")
                return .anything
            }
            guard let name = type.text, let keywords = SchemaReading.keywords[name], name != "null" else {
                throw at("type").refused(
                    "must be one of: string, integer, number, boolean, array, object")
            }
            try checkKeywords(keywords.union(["type"]), of: name)
            return try schema(ofType: name)
        }

        private func schema(ofType name: String) throws(SchemaRefused) -> Schema {
            switch name {
            case "boolean": .boolean
            case "integer": .integer(try wholes(("minimum", "maximum"), within: Int.min...Int.max))
            case "number": .number(try reals())
            case "string": .text(try rules())
            case "array":
                .list(
                    of: try document["items"] == nil ? .anything : at("items").schema(),
                    count: try wholes(("minItems", "maxItems"), within: 0...Int.max))
            default: try object()
            }
        }

        private func either() throws(SchemaRefused) -> Schema {
            try checkKeywords(["oneOf"], of: "oneOf")
            let place = at("oneOf")
            guard let items = place.document.items, !items.isEmpty else {
                throw place.refused("must be an array of objects")
            }
            var shapes: [Schema] = []
            for index in items.indices {
                let inner = place.at(index)
                let shape = try inner.schema()
                guard case .object = shape else {
                    throw inner.refused("must be an object with properties, known by what it requires")
                }
                shapes.append(shape)
            }
            return .either(shapes)
        }

        private func nullable() throws(SchemaRefused) -> Schema {
            try checkKeywords(["anyOf"], of: "anyOf")
            let place = at("anyOf")
            guard let items = place.document.items, items.count == 2, items[1] == ["type": "null"] else {
                throw place.refused("is understood only as [SCHEMA, {\"type\": \"null\"}]")
            }
            return .nullable(try place.at(0).schema())
        }

        private func rules() throws(SchemaRefused) -> Schema.TextRules {
            var rules = Schema.TextRules(
                length: try wholes(("minLength", "maxLength"), within: 0...Int.max),
                format: document["format"]?.text)
            if let choices = document["enum"] {
                let words = choices.items?.compactMap(\.text) ?? []
                guard !words.isEmpty, words.count == choices.items?.count else {
                    throw at("enum").refused("must be an array of strings")
                }
                rules.choices = words
            }
            return rules
        }

        private func object() throws(SchemaRefused) -> Schema {
            guard let properties = document["properties"] else {
                guard document["required"] == nil else {
                    throw at("required").refused("needs properties beside it")
                }
                guard let values = document["additionalProperties"] else { return .map(of: .anything) }
                return values == false ? .object([]) : .map(of: try at("additionalProperties").schema())
            }
            guard document["additionalProperties"] == false else {
                throw refused("has properties, so it must say \"additionalProperties\": false")
            }
            guard let members = properties.members else {
                throw at("properties").refused("must be an object")
            }
            let required = try self.required(of: Set(members.map(\.name)))
            var fields: [Schema.Field] = []
            for member in members {
                fields.append(
                    Schema.Field(
                        member.name, try at("properties").at(member.name).schema(),
                        required: required.contains(member.name), member.value["description"]?.text ?? ""))
            }
            return .object(fields)
        }

        private func required(of known: Set<String>) throws(SchemaRefused) -> Set<String> {
            guard let required = document["required"] else { return [] }
            let names = Set(required.items?.compactMap(\.text) ?? [])
            guard names.count == required.items?.count, names.isSubset(of: known) else {
                throw at("required").refused("must name properties, each once")
            }
            return names
        }

        private func wholes(
            _ names: (String, String), within limits: ClosedRange<Int>
        ) throws(SchemaRefused) -> ClosedRange<Int> {
            let lower = try whole(names.0) ?? limits.lowerBound
            let upper = try whole(names.1) ?? limits.upperBound
            guard limits.contains(lower), limits.contains(upper), lower <= upper else {
                throw refused("has \(names.0) and \(names.1) between which nothing lies")
            }
            return lower...upper
        }

        private func whole(_ name: String) throws(SchemaRefused) -> Int? {
            guard let value = document[name] else { return nil }
            guard let whole = value.whole else { throw at(name).refused("must be a whole number") }
            return Int(whole)
        }

        private func reals() throws(SchemaRefused) -> ClosedRange<Double> {
            let widest = Double.greatestFiniteMagnitude
            let lower = try real("minimum") ?? -widest
            let upper = try real("maximum") ?? widest
            guard lower <= upper else { throw refused("has minimum and maximum between which nothing lies") }
            return lower...upper
        }

        private func real(_ name: String) throws(SchemaRefused) -> Double? {
            guard let value = document[name] else { return nil }
            guard let real = value.real else { throw at(name).refused("must be a number") }
            return real
        }

        private func checkKeywords(_ known: Set<String>, of what: String) throws(SchemaRefused) {
            for member in document.members ?? [] {
                guard known.contains(member.name) || SchemaReading.annotations.contains(member.name) else {
                    throw at(member.name).refused("is not checked by Lux beside \(what)")
                }
            }
        }

        private func at(_ name: String) -> Place {
            Place(
                document: document[name] ?? .null, pointer: "\(pointer)/\(JSONPointer.escaped(name))")
        }

        private func at(_ index: Int) -> Place {
            Place(document: document[index] ?? .null, pointer: "\(pointer)/\(index)")
        }

        private func refused(_ reason: String) -> SchemaRefused {
            SchemaRefused(pointer: pointer, reason: reason)
        }
    }
}

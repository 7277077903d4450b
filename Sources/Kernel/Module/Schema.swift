package import Core

/// The shape of a JSON value: a subset of JSON Schema 2020-12. One declaration both checks what comes in and
/// is printed in the OpenAPI document, so the two cannot differ.
package indirect enum Schema: Hashable, Sendable {
    case text(TextRules)
    case integer(ClosedRange<Int>)
    case number(ClosedRange<Double>)
    case boolean
    case list(of: Schema, count: ClosedRange<Int>)
    case object([Field])
    /// An object whose member names are free.
    case map(of: Schema)
    /// Exactly one of several objects, told apart by their required fields.
    case either([Schema])
    case nullable(Schema)
    case anything
    /// Printed once under `components/schemas` and referred to by name.
    case named(String, Schema)

    package static let text = Schema.text(TextRules())
    package static let instant = Schema.text(TextRules(format: "date-time"))

    package struct TextRules: Hashable, Sendable {
        /// In Unicode scalars, as JSON Schema counts.
        package var length: ClosedRange<Int>
        package var format: String?
        package var choices: [String]?
        package var pattern: String?

        package init(
            length: ClosedRange<Int> = 0...Int.max, format: String? = nil, choices: [String]? = nil,
            pattern: String? = nil
        ) {
            (self.length, self.format, self.choices, self.pattern) = (length, format, choices, pattern)
        }
    }

    package struct Field: Hashable, Sendable {
        package let name: String
        package let schema: Schema
        package let isRequired: Bool
        package let summary: String
        package let example: JSON?

        package init(
            _ name: String, _ schema: Schema, required: Bool = false, _ summary: String, example: JSON? = nil
        ) {
            (self.name, self.schema, self.isRequired) = (name, schema, required)
            (self.summary, self.example) = (summary, example)
        }
    }
}

extension Schema {
    /// Where `value` breaks this schema, at most `violationsMax` places; empty when it fits.
    package func violations(in value: JSON) -> [Problem.Violation] {
        var check = SchemaCheck()
        check.check(value, against: self, at: "")
        return check.violations
    }

    package static let violationsMax = 20
}

private struct SchemaCheck {
    var violations: [Problem.Violation] = []

    mutating func check(_ value: JSON, against schema: Schema, at pointer: String) {
        guard violations.count < Schema.violationsMax else { return }
        switch schema {
        case .anything: break
        case .named(_, let inner): check(value, against: inner, at: pointer)
        case .nullable(let inner): if value != .null { check(value, against: inner, at: pointer) }
        case .boolean: if value.truth == nil { expected("a boolean", value, pointer) }
        case .text(let rules): checkText(value, rules, pointer)
        case .integer(let range): checkInteger(value, range, pointer)
        case .number(let range): checkNumber(value, range, pointer)
        case .list(let item, let count): checkList(value, item, count, pointer)
        case .object(let fields): checkObject(value, fields, pointer)
        case .map(let item): checkMap(value, item, pointer)
        case .either(let shapes): check(value, against: closest(to: value, of: shapes), at: pointer)
        }
    }

    private mutating func refuse(_ pointer: String, _ reason: String) {
        violations.append(.init(pointer: pointer, reason: reason))
    }

    private mutating func expected(_ what: String, _ value: JSON, _ pointer: String) {
        refuse(
            pointer,
            "must be \(what), not \(value.kind == "object" || value.kind == "array" ? "an" : "a") \(value.kind)"
        )
    }

    private mutating func checkText(_ value: JSON, _ rules: Schema.TextRules, _ pointer: String) {
        guard let text = value.text else { return expected("a string", value, pointer) }
        if let choices = rules.choices, !choices.contains(text) {
            return refuse(pointer, "must be one of: \(choices.joined(separator: ", "))")
        }
        // No text has more scalars than bytes, so long texts within the limit are not counted.
        if text.utf8.count > rules.length.upperBound, text.unicodeScalars.count > rules.length.upperBound {
            return refuse(pointer, "must have at most \(rules.length.upperBound) characters")
        }
        if rules.length.lowerBound > 0, text.unicodeScalars.count < rules.length.lowerBound {
            refuse(
                pointer,
                rules.length.lowerBound == 1
                    ? "must not be empty" : "must have at least \(rules.length.lowerBound) characters")
        }
    }

    private mutating func checkInteger(_ value: JSON, _ range: ClosedRange<Int>, _ pointer: String) {
        guard let whole = value.whole ?? value.wholeFromReal else {
            return expected("a whole number", value, pointer)
        }
        if !range.contains(Int(whole)) {
            refuse(pointer, "must be a whole number from \(range.lowerBound) to \(range.upperBound)")
        }
    }

    private mutating func checkNumber(_ value: JSON, _ range: ClosedRange<Double>, _ pointer: String) {
        guard let real = value.real else { return expected("a number", value, pointer) }
        if !range.contains(real) {
            refuse(pointer, "must be a number from \(range.lowerBound) to \(range.upperBound)")
        }
    }

    private mutating func checkList(
        _ value: JSON, _ item: Schema, _ count: ClosedRange<Int>, _ pointer: String
    ) {
        guard let items = value.items else { return expected("an array", value, pointer) }
        guard count.contains(items.count) else {
            return refuse(
                pointer, "must have from \(count.lowerBound) to \(count.upperBound) items, not \(items.count)"
            )
        }
        for (index, value) in items.enumerated() { check(value, against: item, at: "\(pointer)/\(index)") }
    }

    private mutating func checkObject(_ value: JSON, _ fields: [Schema.Field], _ pointer: String) {
        guard let members = value.members else { return expected("an object", value, pointer) }
        for field in fields where field.isRequired && value[field.name] == nil {
            refuse("\(pointer)/\(JSONPointer.escaped(field.name))", "is required")
        }
        for member in members {
            let place = "\(pointer)/\(JSONPointer.escaped(member.name.prefix(64)))"
            guard let field = fields.first(where: { $0.name == member.name }) else {
                guard violations.count < Schema.violationsMax else { return }
                refuse(place, "is not known here; known are: \(fields.map(\.name).joined(separator: ", "))")
                continue
            }
            check(member.value, against: field.schema, at: place)
        }
    }

    private mutating func checkMap(_ value: JSON, _ item: Schema, _ pointer: String) {
        guard let members = value.members else { return expected("an object", value, pointer) }
        for member in members {
            check(member.value, against: item, at: "\(pointer)/\(JSONPointer.escaped(member.name))")
        }
    }

    /// The alternative that the caller most likely meant: the first whose required fields are all there.
    private func closest(to value: JSON, of shapes: [Schema]) -> Schema {
        let meant = shapes.first { shape in
            shape.fields.allSatisfy { !$0.isRequired || value[$0.name] != nil }
        }
        return meant ?? shapes[0]
    }
}

extension Schema {
    /// The fields of an object schema, also behind a name.
    package var fields: [Field] {
        switch self {
        case .object(let fields): fields
        case .named(_, let inner): inner.fields
        case .text, .integer, .number, .boolean, .list, .map, .either, .nullable, .anything: []
        }
    }
}

extension JSON {
    /// JSON Schema counts 1.0 among the integers.
    fileprivate var wholeFromReal: Int64? {
        if case .number(let real) = self { Int64(exactly: real) } else { nil }
    }
}

package import Core
package import Module

/// Turns the text of path and query parameters into values of the declared kinds.
package struct ParameterReading {
    private let declared: [Route.Parameter]

    package init(declared: [Route.Parameter]) {
        self.declared = declared
    }

    /// `path` and `query` are decoded already. Throws a validation problem that names every fault.
    package func read(path: (String) -> String?, query: [(name: String, value: String)]) throws -> [String:
        JSON]
    {
        var values: [String: JSON] = [:]
        var violations: [Problem.Violation] = []
        for parameter in declared where parameter.place == .path {
            guard let text = path(parameter.name) else { continue }
            take(text, as: parameter, into: &values, &violations)
        }
        var times: [String: Int] = [:]
        for (name, text) in query {
            times[name, default: 0] += 1
            switch (times[name], declared.first { $0.place == .query && $0.name == name }) {
            case (1, let parameter?): take(text, as: parameter, into: &values, &violations)
            case (1, nil): violations.append(.init(pointer: "?\(name.prefix(64))", reason: unknown))
            case (2, _): violations.append(.init(pointer: "?\(name.prefix(64))", reason: "stands twice"))
            // Said once, however often it stands.
            default: break
            }
        }
        guard violations.isEmpty else { throw Problem.invalid(violations) }
        return values
    }

    private var unknown: String {
        let known = declared.filter { $0.place == .query }.map(\.name).joined(separator: ", ")
        return known.isEmpty ? "is not known here" : "is not known here; known are: \(known)"
    }

    private func take(
        _ text: String, as parameter: Route.Parameter, into values: inout [String: JSON],
        _ violations: inout [Problem.Violation]
    ) {
        let value = parameter.schema.value(of: text)
        let faults = parameter.schema.violations(in: value)
        if faults.isEmpty {
            values[parameter.name] = value
        } else {
            violations += faults.map { .init(pointer: "?\(parameter.name)", reason: $0.reason) }
        }
    }
}

extension Schema {
    /// Text from a URL as the JSON value it stands for; the text itself where it cannot be read as such, which
    /// then breaks the schema.
    fileprivate func value(of text: String) -> JSON {
        switch self {
        case .integer: Int64(text).map(JSON.integer) ?? .string(text)
        case .number: Double(text).flatMap { $0.isFinite ? JSON.number($0) : nil } ?? .string(text)
        case .boolean: text == "true" ? true : text == "false" ? false : .string(text)
        case .named(_, let inner), .nullable(let inner): inner.value(of: text)
        case .text, .list, .object, .map, .either, .anything: .string(text)
        }
    }
}

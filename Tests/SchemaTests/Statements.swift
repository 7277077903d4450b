/// A statement as it stands in the sources, with `?` for each value. One that is put together in several ways comes
/// several times, so that each of its parts comes at least once.
struct FoundStatement: Sendable, CustomStringConvertible {
    let text: String
    /// The file, and the line on which it begins.
    let origin: String

    var description: String { "\(origin): \(text)" }
}

/// Finds the statements in Swift sources: each literal that begins with a verb of SQL, with the fragments that it
/// interpolates put in.
struct StatementSearch {
    private(set) var statements: [FoundStatement] = []
    /// What looks like a fragment and could not be followed to its text.
    private(set) var unknown: [String] = []

    private let files: [(path: String, source: SwiftSource)]
    private let fragments: [String: [Fragment]]

    /// - Parameter files: by their paths; those of one folder know each other's declarations.
    init(_ files: [(path: String, text: String)]) {
        self.files = files.map { ($0.path, SwiftSource($0.text)) }
        fragments = Dictionary(
            grouping: self.files.indices.flatMap { [files = self.files] in
                files[$0].source.fragments(file: $0)
            }
        ) { $0.name }
        for file in self.files.indices { search(file) }
    }

    private static let verbs = ["SELECT ", "INSERT INTO ", "UPDATE ", "DELETE FROM ", "WITH "]

    private mutating func search(_ file: Int) {
        let source = files[file].source
        for literal in source.literals where !literal.takesAnyTable && mayBeStatement(literal, in: file) {
            let origin = "\(files[file].path):\(source.lineNumber(of: literal.place.lowerBound))"
            do {
                for text in try texts(of: literal, at: literal.place.lowerBound, in: file)
                where Self.verbs.contains(where: text.trimmed.hasPrefix) {
                    statements.append(FoundStatement(text: String(text.trimmed), origin: origin))
                }
            } catch {
                unknown.append("\(origin): \(error.code)")
            }
        }
    }

    private func mayBeStatement(_ literal: Literal, in file: Int) -> Bool {
        switch literal.parts.first {
        case .text(let text): Self.verbs.contains { text.trimmed.hasPrefix($0.trimmed) && text.contains(" ") }
        case .code(let code):
            (try? fragment(named: Name(code), at: literal.place.lowerBound, in: file, code)) != nil
                && literal.parts.count > 1
        case nil: false
        }
    }

    // MARK: Texts

    struct NotFollowed: Error {
        let code: String
    }

    private func texts(
        of literal: Literal, at place: Int, in file: Int, knowing known: [String: String] = [:]
    ) throws(NotFollowed) -> [String] {
        var texts = [""]
        for part in literal.parts {
            var choices: [String]
            switch part {
            case .text(let text): choices = [text]
            case .code(let code): choices = try self.texts(of: code, at: place, in: file, knowing: known)
            }
            // Each choice once, not each with each of the others.
            let count = max(texts.count, choices.count)
            texts = (0..<count).map { texts[$0 % texts.count] + choices[$0 % choices.count] }
        }
        return texts
    }

    private func texts(
        of code: String, at place: Int, in file: Int, knowing known: [String: String]
    ) throws(NotFollowed) -> [String] {
        if code.hasPrefix("list:") { return ["(?, ?)"] }
        if code.hasPrefix("orNull:") || code.hasPrefix("value:") { return ["?"] }
        if code.hasPrefix("name:") || code.hasPrefix("joined:") { throw NotFollowed(code: code) }
        let name = Name(code)
        if let text = known[code] { return [text] }
        guard let fragment = try fragment(named: name, at: place, in: file, code) else { return ["?"] }
        return try texts(of: fragment)
    }

    private func texts(of fragment: Fragment) throws(NotFollowed) -> [String] {
        switch fragment.kind {
        case .value: try valueTexts(of: fragment)
        case .body(let body, _): try bodyTexts(of: fragment, body)
        case .parameter(let function, let label, let place):
            try argumentTexts(of: fragment, function, label, place)
        }
    }

    /// What it is at first, and with all that may be added to it.
    private func valueTexts(of fragment: Fragment) throws(NotFollowed) -> [String] {
        let source = files[fragment.file].source
        let scope = fragment.scope ?? source.block(around: fragment.place)
        let equals = source.code[fragment.place...].firstIndex(of: UInt8(ascii: "=")) ?? fragment.place
        var texts = try texts(ofExpressionAt: equals + 1, in: fragment.file)
        let assigned = source.places(of: "\(fragment.name) =").filter { scope.contains($0) && $0 > equals }
            .compactMap { source.literal(from: $0 + fragment.name.utf8.count + 2) }
        var whole = texts.first ?? ""
        for literal in assigned {
            let isAdded = literal.parts.contains(.code(fragment.name))
            for text in try self.texts(
                of: literal, at: literal.place.lowerBound, in: fragment.file, knowing: [fragment.name: whole])
            {
                if isAdded { whole = text } else { texts.append(text) }
            }
        }
        return texts.contains(whole) ? texts : texts + [whole]
    }

    private func texts(ofExpressionAt start: Int, in file: Int) throws(NotFollowed) -> [String] {
        let source = files[file].source
        if let literal = source.literal(from: start) {
            return try texts(of: literal, at: literal.place.lowerBound, in: file)
        }
        let begin = source.code[start...].firstIndex { !$0.isSpace } ?? start
        if source.text(begin..<min(begin + 6, source.code.count)) == "switch",
            let brace = source.code[begin...].firstIndex(of: UInt8(ascii: "{"))
        {
            return try outcomes(in: brace..<source.end(ofBlockAt: brace, "{", "}"), of: file)
        }
        // A call, or another fragment by its name.
        let rest = source.text(begin..<(source.code[begin...].firstIndex(of: UInt8(ascii: "\n")) ?? begin))
        guard let fragment = try fragment(named: Name(rest), at: begin, in: file, rest) else {
            throw NotFollowed(code: rest)
        }
        return try texts(of: fragment)
    }

    private func bodyTexts(of fragment: Fragment, _ body: Range<Int>) throws(NotFollowed) -> [String] {
        let source = files[fragment.file].source
        let returned = source.places(of: "return").first { place in
            body.contains(place)
                && fragments[Name(source.line(at: place)).text]?.contains {
                    $0.file == fragment.file && $0.scope.map { body.contains($0.lowerBound) } ?? false
                } ?? false
        }
        if let returned {
            let begin = returned + "return ".utf8.count
            return try texts(ofExpressionAt: begin, in: fragment.file)
        }
        return try outcomes(in: body, of: fragment.file)
    }

    /// The literals that a block comes to: those behind its opening, a `case`, a `return` or a condition.
    private func outcomes(in block: Range<Int>, of file: Int) throws(NotFollowed) -> [String] {
        let source = files[file].source
        var found: [String] = []
        for literal in source.literals where block.contains(literal.place.lowerBound) {
            let before = source.before(literal.place.lowerBound, count: 6)
            guard ["{", ":", "return", "}", "?"].contains(where: before.hasSuffix) else { continue }
            found += try texts(of: literal, at: literal.place.lowerBound, in: file)
        }
        guard !found.isEmpty else { throw NotFollowed(code: source.line(at: block.lowerBound)) }
        return found
    }

    private func argumentTexts(
        of fragment: Fragment, _ function: String, _ label: String, _ place: Int
    ) throws(NotFollowed) -> [String] {
        var found: [String] = []
        for file in files.indices where isBeside(file, fragment.file) {
            for argument in files[file].source.arguments(of: function, label: label, place: place) {
                found += try texts(ofExpressionAt: argument.lowerBound, in: file)
            }
        }
        guard !found.isEmpty else { throw NotFollowed(code: "\(function)(\(fragment.name))") }
        return found
    }

    // MARK: Names

    /// `turn.condition(now)` taken apart.
    private struct Name {
        let text: String
        let qualifier: String?
        let isCall: Bool

        init(_ code: String) {
            var code = code.trimmed
            if code.hasPrefix("return ") { code = code.dropFirst(7) }
            let path = code.prefix { $0.isLetter || $0.isNumber || $0 == "_" || $0 == "." }
            let words = path.split(separator: ".")
            text = words.last.map(String.init) ?? ""
            qualifier = words.count > 1 ? String(words[words.count - 2]) : nil
            isCall = code.dropFirst(path.count).first == "("
        }
    }

    /// Nil for a value that is bound.
    private func fragment(
        named name: Name, at place: Int, in file: Int, _ code: String
    ) throws(NotFollowed) -> Fragment? {
        guard let all = fragments[name.text] else { return nil }
        let isBare = name.qualifier == nil
        if isBare, !name.isCall, let nearest = nearest(of: all, at: place, in: file) { return nearest }
        let owner = owner(of: name, at: place, in: file)
        let candidates = all.filter { fragment in
            fragment.scope == nil && fragment.isCalled == name.isCall && isBeside(fragment.file, file)
                && (owner == nil || fragment.owner == owner)
        }
        if candidates.isEmpty, isBare { throw NotFollowed(code: code) }
        if candidates.count > 1 { throw NotFollowed(code: "\(code) is one of \(candidates.count)") }
        return candidates.first
    }

    /// The local declaration that a bare name means.
    private func nearest(of all: [Fragment], at place: Int, in file: Int) -> Fragment? {
        all.filter { $0.file == file && $0.place < place && $0.scope?.contains(place) == true }
            .max { $0.place < $1.place }
    }

    /// The type whose member is meant; nil for that of a value, whose type is not known here.
    private func owner(of name: Name, at place: Int, in file: Int) -> String? {
        switch name.qualifier {
        case nil, "Self": files[file].source.owner(of: place)
        case let type? where type.first?.isUppercase == true: type
        default: nil
        }
    }

    private func isBeside(_ one: Int, _ other: Int) -> Bool {
        func folder(_ path: String) -> Substring { path[..<(path.lastIndex(of: "/") ?? path.startIndex)] }
        return folder(files[one].path) == folder(files[other].path)
    }
}

extension Literal {
    /// For code that treats all tables alike: it is tried on each table instead.
    fileprivate var takesAnyTable: Bool {
        parts.contains { part in
            if case .code(let code) = part {
                code.hasPrefix("name:") || code.hasPrefix("joined:")
            } else {
                false
            }
        }
    }
}

extension Fragment {
    fileprivate var isCalled: Bool {
        if case .body(_, isFunction: true) = kind { true } else { false }
    }
}

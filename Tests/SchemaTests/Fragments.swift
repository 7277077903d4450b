/// Something of the type `SQL` that has a name, where it is declared.
struct Fragment: Sendable {
    enum Kind: Sendable {
        /// `let columns: SQL = …`, `var condition: SQL = …` with what is assigned to it later.
        case value
        /// `var isHeld: SQL { … }`, `func pick(…) -> SQL { … }`.
        case body(Range<Int>, isFunction: Bool)
        /// `_ condition: SQL` of a function: what its callers give.
        case parameter(function: String, label: String, place: Int)
    }

    let name: String
    let kind: Kind
    let file: Int
    let place: Int
    /// Where it is known by its bare name, and nowhere else; nil for a member of a type.
    let scope: Range<Int>?
    /// The type of the file's top level that it belongs to.
    let owner: String
}

extension SwiftSource {
    /// All that is declared in the file as `SQL`.
    func fragments(file: Int) -> [Fragment] {
        places(of: "SQL").compactMap { place in
            if before(place, count: 2) == "->" { return function(returningAt: place, file) }
            guard before(place, count: 1) == ":", let name = name(endingAt: place) else { return nil }
            let keyword = before(name.place, count: 4)
            guard keyword.hasSuffix("let") || keyword.hasSuffix("var") else {
                return parameter(name, file)
            }
            let brace = code[(place + 3)...].firstIndex { !$0.isSpace } ?? place
            let kind: Fragment.Kind =
                code[brace] == UInt8(ascii: "{")
                ? .body(brace..<end(ofBlockAt: brace, "{", "}"), isFunction: false) : .value
            return Fragment(
                name: name.text, kind: kind, file: file, place: name.place,
                scope: isMember(name.place) ? nil : block(around: name.place), owner: owner(of: place))
        }
    }

    private func function(returningAt place: Int, _ file: Int) -> Fragment? {
        guard let start = places(of: "func").last(where: { $0 < place }),
            let brace = code[place...].firstIndex(of: UInt8(ascii: "{"))
        else { return nil }
        let name = text(start + 5..<place).prefix { $0.isLetter }
        // A closure that returns `SQL` and no function.
        guard !text(start..<place).contains("{") else { return nil }
        return Fragment(
            name: String(name), kind: .body(brace..<end(ofBlockAt: brace, "{", "}"), isFunction: true),
            file: file, place: start,
            scope: nil, owner: owner(of: place))
    }

    /// Known in the body of its function.
    private func parameter(_ name: (text: String, place: Int), _ file: Int) -> Fragment? {
        guard let start = places(of: "func").last(where: { $0 < name.place }),
            let open = code[start...].firstIndex(of: UInt8(ascii: "(")), open < name.place
        else { return nil }
        let close = end(ofBlockAt: open, "(", ")")
        guard name.place < close, let brace = code[close...].firstIndex(of: UInt8(ascii: "{")) else {
            return nil
        }
        let before = text(open + 1..<name.place)
        let function = text(start + 5..<open).prefix { $0.isLetter }
        let label = before.split { ",(".contains($0) }.last?.split { " \n".contains($0) }.first
        return Fragment(
            name: name.text,
            kind: .parameter(
                function: String(function), label: label.map(String.init) ?? name.text,
                place: before.count { $0 == "," }),
            file: file, place: name.place, scope: brace..<end(ofBlockAt: brace, "{", "}"),
            owner: owner(of: start))
    }

    /// `condition` for the place of `SQL` in `condition: SQL`.
    private func name(endingAt place: Int) -> (text: String, place: Int)? {
        var end = place - 1
        while end > 0, code[end] != UInt8(ascii: ":") { end -= 1 }
        var start = end
        while start > 0, code[start - 1].isWord { start -= 1 }
        return start < end ? (text(start..<end), start) : nil
    }

    private func isMember(_ place: Int) -> Bool {
        let block = block(around: place)
        let words = line(at: block.lowerBound).split(separator: " ")
        return words.contains { ["struct", "enum", "extension", "class", "actor"].contains($0) }
    }

    /// Whose members stand at `place`: the last type that begins at the margin before it.
    func owner(of place: Int) -> String {
        let kinds = ["struct", "enum", "extension", "class", "actor", "protocol"]
        for line in text(0..<place).split(separator: "\n").reversed() where line.first?.isLetter == true {
            let words = line.split { !($0.isLetter || $0 == "_" || $0 == ".") }.map(String.init)
            if let kind = words.firstIndex(where: kinds.contains), kind + 1 < words.count {
                return words[kind + 1]
            }
        }
        return ""
    }

    /// What the calls of a function give at one place: where each argument begins and ends.
    func arguments(of function: String, label: String, place: Int) -> [Range<Int>] {
        places(of: function).compactMap { start -> Range<Int>? in
            let open = start + function.utf8.count
            guard open < code.count, code[open] == UInt8(ascii: "("),
                !before(start, count: 4).hasSuffix("func")
            else { return nil }
            let all = commaParts(open + 1..<end(ofBlockAt: open, "(", ")") - 1)
            if label == "_" { return place < all.count ? all[place] : nil }
            return all.compactMap { part -> Range<Int>? in
                let words = text(part)
                guard words.trimmed.hasPrefix(label + ":"),
                    let colon = code[part].firstIndex(of: UInt8(ascii: ":"))
                else { return nil }
                return colon + 1..<part.upperBound
            }.first
        }
    }

    private func commaParts(_ range: Range<Int>) -> [Range<Int>] {
        var (parts, start, depth): ([Range<Int>], Int, Int) = ([], range.lowerBound, 0)
        for place in range {
            switch code[place] {
            case UInt8(ascii: "("), UInt8(ascii: "["), UInt8(ascii: "{"): depth += 1
            case UInt8(ascii: ")"), UInt8(ascii: "]"), UInt8(ascii: "}"): depth -= 1
            case UInt8(ascii: ",") where depth == 0:
                parts.append(start..<place)
                start = place + 1
            default: break
            }
        }
        return parts + [start..<range.upperBound]
    }
}

extension UInt8 {
    var isSpace: Bool { self == UInt8(ascii: " ") || self == UInt8(ascii: "\n") }
}

extension String {
    var trimmed: Substring {
        guard let first = firstIndex(where: { !$0.isWhitespace }),
            let last = lastIndex(where: { !$0.isWhitespace })
        else { return "" }
        return self[first...last]
    }
}

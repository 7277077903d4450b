/// A function, initialiser, subscript or computed property with its body.
struct Function: Sendable, Equatable {
    let name: String
    let line: Int
    /// Lines from its first word to its closing brace.
    let lineCount: Int
    /// McCabe's number: 1, and 1 more for each `if`, `guard`, `while`, `for`, `catch`, `case` of a switch,
    /// `?:`, `&&` and `||` in the body, closures included and functions inside not. `??` and `?.` do not:
    /// they choose a value, and nobody needs a second test to follow them.
    let complexity: Int
}

extension SourceText {
    /// In the order in which they begin.
    func readFunctions() -> [Function] {
        var found: [(function: Function, tokens: Range<Int>)] = []
        // From the last to the first, so that those inside are known before the one around them is counted.
        for start in tokens.indices.reversed() where declaresFunction(at: start) {
            guard let body = body(ofDeclarationAt: start) else { continue }
            let inside = found.map(\.tokens).filter { body.contains($0.lowerBound) }
            let function = Function(
                name: functionName(at: start), line: tokens[start].line,
                lineCount: tokens[body.upperBound - 1].line - tokens[start].line + 1,
                complexity: 1 + decisions(in: body, except: inside))
            found.append((function, start..<body.upperBound))
        }
        return found.reversed().map(\.function)
    }

    private func declaresFunction(at index: Int) -> Bool {
        guard tokens[index].kind == .word, word(index - 1) != "." else { return false }
        switch tokens[index].text {
        case "func", "var": return true
        case "init", "subscript": return ["(", "<", "?"].contains { word(index + 1).hasPrefix($0) }
        case "deinit": return true
        default: return false
        }
    }

    private func functionName(at index: Int) -> String {
        ["func", "var"].contains(tokens[index].text) ? word(index + 1) : tokens[index].text
    }

    /// From the opening brace to behind the closing one; nil for a requirement or a stored property.
    private func body(ofDeclarationAt start: Int) -> Range<Int>? {
        let isProperty = tokens[start].text == "var"
        var depth = 0
        for index in tokens.indices[(start + 1)...] {
            let token = tokens[index]
            switch token.text {
            case "(", "[": depth += 1
            case ")", "]": depth -= 1
            case "{" where depth == 0: return closingBrace(from: index).map { index..<$0 + 1 }
            case "}" where depth == 0: return nil
            case "=" where depth == 0 && isProperty: return nil
            default:
                if depth == 0, index > start + 1, token.line > tokens[index - 1].line,
                    beginsDeclaration(token)
                {
                    return nil
                }
            }
            if depth < 0 { return nil }
        }
        return nil
    }

    private func closingBrace(from open: Int) -> Int? {
        var depth = 0
        for index in tokens.indices[open...] where tokens[index].kind == .mark {
            if tokens[index].text == "{" { depth += 1 }
            if tokens[index].text == "}" { depth -= 1 }
            if depth == 0 { return index }
        }
        return nil
    }

    private func beginsDeclaration(_ token: Token) -> Bool {
        !["where", "->", "throws", "async", "rethrows", "&", ":", "."].contains(token.text)
    }

    private func decisions(in body: Range<Int>, except inside: [Range<Int>]) -> Int {
        body.count { index in
            isDecision(at: index) && !inside.contains { $0.contains(index) }
        }
    }

    private func isDecision(at index: Int) -> Bool {
        let token = tokens[index]
        switch token.text {
        case "&&", "||": return true
        case "?": return token.followsSpace
        case "if", "guard", "while", "for", "catch": return isStatement(at: index)
        case "case":
            // `if case` counted as an `if` already.
            return isStatement(at: index) && !["if", "guard", "while", "for", ","].contains(word(index - 1))
        default: return false
        }
    }

    /// Not `wait(for: 3)`, `.if` or `#if`.
    private func isStatement(at index: Int) -> Bool {
        tokens[index].kind == .word && word(index + 1) != ":" && word(index - 1) != "."
            && word(index - 1) != "#"
    }

    func word(_ index: Int) -> String { tokens.indices.contains(index) ? tokens[index].text : "" }
}

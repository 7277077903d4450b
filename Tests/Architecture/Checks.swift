/// Each rule as a function from a file to what is wrong with it; tests run them over the tree and samples.
enum Checks {
    static let fileLinesMax = 300
    static let functionLinesMax = 50
    static let complexityMax = 10

    static func fileLength(_ file: SourceFile) -> [Violation] {
        guard file.text.lineCount > fileLinesMax else { return [] }
        return [
            Violation(
                rule: .fileLength, path: file.path, line: fileLinesMax, name: nil,
                message: "\(file.text.lineCount) lines; split what is about another noun (\(fileLinesMax))")
        ]
    }

    static func functionLength(_ file: SourceFile) -> [Violation] {
        file.functions.filter { $0.lineCount > functionLinesMax }.map {
            Violation(
                rule: .functionLength, path: file.path, line: $0.line, name: $0.name,
                message:
                    "\($0.name) has \($0.lineCount) lines; give a step its own name (\(functionLinesMax))")
        }
    }

    static func complexity(_ file: SourceFile) -> [Violation] {
        file.functions.filter { $0.complexity > complexityMax }.map {
            Violation(
                rule: .complexity, path: file.path, line: $0.line, name: $0.name,
                message:
                    "\($0.name): complexity \($0.complexity); name a branch, use a table (\(complexityMax))"
            )
        }
    }

    static func imports(_ file: SourceFile, house: [String: String]) -> [Violation] {
        file.text.imports.compactMap { imported in
            Neighbours.complaint(about: imported.module, in: file.target, house: house).map {
                Violation(
                    rule: .imports, path: file.path, line: imported.line, name: imported.module,
                    message: "imports \(imported.module): \($0)")
            }
        }
    }

    static func words(_ file: SourceFile) -> [Violation] {
        let inCode = BannedWord.found(in: file).map { banned, line in
            Violation(
                rule: .word, path: file.path, line: line, name: banned.words.joined(),
                message: "\(banned.words.joined()): use \(banned.instead)")
        }
        let inComments = file.text.comments.flatMap { comment in
            BannedRemark.all.filter { comment.text.contains($0.0) }.map { remark, instead in
                Violation(
                    rule: .word, path: file.path, line: comment.line, name: remark,
                    message: "\(remark): \(instead)")
            }
        }
        return inCode + inComments
    }

    static func names(_ file: SourceFile) -> [Violation] {
        let stem = String(file.name.dropLast(".swift".count))
        let ofFile =
            HollowName.isHollow(stem) || ["Extensions", "Common", "Misc"].contains(stem) ? [(stem, 1)] : []
        return (ofFile + HollowName.names(in: file.text).map { ($0.name, $0.line) }).map { name, line in
            Violation(
                rule: .name, path: file.path, line: line, name: name,
                message: "\(name): name it as its user would")
        }
    }

    /// Everything above over one file.
    static func all(_ file: SourceFile, house: [String: String]) -> [Violation] {
        fileLength(file) + functionLength(file) + complexity(file) + imports(file, house: house) + words(file)
            + names(file)
    }
}

/// The singular and the plurals of a Portuguese term. Only what stands before the first preposition is inflected:
/// "carta de ordem" becomes "cartas de ordem". Gender stays: "foro" is no form of "fora", nor "custo" of "custas".
enum TermForms {
    private static let words: Set<String> = Set(
        "a à ao aos as às ante com contra da das de do dos e em entre in na nas no nos o os ou para por sem sobre"
            .split(separator: " ").map(String.init))
    /// Longer heads stay as they are: they are sentences rather than names.
    private static let headMax = 4

    static func of(_ term: String) -> [String] {
        let parts = term.split(separator: " ").map(String.init)
        let head = parts.prefix { !words.contains($0.lowercased()) }
        guard !head.isEmpty, head.count <= headMax else { return [term] }
        var plurals = [""]
        for word in head {
            let forms = self.plurals(of: word)
            plurals = plurals.flatMap { start in forms.map { start.isEmpty ? $0 : start + " " + $0 } }
        }
        let rest = parts.dropFirst(head.count).joined(separator: " ")
        return [term] + plurals.map { rest.isEmpty ? $0 : $0 + " " + rest }
    }

    /// Without accents. Where the ending leaves a choice, all of it; no text holds those that are no words.
    private static func plurals(of word: String) -> [String] {
        let plain = Folding.folded(word)
        for (ending, plurals) in endings
        where plain.hasSuffix(ending) && plain.utf8.count > ending.utf8.count {
            let stem = String(plain.dropLast(ending.utf8.count))
            return plurals.map { stem + $0 }
        }
        return [plain + "s"]
    }

    /// Tried in order.
    private static let endings: [(String, [String])] = [
        ("s", ["s"]), ("ao", ["oes", "aos", "aes"]), ("al", ["ais"]), ("el", ["eis"]), ("ol", ["ois"]),
        ("ul", ["uis"]), ("il", ["is", "eis"]), ("m", ["ns"]), ("r", ["res"]), ("z", ["zes"]),
    ]
}

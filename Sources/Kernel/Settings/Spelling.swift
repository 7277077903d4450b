/// Finds what was probably meant.
enum Spelling {
    /// The nearest of `known`, if it is near enough to be worth saying.
    static func suggestion(for word: String, among known: some Sequence<String>) -> String? {
        let letters = Array(word.utf8)
        guard (2...lettersMax).contains(letters.count) else { return nil }
        var best: (word: String, distance: Int)?
        for candidate in known.sorted() {
            let distance = candidate.hasPrefix(word) ? 1 : distance(letters, Array(candidate.utf8))
            if distance <= max(1, letters.count / 4), distance < best?.distance ?? .max {
                best = (candidate, distance)
            }
        }
        return best?.word
    }

    private static let lettersMax = 100

    /// Insertions, deletions, replacements and swaps of neighbours (optimal string alignment).
    static func distance(_ left: [UInt8], _ right: [UInt8]) -> Int {
        var older = [Int](repeating: 0, count: right.count + 1)
        var above = Array(0...right.count)
        for row in left.indices {
            var current = [row + 1] + above.dropFirst()
            for column in right.indices {
                let same = left[row] == right[column]
                var cost = min(above[column] + (same ? 0 : 1), above[column + 1] + 1, current[column] + 1)
                if row > 0, column > 0, left[row] == right[column - 1], left[row - 1] == right[column] {
                    cost = min(cost, older[column - 1] + 1)
                }
                current[column + 1] = cost
            }
            (older, above) = (above, current)
        }
        return above[right.count]
    }
}

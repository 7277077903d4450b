extension Keyword {
    /// The chosen phrases as keywords: every occurrence, and the surface form that stands for them.
    static func list(
        _ merged: [Merging.Merged], workspace: Workspace, text: Span<UInt8>, minScore: Double,
        explain: ((Int) -> [Contribution])?
    ) -> [Keyword] {
        let kept = merged.filter { Weights.score($0.ranked.sum) >= minScore }
        let found = occurrences(of: kept, in: workspace)
        return kept.indices.map { index in
            let spans = found[index]
            let surface = Surface.choose(spans, page: workspace.page, text: text)
            return Keyword(
                text: text.string(surface),
                score: Weights.score(kept[index].ranked.sum), count: spans.count, spans: spans.map(\.range),
                contributions: explain?(kept[index].ranked.phrase) ?? [])
        }
    }

    /// One occurrence as a range and the tokens it begins and ends with.
    struct Place {
        let range: Range<Int>
        let token: Int
        let last: Int
    }

    /// Occurrences in order of the text; one that overlaps the one before ("la la la") is not counted twice.
    private static func occurrences(of kept: [Merging.Merged], in workspace: Workspace) -> [[Place]] {
        let phrases = workspace.phrases
        var owner = [UInt8](repeating: .max, count: phrases.phrases.count)
        for (index, merged) in kept.enumerated() {
            for phrase in merged.phrases { owner[phrase] = UInt8(index) }
        }
        var found = [[Place]](repeating: [], count: kept.count)
        for (index, merged) in kept.enumerated() {
            found[index].reserveCapacity(merged.phrases.reduce(0) { $0 + Int(phrases.phrases[$1].count) })
        }
        let tokens = workspace.page.tokens
        for occurrence in phrases.occurrences {
            let index = Int(owner[Int(occurrence.phrase)])
            if index == Int(UInt8.max) { continue }
            let start = Int(occurrence.start)
            let last = start + Int(phrases.phrases[Int(occurrence.phrase)].tokens) - 1
            let range = Int(tokens[start].start)..<Int(tokens[last].end)
            if let previous = found[index].last, previous.range.upperBound > range.lowerBound { continue }
            found[index].append(Place(range: range, token: start, last: last))
        }
        return found
    }
}

extension Span<UInt8> {
    func string(_ range: Range<Int>) -> String {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(range.count)
        for offset in range { bytes.append(self[offset]) }
        return String(decoding: bytes, as: UTF8.self)
    }
}

extension Keyword {
    /// The chosen phrases as keywords: every occurrence, and the surface form that stands for them.
    static func list(
        _ merged: [Merging.Merged], workspace: Workspace, text: Span<UInt8>, minScore: Double
    ) -> [Keyword] {
        let kept = merged.filter { Weights.score($0.ranked.sum) >= minScore }
        let found = occurrences(of: kept, in: workspace)
        return kept.indices.map { index in
            let spans = found[index]
            let surface = Surface.choose(spans, page: workspace.page, text: text)
            return Keyword(
                text: String(decoding: bytes(text, surface), as: UTF8.self),
                score: Weights.score(kept[index].ranked.sum), count: spans.count, spans: spans.map(\.range))
        }
    }

    /// One occurrence as a range and the token it begins with.
    struct Place {
        let range: Range<Int>
        let token: Int
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
            found[index].append(Place(range: range, token: start))
        }
        return found
    }

    private static func bytes(_ text: Span<UInt8>, _ range: Range<Int>) -> [UInt8] {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(range.count)
        for offset in range { bytes.append(text[offset]) }
        return bytes
    }
}

/// The form that stands for all inflections and casings of a phrase.
enum Surface {
    /// Different forms looked at; a phrase with more is written so variously that the first ones do.
    private static let formsMax = 8

    private struct Form {
        var range: Range<Int>
        var count: Int
        var leads: Bool
    }

    /// The most frequent form; among equals one that does not begin a sentence, whose capital may be
    /// borrowed, then the first.
    static func choose(_ places: [Keyword.Place], page: borrowing Page, text: Span<UInt8>) -> Range<Int> {
        if places.count == 1 { return places[0].range }
        var forms: [Form] = []
        for place in places {
            let leads = page.tokens[place.token].beginsSentence
            if let same = forms.firstIndex(where: { equal(text, $0.range, place.range) }) {
                forms[same].count += 1
                if !leads { forms[same].leads = false }
            } else if forms.count < formsMax {
                forms.append(Form(range: place.range, count: 1, leads: leads))
            }
        }
        var best = forms[0]
        for form in forms.dropFirst()
        where (form.count, form.leads ? 0 : 1) > (best.count, best.leads ? 0 : 1) {
            best = form
        }
        return best.range
    }

    private static func equal(_ text: Span<UInt8>, _ one: Range<Int>, _ other: Range<Int>) -> Bool {
        guard one.count == other.count else { return false }
        for offset in 0..<one.count where text[one.lowerBound + offset] != text[other.lowerBound + offset] {
            return false
        }
        return true
    }
}

extension Workspace {
    /// Reads a text and gives every word its part and stem.
    func open(
        _ text: Span<UInt8>, options: KeywordOptions, isCancelled: () -> Bool
    ) throws(ExtractionRefusal) {
        let mark = page.begin()
        let replaces = try list(options.stopWords, mark: mark)
        try reader.read(text, lexicon: &lexicon, isCancelled: isCancelled)
        if isCancelled() { throw .cancelled }
        swap(&page.tokens, &reader.tokens)
        page.hasLines = reader.hasLines
        if let language = options.language {
            page.tongue = Tongue(code: language.rawValue) ?? .none
        } else {
            page.tongue = LanguageEvidence.weigh(page.tokens, lexicon: lexicon).tongue
        }
        let rules = Page.Rules(
            bit: page.tongue.bit, mark: mark, replaces: replaces, isOpen: options.candidates != nil)
        page.resolve(rules, lexicon: &lexicon, stemmers: &stemmers)
        try seed(options.seedWords, mark: mark)
    }

    /// Marks the caller's own stop words; answers whether they stand alone.
    private func list(_ choice: StopWordChoice, mark: UInt32) throws(ExtractionRefusal) -> Bool {
        switch choice {
        case .standard:
            return false
        case .adding(let words):
            try list(words, mark: mark)
            return false
        case .replacing(let words):
            try list(words, mark: mark)
            return true
        }
    }

    private func list(_ words: [String], mark: UInt32) throws(ExtractionRefusal) {
        for entry in words {
            try reader.read(entry.utf8.span, lexicon: &lexicon, isCancelled: { false })
            for token in reader.tokens where token.word != 0 { lexicon.facts[Int(token.word)].listed = mark }
        }
    }

    private func seed(_ words: [String], mark: UInt32) throws(ExtractionRefusal) {
        page.seeded.removeAll(keepingCapacity: true)
        if words.isEmpty { return }
        page.seeded.append(contentsOf: repeatElement(false, count: page.stemCounts.count))
        for entry in words {
            for stem in try stems(of: entry) where lexicon.stemMarks[stem].text == mark {
                page.seeded[Int(lexicon.stemMarks[stem].number)] = true
            }
        }
    }

    /// The stems of a caller's phrase in the language of the text, as numbers in the lexicon.
    func stems(of entry: String) throws(ExtractionRefusal) -> [Int] {
        try reader.read(entry.utf8.span, lexicon: &lexicon, isCancelled: { false })
        var stems: [Int] = []
        for token in reader.tokens where token.word != 0 {
            stems.append(Int(lexicon.stem(of: token.word, in: page.tongue, by: &stemmers)))
        }
        return stems
    }

    /// Finds the phrases of a closed vocabulary in the text, in any inflection and casing.
    func match(_ vocabulary: [String]) throws(ExtractionRefusal) {
        phrases.begin(expecting: page.tokens.count)
        var entries = Interner()
        var lengths: Set<Int> = []
        let mark = page.mark
        for entry in vocabulary {
            let stems = try stems(of: entry)
            guard stems.count <= KeywordLimits.candidateWords else {
                throw .entryTooLong(
                    name: "candidates", bytes: entry.utf8.count, limit: KeywordLimits.entryBytes)
            }
            // A phrase with a stem the text lacks cannot occur in it.
            guard !stems.isEmpty, stems.allSatisfy({ lexicon.stemMarks[$0].text == mark }) else { continue }
            let numbers = stems.map { lexicon.stemMarks[$0].number }
            lengths.insert(stems.count)
            numbers.withUnsafeBytes { _ = entries.intern($0.assumingMemoryBound(to: UInt8.self)) }
        }
        find(entries, lengths: lengths.sorted())
    }

    private func find(_ entries: borrowing Interner, lengths: [Int]) {
        let numbers = page.tokens.map(\.stem)
        for start in numbers.indices {
            for length in lengths where start + length <= numbers.count {
                let isKnown = numbers[start..<start + length].withUnsafeBytes {
                    entries.contains($0.assumingMemoryBound(to: UInt8.self))
                }
                if isKnown { phrases.add(page.tokens, start: start, sighting: sighting(start, length)) }
            }
        }
    }

    private func sighting(_ start: Int, _ length: Int) -> PhraseTable.Sighting {
        var sighting = PhraseTable.Sighting(
            hash: PhraseTable.hashStart, length: length, contentWords: length, openLeft: true, openRight: true
        )
        for token in page.tokens[start..<start + length] {
            sighting.hash = PhraseTable.hash(sighting.hash, token.stem)
            sighting.note(token)
        }
        return sighting
    }
}

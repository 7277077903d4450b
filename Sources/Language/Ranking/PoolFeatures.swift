extension FeatureRows {
    /// Everything that the text itself shows; what other texts taught is added by `LearntTables`.
    init(of pool: Pool, workspace: Workspace) {
        self.init(members: pool.members.count)
        let (page, phrases) = (workspace.page, workspace.phrases.phrases)
        let logarithm = Logarithm.table
        let whole = Whole(
            tokens: Float(page.tokens.count), members: Float(max(1, count)),
            sentences: Float(max(1, pool.sentenceCount)),
            length: Float(logarithm.of(page.tokens.count)), reporting: Float(page.shape.reporting))
        fill { number, row in
            let member = pool.members[number]
            let phrase = phrases[member.phrase]
            row[.place] = Float(number) / whole.members
            row.place(member, phrase, in: whole, logarithm)
            row.share(member, phrase)
            row.read(phrase, page, logarithm)
        }
        surround(
            pool.nestings, by: pool.members.map { Float($0.sum) }, around: .aroundStatistical,
            inside: .insideStatistical)
    }

    /// For every row, how much more of a value the best phrase around it has, and the best inside; 0 where
    /// there is none.
    mutating func surround(
        _ nestings: [Pool.Nesting], by values: [Float], around: RankingFeature, inside: RankingFeature
    ) {
        var (best, inner) = (
            [Float](repeating: -.infinity, count: count), [Float](repeating: -.infinity, count: count)
        )
        for nesting in nestings {
            let more = values[nesting.outer] - values[nesting.inner]
            best[nesting.inner] = Swift.max(best[nesting.inner], more)
            inner[nesting.outer] = Swift.max(inner[nesting.outer], -more)
        }
        fill { number, row in
            row[around] = best[number] == -.infinity ? 0 : best[number]
            row[inside] = inner[number] == -.infinity ? 0 : inner[number]
        }
    }
}

/// What is the same for all phrases of a text.
private struct Whole {
    let tokens: Float
    let members: Float
    let sentences: Float
    let length: Float
    let reporting: Float
}

extension OpenRow {
    @inline(__always)
    fileprivate func place(
        _ member: Pool.Member, _ phrase: PhraseTable.Phrase, in whole: Whole, _ logarithm: Logarithm
    ) {
        self[.statistical] = Float(member.sum)
        self[.sentences] = Float(member.sentences) / whole.sentences
        self[.length] = whole.length
        self[.reporting] = whole.reporting
        self[.frequency] = Float(logarithm.of(Int(phrase.count)))
        self[.delay] = Float(logarithm.of(Int(phrase.first) + 1))
        self[.first] = Float(phrase.first) / whole.tokens
        self[.last] = Float(member.lastStart) / whole.tokens
        self[.spread] = self[.last] - self[.first]
        self[.tokens] = Float(phrase.tokens)
        self[.contentWords] = Float(phrase.contentWords)
        self[.connector] = phrase.contentWords < phrase.tokens ? 1 : 0
        self[.name] = phrase.isNamed && phrase.leading < phrase.count ? 1 : 0
        self[.inFirstSentence] = member.isInFirstSentence ? 1 : 0
    }

    @inline(__always)
    fileprivate func share(_ member: Pool.Member, _ phrase: PhraseTable.Phrase) {
        let part = 1 / Float(phrase.count)
        self[.openLeft] = Float(phrase.openLeft) * part
        self[.openRight] = Float(phrase.openRight) * part
        self[.alone] = Float(phrase.alone) * part
        self[.leading] = Float(phrase.leading) * part
        self[.nested] = Float(member.nested) * part
        self[.gapBefore] = Float(member.gapsBefore) * part
        self[.gapAfter] = Float(member.gapsAfter) * part
        self[.connectorBefore] = Float(member.connectorsBefore) * part
        self[.connectorAfter] = Float(member.connectorsAfter) * part
    }

    /// What its words are like, from the first occurrence.
    @inline(__always)
    fileprivate func read(_ phrase: PhraseTable.Phrase, _ page: borrowing Page, _ logarithm: Logarithm) {
        let start = Int(phrase.first)
        let end = start + Int(phrase.tokens)
        var (all, rarest, commonest, words) = (0, Int.max, 1, 0)
        for index in start..<end {
            let token = page.tokens[index]
            guard token.stem < Page.glue else { continue }
            let count = Int(page.stemCounts[Int(token.stem)])
            all += count
            rarest = Swift.min(rarest, count)
            commonest = Swift.max(commonest, count)
            words += 1
            note(token)
        }
        rarest = Swift.min(rarest, commonest)
        let part = 1 / Float(Swift.max(1, words))
        self[.capitals] *= part
        self[.compounds] *= part
        self[.digits] *= part
        self[.acronym] = phrase.isAcronym ? 1 : 0
        self[.words] = Float(logarithm.of(Swift.max(1, all)))
        self[.rarestWord] = Float(logarithm.of(rarest))
        self[.commonestWord] = Float(logarithm.of(commonest))
        self[.rarestShare] = Float(phrase.count) / Float(rarest)
        self[.commonestShare] = Float(phrase.count) / Float(commonest)
        let (first, last) = (page.tokens[start], page.tokens[end - 1])
        let bytes = page.bytes(of: start..<end)
        self[.bytes] = Float(logarithm.of(bytes))
        self[.wordBytes] = Float(bytes) * part
        self[.firstWordBytes] = Float(first.end - first.start)
        self[.lastWordBytes] = Float(last.end - last.start)
        self[.endsInNumber] = last.traits.contains(.number) ? 1 : 0
    }

    @inline(__always)
    private func note(_ token: Token) {
        if token.isCapital { self[.capitals] += 1 }
        if token.traits.contains(.compound) { self[.compounds] += 1 }
        if token.traits.contains(.digit) { self[.digits] += 1 }
    }
}

/// Tagged sentences as the learner reads them: numbers of features and labels, one array each.
struct TrainingData {
    struct Sentence {
        var words: Range<Int>
    }

    private(set) var sentences: [Sentence] = []
    private(set) var labels: [UInt8] = []
    /// The feature's own number for each feature used.
    private(set) var features: [UInt32] = []
    /// Rows of the features of all words, one word after the other.
    private(set) var rows: [UInt32] = []
    /// Where each word's rows begin, and at last where they end.
    private(set) var firstRow: [Int] = [0]

    init(
        _ tagged: [TaggedSentence], chain: LabelChain, occurrencesMin: Int
    ) throws(SequenceTrainer.Refusal) {
        var raw: [UInt32] = []
        var ends: [Int] = []
        for (number, sentence) in tagged.enumerated() where !sentence.words.isEmpty {
            let aligned = AlignedSentence(sentence)
            let start = labels.count
            for (index, word) in aligned.wordOf.enumerated() {
                let isFirst = index == 0 || aligned.wordOf[index - 1] != word
                guard var label = chain.label(of: sentence.tags[word][...]) else {
                    throw .unknownTag(sentence.tags[word], sentence: number)
                }
                // The parts of one tagged word go on where it began.
                if !isFirst, LabelChain.begins(label) { label += 1 }
                let previous = index == 0 ? nil : Int(labels[labels.count - 1])
                // A kind that goes on without a beginning begins here.
                if !chain.allows(label, after: previous) { label -= 1 }
                labels.append(UInt8(label))
            }
            SequenceTagger.features(of: aligned.words[...]) { features in
                raw.append(contentsOf: features.items[..<features.count])
                ends.append(raw.count)
            }
            if labels.count > start { sentences.append(Sentence(words: start..<labels.count)) }
        }
        guard !sentences.isEmpty else { throw .noData }
        keepFrequent(raw, ends, occurrencesMin)
    }

    private mutating func keepFrequent(_ raw: [UInt32], _ ends: [Int], _ occurrencesMin: Int) {
        let sorted = raw.sorted()
        var index = 0
        while index < sorted.count {
            var end = index + 1
            while end < sorted.count, sorted[end] == sorted[index] { end += 1 }
            if end - index >= occurrencesMin { features.append(sorted[index]) }
            index = end
        }
        let table = FeatureIndex(features)
        var start = 0
        for end in ends {
            for position in start..<end {
                if let row = table.row(of: raw[position]) { rows.append(UInt32(row)) }
            }
            firstRow.append(rows.count)
            start = end
        }
    }
}

/// A tagged sentence as text, read by our own words, with the tagged word each of them is part of.
struct AlignedSentence {
    let text: String
    /// Byte ranges of the tagged words.
    let spans: [Range<Int>]
    let words: [WordSigns]
    let wordOf: [Int]

    init(_ sentence: TaggedSentence) {
        let text = sentence.words.joined(separator: " ")
        var spans: [Range<Int>] = []
        var offset = 0
        for word in sentence.words {
            spans.append(offset..<offset + word.utf8.count)
            offset += word.utf8.count + 1
        }
        let words = SequenceTagger.words(of: text)
        var wordOf: [Int] = []
        var current = 0
        for word in words {
            while current + 1 < spans.count, Int(word.start) >= spans[current + 1].lowerBound { current += 1 }
            wordOf.append(current)
        }
        self.text = text
        self.spans = spans
        self.words = words
        self.wordOf = wordOf
    }
}

/// How well a model finds what people marked: a thing found counts only with its very words and its kind.
public struct TaggerScore: Sendable, Hashable {
    public var kind: String
    public var marked = 0
    public var found = 0
    public var right = 0

    public var precision: Double { found == 0 ? 0 : Double(right) / Double(found) }
    public var recall: Double { marked == 0 ? 0 : Double(right) / Double(marked) }
    public var f1: Double { marked + found == 0 ? 0 : 2 * Double(right) / Double(marked + found) }

    /// Scores of each kind of the model, and last of all kinds together, named `all`.
    public static func scores(of model: SequenceModel, on sentences: [TaggedSentence]) -> [TaggerScore] {
        var scores = (model.kinds + ["all"]).map { TaggerScore(kind: $0) }
        var tagger = SequenceTagger(model)
        for sentence in sentences {
            let marked = Marked.marked(by: sentence.tags)
            let found = Self.found(in: sentence, by: &tagger, kinds: model.kinds)
            for thing in marked { add(thing.kind, to: &scores, \.marked) }
            for thing in found { add(thing.kind, to: &scores, \.found) }
            for thing in found.intersection(marked) { add(thing.kind, to: &scores, \.right) }
        }
        return scores
    }

    private static func add(
        _ kind: String, to scores: inout [TaggerScore], _ count: WritableKeyPath<TaggerScore, Int>
    ) {
        if let index = scores.firstIndex(where: { $0.kind == kind }) { scores[index][keyPath: count] += 1 }
        scores[scores.count - 1][keyPath: count] += 1
    }

    /// What the model finds in the sentence written as text, in the sentence's own words.
    private static func found(
        in sentence: TaggedSentence, by tagger: inout SequenceTagger, kinds: [String]
    ) -> Set<Marked> {
        let aligned = AlignedSentence(sentence)
        var found: Set<Marked> = []
        for run in tagger.runs(of: aligned.words[...]) {
            let first = aligned.wordOf[run.words.lowerBound]
            let last = aligned.wordOf[run.words.upperBound - 1]
            found.insert(Marked(kind: kinds[run.kind], words: first..<last + 1))
        }
        return found
    }

    /// What tags mark, in words.
    struct Marked: Hashable {
        var kind: String
        var words: Range<Int>

        static func marked(by tags: [String]) -> Set<Marked> {
            var marked: Set<Marked> = []
            var open: Marked?
            for (word, tag) in tags.enumerated() {
                let kind = String(tag.dropFirst(2))
                if tag.hasPrefix("I-"), let current = open, current.kind == kind {
                    open = Marked(kind: kind, words: current.words.lowerBound..<word + 1)
                } else {
                    if let current = open { marked.insert(current) }
                    open = tag == "O" ? nil : Marked(kind: kind, words: word..<word + 1)
                }
            }
            if let current = open { marked.insert(current) }
            return marked
        }
    }
}

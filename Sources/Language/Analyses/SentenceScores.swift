#if canImport(Glibc)
    internal import Glibc
#elseif canImport(Musl)
    internal import Musl
#else
    internal import Darwin
#endif

/// How well each sentence stands for the text, and which to take together.
struct SentenceScores {
    private(set) var totals: [Double] = []
    /// The different stems of content of each sentence.
    private var stems: [[UInt32]] = []
    private let weights: [Double]
    private let citable: [Bool]

    /// What an audience wants beside the words that the text dwells on.
    private struct Taste {
        var opening: Double
        var cues: [SummaryCue: Double]
        /// Words beyond which a sentence loses.
        var wordsLiked: Int

        static func of(_ audience: SummaryOptions.Audience) -> Taste {
            switch audience {
            case .general:
                Taste(opening: 0.5, cues: [.operative: 0.4, .money: 0.1, .deadline: 0.1], wordsLiked: 50)
            case .lawyer:
                Taste(
                    opening: 0.1,
                    cues: [.operative: 1, .deadline: 0.3, .money: 0.25, .reference: 0.2, .date: 0.15],
                    wordsLiked: 80)
            case .client:
                Taste(
                    opening: 0.2,
                    cues: [
                        .outcome: 0.8, .deadline: 0.4, .money: 0.3, .date: 0.15, .reference: -0.25,
                        .jargon: -0.5,
                    ], wordsLiked: 22)
            }
        }
    }

    private static let fewWords = 4
    /// Only so many of the best are looked at for what they add to each other.
    private static let candidatesMin = 200
    /// What a sentence keeps of its score though it says nothing new.
    private static let repeatedShare = 0.25

    init(
        of passage: Passage, cues: [UInt8], counts: [UInt32], audience: SummaryOptions.Audience,
        citable: [Bool]
    ) {
        self.citable = citable
        weights = counts.map { log(1 + Double($0)) }
        let taste = Taste.of(audience)
        var bases: [Double] = []
        var seenIn = [Int32](repeating: -1, count: counts.count)
        for (index, sentence) in passage.sentences.enumerated() {
            var different: [UInt32] = []
            for token in passage.tokens[sentence] where token.part == .content && token.stem < Page.glue {
                if seenIn[Int(token.stem)] == index { continue }
                seenIn[Int(token.stem)] = Int32(index)
                different.append(token.stem)
            }
            let sum = different.reduce(0.0) { $0 + weights[Int($1)] }
            bases.append(sum / (Double(different.count) + 3).squareRoot())
            stems.append(different)
        }
        let top = max(
            bases.indices.lazy.filter { citable[$0] }.map { bases[$0] }.max() ?? 0, .leastNormalMagnitude)
        var place = 0
        for (index, sentence) in passage.sentences.enumerated() {
            totals.append(
                Self.total(
                    bases[index] / top, place: place, words: sentence.count, cues: cues[index], taste))
            if citable[index] { place += 1 }
        }
    }

    private static func total(
        _ base: Double, place: Int, words: Int, cues: UInt8, _ taste: Taste
    ) -> Double {
        var total = base + taste.opening / Double(place + 1)
        for cue in SummaryCue.allCases where cues & cue.bit != 0 { total += taste.cues[cue] ?? 0 }
        // "Ordem denegada." says all.
        if words < fewWords, cues & SummaryCue.operative.bit == 0 { total *= 0.3 }
        if words > taste.wordsLiked { total *= Double(taste.wordsLiked) / Double(words) }
        return total
    }

    /// Takes the best sentence, then again and again the one that adds most to those taken.
    func pick(_ count: Int, lengths: [Int], bytesMax: Int?) -> [Int] {
        let room = max(Self.candidatesMin, count * 4)
        var candidates = totals.indices.filter { citable[$0] }.sorted { (totals[$1], $0) < (totals[$0], $1) }
        if let bytesMax { candidates.removeAll { lengths[$0] > bytesMax } }
        candidates = Array(candidates.prefix(room))
        var isCovered = [Bool](repeating: false, count: weights.count)
        var picked: [Int] = []
        var bytes = 0
        while picked.count < count {
            let fitting = candidates.filter { bytesMax == nil || bytes + lengths[$0] <= bytesMax ?? 0 }
            let best = fitting.map { ($0, gain(of: $0, isCovered)) }.max { $0.1 < $1.1 }
            guard let (sentence, _) = best else { break }
            picked.append(sentence)
            bytes += lengths[sentence]
            for stem in stems[sentence] { isCovered[Int(stem)] = true }
            candidates.removeAll { $0 == sentence }
        }
        return picked
    }

    private func gain(of sentence: Int, _ isCovered: [Bool]) -> Double {
        var all = 0.0
        var new = 0.0
        for stem in stems[sentence] {
            all += weights[Int(stem)]
            if !isCovered[Int(stem)] { new += weights[Int(stem)] }
        }
        let novelty = all > 0 ? new / all : 0
        return totals[sentence] * (Self.repeatedShare + (1 - Self.repeatedShare) * novelty)
    }
}

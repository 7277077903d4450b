import Synchronization

/// Watches what one ranker is asked about, from any number of threads: some kilobytes, however long.
package final class DriftWatch: Sendable {
    private let window: Mutex<DriftWindow>

    /// nil for a model that does not say what it saw in training, as those written by older versions.
    package init?(_ model: RankerModel) {
        guard let reference = model.reference else { return nil }
        window = Mutex(DriftWindow(reference))
    }

    /// So many extractions have been counted, those that have faded too.
    package var extractions: Int { window.withLock { $0.extractions } }

    /// By input; nil while there are too few extractions to say anything.
    package var drift: [InputDrift]? { window.withLock { $0 }.drift }

    package static let extractionsMin = DriftWindow.extractionsMin

    func note(_ rows: FeatureRows, _ sums: [Float]) {
        window.withLock { $0.note(rows, sums) }
    }
}

extension KeywordOptions {
    /// Whether a ranker sees a text as it saw those of its training. Words, candidates and lists of the caller's own
    /// would show as a drift of the texts; so would a list so long that more candidates are looked at for it.
    func areThose(ofTraining model: RankerModel) -> Bool {
        candidates == nil && seedWords.isEmpty && frequencies == nil && stopWords == .standard
            && (wordsAsked ?? model.words) == model.words && limit * 2 <= Pool.phrasesMin
    }
}

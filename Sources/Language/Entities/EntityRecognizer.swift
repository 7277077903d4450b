/// Why a text was not searched for entities. Every case is the caller's to correct.
public enum EntityRefusal: Error, Equatable, Sendable {
    case textTooLarge(bytes: Int, limit: Int)
    /// `isCancelled` answered true.
    case cancelled
}

/// Every bound of the search for entities.
public enum EntityLimits {
    /// Of one text. A text of this size takes some seconds.
    public static let textBytes = 16 * 1_024 * 1_024
    /// Between two questions whether to stop.
    static let sentencesBetweenChecks = 64
}

/// Finds what a legal text names: cases, people, laws, dates, sums, and more. Written rules find what has a form and
/// bring it into one; a trained model finds names. The same text gives the same answer on any thread.
public struct EntityRecognizer: Sendable {
    /// Answers change only when it does.
    public static let version = "2"

    private let model: SequenceModel?

    /// With the model that comes with the library, one of the caller's own, or, with nil, by the rules alone.
    public init(model: SequenceModel? = .shipped) {
        self.model = model
    }

    /// Everything found, in the order of the text, without overlap: where both find something, the rule's stands,
    /// because it knows what it means.
    public func entities(
        in text: String, isCancelled: () -> Bool = { false }
    ) throws(EntityRefusal) -> [Entity] {
        let read = try Self.read(text, isCancelled)
        let ruled = read.found.map { thing in
            Entity(kind: thing.kind, span: read.span(of: thing), value: thing.value, validity: thing.validity)
        }
        guard let model else { return ruled }
        return Self.merged(ruled, try Self.named(in: read, by: model, isCancelled))
    }

    /// What the model finds, whatever the rules do: the kinds and bounds it was taught, such as a case number that
    /// is cited as a precedent. Nothing where there is no model.
    public func names(
        in text: String, isCancelled: () -> Bool = { false }
    ) throws(EntityRefusal) -> [Entity] {
        guard let model else { return [] }
        return try Self.named(in: Self.read(text, isCancelled), by: model, isCancelled)
    }

    private static func read(_ text: String, _ isCancelled: () -> Bool) throws(EntityRefusal) -> ReadText {
        let bytes = text.utf8.count
        guard bytes <= EntityLimits.textBytes else {
            throw .textTooLarge(bytes: bytes, limit: EntityLimits.textBytes)
        }
        if isCancelled() { throw .cancelled }
        return ReadText(text)
    }

    private static func named(
        in read: ReadText, by model: SequenceModel, _ isCancelled: () -> Bool
    ) throws(EntityRefusal) -> [Entity] {
        var tagger = SequenceTagger(model)
        let kinds = model.kinds.map { EntityKind(modelName: $0) }
        var named: [Entity] = []
        for (number, sentence) in read.sentences().enumerated() {
            if number % EntityLimits.sentencesBetweenChecks == 0, isCancelled() { throw .cancelled }
            let runs = tagger.runs(of: read.words[sentence])
            for (place, run) in runs.enumerated() {
                let next = place + 1 < runs.count ? runs[place + 1].words.lowerBound : sentence.count
                let end = read.endWithStop(run.words.upperBound + sentence.lowerBound)
                let words =
                    run.words.lowerBound + sentence.lowerBound..<min(end, next + sentence.lowerBound)
                named.append(
                    Entity(
                        kind: kinds[run.kind], span: read.span(of: words), value: nil,
                        confidence: max(Double(run.confidence), .leastNonzeroMagnitude)))
            }
        }
        return named
    }

    /// Both are in order and apart; of the second those stay that touch none of the first.
    private static func merged(_ first: [Entity], _ second: [Entity]) -> [Entity] {
        var merged: [Entity] = []
        merged.reserveCapacity(first.count + second.count)
        var next = 0
        for entity in second {
            while next < first.count, first[next].span.lowerBound < entity.span.upperBound {
                merged.append(first[next])
                next += 1
            }
            if (merged.last?.span.upperBound ?? 0) <= entity.span.lowerBound { merged.append(entity) }
        }
        merged += first[next...]
        return merged
    }
}

/// Trains a ranker on texts with keywords. The same texts, kind and seed give the same model to the bit.
///
/// Two stages. What single words add is learnt first, in folds, so that the second stage sees of every text
/// only what other texts taught; then the features are weighed, and trees are grown on top where asked for.
public struct RankerTrainer: Sendable {
    public var kind: RankerModel.Kind
    public var seed: UInt64
    /// What the texts' owners allow; stands in the model.
    public var licence: String

    /// The most words of a candidate, in training and wherever the caller does not say.
    public var maxWords = 5

    private static let folds = 4

    public init(kind: RankerModel.Kind, seed: UInt64 = 1, licence: String) {
        self.kind = kind
        self.seed = seed
        self.licence = licence
    }

    /// Trains on all texts; asks `isCancelled` between steps of less than a second or two.
    public func train(
        on texts: [LabelledText], isCancelled: () -> Bool = { false }
    ) throws(TrainingRefusal) -> RankerModel {
        try TrainingCheck.check(texts, licence: licence)
        var rows = try TrainingRows(texts, maxWords: maxWords, isCancelled: isCancelled)
        guard rows.labels.contains(1), rows.labels.contains(0) else { throw .oneClass }
        var dice = Dice(seed: seed)
        let tables = try learnWords(&rows, &dice, isCancelled)
        let linear = LinearTrainer.fit(rows.features, labels: rows.labels)
        var trees: [RankingTree] = []
        if kind == .trees {
            let sums = (0..<rows.features.count).map { linear.sum(rows.features, $0) }
            let chosen = rows.texts.flatMap { Forest.rows(sums, of: $0.rows) }
            var trainer = TreeTrainer(
                rows.features.only(chosen), labels: chosen.map { rows.labels[$0] },
                sums: chosen.map { sums[$0] }, dice: dice)
            trees = try trainer.grow(isCancelled: isCancelled)
        }
        let training = RankerModel.Training(
            texts: texts.count, languages: rows.languages.sorted { $0.rawValue < $1.rawValue },
            fingerprint: TrainingCheck.fingerprint(of: texts), licence: licence)
        var model = RankerModel(
            kind: kind, seed: seed, training: training, metrics: [], linear: linear, trees: trees,
            tables: tables, words: maxWords, reach: rows.reach)
        model.reference = DriftReference(model, trainedOn: rows)
        return model
    }

    /// Fills in the learnt features of every row from the other folds; answers what all texts together teach.
    private func learnWords(
        _ rows: inout TrainingRows, _ dice: inout Dice, _ isCancelled: () -> Bool
    ) throws(TrainingRefusal) -> LearntTables {
        var order = Array(rows.texts.indices)
        rows.addRarity(LexicalTrainer.frequencies(of: rows, order))
        let first = LinearTrainer.fit(
            rows.features, labels: rows.labels,
            without: [.lexicalWords, .lexicalContext, .aroundLexical, .insideLexical])
        let offsets = (0..<rows.features.count).map { first.sum(rows.features, $0) }
        dice.shuffle(&order)
        var trainer = LexicalTrainer(rows, offsets: offsets)
        let all = trainer.tables(from: order, dice: &dice)
        for fold in 0..<Self.folds {
            if isCancelled() { throw .cancelled }
            let others = order.indices.filter { $0 % Self.folds != fold }.map { order[$0] }
            let own = order.indices.filter { $0 % Self.folds == fold }.map { order[$0] }
            var tables = trainer.tables(from: others, dice: &dice)
            tables.documents = all.documents
            tables.frequencies = all.frequencies
            rows.add(tables, toTexts: own, own: 1)
        }
        rows.surroundByLexical()
        return all
    }
}

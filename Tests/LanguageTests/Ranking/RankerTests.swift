import Language
import Testing

@Suite struct RankerTests {
    @Test(arguments: RankerModel.Kind.allCases)
    func `a trained ranker agrees better with people on fresh texts`(kind: RankerModel.Kind) throws {
        let untrained = try WrittenTexts.agreement(of: StatisticalExtractor())
        let trained = try WrittenTexts.agreement(of: RankedExtractor(model: WrittenTexts.model(kind)))
        #expect(trained > untrained + 0.1)
    }

    @Test(arguments: RankerModel.Kind.allCases)
    func `the same texts and seed give the same model to the byte`(kind: RankerModel.Kind) throws {
        let first = try WrittenTexts.model(kind)
        #expect(try WrittenTexts.train(kind).encoded == first.encoded)
        #expect(try WrittenTexts.train(kind, seed: 8).encoded != first.encoded)
    }

    @Test func `a model keeps to its limits`() throws {
        let model = try WrittenTexts.model(.trees)
        #expect(model.treeCount <= 100)
        #expect(model.encoded.utf8.count < ModelLimits.bytes)
        #expect(model.training.texts == 60)
        #expect(model.training.languages == [.english])
        #expect(model.training.licence == "written for the tests")
    }

    @Test func `the fingerprint tells training data apart`() throws {
        let texts = WrittenTexts.make(20, seed: 3)
        let trainer = RankerTrainer(kind: .logistic, licence: "")
        let fingerprint = try trainer.train(on: texts).training.fingerprint
        #expect(try trainer.train(on: texts).training.fingerprint == fingerprint)
        var others = texts
        others[5] = LabelledText(
            id: others[5].id, text: others[5].text, language: .english, keywords: ["another"])
        #expect(try trainer.train(on: others).training.fingerprint != fingerprint)
    }

    @Test func `the answer is sound, whatever the text and whatever came before`() throws {
        let extractor = RankedExtractor(model: try WrittenTexts.model(.trees))
        let texts =
            WrittenTexts.make(10, seed: 5).map(\.text) + [newsInPortuguese, "§ 5º", "X", "la la la la"]
        let alone = try texts.map { try extractor.extract(from: $0) }
        for (text, extraction) in zip(texts, alone) { HostileTests.check(text, extraction) }
        let reversed = try texts.reversed().map { try extractor.extract(from: $0) }
        #expect(reversed.reversed().map(\.keywords) == alone.map(\.keywords))
        #expect(alone[0].extractor.name == "ranker")
        #expect(alone[0].extractor.version.hasPrefix("trees-"))
    }

    @Test func `a list ends where the model expects no more, unless it is told to go on`() throws {
        let model = try WrittenTexts.model(.trees)
        let text = WrittenTexts.make(1, seed: 21)[0].text
        let ended = try RankedExtractor(model: model).extract(from: text).keywords
        let full = try RankedExtractor(model: model, stops: false).extract(from: text).keywords
        #expect(ended.count < full.count)
        #expect(Array(full.prefix(ended.count)) == ended)
    }

    @Test func `a long list is as long as the text allows`() throws {
        let text = WrittenTexts.make(12, seed: 31).map(\.text).joined(separator: "\n\n")
        let options = KeywordOptions.with {
            $0.limit = 100
            $0.maxWords = 3
        }
        let extractor = RankedExtractor(model: try WrittenTexts.model(.trees), stops: false)
        let untrained = try StatisticalExtractor().extract(from: text, options: options).keywords
        #expect(try extractor.extract(from: text, options: options).keywords.count == untrained.count)
        #expect(untrained.count > 60)
    }

    @Test func `obeys vocabulary, stop words, seeds and the number of words`() throws {
        let extractor = RankedExtractor(model: try WrittenTexts.model(.logistic), stops: false)
        func found(_ change: (inout KeywordOptions) -> Void) throws -> [String] {
            try extractor.extract(from: newsInPortuguese, options: .with(change)).keywords.map(\.text)
        }
        #expect(try found { $0.candidates = ["obra", "plano de drenagem"] }.count == 2)
        #expect(try found { $0.stopWords = .adding(["drenagem"]) }.allSatisfy { !$0.contains("drenagem") })
        #expect(try found { $0.maxWords = 1 }.allSatisfy { !$0.contains(" ") })
        #expect(try found { $0.seedWords = ["licitação"] }.first?.contains("licitação") == true)
    }

    @Test(arguments: RankerModel.Kind.allCases)
    func `what the features added makes up the score`(kind: RankerModel.Kind) throws {
        let extractor = RankedExtractor(model: try WrittenTexts.model(kind))
        let options = KeywordOptions.with { $0.explains = true }
        for keyword in try extractor.extract(from: newsInPortuguese, options: options).keywords {
            let sum = keyword.contributions.reduce(0) { $0 + $1.amount }
            #expect(abs(keyword.score - logistic(sum)) < 0.000_1)
        }
    }

    @Test func `the measure reads phrases as their stems`() {
        var agreement = KeywordAgreement()
        func f1(_ found: [String], _ given: [String]) -> Double? {
            agreement.f1(of: found, against: given, language: .english, depth: 2)
        }
        #expect(f1(["Neural Networks"], ["neural network"]) == 1)
        #expect(f1(["neural networks", "neural network", "cats"], ["cat", "dog"]) == 0.5)
        #expect(f1([], ["cat"]) == 0)
        #expect(f1(["cat"], ["..."]) == nil)
    }
}

@Suite struct TrainingRefusalTests {
    private let trainer = RankerTrainer(kind: .trees, licence: "")

    private func text(_ id: String, _ keywords: [String], _ text: String = "Um plano novo.") -> LabelledText {
        LabelledText(id: id, text: text, keywords: keywords)
    }

    @Test func `refuses what cannot be learnt from, and says which text`() {
        let long = RankerTrainer(kind: .trees, licence: String(repeating: "x", count: 8_193))
        #expect(throws: TrainingRefusal.noTexts) { try trainer.train(on: []) }
        #expect(throws: TrainingRefusal.duplicateID("a")) {
            try trainer.train(on: [text("a", ["plano"]), text("a", ["plano"])])
        }
        #expect(throws: TrainingRefusal.noKeywords(id: "b")) {
            try trainer.train(on: [text("a", ["plano"]), text("b", ["…", ""])])
        }
        #expect(throws: TrainingRefusal.unreadable(id: "c", .blankText)) {
            try trainer.train(on: [text("c", ["plano"], " ")])
        }
        #expect(throws: TrainingRefusal.licenceTooLong(bytes: 8_193, limit: 8_192)) {
            try long.train(on: [text("a", ["plano"])])
        }
    }

    @Test func `refuses more than its limits`() {
        let many = (0...TrainingLimits.texts).map { text("\($0)", ["plano"]) }
        #expect(throws: TrainingRefusal.tooManyTexts(count: 5_001, limit: 5_000)) {
            try trainer.train(on: many)
        }
        let keywords = (0...TrainingLimits.keywordsOfText).map { "plano \($0)" }
        #expect(throws: TrainingRefusal.tooManyKeywords(id: "a", count: 1_001, limit: 1_000)) {
            try trainer.train(on: [text("a", keywords)])
        }
        let long = String(repeating: "plano ", count: 170_000)
        let large = (0..<66).map { text("\($0)", ["plano"], long) }
        #expect(throws: TrainingRefusal.tooLarge(bytes: 66 * 1_020_000, limit: 64 << 20)) {
            try trainer.train(on: large)
        }
    }

    @Test(arguments: [["ausente"], ["plano", "plano novo", "novo"]])
    func `refuses one class`(keywords: [String]) {
        #expect(throws: TrainingRefusal.oneClass) {
            try trainer.train(on: [text("a", keywords), text("b", keywords)])
        }
    }

    @Test func `stops when cancelled`() {
        #expect(throws: TrainingRefusal.cancelled) {
            try trainer.train(on: WrittenTexts.make(5, seed: 1), isCancelled: { true })
        }
    }
}

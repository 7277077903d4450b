import Language
import Testing

@Suite struct ClassifyTests {
    private static func share(_ cases: [DocumentCases.Case]) throws -> (right: Int, wrong: [String]) {
        var right = 0
        var wrong: [String] = []
        for item in cases {
            let found = try DocumentKinds.classify(item.text).kind
            if found == item.kind {
                right += 1
            } else if found != nil {
                wrong.append(
                    "\(item.kind?.rawValue ?? "none") as \(found?.rawValue ?? ""): \(item.text.prefix(40))")
            }
        }
        return (right, wrong)
    }

    @Test func `tells the documents the rules were written with`() throws {
        let (right, wrong) = try Self.share(DocumentCases.seen)
        #expect(DocumentCases.seen.count == 45)
        #expect(right >= 41 && wrong.count <= 2, "\(right) \(wrong)")
    }

    @Test func `tells most of those written later, and is rarely wrong`() throws {
        let (right, wrong) = try Self.share(DocumentCases.unseen)
        #expect(DocumentCases.unseen.count == 36)
        #expect(right >= 26 && wrong.count <= 4, "\(right) \(wrong)")
    }

    @Test func `points at what it went by`() throws {
        let text = "SENTENÇA\nAnte o exposto, julgo procedente o pedido."
        let answer = try DocumentKinds.classify(text)
        let bytes = Array(text.utf8)
        #expect(
            answer.evidence.map { String(decoding: bytes[$0.range], as: UTF8.self) } == [
                "SENTENÇA", "Ante o exposto", "julgo procedente",
            ])
        #expect(answer.ranking.count == DocumentKind.allCases.count)
        #expect(abs(answer.ranking.reduce(0) { $0 + $1.probability } - 1) < 1e-9)
        #expect(answer.ranking.first?.kind == .sentence)
    }

    private static let examples = DocumentCases.seen.compactMap { item in
        item.kind.map { TrainingText(text: item.text, label: $0.rawValue) }
    }

    private static let sports: [TrainingText] = [
        ("o time venceu o jogo no estádio", "esporte"),
        ("o goleiro defendeu e o time ganhou o jogo", "esporte"),
        ("a torcida lotou o estádio do time", "esporte"), ("o juro subiu e a bolsa caiu", "economia"),
        ("a bolsa fechou em queda com o juro", "economia"), ("o banco subiu o juro de novo", "economia"),
    ].map { TrainingText(text: $0.0, label: $0.1) }

    @Test func `learns from examples and abstains elsewhere`() throws {
        let classifier = try TextClassifier.train(on: Self.sports, language: .portuguese)
        #expect(classifier.labels == ["economia", "esporte"] && classifier.training.texts == 6)
        #expect(try classifier.classify("O estádio recebeu os times").label == "esporte")
        #expect(try classifier.classify("Bolsa e juros em queda").label == "economia")
        let strange = try classifier.classify("Qwerty zxcv")
        #expect(strange.label == nil && strange.ranking.count == 2)
        #expect(try classifier.classify("O estádio", probabilityMin: 1).label == nil)
        #expect(throws: ExtractionRefusal.self) { try classifier.classify("a", probabilityMin: .nan) }
        #expect(throws: ExtractionRefusal.blankText) { try classifier.classify(" ") }
    }

    @Test func `the same examples give the same bytes, and bytes the same answers`() throws {
        let one = try TextClassifier.train(on: Self.examples, language: .portuguese)
        let other = try TextClassifier.train(on: Self.examples, language: .portuguese)
        #expect(one.encoded() == other.encoded())
        let figure = TextClassifier.Figure(set: "others", texts: 36, right: 30)
        let noted = try #require(one.noting(figure))
        let read = try TextClassifier(decoding: noted.encoded())
        #expect(read == noted && read.figures == [figure] && read.training.fingerprint.count == 16)
        for item in DocumentCases.unseen {
            #expect(try read.classify(item.text) == one.classify(item.text))
        }
    }

    @Test func `its file says whose texts it learnt from, and no figure that is none`() throws {
        let model = try TextClassifier.train(on: Self.sports, language: .portuguese, licence: "CC0")
        let swapped = try TextClassifier.train(on: Self.sports.reversed(), language: .portuguese)
        #expect(model.training.licence == "CC0" && swapped.training.licence == "not stated")
        #expect(model.training.fingerprint != swapped.training.fingerprint)
        for (set, texts, right) in [("", 1, 1), ("a", 0, 0), ("a", 1, 2), ("a", 1, -1)] {
            #expect(model.noting(.init(set: set, texts: texts, right: right)) == nil)
        }
        let full = try (0..<AnalysisLimits.figures).reduce(model) { model, number in
            try #require(model.noting(.init(set: "set \(number)", texts: 1, right: 1)))
        }
        #expect(full.noting(.init(set: "more", texts: 1, right: 1)) == nil)
        #expect(throws: ClassifierRefusal.licenceTooLong(bytes: 9_000, limit: TrainingLimits.licenceBytes)) {
            let long = String(repeating: "x", count: 9_000)
            return try TextClassifier.train(on: Self.sports, language: .portuguese, licence: long)
        }
    }

    @Test func `refuses what nothing can be learnt from`() {
        let one = TrainingText(text: "um texto", label: "a")
        func train(_ texts: [TrainingText]) throws -> TextClassifier {
            try TextClassifier.train(on: texts, language: .portuguese)
        }
        #expect(throws: ClassifierRefusal.noTexts) { try train([]) }
        #expect(throws: ClassifierRefusal.oneClass("a")) { try train([one, one]) }
        #expect(throws: ClassifierRefusal.badLabel(1)) {
            try train([one, TrainingText(text: "b", label: "")])
        }
        #expect(throws: ClassifierRefusal.badText(1, .blankText)) {
            try train([one, TrainingText(text: " ", label: "b")])
        }
        #expect(throws: ClassifierRefusal.contradiction(0, 1)) {
            try train([one, TrainingText(text: "um texto", label: "b")])
        }
        #expect(throws: ClassifierRefusal.tooManyClasses(65, limit: 64)) {
            try train((0..<65).map { TrainingText(text: "texto \($0)", label: "classe \($0)") })
        }
        #expect(throws: ClassifierRefusal.tooManyTexts(20_001, limit: 20_000)) {
            try train(Array(repeating: one, count: 20_001))
        }
        #expect(throws: ClassifierRefusal.unknownLanguage("xx")) {
            try TextClassifier.train(on: [one], language: LanguageCode(rawValue: "xx"))
        }
        #expect(throws: ClassifierRefusal.cancelled) {
            try TextClassifier.train(on: Self.sports, language: .portuguese, isCancelled: { true })
        }
    }

    @Test func `refuses bytes that are no model`() throws {
        let bytes = try TextClassifier.train(on: Self.sports, language: .portuguese).encoded()
        #expect(throws: DecodingRefusal.foreign) { try TextClassifier(decoding: []) }
        #expect(throws: DecodingRefusal.truncated) { try TextClassifier(decoding: Array(bytes.prefix(10))) }
        #expect(throws: DecodingRefusal.checksum) { try TextClassifier(decoding: bytes.dropLast()) }
        #expect(throws: DecodingRefusal.tooLarge(bytes: 3_000_000, limit: AnalysisLimits.modelBytes)) {
            try TextClassifier(decoding: Array(repeating: 0, count: 3_000_000))
        }
        var newer = bytes
        newer[4] = 2
        #expect(throws: DecodingRefusal.newerFormat(2)) { try TextClassifier(decoding: newer) }
        for index in stride(from: 6, to: bytes.count, by: 7) {
            var changed = bytes
            changed[index] ^= 0xFF
            #expect(throws: DecodingRefusal.checksum) { try TextClassifier(decoding: changed) }
        }
    }

    /// A model whose checksum was made anew after the change: every content must be read with distrust.
    @Test func `reads forged models without a crash`() throws {
        let bytes = try TextClassifier.train(on: Self.sports, language: .portuguese).encoded()
        var dice = HostileTests.Dice(state: 20_241)
        var refused = 0
        for _ in 0..<2_000 {
            var forged = Array(bytes.dropLast(8))
            for _ in 0...dice.roll(3) { forged[6 + dice.roll(forged.count - 6)] = UInt8(dice.roll(256)) }
            if dice.roll(4) == 0 { forged.removeLast(dice.roll(forged.count - 10)) }
            forged = Seal.sealed(forged)
            do throws(DecodingRefusal) {
                let model = try TextClassifier(decoding: forged)
                let answer = try? model.classify("O time perdeu o jogo e a bolsa caiu")
                #expect(answer?.ranking.allSatisfy { $0.probability.isFinite } == true)
            } catch {
                #expect(error != .checksum)
                refused += 1
            }
        }
        #expect(refused > 100)
    }
}

/// The checksum as the format describes it, written a second time for the test.
enum Seal {
    static func sealed(_ bytes: [UInt8]) -> [UInt8] {
        func mix(_ word: UInt64) -> UInt64 {
            var word = word &+ 0x9E37_79B9_7F4A_7C15
            word = (word ^ word >> 30) &* 0xBF58_476D_1CE4_E5B9
            word = (word ^ word >> 27) &* 0x94D0_49BB_1331_11EB
            return word ^ word >> 31
        }
        var value: UInt64 = 0x9E37_79B9_7F4A_7C15
        var part: UInt64 = 0
        for (index, byte) in bytes.enumerated() {
            part = part << 8 | UInt64(byte)
            if index & 7 == 7 {
                value = mix(value ^ part)
                part = 0
            }
        }
        value = mix(value ^ part)
        value = mix(value ^ UInt64(bytes.count))
        return bytes + (0..<8).map { UInt8(truncatingIfNeeded: value >> (8 * UInt64($0))) }
    }
}

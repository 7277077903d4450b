import Language

/// Texts put together from written parts, whose keywords are known: the devices named in them.
enum WrittenTexts {
    private static let kinds = [
        "thermal", "optical", "magnetic", "digital", "hydraulic", "acoustic", "sparse", "robust", "spectral",
        "binary", "cellular", "dynamic",
    ]
    private static let devices = [
        "sensor", "filter", "network", "controller", "antenna", "compiler", "scheduler", "detector",
        "decoder",
        "amplifier", "turbine", "bearing",
    ]
    private static let openings = [
        "This work describes a KEY for harsh places.", "The paper looks at one KEY in detail.",
        "A KEY is built and tested at length.", "Engineers often ask for a cheaper KEY at work.",
    ]
    private static let middles = [
        "Good results follow from careful thought and long practice.",
        "The second part compares it with the KEY of other groups.",
        "Several cases show how the KEY behaves under load.", "Costs fall by one third in most cases.",
        "Earlier studies treat the KEY as a black box.", "No further equipment has to be bought.",
    ]

    /// The same seed gives the same texts.
    static func make(_ count: Int, seed: UInt64) -> [LabelledText] {
        var state = seed
        func roll(_ sides: Int) -> Int {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Int((state >> 33) % UInt64(sides))
        }
        return (0..<count).map { number in
            var keywords: [String] = []
            func filled(_ pattern: String) -> String {
                guard pattern.contains("KEY") else { return pattern }
                let keyword = kinds[roll(kinds.count)] + " " + devices[roll(devices.count)]
                keywords.append(keyword)
                let parts = pattern.split(separator: "KEY", omittingEmptySubsequences: false)
                return parts.joined(separator: keyword)
            }
            var sentences = [filled(openings[roll(openings.count)])]
            for _ in 0..<4 { sentences.append(filled(middles[roll(middles.count)])) }
            return LabelledText(
                id: "text \(number)", text: sentences.joined(separator: " "), language: .english,
                keywords: keywords)
        }
    }

    static func train(_ kind: RankerModel.Kind, seed: UInt64 = 7) throws -> RankerModel {
        try RankerTrainer(kind: kind, seed: seed, licence: "written for the tests").train(
            on: make(60, seed: 11))
    }

    /// The model of each kind that `train` makes, made once.
    static func model(_ kind: RankerModel.Kind) throws -> RankerModel {
        try (kind == .logistic ? logistic : trees).get()
    }

    private static let logistic = Result { try train(.logistic) }
    private static let trees = Result { try train(.trees) }

    /// The mean agreement of ten keywords with those of fresh texts.
    static func agreement(of extractor: some KeywordExtractor) throws -> Double {
        let texts = make(40, seed: 99)
        var agreement = KeywordAgreement()
        var sum = 0.0
        for text in texts {
            var options = KeywordOptions()
            options.language = text.language
            let found = try extractor.extract(from: text.text, options: options).keywords.map(\.text)
            sum += agreement.f1(of: found, against: text.keywords, language: .english, depth: 10) ?? 0
        }
        return sum / Double(texts.count)
    }
}

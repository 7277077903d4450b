import Language
import Testing

@Suite(.timeLimit(.minutes(10))) struct `What a ranker is asked about` {
    /// Trained on more texts than others need: with few, chance moves much.
    private static let model = Result {
        try RankerTrainer(kind: .logistic, seed: 7, licence: "written for the tests").train(
            on: WrittenTexts.make(120, seed: 11))
    }

    private static func isShifted(_ drift: InputDrift) -> Bool { drift.index > max(0.2, drift.chance) }

    /// The same kind of text in capitals, where casing says nothing, and three times as long.
    private static func others(_ count: Int, seed: UInt64) -> [String] {
        let texts = WrittenTexts.make(count * 3, seed: seed).map(\.text)
        return (0..<count).map { texts[$0 * 3..<$0 * 3 + 3].joined(separator: " ").uppercased() }
    }

    private static func watch(
        _ texts: [String], _ change: (inout KeywordOptions) -> Void = { _ in }
    ) throws -> DriftWatch {
        let model = try model.get()
        let watch = try #require(DriftWatch(model))
        try show(texts, to: watch, change)
        return watch
    }

    private static func show(
        _ texts: [String], to watch: DriftWatch, _ change: (inout KeywordOptions) -> Void = { _ in }
    ) throws {
        let extractor = RankedExtractor(model: try model.get()).watched(by: watch)
        var options = KeywordOptions.with { $0.language = .english }
        change(&options)
        for text in texts { _ = try extractor.extract(from: text, options: options) }
    }

    @Test(arguments: [101, 202] as [UInt64])
    func `has not shifted where the texts are of the same kind`(seed: UInt64) throws {
        let watch = try Self.watch(WrittenTexts.make(250, seed: seed).map(\.text))
        let drift = try #require(watch.drift)
        #expect(drift.filter(Self.isShifted) == [])
        #expect(drift.map(\.input) == (try Self.model.get()).features + ["score"])
        #expect(drift.allSatisfy { $0.index >= 0 && $0.index.isFinite })
    }

    @Test func `has shifted where they are of another, and what was seen fades`() throws {
        let watch = try Self.watch(Self.others(210, seed: 5))
        let before = try #require(watch.drift).filter(Self.isShifted)
        #expect(Set(before.map(\.input)).isSuperset(of: ["length", "reporting"]), "\(before)")
        try Self.show(WrittenTexts.make(900, seed: 303).map(\.text), to: watch)
        let after = try #require(watch.drift)
        for input in before {
            let now = try #require(after.first { $0.input == input.input })
            #expect(now.index < input.index / 2, "\(input) \(now)")
        }
        #expect(watch.extractions == 1_110)
    }

    @Test func `is told by enough extractions only`() throws {
        let texts = Self.others(DriftWatch.extractionsMin, seed: 6)
        let watch = try Self.watch(Array(texts.dropLast()))
        #expect(watch.drift == nil && watch.extractions == DriftWatch.extractionsMin - 1)
        try Self.show([texts[0]], to: watch)
        #expect(watch.drift != nil)
    }

    static let own: [@Sendable (inout KeywordOptions) -> Void] = [
        { $0.candidates = ["sensor"] }, { $0.seedWords = ["sensor"] }, { $0.maxWords = 1 },
        { $0.stopWords = .adding(["sensor"]) }, { $0.limit = 25 },
    ]

    @Test(arguments: own.indices)
    func `is not what callers ask for besides`(_ index: Int) throws {
        let watch = try Self.watch([WrittenTexts.make(1, seed: 1)[0].text], Self.own[index])
        #expect(watch.extractions == 0)
        try Self.show([WrittenTexts.make(1, seed: 1)[0].text], to: watch) {
            ($0.limit, $0.minScore, $0.diversity, $0.explains) = (1, 0.9, 1, true)
        }
        #expect(watch.extractions == 1)
    }

    @Test func `changes no answer by being watched`() throws {
        let model = try WrittenTexts.model(.trees)
        let plain = RankedExtractor(model: model)
        let watched = plain.watched(by: DriftWatch(model))
        for text in WrittenTexts.make(5, seed: 8).map(\.text) + ["X", newsInPortuguese] {
            #expect(try plain.extract(from: text) == watched.extract(from: text))
        }
    }
}

@Suite struct `What a model saw in training` {
    private static let model = Result { try WrittenTexts.model(.logistic) }

    /// With some of its lines changed, and the checksum that goes with it.
    private static func written(_ change: (inout [String]) -> Void) throws -> String {
        var lines = try model.get().encoded.split(separator: "\n").dropLast().map(String.init)
        change(&lines)
        let body = lines.map { $0 + "\n" }.joined()
        let hash = body.utf8.reduce(0xCBF2_9CE4_8422_2325 as UInt64) {
            ($0 ^ UInt64($1)) &* 0x0000_0100_0000_01B3
        }
        let digits = String(hash, radix: 16)
        return body + "end " + String(repeating: "0", count: 16 - digits.count) + digits + "\n"
    }

    private static func isReference(_ line: String) -> Bool {
        line.hasPrefix("reference ") || line.hasPrefix("histogram ")
    }

    private static func older() throws -> String {
        try written { lines in
            lines[0] = "lux-keyword-ranker 1"
            lines.removeAll(where: isReference)
        }
    }

    @Test func `is missing in a file of the first format, which answers as before`() throws {
        let (model, text) = (try Self.model.get(), try Self.older())
        let old = try RankerModel(decoding: text)
        #expect(old != model && old.encoded == text)
        #expect(DriftWatch(old) == nil && DriftWatch(model) != nil)
        let (new, before) = (RankedExtractor(model: model), RankedExtractor(model: old))
        #expect(new.identity == before.identity)
        for text in WrittenTexts.make(3, seed: 9).map(\.text) {
            #expect(try new.extract(from: text) == before.extract(from: text))
        }
    }

    @Test func `stands in a file as it was`() throws {
        let model = try Self.model.get()
        #expect(try RankerModel(decoding: model.encoded) == model)
        let lines = model.encoded.split(separator: "\n").map(String.init).filter(Self.isReference)
        #expect(lines.count == model.features.count + 2 && lines[0] == "reference 60")
        #expect(lines.joined().utf8.count < 20_000)
        for line in lines.dropFirst() {
            let counts = line.split(separator: "|")[1].split(separator: " ").compactMap { Int($0) }
            #expect(counts.reduce(0, +) <= 600 && (2...10).contains(counts.count), "\(line)")
        }
    }

    @Test func `is what the index is reckoned from`() throws {
        // Half of the texts of training were longer than any is.
        let model = try RankerModel(
            decoding: Self.written { lines in
                lines = lines.map { $0.hasPrefix("histogram length ") ? "histogram length 99 | 300 300" : $0 }
            })
        let watch = try #require(DriftWatch(model))
        let extractor = RankedExtractor(model: model).watched(by: watch)
        for text in WrittenTexts.make(200, seed: 12) { _ = try extractor.extract(from: text.text) }
        let length = try #require(watch.drift?.first { $0.input == "length" })
        // (0.5 - 1) ln 0.5 + (0.5 - 0.001) ln 500
        #expect(abs(length.index - 3.447_663) < 0.000_01)
        // Of 60 texts and, fading, 181: about 22 with one degree of freedom, by (1/60 + 1/181).
        #expect(abs(length.chance - 0.48) < 0.01)
    }

    static let damaged = [
        "reference 0", "reference 5001", "reference -1", "reference 1e3", "reference", "histogram",
        "histogram score", "histogram score |", "histogram score | 5", "histogram | 1 2",
        "histogram score 0.5 1 2", "histogram score 0.5 | 1", "histogram score 0.5 | 1 2 3",
        "histogram score 0.5 0.5 | 1 2 3", "histogram score 0.5 0.25 | 1 2 3", "histogram score 0.5 | 0 0",
        "histogram score 0.5 | -1 2", "histogram score 0.5 | 1 50001", "histogram score 0.5 | 1 2.5",
        "histogram score 0.5 | 1 99999999999999999999", "histogram score 0.5 | 1 nan",
        "histogram score 0.5 | 1 2 | 3",
        "histogram score 1 2 3 4 5 6 7 8 9 10 | 1 1 1 1 1 1 1 1 1 1 1",
        "histogram score nan | 1 2", "histogram score -inf | 1 2", "histogram score 1e39 | 1 2",
        "histogram moon 0.5 | 1 2", "histogram statistical 0.5 | 1 2",
    ]

    @Test(arguments: damaged)
    func `is refused where it is not sound, also with the right checksum`(_ line: String) throws {
        let text = try Self.written { lines in
            let old = lines.lastIndex {
                $0.hasPrefix(line.hasPrefix("reference") ? "reference" : "histogram")
            }
            if let old { lines[old] = line }
        }
        #expect(throws: ModelRefusal.self) { try RankerModel(decoding: text) }
    }

    @Test func `belongs to the second format and to no other`() throws {
        let texts = try [
            Self.written { $0[0] = "lux-keyword-ranker 1" },
            Self.written { $0.removeAll(where: Self.isReference) },
            Self.written { $0.removeLast() },
            Self.written { $0.append("histogram score 0.5 | 1 2") },
            Self.written { $0[0] = "lux-keyword-ranker 0" },
        ]
        for text in texts {
            #expect(throws: ModelRefusal.self) { try RankerModel(decoding: text) }
        }
    }
}

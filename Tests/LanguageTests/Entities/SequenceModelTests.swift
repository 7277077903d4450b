import Language
import Testing

@Suite struct SequenceModelTests {
    private static let tagged = """
        O O
        Ministro O
        João B-PESSOA
        Silva I-PESSOA
        votou O
        . O

        A O
        União B-ORGANIZACAO
        recorreu O
        ao O
        Tribunal B-ORGANIZACAO
        Pleno I-ORGANIZACAO
        . O

        """

    private static func trained(repeated count: Int = 12, seed: UInt64 = 1) throws -> SequenceModel {
        // An empty line parts the last sentence of one copy from the first of the next.
        let sentences = try TaggedText.sentences(of: String(repeating: tagged + "\n", count: count))
        var options = SequenceTrainer.Options()
        options.seed = seed
        options.licence = "written for this test"
        return try SequenceTrainer(options: options).train(sentences)
    }

    @Test func `learns what it is shown`() throws {
        let model = try Self.trained()
        let sentences = try TaggedText.sentences(of: Self.tagged)
        let all = try #require(TaggerScore.scores(of: model, on: sentences).last)
        #expect(all.kind == "all" && all.marked == 3)
        #expect(all.f1 == 1)
        let entities = try EntityRecognizer(model: model).entities(in: "O Ministro João Silva votou.")
        #expect(entities.map(\.kind) == [.person])
        #expect(entities.first?.span == 11..<22)
        #expect((entities.first?.confidence ?? 0) > 0.5)
    }

    @Test func `the same data and seed give the same bytes, and another fingerprint tells other data`() throws
    {
        let model = try Self.trained()
        #expect(try Self.trained().encoded() == model.encoded())
        #expect(try Self.trained(repeated: 13).origin.fingerprint != model.origin.fingerprint)
        #expect(model.origin.licence == "written for this test")
        #expect(model.origin.sentences == 24)
    }

    @Test func `several learners give one model, the same each time`() throws {
        let sentences = try TaggedText.sentences(of: String(repeating: Self.tagged + "\n", count: 12))
        var options = SequenceTrainer.Options()
        options.learners = 3
        let model = try SequenceTrainer(options: options).train(sentences)
        #expect(try SequenceTrainer(options: options).train(sentences).encoded() == model.encoded())
        #expect(try Self.trained().encoded() != model.encoded())
        #expect(TaggerScore.scores(of: model, on: sentences).last?.f1 == 1)
    }

    @Test func `names are what the model finds, whatever the rules do`() throws {
        let tagged = """
            Vide O
            Lei B-LEGISLACAO
            9.099/95 I-LEGISLACAO
            e O
            João B-PESSOA
            . O
            """
        let sentences = try TaggedText.sentences(of: String(repeating: tagged + "\n\n", count: 12))
        let recognizer = EntityRecognizer(model: try SequenceTrainer().train(sentences))
        let text = "Vide Lei 9.099/95 e João."
        let (names, all) = try (recognizer.names(in: text), recognizer.entities(in: text))
        #expect(names.map(\.kind) == [.legislation, .person] && all.map(\.kind) == names.map(\.kind))
        #expect(names.map(\.span) == all.map(\.span))
        #expect(names.first?.value == nil && all.first?.value == "Lei 9.099/1995")
        #expect(try EntityRecognizer(model: nil).names(in: text).isEmpty)
        #expect(throws: EntityRefusal.cancelled) { try recognizer.names(in: text, isCancelled: { true }) }
    }

    @Test func `reads what it wrote, to the byte`() throws {
        let bytes = try Self.trained().encoded()
        let read = try SequenceModel(decoding: bytes)
        #expect(read.encoded() == bytes)
        #expect(read.kinds == ["ORGANIZACAO", "PESSOA"])
    }

    @Test func `refuses every beginning of a model and every byte changed`() throws {
        let bytes = try Self.trained().encoded()
        for length in stride(from: 0, to: bytes.count, by: max(1, bytes.count / 400)) {
            #expect(throws: SequenceModel.Refusal.self) {
                try SequenceModel(decoding: Array(bytes[..<length]))
            }
        }
        for place in stride(from: 0, to: bytes.count, by: max(1, bytes.count / 400)) {
            var changed = bytes
            changed[place] ^= 0x55
            #expect(throws: SequenceModel.Refusal.self) { try SequenceModel(decoding: changed) }
        }
    }

    @Test func `names what is wrong with a model`() throws {
        let bytes = try Self.trained().encoded()
        #expect(throws: SequenceModel.Refusal.truncated) {
            try SequenceModel(decoding: Array(bytes.prefix(9)))
        }
        #expect(throws: SequenceModel.Refusal.notAModel) {
            try SequenceModel(decoding: Array("{\"a\":1}".utf8))
        }
        var newer = bytes
        newer[4] = 200
        #expect(throws: SequenceModel.Refusal.newer(version: 200, supported: SequenceModel.formatVersion)) {
            try SequenceModel(decoding: newer)
        }
        var other = bytes
        other[5] = 99
        #expect(throws: SequenceModel.Refusal.otherFeatures(version: 99, supported: 2)) {
            try SequenceModel(decoding: other)
        }
        #expect(throws: SequenceModel.Refusal.damaged) {
            try SequenceModel(decoding: bytes.dropLast() + [bytes.last! ^ 1])
        }
    }

    @Test func `refuses a weight that is no number`() throws {
        let bytes = try Self.trained().encoded()
        // The step stands behind the last kind's name.
        let name = Array("PESSOA".utf8)
        let place = try #require(bytes.indices.last { bytes[$0...].starts(with: name) }) + name.count
        var damaged = bytes
        damaged.replaceSubrange(place..<place + 4, with: [0, 0, 0xC0, 0x7F])
        #expect(throws: SequenceModel.Refusal.badWeight) { try SequenceModel(decoding: damaged) }
    }

    @Test func `refuses data that cannot be learned from`() {
        func refusal(_ sentences: [TaggedSentence]) -> SequenceTrainer.Refusal? {
            do throws(SequenceTrainer.Refusal) {
                _ = try SequenceTrainer().train(sentences)
                return nil
            } catch { return error }
        }
        #expect(refusal([]) == .noData)
        #expect(refusal([TaggedSentence(words: [], tags: [])]) == .noData)
        #expect(refusal([TaggedSentence(words: ["a"], tags: ["O"])]) == .oneClass)
        #expect(refusal([TaggedSentence(words: ["a"], tags: [])]) == .unequal(sentence: 0))
        #expect(refusal([TaggedSentence(words: ["a"], tags: ["X-A"])]) == .unknownTag("X-A", sentence: 0))
        let many = (0..<9).map { TaggedSentence(words: ["a"], tags: ["B-K\($0)"]) }
        #expect(refusal(many) == .tooManyKinds(9, limit: 7))
        var options = SequenceTrainer.Options()
        options.rate = .nan
        #expect(throws: SequenceTrainer.Refusal.self) { try SequenceTrainer(options: options).train(many) }
    }

    @Test func `refuses lines without a tag`() {
        #expect(throws: TaggedText.Refusal.noTag(line: 2)) { try TaggedText.sentences(of: "a O\nb\n") }
        #expect(throws: TaggedText.Refusal.unknownTag("Z", line: 1)) { try TaggedText.sentences(of: "a Z\n") }
        #expect((try? TaggedText.sentences(of: "a\tO\r\n\r\nb x O"))?.count == 2)
    }

    @Test func `ships a model that knows people, organizations and places`() throws {
        let model = try #require(SequenceModel.shipped)
        #expect(model.kinds == ["JURISPRUDENCIA", "LEGISLACAO", "LOCAL", "ORGANIZACAO", "PESSOA", "TEMPO"])
        #expect(model.origin.licence.contains("MIT"))
        let text = "O Ministro Ricardo Lewandowski votou a favor da Petrobras em Brasília."
        let kinds = try EntityRecognizer().entities(in: text).map(\.kind)
        #expect(kinds.contains(.person))
    }
}

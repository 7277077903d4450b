import Language
import Testing

@Suite struct SimilarityTests {
    private static let clause = """
        O locatário pagará o aluguel até o quinto dia útil de cada mês, sob pena de multa de dez por cento \
        sobre o valor devido, acrescido de juros de um por cento ao mês e correção monetária pelo índice \
        oficial, sem prejuízo da rescisão do contrato e da ação de despejo por falta de pagamento.
        """

    /// Words drawn from so many that no two texts have a run in common.
    private static func text(_ seed: Int, words: Int) -> String {
        var dice = HostileTests.Dice(state: UInt64(seed) &* 77_777 &+ 5)
        return (0..<words).map { _ in "p" + String(dice.roll(100_000), radix: 36) }.joined(separator: " ")
    }

    @Test func `texts alike but for casing, accents and marks are the same`() throws {
        let found = try Similarity.compare(
            "A Decisão foi publicada; cabe recurso!", with: "a decisao foi publicada, cabe recurso")
        #expect(found.jaccard == 1 && found.containment == 1)
        #expect(found.estimate.jaccard == 1)
    }

    @Test func `counts the runs in common`() throws {
        // Runs of two: ab bc cd and ab bc ce: two of four.
        var options = SimilarityOptions()
        options.shingleWords = 2
        let found = try Similarity.compare("aa bb cc dd", with: "aa bb cc ee", options: options)
        #expect(found.jaccard == 0.5 && found.shingles == [3, 3])
    }

    @Test func `a part is held by the whole`() throws {
        let found = try Similarity.compare(Self.clause + " " + Self.text(1, words: 200), with: Self.clause)
        #expect(found.containment == 1 && found.jaccard < 0.3)
    }

    @Test(arguments: [0, 10, 30, 50, 80, 100])
    func `the estimate lies near the exact share`(percent: Int) throws {
        var worst = 0.0
        var covered = 0
        for seed in 0..<20 {
            let shared = Self.text(seed, words: 6 * percent)
            let one = shared + " " + Self.text(seed + 100, words: 600 - 6 * percent)
            let other = shared + " " + Self.text(seed + 200, words: 600 - 6 * percent)
            let found = try Similarity.compare(one, with: other)
            worst = max(worst, abs(found.jaccard - found.estimate.jaccard))
            if found.estimate.interval.contains(found.jaccard) { covered += 1 }
        }
        // Four standard errors of 128 values at the worst share.
        #expect(worst < 0.18)
        #expect(covered >= 16, "\(covered) of 20 in the interval")
    }

    @Test func `finds near duplicates among others`() throws {
        var index = NearDuplicates()
        for number in 0..<200 {
            try index.add("\(number)", Similarity.signature(of: Self.text(number, words: 120)))
        }
        try index.add("contrato", Similarity.signature(of: Self.clause))
        let changed = Self.clause.replacing("dez por cento", with: "doze por cento")
        let found = index.find(like: try Similarity.signature(of: changed), atLeast: 0.5)
        #expect(found.map(\.name) == ["contrato"])
        #expect(index.count == 201)
    }

    @Test func `knows how likely bands are to meet`() throws {
        let bands = try SimilarityBands(count: 20, rows: 5)
        #expect(abs(bands.probability(atJaccard: 0.8) - 0.9996) < 0.0005)
        #expect(SimilarityBands.standard.probability(atJaccard: 0.2) < 0.06)
        #expect(throws: ExtractionRefusal.self) { try SimilarityBands(count: 200, rows: 5) }
    }

    @Test func `a signature stands for itself when read back`() throws {
        let signature = try Similarity.signature(of: Self.clause)
        #expect(try TextSignature(decoding: signature.encoded()) == signature)
        #expect(signature.keys(.standard).count == 32)
    }

    /// Stored signatures must stay comparable: a change of these figures needs a new version.
    @Test func `the same text has the same signature for ever`() throws {
        let signature = try Similarity.signature(of: "O prazo para recurso é de quinze dias úteis")
        #expect(signature.shingles == 7)
        #expect(signature.values.prefix(3).map(String.init) == SimilarityTests.golden)
    }

    static let golden = ["652157782", "262852398", "302423197"]

    @Test func `refuses bytes that are no signature`() throws {
        let bytes = try Similarity.signature(of: Self.clause).encoded()
        #expect(throws: DecodingRefusal.foreign) { try TextSignature(decoding: []) }
        #expect(throws: DecodingRefusal.foreign) { try TextSignature(decoding: Array("%PDF-1.7 etc.".utf8)) }
        #expect(throws: DecodingRefusal.truncated) { try TextSignature(decoding: Array(bytes.prefix(9))) }
        #expect(throws: DecodingRefusal.checksum) { try TextSignature(decoding: bytes.dropLast()) }
        var newer = bytes
        newer[4] = 9
        #expect(throws: DecodingRefusal.newerFormat(9)) { try TextSignature(decoding: newer) }
        for index in 6..<bytes.count {
            var changed = bytes
            changed[index] ^= 0x10
            #expect(throws: DecodingRefusal.checksum) { try TextSignature(decoding: changed) }
        }
    }

    @Test func `refuses a signature of impossible numbers`() throws {
        let bytes = Array(try Similarity.signature(of: Self.clause).encoded().dropLast(8))
        func change(_ place: Int, _ value: UInt8) -> [UInt8] {
            var changed = bytes
            changed[place] = value
            return Seal.sealed(changed)
        }
        #expect(throws: DecodingRefusal.invalid("shingleWords")) { try TextSignature(decoding: change(6, 0)) }
        #expect(throws: DecodingRefusal.invalid("shingleWords")) { try TextSignature(decoding: change(7, 9)) }
        #expect(throws: DecodingRefusal.invalid("hashes")) { try TextSignature(decoding: change(8, 15)) }
        #expect(throws: DecodingRefusal.truncated) { try TextSignature(decoding: change(8, 129)) }
        #expect(throws: DecodingRefusal.truncated) { try TextSignature(decoding: change(8, 127)) }
        #expect(throws: DecodingRefusal.invalid("format")) { try TextSignature(decoding: change(4, 0)) }
    }

    @Test func `texts without words are like nothing`() throws {
        let blank = try Similarity.signature(of: "... !!!")
        #expect(blank.shingles == 0 && blank.keys(.standard).isEmpty)
        #expect(blank.estimate(with: blank) == nil)
        #expect(try Similarity.compare("...", with: "!!!").jaccard == 0)
    }

    @Test func `refuses options beyond the limits`() {
        var options = SimilarityOptions()
        options.hashes = 8
        #expect(throws: ExtractionRefusal.self) { try Similarity.signature(of: "a", options: options) }
        options = SimilarityOptions()
        options.shingleWords = 0
        #expect(throws: ExtractionRefusal.self) { try Similarity.signature(of: "a", options: options) }
    }
}

import Language
import Testing

@Suite struct ModelTests {
    private static let trees: Result<RankerModel, any Error> = Result {
        try WrittenTexts.model(.trees).noting([
            RankerModel.Metric(set: "written\ttexts\\, 40", name: "f1@10", value: 0.75)
        ])
    }

    private func changed(_ line: String, to other: String) throws -> String {
        let lines = try Self.trees.get().encoded.split(separator: "\n", omittingEmptySubsequences: false)
        let first = try #require(lines.firstIndex { $0.hasPrefix(line) })
        return lines.indices.map { $0 == first ? other : String(lines[$0]) }.joined(separator: "\n")
    }

    @Test func `what is written is read back the same`() throws {
        let model = try Self.trees.get()
        let read = try RankerModel(decoding: model.encoded)
        #expect(read == model)
        #expect(read.metrics.first?.set == "written\ttexts\\, 40")
        #expect(read.encoded == model.encoded)
    }

    @Test(arguments: ["", "\u{301}acute", "two\r\nlines\t\\n", "metric 1\nend 0"])
    func `a licence is kept as it is, whatever it begins with`(licence: String) throws {
        let trainer = RankerTrainer(kind: .logistic, licence: licence)
        let model = try trainer.train(on: WrittenTexts.make(12, seed: 4))
        let read = try RankerModel(decoding: model.encoded)
        #expect(Array(read.training.licence.utf8) == Array(licence.utf8))
    }

    @Test func `notes no figure that it could not be read back with`() throws {
        let model = try WrittenTexts.model(.logistic)
        func metric(_ name: String, _ value: Double) -> RankerModel.Metric {
            RankerModel.Metric(set: "s", name: name, value: value)
        }
        #expect(throws: MetricRefusal.tooMany(count: 51, limit: 50)) {
            try model.noting(Array(repeating: metric("f1", 0.5), count: 51))
        }
        #expect(throws: MetricRefusal.notFinite(name: "f1")) { try model.noting([metric("f1", .nan)]) }
        let long = String(repeating: "x", count: 300)
        #expect(throws: MetricRefusal.tooLong(name: long, bytes: 301, limit: 300)) {
            try model.noting([metric(long, 0.5)])
        }
        let noted = try model.noting(Array(repeating: metric("f1", 0.5), count: 50))
        #expect(try RankerModel(decoding: noted.encoded) == noted)
    }

    @Test(arguments: [0, 1, 20, 300, 5_000, -1, -2, -20])
    func `refuses a model that was cut short`(bytes: Int) throws {
        let whole = try Self.trees.get().encoded
        let cut = String(bytes < 0 ? whole.dropLast(-bytes) : whole.prefix(bytes))
        let refusal = #expect(throws: ModelRefusal.self) { try RankerModel(decoding: cut) }
        #expect(refusal == (bytes >= 20 || bytes < 0 ? .truncated : .notAModel))
    }

    @Test func `refuses a newer format, and what is no model`() throws {
        #expect(throws: ModelRefusal.newer(format: 3, known: 2)) {
            try RankerModel(decoding: changed("lux-keyword-ranker", to: "lux-keyword-ranker 3"))
        }
        #expect(throws: ModelRefusal.notAModel) { try RankerModel(decoding: "{\"kind\":\"trees\"}\n") }
        let large = String(repeating: "x", count: ModelLimits.bytes + 1)
        #expect(throws: ModelRefusal.tooLarge(bytes: 200_001, limit: 200_000)) {
            try RankerModel(decoding: large)
        }
    }

    @Test(arguments: ["nan", "inf", "-inf"])
    func `refuses weights that are no numbers`(value: String) throws {
        let texts = try [
            changed("start", to: "start \(value)"),
            changed("feature statistical", to: "feature statistical 0 \(value)"),
            changed("metric", to: "metric \(value)\tf1\tset"), changed("tree", to: "tree 0,\(value),5,2 1 2"),
        ]
        for text in texts {
            let refusal = #expect(throws: ModelRefusal.self) { try RankerModel(decoding: text) }
            guard case .notFinite = refusal else {
                Issue.record("got \(String(describing: refusal))")
                continue
            }
        }
    }

    @Test func `refuses a feature it does not know`() throws {
        #expect(throws: ModelRefusal.unknownFeature("phaseOfMoon")) {
            try RankerModel(decoding: changed("feature name", to: "feature phaseOfMoon 0 1"))
        }
        #expect(throws: ModelRefusal.unknownFeature("phaseOfMoon")) {
            try RankerModel(decoding: changed("documents", to: "feature phaseOfMoon 0 1\ndocuments 60"))
        }
    }

    @Test(arguments: [
        "tree 0,0.5,1,0 1 2", "tree 0,0.5,1,9 1 2", "tree 0,0.5,1,2 1", "tree 200,0.5,1,2 1 2", "tree",
        "tree 0,0.5,1,1 1", "tree x", "tree 0,0.5,1,2 1 0,0.5,1,1",
    ])
    func `refuses a tree whose questions do not end`(tree: String) throws {
        let text = try changed("tree", to: tree)
        let refusal = #expect(throws: ModelRefusal.self) { try RankerModel(decoding: text) }
        guard case .malformed = refusal else {
            Issue.record("got \(String(describing: refusal))")
            return
        }
    }

    @Test func `refuses a changed weight`() throws {
        #expect(throws: ModelRefusal.damaged) {
            try RankerModel(decoding: changed("start", to: "start 0.25"))
        }
    }

    @Test(arguments: 0..<200)
    func `no change of a byte is taken for a model, and none crashes`(seed: Int) throws {
        var bytes = Array(try Self.trees.get().encoded.utf8)
        let place = seed &* 7_919 % bytes.count
        bytes[place] = bytes[place] == 48 + UInt8(seed % 10) ? 58 : 48 + UInt8(seed % 10)
        let text = String(decoding: bytes, as: UTF8.self)
        #expect(throws: ModelRefusal.self) { try RankerModel(decoding: text) }
    }
}

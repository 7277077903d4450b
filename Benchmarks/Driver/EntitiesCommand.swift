import ArgumentParser
import Core
import Glibc
import Language

/// Trains a sequence model on tagged sentences, or takes the one that comes with the library, and measures it on
/// others.
struct EntitiesCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "entities", abstract: "Training, score and speed of the entity recognizer.")

    @Option(help: "Tagged sentences to train on (CoNLL); without it the library's own model is measured.")
    var train: String?

    @Option(help: "Tagged sentences to measure on.")
    var test: String

    @Option(help: "Where the trained model is written.")
    var output: String?

    @Option(help: "Where it is written as Swift source, as the library holds it.")
    var source: String?

    @Option(help: "Rounds of training.")
    var rounds = SequenceTrainer.Options().rounds

    @Option(help: "How many learn apart; the model has the mean of their weights.")
    var learners = SequenceTrainer.Options().learners

    @Option(help: "Under what licence the training data may be used.")
    var licence = ""

    private static let roundsOfSpeed = 5

    func run() async throws {
        let sentences = try TaggedText.sentences(of: text(of: test))
        let start = Usage.now
        let model = try self.model()
        let training = Usage.now.since(start).cpuSeconds
        let bytes = model.encoded()
        if let output { try write(bytes, to: output) }
        if let source { try write(Array(Self.source(of: bytes).utf8), to: source) }
        let scores = TaggerScore.scores(of: model, on: sentences)
        let plain = sentences.map { $0.words.joined(separator: " ") }.joined(separator: "\n")
        report([
            ("features", .integer(model.featureCount)), ("model_bytes", .integer(bytes.count)),
            ("training_cpu_seconds", train == nil ? nil : .number(training)),
            ("sentences", .integer(sentences.count)), ("text_bytes", .integer(plain.utf8.count)),
            ("mb_per_cpu_second", .number(try speed(EntityRecognizer(model: model), on: plain))),
            ("rules_mb_per_cpu_second", .number(try speed(EntityRecognizer(model: nil), on: plain))),
            ("rss_bytes", .integer(residentBytes())),
            (
                "scores",
                .array(
                    scores.map { score in
                        .array([
                            .string(score.kind), .integer(score.marked), .integer(score.found),
                            .integer(score.right), .number(score.precision), .number(score.recall),
                            .number(score.f1),
                        ])
                    })
            ),
        ])
    }

    private func model() throws -> SequenceModel {
        guard let train else {
            guard let shipped = SequenceModel.shipped else {
                throw ValidationError("no model in the library")
            }
            return shipped
        }
        var options = SequenceTrainer.Options()
        options.rounds = rounds
        options.learners = learners
        options.licence = licence
        return try SequenceTrainer(options: options).train(TaggedText.sentences(of: text(of: train)))
    }

    /// Of the least of several rounds after one to warm up, everything included.
    private func speed(_ recognizer: EntityRecognizer, on text: String) throws -> Double {
        var least = Double.infinity
        for _ in 0...Self.roundsOfSpeed {
            let start = Usage.now
            _ = try recognizer.entities(in: text)
            least = min(least, Usage.now.since(start).cpuSeconds)
        }
        return Double(text.utf8.count) / 1e6 / least
    }

    private static func source(of bytes: [UInt8]) -> String {
        let letters = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)
        var (lines, line): (String, [UInt8]) = ("", [])
        var (bits, count): (UInt32, UInt32) = (0, 0)
        func add(_ value: UInt32) {
            line.append(letters[Int(value & 63)])
            if line.count == 96 {
                lines += "        " + String(decoding: line, as: UTF8.self) + "\n"
                line.removeAll(keepingCapacity: true)
            }
        }
        for byte in bytes {
            bits = bits << 8 | UInt32(byte)
            count += 8
            while count >= 6 {
                count -= 6
                add(bits >> count)
            }
        }
        if count > 0 { add(bits << (6 - count)) }
        if !line.isEmpty { lines += "        " + String(decoding: line, as: UTF8.self) + "\n" }
        return """
            /// The weights of the model that comes with the library; how they were made stands in docs/text/entities.md.
            enum ShippedWeights {
                static let text: StaticString = \"\"\"
            \(lines)        \"\"\"
            }

            """
    }

    private func text(of path: String) throws -> String {
        guard let file = fopen(path, "r") else { throw ValidationError("\(path) cannot be read") }
        defer { fclose(file) }
        var bytes: [UInt8] = []
        var part = [UInt8](repeating: 0, count: 1 << 16)
        while case let count = fread(&part, 1, part.count, file), count > 0 { bytes += part[..<count] }
        return String(decoding: bytes, as: UTF8.self)
    }

    private func write(_ bytes: [UInt8], to path: String) throws {
        guard let file = fopen(path, "w") else { throw ValidationError("\(path) cannot be written") }
        let written = fwrite(bytes, 1, bytes.count, file)
        guard fclose(file) == 0, written == bytes.count else {
            throw ValidationError("\(path) is incomplete")
        }
    }
}

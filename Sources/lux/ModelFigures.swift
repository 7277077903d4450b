import Analysis
import CLI
import Core
import Language

/// How well an extractor agrees with people, at `KeywordModels.depths`.
struct ModelFigures {
    let name: String
    let figures: [Double]

    static let names = KeywordModels.depths.map { "f1@\($0)" }

    func metrics(on set: String) -> [RankerModel.Metric] {
        zip(Self.names, figures).map { RankerModel.Metric(set: set, name: $0, value: $1) }
    }

    /// In per cent, to one place.
    fileprivate var percents: [String] { figures.map { "\(($0 * 1000).rounded() / 10)" } }
}

extension [ModelFigures] {
    func write(as format: ReportFormat, beside summary: String) throws {
        switch format {
        case .text:
            try Terminal.write("\(summary)\n")
            guard !isEmpty else { return }
            var table = TextTable(["Extractor"] + ModelFigures.names.map { "\($0), %" })
            for row in self { table.add([row.name] + row.percents) }
            try Terminal.write(table.text)
        case .json:
            let members = map { row in
                JSON.Member(
                    row.name,
                    .object(zip(ModelFigures.names, row.figures).map { JSON.Member($0, .number($1)) }))
            }
            try Terminal.write(JSON.object(members).written + "\n")
        }
    }
}

extension RankerModel {
    var json: JSON {
        let card = KeywordModels.card(of: self)
        return [
            "kind": .string(kind.rawValue), "trees": .integer(treeCount), "seed": .string(String(seed)),
            "texts": .integer(training.texts),
            "languages": .array(training.languages.map { .string($0.rawValue) }),
            "data_fingerprint": .string(training.fingerprint), "data_licence": .string(training.licence),
            "metrics": card.metrics,
        ]
    }

    /// For people.
    var card: String {
        let languages = training.languages.map(\.rawValue).joined(separator: ", ")
        var lines = [
            "Ranker of keywords: \(kind.rawValue)" + (kind == .trees ? ", \(treeCount) trees" : ""),
            "Learnt from \(training.texts) texts (\(languages)), fingerprint \(training.fingerprint)",
            "Licence of the texts: \(training.licence)", "Seed \(seed)",
        ]
        lines += metrics.map { "\($0.set): \($0.name) \(($0.value * 1000).rounded() / 10) %" }
        return lines.map { "\($0)\n" }.joined()
    }
}

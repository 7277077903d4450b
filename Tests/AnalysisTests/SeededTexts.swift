import Core
import Language
import LuxTesting

/// Texts put together from written parts, whose keywords are the devices named in them. The same seed gives the
/// same texts.
enum SeededTexts {
    private static let kinds = [
        "térmico", "óptico", "magnético", "digital", "hidráulico", "acústico", "esparso", "robusto",
        "espectral", "binário", "celular", "dinâmico",
    ]
    private static let devices = [
        "sensor", "filtro", "controlador", "compilador", "detector", "amplificador", "decodificador",
        "rolamento", "escalonador", "gerador", "motor", "painel",
    ]
    private static let sentences = [
        "Este trabalho descreve um KEY para lugares difíceis.", "O artigo examina um KEY em detalhe.",
        "Um KEY foi construído e testado por muito tempo.", "Engenheiros pedem um KEY mais barato.",
        "Bons resultados vêm do cuidado e da prática.",
        "A segunda parte compara o KEY com o de outros grupos.",
        "Vários casos mostram como o KEY reage sob carga.", "Os custos caem um terço na maioria dos casos.",
    ]

    static func make(_ count: Int, seed: UInt64) -> [LabelledText] {
        var random = SplitMix64(seed: seed)
        func pick(_ words: [String]) -> String { words.randomElement(using: &random) ?? "" }
        return (0..<count).map { number in
            var keywords: [String] = []
            let text = (0..<5).map { _ in
                let keyword = pick(devices) + " " + pick(kinds)
                let sentence = pick(sentences)
                if sentence.contains("KEY") { keywords.append(keyword) }
                return sentence.replacing("KEY", with: keyword)
            }.joined(separator: " ")
            return LabelledText(
                id: "t\(number)", text: text, language: LanguageCode(rawValue: "pt"),
                keywords: keywords.isEmpty ? ["prática"] : keywords)
        }
    }

    /// Of another kind: in capitals, and three times as long.
    static func others(_ count: Int, seed: UInt64) -> [LabelledText] {
        let texts = make(count * 3, seed: seed)
        return (0..<count).map { number in
            let own = texts[number * 3..<number * 3 + 3]
            return LabelledText(
                id: "t\(number)", text: own.map(\.text).joined(separator: " ").uppercased(),
                language: LanguageCode(rawValue: "pt"), keywords: own.flatMap(\.keywords))
        }
    }

    static func lines(_ texts: [LabelledText]) -> String {
        texts.map { text in
            let line: JSON = [
                "id": .string(text.id), "text": .string(text.text), "language": "pt",
                "keywords": .array(text.keywords.map { .string($0) }),
            ]
            return line.written + "\n"
        }.joined()
    }

    /// What they taught a ranker, as a file.
    static func model(of texts: [LabelledText]) -> String {
        do {
            return try RankerTrainer(kind: .logistic, licence: "CC0-1.0").train(on: texts).encoded
        } catch {
            return "\(error)"
        }
    }
}

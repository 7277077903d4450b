import Core
package import Language

/// Keywords as a model writes them, found again in the text.
package struct NeuralKeywords: Sendable {
    private let generator: any TextGenerator
    private let prompt: KeywordPrompt
    private let textBytesMax: Int
    package let identity: ExtractorIdentity

    /// - Parameter model: by the name under which the endpoint knows it.
    /// - Parameter textBytesMax: of a longer text the beginning is sent; keywords are looked for in all of it.
    package init(_ generator: any TextGenerator, model: String, prompt: KeywordPrompt, textBytesMax: Int) {
        (self.generator, self.prompt, self.textBytesMax) = (generator, prompt, textBytesMax)
        identity = ExtractorIdentity(name: Self.name, version: "\(model)+\(prompt.version)")
    }

    static let name = "neural"

    /// - Throws: a `Problem` about what was asked, before anything is sent; what the generator throws; a
    ///   `GenerationFailure` where it wrote no phrase.
    package func extraction(of query: KeywordQuery) async throws -> KeywordExtraction {
        try AnalysisProblems.translating { () throws(ExtractionRefusal) in
            try GivenPhrases.check(query.text, query.options)
        }
        let beginning = TextBeginning.of(query.text, bytesMax: textBytesMax)
        let written = try await generator.text(for: prompt.request(about: beginning, query.options))
        let phrases = WrittenList.phrases(in: written)
        guard !phrases.isEmpty else {
            throw GenerationFailure(
                GenerationFailure.empty, "the model wrote no phrase in \(written.text.utf8.count) bytes",
                isAboutText: true)
        }
        return try AnalysisProblems.translating { () throws(ExtractionRefusal) in
            try GivenPhrases.extraction(
                of: phrases, from: query.text, by: identity, options: query.options,
                isCancelled: { Task.isCancelled })
        }
    }
}

enum TextBeginning {
    /// At most so many bytes, up to a blank where one is near, and never a part of a letter.
    static func of(_ text: String, bytesMax: Int) -> String {
        let bytes = text.utf8
        guard bytes.count > bytesMax else { return text }
        var end = bytes.index(bytes.startIndex, offsetBy: bytesMax)
        // Where no blank is near, it is a script without blanks, or no language at all.
        let nearest = bytes.index(end, offsetBy: -min(bytesMax, wordBytesMax))
        if let blank = bytes[nearest..<end].lastIndex(where: { $0 <= 0x20 }) { return String(text[..<blank]) }
        while end > bytes.startIndex, bytes[end] & 0xC0 == 0x80 { end = bytes.index(before: end) }
        return String(text[..<end])
    }

    private static let wordBytesMax = 256
}

/// A text's sentences and words as byte ranges, read as the extractors read them.
package struct Outline: Equatable, Sendable {
    package let language: LanguageCode
    /// From the first word of each sentence to its last.
    package let sentences: [Range<Int>]
    package let words: [Range<Int>]

    package init(of text: String, language: LanguageCode? = nil) throws(ExtractionRefusal) {
        try TextCheck.check(text)
        var options = KeywordOptions()
        options.language = language
        try options.check()
        let page = try Workspaces.lend { (workspace) throws(ExtractionRefusal) in
            try workspace.open(text.utf8.span, options: options, isCancelled: { false })
            return workspace.page
        }
        var sentences: [Range<Int>] = []
        for token in page.tokens {
            let range = Int(token.start)..<Int(token.end)
            if token.beginsSentence {
                sentences.append(range)
            } else {
                sentences[sentences.count - 1] = sentences[sentences.count - 1].lowerBound..<range.upperBound
            }
        }
        self.language = page.tongue.code
        self.sentences = sentences
        words = page.tokens.map { Int($0.start)..<Int($0.end) }
    }
}

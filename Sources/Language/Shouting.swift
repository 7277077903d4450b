/// Finds words in capitals that are no acronyms: headings, names of parties, what a writer stresses.
enum Shouting {
    /// A line in capitals has at least so many words; one word may be an acronym with a line of its own.
    private static let wordsMin = 2
    /// Bytes that a word alone, or in a row of words in capitals, has more than acronyms do.
    private static let longWord = 7
    private static let longWordInRow = 5

    /// Marks the words; answers how many words of content stand in lines of capitals.
    static func mark(_ tokens: inout [Token]) -> Int {
        var inLines = 0
        var start = 0
        while start < tokens.count {
            var (end, words, capitals, content) = (start, 0, 0, 0)
            while end < tokens.count, end == start || !tokens[end].beginsSentence {
                let token = tokens[end]
                end += 1
                // A single capital may be the article at the beginning of any sentence, and digits have no case.
                if !token.traits.isDisjoint(with: [.number, .initial]) { continue }
                words += 1
                guard token.traits.contains(.capitals) else { continue }
                capitals += 1
                if token.part == .content { content += 1 }
            }
            if capitals > 0 {
                if capitals * 4 >= words * 3 {
                    inLines += content
                    if words >= wordsMin { shout(&tokens, start..<end) }
                } else {
                    stress(&tokens, start..<end)
                }
            }
            start = end
        }
        return inLines
    }

    private static func shout(_ tokens: inout [Token], _ sentence: Range<Int>) {
        for index in sentence { tokens[index].traits.insert(.shouted) }
    }

    private static func stress(_ tokens: inout [Token], _ sentence: Range<Int>) {
        var index = sentence.lowerBound
        while index < sentence.upperBound {
            let row = row(in: tokens, from: index, before: sentence.upperBound)
            if !row.isEmpty, isStressed(tokens[row]) {
                for index in row { tokens[index].traits.insert(.stressed) }
            }
            index = max(index + 1, row.upperBound)
        }
    }

    /// The words in capitals from here on that nothing parts.
    private static func row(in tokens: [Token], from start: Int, before end: Int) -> Range<Int> {
        var index = start
        while index < end, index == start || tokens[index].gap == .none,
            !tokens[index].traits.isDisjoint(with: [.capitals, .initial])
        {
            index += 1
        }
        return start..<index
    }

    /// Acronyms are short and stand without articles and prepositions in capitals.
    private static func isStressed(_ row: ArraySlice<Token>) -> Bool {
        let words = row.filter { $0.traits.contains(.capitals) }
        let long = words.count > 1 ? longWordInRow : longWord
        return words.contains { word in
            let isFunction = word.part == .connector || word.part == .barrier
            let isPlain = word.traits.isDisjoint(with: [.digit, .compound])
            return isPlain && (Int(word.end - word.start) > long || isFunction && words.count > 1)
        }
    }
}

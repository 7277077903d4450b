/// Tagged sentences as files hold them (CoNLL): a word and its tag a line, the tag behind the last blank, an empty
/// line between sentences.
public enum TaggedText {
    /// Why a text of tagged words was refused; lines are counted from 1.
    public enum Refusal: Error, Equatable, Sendable {
        case noTag(line: Int)
        case unknownTag(String, line: Int)
    }

    /// Reads a word and its tag a line, with an empty line after each sentence (CoNLL).
    public static func sentences(of text: String) throws(Refusal) -> [TaggedSentence] {
        var sentences: [TaggedSentence] = []
        var current = TaggedSentence(words: [], tags: [])
        var number = 0
        for line in text.utf8.split(separator: 0x0A, omittingEmptySubsequences: false) {
            number += 1
            let fields = line.split(whereSeparator: isBlank)
            guard let word = fields.first else {
                if !current.words.isEmpty { sentences.append(current) }
                current = TaggedSentence(words: [], tags: [])
                continue
            }
            current.tags.append(try tag(in: fields, line: number))
            current.words.append(String(decoding: word, as: UTF8.self))
        }
        if !current.words.isEmpty { sentences.append(current) }
        return sentences
    }

    private static func isBlank(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x09 || byte == 0x0D }

    private static func tag(
        in fields: [Substring.UTF8View], line: Int
    ) throws(Refusal) -> String {
        guard fields.count > 1, let last = fields.last else { throw .noTag(line: line) }
        let tag = String(decoding: last, as: UTF8.self)
        let namesKind = tag.utf8.count > 2 && (tag.hasPrefix("B-") || tag.hasPrefix("I-"))
        guard tag == "O" || namesKind else { throw .unknownTag(tag, line: line) }
        return tag
    }
}

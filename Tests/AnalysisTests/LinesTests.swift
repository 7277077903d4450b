import Analysis
import Core
import Language
import Testing

@Suite struct `Documents as lines` {
    static let lines = KeywordLines(extractor: FrequencyExtractor(), options: .init())

    static let good: [(String, String, String?)] = [
        (#"{"id":"a","text":"x"}"#, "a", nil), (#"{"text":"x"}"#, "7", nil), (#"{"id":12,"text":"x"}"#, "12", nil),
        (#"{"id":"a","text":"x","language":"pt","other":1}"#, "a", "pt"), (#"{"text":"x","language":"pt-BR"}"#, "7", "pt"),
        (#"{"text":"x","language":null}"#, "7", nil), (#"{"text":"x","language":"auto"}"#, "7", nil),
    ]

    @Test(arguments: good)
    func `are read`(_ line: String, _ id: String, _ language: String?) throws {
        let document = try Self.lines.document(Array(line.utf8), number: 7)
        #expect(document.id == id && document.text == "x" && document.language?.rawValue == language)
    }

    static let bad: [(String, String?)] = [
        ("{", ""), ("[1]", ""), ("{}", "/text"), (#"{"text":1}"#, "/text"), (#"{"text":"x","language":"xx"}"#, "/language"),
        (#"{"text":"x","language":1}"#, "/language"), (#"{"text":"x","text":"y"}"#, "/text"), ("null", ""),
    ]

    @Test(arguments: bad)
    func `are refused with the place`(_ line: String, _ pointer: String?) {
        let failure = #expect(throws: KeywordLines.Failure.self) { try Self.lines.document(Array(line.utf8), number: 1) }
        #expect(failure?.pointer == pointer && failure?.reason.isEmpty == false)
    }

    @Test(arguments: ["", "  \n", "a\0b"])
    func `a text without words to read is refused`(_ text: String) {
        #expect(throws: KeywordLines.Failure.self) { try Self.lines.extraction(of: .init(id: "1", text: text)) }
    }

    @Test func `a result is one line of JSON in the promised shape`() throws {
        var writer = JSONWriter()
        let extraction = KeywordExtraction(
            language: LanguageCode(rawValue: "pt"),
            keywords: [
                Keyword(text: "a \"b\"", score: 0.25, count: 2, spans: [0..<5, 10..<15]),
                Keyword(text: "c", score: 0.125, count: 1, spans: [6..<7]),
            ], extractor: .init(name: "statistical", version: "1"))
        KeywordLines.write(extraction, id: "x\ny", to: &writer)
        #expect(
            String(decoding: writer.bytes, as: UTF8.self) == #"""
                {"id":"x\ny","language":"pt","keywords":[{"text":"a \"b\"","score":0.25,"count":2,"spans":[[0,5],[10,15]]},{"text":"c","score":0.125,"count":1,"spans":[[6,7]]}],"extractor":{"name":"statistical","version":"1"}}
                """#)
    }
}

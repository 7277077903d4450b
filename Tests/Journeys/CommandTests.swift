import Core
import LuxTesting
import Testing

@Suite struct `The keywords command` {
    static let text = """
        A reforma tributária foi aprovada pelo Senado. A reforma tributária muda impostos sobre o consumo, disse o \
        relator da reforma em Brasília.
        """

    @Test func `reads standard input and shows a table`() throws {
        let outcome = try LuxProcess.run(["keywords"], input: Array(Self.text.utf8))
        #expect(outcome.status == 0 && outcome.errors.isEmpty)
        #expect(outcome.output.hasPrefix("keyword"))
        #expect(outcome.output.contains("reforma tributária"))
    }

    @Test func `writes JSON whose spans cut the keyword out of the text`() throws {
        let folder = try TemporaryFolder()
        try folder.write(Self.text, to: "a.txt")
        let outcome = try LuxProcess.run(["keywords", "--format", "json", "a.txt"], in: folder)
        let result = try #require(try JSONReader.read(Array(outcome.output.utf8))[0])
        #expect(result["id"] == "a.txt" && result["language"] == "pt")
        #expect(result["extractor"]?["name"] == "statistical")
        let keywords = try #require(result["keywords"]?.items)
        #expect(!keywords.isEmpty && keywords.count <= 10)
        let bytes = Array(Self.text.utf8)
        for keyword in keywords {
            let spans = try #require(keyword["spans"]?.items)
            #expect(Int64(spans.count) == keyword["count"]?.whole)
            let cut = spans.map { span in
                String(decoding: bytes[Int(span[0]?.whole ?? 0)..<Int(span[1]?.whole ?? 0)], as: UTF8.self)
            }
            #expect(cut.contains(keyword["text"]?.text ?? ""))
        }
    }

    @Test func `streams lines in order and says which were bad`() throws {
        let lines = (1...3000).map { number in
            switch number {
            case 700: "{broken"
            case 1400: #"{"id":"x","text":7}"#
            case 2100: #"{"id":"x","text":" "}"#
            default: #"{"id":"d\#(number)","text":"Documento \#(number) sobre a reforma tributária","language":"pt"}"#
            }
        }
        for jobs in ["1", "2"] {
            let outcome = try LuxProcess.run(
                ["keywords", "--format", "jsonl", "--jobs", jobs], input: Array(lines.joined(separator: "\n").utf8))
            #expect(outcome.status == 1)
            let ids = outcome.output.split(separator: "\n").compactMap { try? JSONReader.read(Array($0.utf8))["id"]?.text }
            #expect(ids == (1...3000).filter { ![700, 1400, 2100].contains($0) }.map { "d\($0)" })
            let failures = outcome.errors.split(separator: "\n").compactMap { try? JSONReader.read(Array($0.utf8)) }
            #expect(failures.map { $0["line"]?.whole } == [700, 1400, 2100])
            #expect(failures.allSatisfy { $0["error"]?.text?.isEmpty == false })
        }
    }

    @Test func `gives the same bytes alone, among others and on any number of cores`() throws {
        let document = #"{"id":"d","text":"Documento sobre a reforma tributária no Brasil"}"#
        let alone = try LuxProcess.run(["keywords", "--format", "jsonl"], input: Array(document.utf8)).output
        let many = Array(repeating: document, count: 2000).joined(separator: "\n")
        for jobs in ["1", "2", "7"] {
            let output = try LuxProcess.run(["keywords", "--format", "jsonl", "--jobs", jobs], input: Array(many.utf8)).output
            #expect(output == String(repeating: alone, count: 2000))
        }
    }

    @Test func `writes CSV`() throws {
        let outcome = try LuxProcess.run(["keywords", "--format", "csv", "--limit", "2"], input: Array(Self.text.utf8))
        let lines = outcome.output.split(separator: "\r\n")
        #expect(lines.first == "id,rank,text,score,count,language" && lines.count == 3)
        #expect(lines[1].hasPrefix("'-,1,"))
    }

    @Test func `several files each have their result, and one that is missing fails alone`() throws {
        let folder = try TemporaryFolder()
        try folder.write(Self.text, to: "a.txt")
        try folder.write("Outro texto sobre a pesca artesanal no litoral.", to: "b.txt")
        let outcome = try LuxProcess.run(["keywords", "--format", "json", "a.txt", "none.txt", "b.txt"], in: folder)
        #expect(outcome.status == 1 && outcome.errors.contains("none.txt: No such file"))
        let ids = try JSONReader.read(Array(outcome.output.utf8)).items?.map { $0["id"]?.text }
        #expect(ids == ["a.txt", "b.txt"])
    }

    static let endings: [([String], [UInt8], Int32)] = [
        (["keywords", "/nowhere.txt"], [], 66), (["keywords", "--limit", "0"], [], 64), (["keywords", "--limit", "x"], [], 64),
        (["keywords", "--extractor", "magic"], [], 64), (["keywords", "--language", "xx"], [], 64), (["nonsense"], [], 64),
        (["keywords", "--min-score", "2"], [], 64), (["keywords", "--jobs", "0"], [], 64), (["keywords", "--max-words", "99"], [], 64),
        (["keywords", "--stop-words", "a", "--replace-stop-words", "b"], [], 64), (["keywords"], [0xff, 0xfe, 0x41], 66),
        (["keywords"], Array(" \n".utf8), 1), (["keywords"], Array("a\0b".utf8), 1), (["keywords", "--format", "jsonl"], Array("\n".utf8), 0),
        (["settings", "--set", "http.port=x"], [], 64), (["serve", "--host", "0.0.0.0"], [], 64), (["serve", "--set", "nonsense=1"], [], 64),
        (["serve", "--modules", "magic"], [], 64), (["version"], [], 0), (["--help"], [], 0), (["modules", "--format", "json"], [], 0),
        (["doctor"], [], 0),
    ]

    @Test(arguments: endings)
    func `ends with the code that says how it went`(_ arguments: [String], _ input: [UInt8], _ status: Int32) throws {
        let outcome = try LuxProcess.run(arguments, input: input.isEmpty ? [0x0a] : input)
        #expect(outcome.status == status, "\(outcome.errors)")
        if status != 0 { #expect(!outcome.errors.isEmpty && !outcome.errors.contains("should not have happened")) }
    }

    @Test func `its options narrow and widen what is found`() throws {
        let folder = try TemporaryFolder()
        try folder.write("reforma\n", to: "stop.txt")
        try folder.write("impostos sobre o consumo\nSenado\n", to: "vocabulary.txt")
        func found(_ options: String...) throws -> [String] {
            let outcome = try LuxProcess.run(
                ["keywords", "--format", "json", "--language", "pt"] + options, input: Array(Self.text.utf8), in: folder)
            return try JSONReader.read(Array(outcome.output.utf8))[0]?["keywords"]?.items?.compactMap { $0["text"]?.text } ?? []
        }
        #expect(try found("--max-words", "1").allSatisfy { !$0.contains(" ") })
        #expect(try found("--limit", "2").count == 2)
        #expect(try found("--min-score", "1").count <= 1)
        #expect(try !found("--stop-words", "stop.txt").contains { $0.lowercased().hasPrefix("reforma") })
        #expect(try found("--candidates", "vocabulary.txt", "--max-words", "5").allSatisfy { ["impostos sobre o consumo", "Senado"].contains($0) })
        #expect(try !found("--extractor", "frequency").isEmpty)
    }
}

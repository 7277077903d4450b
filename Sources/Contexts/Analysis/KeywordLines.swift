package import Core
package import Language

/// Documents as lines of JSON: `{"id", "text", "language"?}` in, one result a line out. What `lux keywords` does
/// to a stream.
package struct KeywordLines: Sendable {
    private let extractor: any KeywordExtractor
    private let options: KeywordOptions

    package init(extractor: any KeywordExtractor, options: KeywordOptions) {
        (self.extractor, self.options) = (extractor, options)
    }

    package struct Document: Sendable {
        package let id: String
        package let text: String
        package let language: LanguageCode?

        package init(id: String, text: String, language: LanguageCode? = nil) {
            (self.id, self.text, self.language) = (id, text, language)
        }
    }

    /// Why a document gave no result; for the person who runs the command.
    package struct Failure: Error, Sendable {
        package let reason: String
        package let pointer: String?
    }

    /// Reads one line. An `id` may be any string or whole number; without one, the line's number serves.
    package func document(_ line: [UInt8], number: Int) throws(Failure) -> Document {
        let value: JSON
        do throws(JSONReader.Malformed) {
            value = try JSONReader.read(line)
        } catch {
            throw Failure(reason: error.explanation, pointer: error.pointer)
        }
        guard value.members != nil else {
            throw Failure(reason: "must be an object, not a \(value.kind)", pointer: "")
        }
        guard let text = value["text"]?.text else {
            throw Failure(reason: "must be a string", pointer: "/text")
        }
        let language = try language(of: value)
        let id = value["id"].map { $0.text ?? $0.written } ?? String(number)
        return Document(id: id, text: text, language: language)
    }

    private func language(of value: JSON) throws(Failure) -> LanguageCode? {
        guard let tag = value["language"], tag != .null, tag.text != "auto" else { return nil }
        guard let text = tag.text, let code = LanguageCode(supported: String(text.prefix { $0 != "-" }))
        else {
            throw Failure(reason: "is not a known language", pointer: "/language")
        }
        return code
    }

    package func extraction(of document: Document) throws(Failure) -> KeywordExtraction {
        guard !document.text.containsNUL else {
            throw Failure(reason: "must not hold NUL (U+0000)", pointer: "/text")
        }
        var options = options
        options.language = document.language ?? options.language
        do {
            return try extractor.extract(
                from: document.text, options: options, isCancelled: { Task.isCancelled })
        } catch {
            throw Failure(reason: AnalysisProblems.problem(for: error).detail, pointer: nil)
        }
    }

    /// Writes a result without a line end.
    package static func write(_ extraction: KeywordExtraction, id: String, to writer: inout JSONWriter) {
        writer.write(raw: #"{"id":"#)
        writer.write(string: id)
        writer.write(raw: #","language":"#)
        writer.write(string: extraction.language.rawValue)
        writer.write(raw: #","keywords":["#)
        for (index, keyword) in extraction.keywords.enumerated() {
            if index > 0 { writer.write(raw: ",") }
            write(keyword, to: &writer)
        }
        writer.write(raw: #"],"extractor":{"name":"#)
        writer.write(string: extraction.extractor.name)
        writer.write(raw: #","version":"#)
        writer.write(string: extraction.extractor.version)
        writer.write(raw: "}")
        if let profile = extraction.profile {
            writer.write(raw: #","profile":"#)
            writer.write(string: profile.name)
        }
        writer.write(raw: "}")
    }

    private static func write(_ keyword: Keyword, to writer: inout JSONWriter) {
        writer.write(raw: #"{"text":"#)
        writer.write(string: keyword.text)
        writer.write(raw: #","score":"#)
        writer.write(number: keyword.score)
        writer.write(raw: #","count":"#)
        writer.write(integer: Int64(keyword.count))
        writer.write(raw: #","spans":["#)
        for (index, span) in keyword.spans.enumerated() {
            writer.write(raw: index > 0 ? ",[" : "[")
            writer.write(integer: Int64(span.lowerBound))
            writer.write(raw: ",")
            writer.write(integer: Int64(span.upperBound))
            writer.write(raw: "]")
        }
        writer.write(raw: "]")
        if !keyword.contributions.isEmpty { write(keyword.contributions, to: &writer) }
        writer.write(raw: "}")
    }

    private static func write(_ contributions: [Keyword.Contribution], to writer: inout JSONWriter) {
        writer.write(raw: #","contributions":{"#)
        for (index, part) in contributions.enumerated() {
            if index > 0 { writer.write(raw: ",") }
            writer.write(string: part.feature)
            writer.write(raw: ":")
            writer.write(number: part.amount)
        }
        writer.write(raw: "}")
    }
}

import Core
package import Language
import Module

/// What models learn from, as lines of JSON. Blank lines do not count.
package enum TrainingLines {
    /// `{"id", "text", "keywords": […], "language"?}`.
    /// - Throws: a `Problem` that names the first line that is wrong
    package static func read(_ bytes: [UInt8], from name: String) throws -> [LabelledText] {
        try lines(bytes, from: name).map { line, place in
            guard let keywords = line["keywords"]?.items else {
                throw place.problem("/keywords must be a list of strings")
            }
            return LabelledText(
                id: line["id"].map { $0.text ?? $0.written } ?? String(place.line),
                text: try text(line["text"], at: place), language: try language(line["language"], at: place),
                keywords: try keywords.map { keyword in
                    guard let text = keyword.text else {
                        throw place.problem("/keywords must be a list of strings")
                    }
                    return text
                })
        }
    }

    /// `{"text", "label"}`.
    /// - Throws: a `Problem` that names the first line that is wrong
    package static func labels(_ bytes: [UInt8], from name: String) throws -> [TrainingText] {
        try lines(bytes, from: name).map { line, place in
            guard let label = line["label"]?.text else { throw place.problem("/label must be a string") }
            guard 1...AnalysisLimits.labelBytes ~= label.utf8.count, !label.containsNUL else {
                throw place.problem(
                    "/label must have 1 to \(AnalysisLimits.labelBytes) bytes, none of them NUL")
            }
            return TrainingText(text: try text(line["text"], at: place), label: label)
        }
    }

    /// The same, and at least one.
    static func some<Text>(
        _ bytes: [UInt8], from name: String, _ read: ([UInt8], String) throws -> [Text]
    ) throws -> [Text] {
        let texts = try read(bytes, name)
        guard !texts.isEmpty else { throw Problem(.validation, "\(name): there are none.") }
        return texts
    }

    private static func lines(_ bytes: [UInt8], from name: String) throws -> [(JSON, Place)] {
        try bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false).enumerated()
            .compactMap { index, line in
                guard !line.allSatisfy({ $0 == UInt8(ascii: " ") || $0 == 13 || $0 == 9 }) else { return nil }
                let place = Place(name: name, line: index + 1)
                do throws(JSONReader.Malformed) {
                    return (try JSONReader.read(Array(line)), place)
                } catch {
                    throw place.problem(sentence: error.explanation)
                }
            }
    }

    private struct Place {
        let name: String
        let line: Int

        func problem(_ reason: String) -> Problem { problem(sentence: "\(reason).") }

        func problem(sentence: String) -> Problem {
            Problem(.validation, "\(name), line \(line): \(sentence)")
        }
    }

    private static func text(_ value: JSON?, at place: Place) throws -> String {
        guard let text = value?.text else { throw place.problem("/text must be a string") }
        guard !text.containsNUL else { throw place.problem("/text must not hold NUL (U+0000)") }
        return text
    }

    private static func language(_ value: JSON?, at place: Place) throws -> LanguageCode? {
        guard let value, value != .null, value.text != "auto" else { return nil }
        guard let text = value.text, let code = LanguageCode(supported: String(text.prefix { $0 != "-" }))
        else {
            throw place.problem("/language is not a known language")
        }
        return code
    }
}

import Foundation

/// A plugin for Lux. Copy this folder, change `analyze`, its types and plugin.json, and run the kit on it.
///
/// Lux writes one line of JSON for each text and waits for one line back. Whatever else stands on standard output
/// is an error; standard error goes into Lux's log.
@main
enum LongWords {
    struct Options: Decodable {
        var letters: Int?
    }

    struct Found: Encodable {
        let words: [String]
        let count: Int
    }

    /// The text or the options cannot be read; the caller is told the words.
    struct Refusal: Error {
        let words: String
    }

    /// Gives what plugin.json declares under `result`. `language` is nil when the caller named none.
    static func analyze(_ text: String, _ options: Options, language: String?) throws -> Found {
        let words = text.split { !$0.isLetter }
        guard !words.isEmpty else { throw Refusal(words: "the text holds no word") }
        let long = Set(words.filter { $0.count >= options.letters ?? 8 })
        let sorted = long.sorted { ($1.count, $0) < ($0.count, $1) }
        return Found(words: sorted.prefix(1000).map(String.init), count: sorted.count)
    }

    static func main() throws {
        let encoder = JSONEncoder()
        while let line = readLine() {
            let question = try JSONDecoder().decode(Question.self, from: Data(line.utf8))
            var answer = Answer(id: question.id)
            do {
                answer.result = try analyze(question.text, question.options, language: question.language)
            } catch let refusal as Refusal {
                answer.refusal = refusal.words
            } catch {
                // One bad text is no reason to end.
                FileHandle.standardError.write(Data("\(error)\n".utf8))
                answer.error = "\(type(of: error))"
            }
            FileHandle.standardOutput.write(try encoder.encode(answer) + Data("\n".utf8))
        }
    }

    private struct Question: Decodable {
        let id: Int
        let text: String
        let options: Options
        let language: String?
    }

    /// What is nil is left out.
    private struct Answer: Encodable {
        let id: Int
        var result: Found?
        var refusal: String?
        var error: String?
    }
}

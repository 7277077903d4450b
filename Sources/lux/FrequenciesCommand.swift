import Analysis
import ArgumentParser
import CLI
import Core
import Language

struct FrequenciesCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "frequencies",
        abstract: "Count in how many of your documents words stand.",
        discussion: """
            Reads lines of JSON {"text"} and writes a table {"documents", "language", "counts"} for `lux keywords \
            --frequencies`, which then raises what is rare in your documents. Without a file, the lines come from \
            standard input.

            Example:
              lux frequencies --language pt archive.jsonl >frequencies.json
              lux keywords --frequencies frequencies.json article.txt
            """)

    @Argument(
        help: ArgumentHelp("Documents, one a line; \"-\" is standard input.", valueName: "file"),
        completion: .file())
    var files: [String] = []

    @Option(help: ArgumentHelp("In which the documents are written.", valueName: "code"))
    var language: String

    @Option(help: ArgumentHelp("Leave out words that stand in fewer documents.", valueName: "count"))
    var minCount = 2

    func validate() throws {
        guard LanguageCode(supported: language) != nil else {
            let known = LanguageCode.supported.map(\.rawValue).joined(separator: ", ")
            throw ValidationError("--language must be one of \(known).")
        }
        guard minCount > 0 else { throw ValidationError("--min-count must be 1 or more.") }
    }

    func run() async throws {
        var counter = FrequencyCounter(language: LanguageCode(rawValue: language))
        var allDone = true
        for path in files.isEmpty ? ["-"] : files {
            let file = try InputFile(path: path)
            var blocks = LineBlocks(file)
            var progress = Progress(
                total: file.size, isShown: Terminal.errorIsTerminal && !Terminal.outputIsTerminal,
                at: System.clock.ticks())
            while let block = try blocks.next() {
                block.forEachLine { line, number in
                    guard let reason = Self.add(line, to: &counter) else { return }
                    Terminal.say("lux: \(file.name), line \(number): \(reason)")
                    allDone = false
                }
                progress.advance(by: block.bytes.count, at: System.clock.ticks())
            }
            progress.finish()
        }
        try Terminal.write(counter.table(countMin: minCount).written + "\n")
        if !allDone { throw ExitCode(ExitStatus.someFailed.rawValue) }
    }

    /// Why the line does not count; nil when it does.
    private static func add(_ line: [UInt8], to counter: inout FrequencyCounter) -> String? {
        do {
            guard let text = try JSONReader.read(line)["text"]?.text else { return "/text must be a string" }
            try counter.add(text)
            return nil
        } catch let malformed as JSONReader.Malformed {
            return malformed.explanation
        } catch {
            return "its text is blank, or too large"
        }
    }
}

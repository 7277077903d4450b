import Analysis
import CLI
import Core
import Language

/// What `lux keywords` does once its options are read.
struct KeywordsRun {
    let lines: KeywordLines
    let jobs: Int

    /// Documents as lines of JSON, results likewise. Returns whether every line gave a result.
    func stream(_ paths: [String]) async throws -> Bool {
        var allDone = true
        for path in paths.isEmpty ? ["-"] : paths {
            let file = try InputFile(path: path)
            var blocks = LineBlocks(file)
            var progress = Progress(
                total: file.size, isShown: Terminal.errorIsTerminal && !Terminal.outputIsTerminal,
                at: System.clock.ticks())
            try await orderedWork(workers: jobs, next: { try blocks.next() }, work: { results(of: $0) }) {
                done in
                for failure in done.failures { Terminal.say(failure) }
                allDone = allDone && done.failures.isEmpty
                try Terminal.write(done.output)
                progress.advance(by: done.inputBytes, at: System.clock.ticks())
            }
            progress.finish()
        }
        return allDone
    }

    private struct Done: Sendable {
        let output: [UInt8]
        /// Lines of JSON for standard error.
        let failures: [String]
        let inputBytes: Int
    }

    private func results(of block: LineBlocks.Block) -> Done {
        var writer = JSONWriter(reserving: block.bytes.count)
        var failures: [String] = []
        block.forEachLine { line, number in
            do throws(KeywordLines.Failure) {
                let document = try lines.document(line, number: number)
                KeywordLines.write(try lines.extraction(of: document), id: document.id, to: &writer)
                writer.write(raw: "\n")
            } catch {
                failures.append(
                    JSON.object([
                        "line": .integer(number), "error": .string(error.reason),
                        "pointer": error.pointer.map { .string($0) },
                    ]).written)
            }
        }
        return Done(output: writer.bytes, failures: failures, inputBytes: block.bytes.count)
    }

    /// Each file a text. Returns whether every text gave a result.
    func texts(_ paths: [String], as format: KeywordsCommand.Format) async throws -> Bool {
        let paths = paths.isEmpty ? ["-"] : paths
        let readings = paths.map { path in Result { try document(path) } }
        var results: [(document: KeywordLines.Document, extraction: KeywordExtraction)] = []
        var worst = ExitStatus.done
        for (path, reading) in zip(paths, readings) {
            do {
                let document = try reading.get()
                results.append((document, try lines.extraction(of: document)))
            } catch let failure as CommandFailure {
                Terminal.say("lux: \(failure.message)")
                worst = paths.count == 1 ? failure.status : .someFailed
            } catch let failure as KeywordLines.Failure {
                Terminal.say("lux: \(path): \(failure.reason)")
                worst = .someFailed
            }
        }
        if !results.isEmpty || worst == .done { try Terminal.write(Self.written(results, as: format)) }
        guard worst == .done || worst == .someFailed else { throw CommandFailure(worst, "nothing was read") }
        return worst == .done
    }

    private func document(_ path: String) throws -> KeywordLines.Document {
        let file = try InputFile(path: path)
        let bytes = try file.readAll(limit: KeywordLimits.textBytes)
        guard let text = String(validating: bytes, as: UTF8.self) else {
            throw CommandFailure(.noInput, "\(file.name): is not UTF-8")
        }
        return .init(id: path, text: text)
    }

    private static func written(
        _ results: [(document: KeywordLines.Document, extraction: KeywordExtraction)],
        as format: KeywordsCommand.Format
    ) -> [UInt8] {
        switch format {
        case .json, .jsonl: json(results)
        case .csv: Array(rows(results, ["id", "rank", "text", "score", "count", "language"]).csv.utf8)
        case .table: Array(tables(results).utf8)
        }
    }

    private static func json(
        _ results: [(document: KeywordLines.Document, extraction: KeywordExtraction)]
    ) -> [UInt8] {
        var writer = JSONWriter()
        writer.write(raw: "[")
        for (index, result) in results.enumerated() {
            if index > 0 { writer.write(raw: ",\n") }
            KeywordLines.write(result.extraction, id: result.document.id, to: &writer)
        }
        writer.write(raw: "]\n")
        return writer.bytes
    }

    private static func rows(
        _ results: [(document: KeywordLines.Document, extraction: KeywordExtraction)], _ columns: [String]
    ) -> TextTable {
        var table = TextTable(columns)
        for (document, extraction) in results {
            for (index, keyword) in extraction.keywords.enumerated() {
                table.add([
                    document.id, "\(index + 1)", keyword.text, keyword.score.rounded(to: 4),
                    "\(keyword.count)",
                    extraction.language.rawValue,
                ])
            }
        }
        return table
    }

    private static func tables(
        _ results: [(document: KeywordLines.Document, extraction: KeywordExtraction)]
    ) -> String {
        results.map { document, extraction in
            var table = TextTable(["keyword", "score", "count"])
            for keyword in extraction.keywords {
                table.add([keyword.text, keyword.score.rounded(to: 3), "\(keyword.count)"])
                // What did most first.
                for part in keyword.contributions.sorted(by: { abs($0.amount) > abs($1.amount) }) {
                    let amount = abs(part.amount).rounded(to: 3)
                    table.add(["  \(part.feature)", (part.amount < 0 ? "-" : "+") + amount, ""])
                }
            }
            let head = results.count > 1 ? "\(document.id)  (\(extraction.language.rawValue))\n" : ""
            return head + (extraction.keywords.isEmpty ? "no keywords\n" : table.text)
        }.joined(separator: "\n")
    }
}

extension Double {
    /// With exactly so many places after the point.
    fileprivate func rounded(to places: Int) -> String {
        var scale = 1.0
        for _ in 0..<places { scale *= 10 }
        let digits = String(Int((self * scale).rounded()))
        let padded = String(repeating: "0", count: max(0, places + 1 - digits.count)) + digits
        return "\(padded.dropLast(places)).\(padded.suffix(places))"
    }
}

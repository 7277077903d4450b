import ArgumentParser
import Core
import FoundationEssentials
import Glibc
import Language

/// An extractor over the texts of a file: how much it reads, how long one text takes, what memory it needs.
struct ExtractionCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "extraction", abstract: "Speed, latency and memory of an extractor of keywords.",
        discussion: """
            Reads JSON lines with text. The language is for the engine to find. Times are CPU time of the thread, so \
            that others on the machine do not count; memory is the peak of the process.
            """)

    @Option(help: ArgumentHelp("JSON lines with text.", valueName: "file"))
    var texts: String

    @Option(help: ArgumentHelp("A ranker; the statistical method without it.", valueName: "file"))
    var model: String?

    @Option(help: "CPU seconds at least.")
    var seconds = 2.0

    private static let warmingTexts = 50

    func run() async throws {
        // The program itself, which is far more than the engine: servers, TLS, Foundation.
        let before = residentBytes()
        let extractor = try extractor()
        let read = try Self.read(texts)
        let bytes = read.reduce(0) { $0 + $1.utf8.count }
        for text in read.prefix(Self.warmingTexts) { _ = try extractor.extract(from: text) }
        var (times, spent, rounds) = ([Double](), 0.0, 0)
        repeat {
            for text in read {
                let start = threadSeconds()
                _ = try extractor.extract(from: text)
                times.append(threadSeconds() - start)
                spent += times.last ?? 0
            }
            rounds += 1
        } while spent < seconds
        times.sort()
        report([
            ("texts", .integer(read.count)), ("bytes", .integer(bytes)),
            ("mb_per_cpu_second", .number(Double(bytes * rounds) / spent / 1e6)),
            ("p50_us", .number(times[times.count / 2] * 1e6)),
            ("p99_us", .number(times[times.count * 99 / 100] * 1e6)),
            ("rss_before_bytes", .integer(before)), ("rss_peak_bytes", .integer(peakResidentBytes())),
        ])
    }

    private func extractor() throws -> any KeywordExtractor {
        guard let model else { return StatisticalExtractor() }
        let file = String(decoding: try Data(contentsOf: URL(filePath: model)), as: UTF8.self)
        return RankedExtractor(model: try RankerModel(decoding: file))
    }

    private static func read(_ path: String) throws -> [String] {
        let lines = try Data(contentsOf: URL(filePath: path)).split(separator: UInt8(ascii: "\n"))
        let read = try lines.enumerated().map { number, line in
            guard let text = try JSONReader.read(Array(line))["text"]?.text else {
                throw ValidationError("Line \(number + 1) of \(path) lacks text.")
            }
            return text
        }
        guard !read.isEmpty else { throw ValidationError("\(path) holds no text.") }
        return read
    }
}

/// What this thread has used of a processor.
private func threadSeconds() -> Double {
    var time = timespec()
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
}

/// The most memory of this process that was in RAM at once, in bytes.
private func peakResidentBytes() -> Int {
    var usage = rusage()
    getrusage(__rusage_who_t(RUSAGE_SELF.rawValue), &usage)
    return usage.ru_maxrss * 1024
}

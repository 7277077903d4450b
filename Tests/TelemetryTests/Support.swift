import Core
import Foundation
import Logging
import Synchronization
import Telemetry

/// A folder of one test, gone with it.
final class TemporaryFolder: Sendable {
    let path: String

    init() {
        path = NSTemporaryDirectory() + "telemetry-" + UUID().uuidString
        try? FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    }

    deinit { try? FileManager.default.removeItem(atPath: path) }

    func file(_ name: String) -> String { path + "/" + name }

    func text(_ name: String) -> String {
        (try? String(contentsOfFile: file(name), encoding: .utf8)) ?? ""
    }

    func lines(_ name: String) -> [String] {
        text(name).split(separator: "\n", omittingEmptySubsequences: false).dropLast().map(String.init)
    }
}

/// 2026-02-03T04:05:06.007Z.
let someMoment = Instant(milliseconds: 1_770_091_506_007)

/// Logs into a file and reads back what arrived.
struct LogProbe {
    let folder = TemporaryFolder()
    let output: LogOutput

    init(
        form: LogForm = .json, level: Logger.Level = .trace, limits: LogLimits = LogLimits(),
        queue: LogWriter.Limits = LogWriter.Limits(), rotation: LogRotation = LogRotation()
    ) throws {
        output = try LogOutput(
            service: "lux", level: level, form: form,
            destination: .file(path: folder.file("log"), rotation: rotation), queue: queue, limits: limits,
            now: { someMoment })
    }

    /// All lines so far.
    func lines() -> [String] {
        output.writer.flush()
        return folder.lines("log")
    }

    func objects() throws -> [JSON] {
        try lines().map { try JSONReader.read(Array($0.utf8)) }
    }
}

/// The same numbers on every run.
struct SeededGenerator: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        return (state ^ state >> 33) &* 0xff51_afd7_ed55_8ccd
    }
}

/// Returns only when the task is cancelled.
func untilCancelled() async throws {
    let (never, continuation) = AsyncStream<Never>.makeStream()
    defer { continuation.finish() }
    for await _ in never {}
    try Task.checkCancellation()
}

func text(_ bytes: [UInt8]) -> String { String(decoding: bytes, as: UTF8.self) }

import Analysis
import Bus
import EventLog
import FoundationEssentials
import Jobs
import Keys
import LuxTesting
import Persistence

/// The steps of the schema that each room brings, in the order in which a process runs them; those of rooms that no
/// module of the product uses as yet come last.
enum Rooms {
    static let migrations =
        Idempotency.migrations + JobMigrations.all + ScheduleMigrations.all + SeenMessages.migrations
        + KeyMigrations.all + LogMigrations.all + AnalysisModule.migrations + SagaMigrations.all
}

/// The repository as it lies on disk.
enum Repository {
    static let root = String(
        #filePath.split(separator: "/", omittingEmptySubsequences: false).dropLast(3).joined(separator: "/"))

    /// Where statements stand that both engines are to take. Adapters have an engine's own.
    static let sources = ["Kernel", "Contexts", "Surfaces", "lux"].flatMap {
        swiftFiles(under: "Sources/\($0)")
    }

    static func text(_ path: String) -> String? {
        FileManager.default.contents(atPath: "\(root)/\(path)").map { String(decoding: $0, as: UTF8.self) }
    }

    private static func swiftFiles(under folder: String) -> [(path: String, text: String)] {
        let names = (try? FileManager.default.subpathsOfDirectory(atPath: "\(root)/\(folder)")) ?? []
        return names.filter { $0.hasSuffix(".swift") }.sorted().compactMap { name in
            text("\(folder)/\(name)").map { ("\(folder)/\(name)", $0) }
        }
    }
}

import Core
import EventLog
import Facts
import Foundation
import LuxTesting
import Testing

/// The JSON of facts, kept on file. What was once written stays readable, and what is written now does not change
/// without a new version. `GOLDEN=update` adds files that are missing; it never changes one.
@Suite struct `Facts on file` {
    static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
        .appendingPathComponent("Golden")

    private static func kept(_ name: String, orElse made: [UInt8]?) throws -> [UInt8] {
        let file = folder.appendingPathComponent(name)
        if let kept = try? Data(contentsOf: file) { return Array(kept.dropLast()) }
        let made = try #require(made, "\(name) is of an old version and missing")
        if ProcessInfo.processInfo.environment["GOLDEN"] == "update" {
            try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
            try Data(made + [0x0a]).write(to: file)
        } else {
            Issue.record("\(name) is missing; GOLDEN=update writes it")
        }
        return made
    }

    @Test func `are written as their newest version`() throws {
        let newest = CaseOpened("0001", court: "TJSP", parties: ["a", "b"])
        let file = try Self.kept("process.created.3.json", orElse: newest.body)
        #expect(String(decoding: file, as: UTF8.self) == String(decoding: newest.body, as: UTF8.self))
        let counted = try Self.kept("count.raised.1.json", orElse: Counted(12).body)
        #expect(String(decoding: counted, as: UTF8.self) == String(decoding: Counted(12).body, as: UTF8.self))
    }

    static let versions: [(Int, CaseOpened)] = [
        (1, CaseOpened("0001", court: "unknown")), (2, CaseOpened("0001", court: "TJSP")),
        (3, CaseOpened("0001", court: "TJSP", parties: ["a", "b"])),
    ]

    @Test(arguments: versions)
    func `are read in every version`(_ version: Int, _ wanted: CaseOpened) throws {
        let file = try Self.kept("process.created.\(version).json", orElse: nil)
        #expect(try CaseOpened.read(file, version: version) == wanted)
    }

    @Test(arguments: [0, -1, 4])
    func `are refused in a version that is not known`(_ version: Int) {
        #expect(throws: FactUnreadable(.version(version, known: 3), at: 0)) {
            try CaseOpened.read(CaseOpened("1").body, version: version)
        }
    }

    @Test func `travel in an envelope that does not change`() throws {
        let frame = CloudEvent.Frame(
            id: "0197f000-0000-7000-8000-000000000001", tenant: lark, subject: "case/0001",
            occurredAt: Instant(milliseconds: 1_767_225_600_000),
            traceparent: "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01", position: 42,
            epoch: "first")
        let body = Array(#"{"process_id":"0001","update_type":"moved","at":{"court":"TJSP"}}"#.utf8)
        let envelope = try CloudEvent(
            .processUpdated, schemaVersion: 2, body: body, frame: frame, source: "https://lux.example")
        let file = try Self.kept("envelope.json", orElse: envelope.bytes)
        #expect(String(decoding: file, as: UTF8.self) == String(decoding: envelope.bytes, as: UTF8.self))
        #expect(throws: Never.self) { try JSONReader.read(envelope.bytes) }
    }
}

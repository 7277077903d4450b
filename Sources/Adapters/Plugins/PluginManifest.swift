import Core
package import Module

/// What a plugin of a third party says of itself: the file `plugin.json` in its folder.
package struct PluginManifest: Sendable {
    package static let fileName = "plugin.json"
    package static let bytesMax = 256 * 1024

    package let id: String
    package let version: String
    package let summary: String
    package let options: Schema
    package let result: Schema
    package let languages: [String]
    package let limits: PluginLimits
    package let isHeavy: Bool
    /// The program, by its path in the folder, and what it is called with.
    let command: [String]

    package struct Refused: Error, Hashable, CustomStringConvertible {
        package let description: String

        init(_ description: String) { self.description = description }
    }

    package init(_ bytes: [UInt8]) throws(Refused) {
        let document: JSON
        do throws(JSONReader.Malformed) {
            document = try JSONReader.read(bytes)
        } catch {
            throw Refused("\(Self.fileName): \(error.explanation)")
        }
        if let fault = Self.shape.violations(in: document).first {
            throw Refused("\(Self.fileName): \(fault.pointer.isEmpty ? "it" : fault.pointer) \(fault.reason)")
        }
        id = document["id"]?.text ?? ""
        guard Self.isID(id) else {
            throw Refused("\(Self.fileName): /id must be small letters, digits and _, a letter first")
        }
        version = document["version"]?.text ?? ""
        summary = document["summary"]?.text ?? ""
        command = document["command"]?.items?.compactMap(\.text) ?? []
        languages = document["languages"]?.items?.compactMap(\.text) ?? []
        isHeavy = document["heavy"]?.truth ?? false
        limits = PluginLimits(document["limits"] ?? .null)
        options = try Self.schema("options", of: document)
        result = try Self.schema("result", of: document)
        guard case .object = options else {
            throw Refused("\(Self.fileName): /options must be a schema of an object with properties")
        }
    }

    private static func schema(_ name: String, of document: JSON) throws(Refused) -> Schema {
        do {
            return try SchemaReading.schema(document[name] ?? .null)
        } catch {
            throw Refused("\(fileName): /\(name)\(error.pointer) \(error.reason)")
        }
    }

    private static func isID(_ text: String) -> Bool {
        let isRight = text.utf8.allSatisfy {
            (0x61...0x7a).contains($0) || (0x30...0x39).contains($0) || $0 == UInt8(ascii: "_")
        }
        return isRight && text.utf8.first.map { (0x61...0x7a).contains($0) } == true
    }

    private static let shape = Schema.object([
        .init("id", .text(.init(length: 1...64)), required: true, "The name in `/analyze/{plugin}`"),
        .init(
            "version", .text(.init(length: 1...64)), required: true, "To be changed when results change"),
        .init("summary", .text(.init(length: 1...200)), required: true, "What it does"),
        .init(
            "command", .list(of: .text(.init(length: 1...4096)), count: 1...64), required: true,
            "The program, by its path in the folder, and what it is called with"),
        .init("options", .anything, required: true, "JSON Schema of the options"),
        .init("result", .anything, required: true, "JSON Schema of the result"),
        .init(
            "languages", .list(of: .text(.init(length: 2...8)), count: 0...200),
            "ISO 639-1; none for one that takes any"),
        .init("limits", PluginLimits.shape, "What one process may take"),
        .init("heavy", .boolean, "Whether it is always answered with a job"),
    ])
}

/// What a plugin of a third party may take.
package struct PluginLimits: Hashable, Sendable {
    /// Of one answer, by the clock on the wall.
    package var time = Duration.seconds(10)
    /// Of processor, in one answer.
    package var cpu = Duration.seconds(10)
    /// Address space of each of its processes.
    package var memoryBytes = 512 << 20
    /// Its own children included.
    package var processesMax = 16
    /// Answers at once; each has a process of its own.
    package var concurrency = 1

    package init() {}

    static let secondsRange = 0.1...120.0
    static let memoryRange = 16 << 20...64 << 30
    static let processesRange = 1...256
    static let concurrencyRange = 1...32

    static let shape = Schema.object([
        .init("seconds", .number(secondsRange), "Of one answer"),
        .init("cpu_seconds", .integer(1...120), "Of processor, in one answer"),
        .init("memory_bytes", .integer(memoryRange), "Address space of each process"),
        .init("processes", .integer(processesRange), "At once, with its own children"),
        .init("concurrency", .integer(concurrencyRange), "Answers at once"),
    ])

    /// Of the shape above.
    init(_ document: JSON) {
        if let seconds = document["seconds"]?.real { time = .nanoseconds(Int64(seconds * 1e9)) }
        if let seconds = document["cpu_seconds"]?.real { cpu = .seconds(Int64(seconds)) }
        if let bytes = document["memory_bytes"]?.real { memoryBytes = Int(bytes) }
        if let count = document["processes"]?.real { processesMax = Int(count) }
        if let count = document["concurrency"]?.real { concurrency = Int(count) }
    }

    // MARK: Of all plugins

    /// One line of answer.
    package static let answerBytesMax = 4 * 1024 * 1024
    /// Of what one request makes a plugin say on standard error.
    static let notesBytesMax = 16 * 1024
    static let noteBytesMax = 1024
    static let openFilesMax = 64
    /// How often `cpu` fits into the life of a process before it is replaced.
    static let livesPerProcess = 10
    /// A process that nobody asked for so long is ended.
    static let idleMax = Duration.seconds(300)
    static let restMin = Duration.milliseconds(50)
    static let restMax = Duration.seconds(30)
    /// In characters.
    static let reasonLengthMax = 500
}

package import Cache
package import Core
import Module

/// What a plugin found in one text.
package struct PluginAnswer: Sendable {
    package let plugin: String
    package let version: String
    package let result: JSON
    /// When the plugin ran; an answer from the cache keeps its time.
    package let createdAt: Instant
    package let isCached: Bool

    package init(plugin: String, version: String, result: JSON, createdAt: Instant, isCached: Bool) {
        (self.plugin, self.version, self.result) = (plugin, version, result)
        (self.createdAt, self.isCached) = (createdAt, isCached)
    }

    /// - Parameter id: of the kept analysis, when one was kept.
    func json(id: ID<Analysis>? = nil) -> JSON {
        .object([
            "id": id.map { .string($0.text) }, "plugin": .string(plugin), "version": .string(version),
            "result": result, "created_at": .string(createdAt.written), "cached": .bool(isCached),
        ])
    }

    static let schema = Schema.named(
        "analysis_answer",
        .object([
            .init("id", .text(.init(format: "uuid")), "Of the kept analysis, when `persist` asked for one"),
            .init("plugin", .text, required: true, "Which plugin answered"),
            .init("version", .text, required: true, "Which version of it"),
            .init("result", .anything, required: true, "As `GET /plugins/{id}` declares it"),
            .init("created_at", .instant, required: true, "When the plugin ran"),
            .init("cached", .boolean, required: true, "Whether the answer was kept from an earlier request"),
        ]))
}

/// Answers kept for equal requests, here and, where there is a shared tier, for all processes.
package typealias PluginCache = TieredCache<PluginAnswer>

extension PluginAnswer {
    package static func cachePolicy(ttl: Duration, bytesMax: Int) -> CachePolicy {
        CachePolicy(
            "analysis.plugins", version: 1, freshFor: ttl, claimFor: claimMax,
            limits: CacheLimits(weightMax: bytesMax, countMax: keptMax))
    }

    private static let keptMax = 100_000
    /// More than any plugin may take.
    private static let claimMax = Duration.seconds(150)

    package static let codec = CacheCodec<PluginAnswer>(
        encode: { $0.packed.bytes }, decode: { try PluginAnswer(packed: JSONReader.read($0)) },
        weight: { 256 + 4 * $0.result.bytes.count })

    var fromCache: PluginAnswer {
        PluginAnswer(
            plugin: plugin, version: version, result: result, createdAt: createdAt, isCached: true)
    }

    /// `[created_at, plugin, version, result]`
    private var packed: JSON {
        [.integer(createdAt.milliseconds), .string(plugin), .string(version), result]
    }

    private struct Unreadable: Error {}

    private init(packed: JSON) throws {
        guard let milliseconds = packed[0]?.whole, let plugin = packed[1]?.text,
            let version = packed[2]?.text, let result = packed[3]
        else { throw Unreadable() }
        self.init(
            plugin: plugin, version: version, result: result,
            createdAt: Instant(milliseconds: milliseconds), isCached: false)
    }
}

package import Cache
import Core
import Language

/// Answers kept for equal requests, here and, where there is a shared tier, for all processes.
package typealias KeywordCache = TieredCache<KeywordAnswer>

extension KeywordAnswer {
    package static func cachePolicy(ttl: Duration, bytesMax: Int) -> CachePolicy {
        CachePolicy(
            "analysis.keywords", version: 2, freshFor: ttl,
            limits: CacheLimits(weightMax: bytesMax, countMax: keptMax))
    }

    private static let keptMax = 100_000

    package static let codec = CacheCodec<KeywordAnswer>(
        encode: { $0.packed.bytes }, decode: { try KeywordAnswer(packed: JSONReader.read($0)) },
        weight: { $0.weight })

    /// In bytes. Only full answers are kept: a stand-in should not outlive the failure.
    private var weight: Int? {
        guard !isFallback else { return nil }
        return extraction.keywords.reduce(256) { $0 + 128 + $1.text.utf8.count + 16 * $1.spans.count }
    }

    /// `[created_at, language, extractor, its version, [[text, score, first byte, byte after, …] …], profile]`
    private var packed: JSON {
        [
            .integer(createdAt.milliseconds), .string(extraction.language.rawValue),
            .string(extraction.extractor.name), .string(extraction.extractor.version),
            .array(
                extraction.keywords.map { keyword in
                    .array(
                        [.string(keyword.text), .number(keyword.score)]
                            + keyword.spans.flatMap { [.integer($0.lowerBound), .integer($0.upperBound)] })
                }),
            extraction.profile.map(Self.packed) ?? .null,
        ]
    }

    /// The shares of exposition, reporting and paper, and whether it was written in capitals.
    private static func packed(_ profile: TextProfile) -> JSON {
        [
            .number(profile.exposition), .number(profile.reporting), .number(profile.paper),
            .bool(profile.isShouted),
        ]
    }

    private static func profile(_ packed: JSON?) throws -> TextProfile? {
        guard let packed, packed != .null else { return nil }
        guard let exposition = packed[0]?.real, let reporting = packed[1]?.real, let paper = packed[2]?.real,
            let isShouted = packed[3]?.truth
        else { throw Unreadable() }
        return TextProfile(
            exposition: exposition, reporting: reporting, paper: paper, isShouted: isShouted)
    }

    private struct Unreadable: Error {}

    private init(packed: JSON) throws {
        guard let milliseconds = packed[0]?.whole, let language = packed[1]?.text,
            let name = packed[2]?.text, let version = packed[3]?.text, let keywords = packed[4]?.items
        else { throw Unreadable() }
        self.init(
            extraction: KeywordExtraction(
                language: LanguageCode(rawValue: language), keywords: try keywords.map(Self.keyword),
                extractor: ExtractorIdentity(name: name, version: version),
                profile: try Self.profile(packed[5])),
            createdAt: Instant(milliseconds: milliseconds), isCached: false, isFallback: false)
    }

    private static func keyword(_ packed: JSON) throws -> Keyword {
        guard let text = packed[0]?.text, let score = packed[1]?.real, let items = packed.items,
            items.count.isMultiple(of: 2)
        else { throw Unreadable() }
        let spans = try stride(from: 2, to: items.count, by: 2).map { place -> Range<Int> in
            guard let first = items[place].whole, let end = items[place + 1].whole, first <= end else {
                throw Unreadable()
            }
            return Int(first)..<Int(end)
        }
        return Keyword(text: text, score: score, count: spans.count, spans: spans)
    }
}

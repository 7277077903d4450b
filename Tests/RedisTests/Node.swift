import Cache
import Core
import LuxTesting
import Redis

let firm = TenantID("firm")

private struct NotText: Error {}

/// A process with a cache of its own before a Redis that others use too.
final class Node: Sendable {
    let client: RedisClient
    let cache: TieredCache<String>
    let made = Shared(0)
    private let service: Task<Void, Never>

    init(
        _ server: RedisServer, _ policy: CachePolicy = .test, limits: RedisClient.Limits = patient,
        url: String? = nil
    ) throws {
        client = try server.client(limits, url: url)
        let codec = CacheCodec<String>(
            encode: { Array($0.utf8) },
            decode: { bytes in
                guard let text = String(validating: bytes, as: UTF8.self) else { throw NotText() }
                return text
            }, weight: { $0.utf8.count })
        let cache = TieredCache(
            policy, codec, shared: try RedisCache(client), clock: machineClock,
            random: { .random(in: 0 ... .max) })
        self.cache = cache
        service = Task { await cache.run() }
    }

    deinit {
        service.cancel()
    }

    /// What `key` is worth: `text` if it has to be made.
    func value(_ key: String, of tenant: TenantID = firm, make text: String) async throws -> String {
        let made = made
        return try await cache.value(for: key, of: tenant) {
            made.change { $0 += 1 }
            return text
        }.value
    }

    func listening() async throws {
        try await eventually { cache.statistics.isListening }
    }
}

extension CachePolicy {
    static var test: CachePolicy {
        CachePolicy("test", version: 1, freshFor: .seconds(600), memoryFor: .seconds(600))
    }

    func with(_ change: (inout CachePolicy) -> Void) -> CachePolicy {
        var policy = self
        change(&policy)
        return policy
    }
}

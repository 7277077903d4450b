package import Cache
import Core

/// The shared tier of caches, in Redis: values and claims under names with namespace, version and tenant;
/// invalidations by publishing, on a second connection.
package final class RedisCache: SharedCache {
    private let client: RedisClient
    private let listener: RedisListener
    private let prefix: String

    /// - Parameter prefix: tells installations apart that use one Redis.
    /// - Throws: when the system gives no thread or file handle.
    package init(_ client: RedisClient, prefix: String = "lux") throws(RedisFailure) {
        self.client = client
        self.prefix = prefix
        listener = try RedisListener(client.dialer)
    }

    deinit {
        listener.close()
    }

    package func get(_ key: SharedKey) async throws -> SharedEntry? {
        let name = RedisCommand.Word.text(names(key.namespace).value(key))
        let replies = try await client.send(
            [RedisCommand("GET", name), RedisCommand("PTTL", name)], isIdempotent: true
        ).refused()
        return entry(replies[0], replies[1])
    }

    package func claim(
        _ key: SharedKey, for time: Duration
    ) async throws -> (claim: CacheClaim?, entry: SharedEntry?) {
        let names = names(key.namespace)
        let claim = CacheClaim(token: "\(client.dialer.random())-\(client.dialer.random())")
        let value = RedisCommand.Word.text(names.value(key))
        let commands = [
            // Before the claim: an invalidation ends the claims of the versions it knows.
            RedisCommand("SADD", .text(names.versions), .number(Int64(key.version))),
            RedisCommand(
                "SET", .text(names.claim(key)), .text(claim.token), "NX", "PX", time.inMilliseconds),
            RedisCommand("GET", value), RedisCommand("PTTL", value),
        ]
        do {
            let replies = try await client.send(commands).refused()
            return (replies[1] == .null ? nil : claim, entry(replies[2], replies[3]))
        } catch {
            // It may have been granted, and would keep others waiting.
            release(claim, of: key)
            throw error
        }
    }

    package func store(
        _ bytes: [UInt8], for key: SharedKey, ttl: Duration, by claim: CacheClaim
    ) async throws -> Bool {
        guard bytes.count <= Packing.valueBytesMax else {
            release(claim, of: key)
            return true
        }
        let names = names(key.namespace)
        let reply = try await client.run(
            RedisScript.storeByClaim,
            keys: [.text(names.claim(key)), .text(names.value(key)), .text(names.versions)],
            [
                .text(claim.token), .bytes(Packing.pack(bytes)), ttl.inMilliseconds,
                .number(Int64(key.version)),
            ])
        return reply == .integer(1)
    }

    package func release(_ claim: CacheClaim, of key: SharedKey) {
        let name = RedisCommand.Word.text(names(key.namespace).claim(key))
        guard
            let call = RedisScript.releaseClaim.call(byName: false, keys: [name], [.text(claim.token)])
        else { return }
        client.post(call)
    }

    package func replace(
        _ bytes: [UInt8], for key: SharedKey, ttl: Duration, telling invalidation: Invalidation
    ) async throws {
        let isSmall = bytes.count <= Packing.valueBytesMax
        try await change(
            invalidation, key.tenant, key.text,
            storing: isSmall
                ? [.number(Int64(key.version)), .bytes(Packing.pack(bytes)), ttl.inMilliseconds] : [],
            isIdempotent: false)
    }

    package func invalidate(_ invalidation: Invalidation) async throws {
        switch invalidation.reach {
        case .key(let text, let tenant):
            return try await change(invalidation, tenant, text, isIdempotent: true)
        case .matching(let pattern, let tenant):
            let glob = Glob(pattern)
            let shape = names(invalidation.namespace).pattern(tenant, startingWith: glob.head)
            try await removeAll(shape, in: invalidation.namespace) {
                $0.tenant == tenant.text.plain && glob.matches($0.text)
            }
        case .everything:
            let shape = names(invalidation.namespace).pattern(nil, startingWith: "")
            try await removeAll(shape, in: invalidation.namespace) { _ in true }
        }
        let names = names(invalidation.namespace)
        _ = try await client.run(
            RedisScript.announce, keys: [.text(names.generation)], told(invalidation), isIdempotent: true)
    }

    package func generation(of namespace: String) async throws -> Int64 {
        let name = RedisCommand.Word.text(names(namespace).generation)
        let replies = try await client.send(
            [RedisCommand("SET", name, seed, "NX"), RedisCommand("GET", name)], isIdempotent: true
        ).refused()
        guard let number = replies[1].text.flatMap({ Int64($0) }) else {
            throw RedisFailure.unexpected(replies[1].kind)
        }
        return number
    }

    package func notices(in namespace: String) -> AsyncStream<CacheNotice> {
        AsyncStream(bufferingPolicy: .bufferingNewest(Self.noticesWaitingMax)) { entry in
            let number = listener.listen(to: names(namespace).channel) { event in
                switch event {
                case .listening: entry.yield(.listening)
                case .deaf: entry.yield(.deaf)
                case .message(let bytes):
                    guard let notice = CacheNotice(bytes, namespace: namespace) else { return }
                    entry.yield(notice)
                }
            }
            entry.onTermination = { [listener] _ in listener.stop(number) }
        }
    }

    /// Invalidations that came faster than they were acted on.
    private static let noticesWaitingMax = 10_000
    /// Names looked at in one step of Redis, which meanwhile serves no one else.
    private static let scanStep: Int64 = 1_000
}

extension RedisCache {
    private func names(_ namespace: String) -> RedisNames {
        RedisNames(prefix: prefix, namespace: namespace)
    }

    /// Where generations begin when Redis has none: two beginnings are hardly ever the same, so a lost memory
    /// shows.
    private var seed: RedisCommand.Word { .number(Int64(client.dialer.random() >> 16)) }

    private func told(_ invalidation: Invalidation) -> [RedisCommand.Word] {
        [seed, .text(names(invalidation.namespace).channel), .text(invalidation.message)]
    }

    private func entry(_ value: RedisReply, _ time: RedisReply) -> SharedEntry? {
        guard let bytes = value.bytes.flatMap(Packing.unpack), let left = time.integer, left > 0 else {
            return nil
        }
        return SharedEntry(bytes: bytes, remaining: .milliseconds(left))
    }

    /// Removes a key in all versions, stores one where given, and tells everyone: in one step.
    private func change(
        _ invalidation: Invalidation, _ tenant: TenantID, _ text: String,
        storing: [RedisCommand.Word] = [], isIdempotent: Bool
    ) async throws {
        let names = names(invalidation.namespace)
        _ = try await client.run(
            RedisScript.change, keys: [.text(names.generation), .text(names.versions)],
            told(invalidation) + [.text(names.head), .text(RedisNames.tail(tenant, text))] + storing,
            isIdempotent: isIdempotent)
    }

    private func removeAll(
        _ pattern: String, in namespace: String, where condition: ((tenant: String, text: String)) -> Bool
    ) async throws {
        let names = names(namespace)
        var cursor = RedisCommand.Word.text("0")
        repeat {
            let reply = try await client.send(
                RedisCommand("SCAN", cursor, "MATCH", .text(pattern), "COUNT", .number(Self.scanStep)),
                isIdempotent: true)
            guard let parts = reply.list, parts.count == 2, let next = parts[0].text,
                let found = parts[1].list
            else { throw RedisFailure.unexpected(reply.kind) }
            let doomed = found.compactMap(\.text).filter { names.parts(of: $0).map(condition) ?? false }
            if !doomed.isEmpty {
                _ = try await client.send(
                    RedisCommand([.text("UNLINK")] + doomed.map { .text($0) }), isIdempotent: true)
            }
            cursor = .text(next)
        } while cursor != .text("0")
    }
}

extension [RedisReply] {
    /// - Throws: the first that is an error.
    fileprivate func refused() throws -> [RedisReply] {
        for case .error(let text) in self { throw RedisFailure.refused(text) }
        return self
    }
}

extension Duration {
    /// At least one: Redis takes no other time to live.
    var inMilliseconds: RedisCommand.Word {
        .number(max(1, Int64(components.seconds) * 1000 + components.attoseconds / 1_000_000_000_000_000))
    }
}

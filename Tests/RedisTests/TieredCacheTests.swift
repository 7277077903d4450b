import Cache
import Core
import LuxTesting
import Redis
import Testing

private let rival = TenantID("rival")

@Suite(.timeLimit(.minutes(10))) struct `A cache of two tiers` {
    private let server: RedisServer

    init() throws {
        server = try RedisServer()
    }

    @Test func `makes a value once for all processes`() async throws {
        let (a, b) = (try Node(server), try Node(server))
        for node in [a, b] { try await node.listening() }
        #expect(try await a.value("k", make: "made by a") == "made by a")
        #expect(try await b.value("k", make: "made by b") == "made by a")
        #expect(await b.cache.get("k", of: firm) == "made by a")
        #expect(a.made.value == 1 && b.made.value == 0)
        #expect(b.cache.statistics.sharedHits == 1 && a.cache.statistics.sharedMisses == 1)
    }

    @Test func `makes it once for all that ask at the same time in two processes`() async throws {
        let (a, b) = (try Node(server), try Node(server))
        let gate = Gate()
        let values = try await withThrowingTaskGroup(of: String.self) { group in
            for caller in 0..<40 {
                let node = caller % 2 == 0 ? a : b
                group.addTask {
                    try await node.cache.value(for: "k", of: firm) {
                        node.made.change { $0 += 1 }
                        await gate.opened()
                        return "v"
                    }.value
                }
            }
            try await eventually {
                a.cache.statistics.memory.waiting == 20 && b.cache.statistics.memory.waiting == 20
                    && a.made.value + b.made.value == 1
            }
            gate.open()
            return try await group.reduce(into: []) { $0.append($1) }
        }
        #expect(values == Array(repeating: "v", count: 40) && a.made.value + b.made.value == 1)
    }

    @Test func `keeps equal keys of two tenants, versions and kinds apart`() async throws {
        let (a, b) = (try Node(server), try Node(server))
        let newer = try Node(server, .test.with { $0.version = 2 })
        let other = try Node(server, .test.with { $0.namespace = "test:v" })
        #expect(try await a.value("k", of: firm, make: "firm's") == "firm's")
        #expect(try await b.value("k", of: rival, make: "rival's") == "rival's")
        #expect(try await newer.value("k", make: "newer") == "newer")
        #expect(try await other.value("k", make: "other") == "other")
        // A tenant and a key that together read as another pair.
        #expect(try await a.value("b:c", of: TenantID("a"), make: "1") == "1")
        #expect(try await b.value("c", of: TenantID("a:b"), make: "2") == "2")
        await a.cache.invalidate("k", of: firm)
        #expect(try await b.value("k", of: rival, make: "anew") == "rival's")
        await b.cache.invalidate(matching: "*", of: TenantID("a"))
        #expect(await b.cache.get("c", of: TenantID("a:b")) == "2")
        #expect(await b.cache.get("b:c", of: TenantID("a")) == nil)
    }

    @Test func `invalidates in every process and every version`() async throws {
        let (a, b) = (try Node(server), try Node(server))
        let newer = try Node(server, .test.with { $0.version = 2 })
        for node in [a, b, newer] { try await node.listening() }
        for node in [a, b, newer] { _ = try await node.value("k", make: "old") }
        await a.cache.invalidate("k", of: firm)
        for node in [a, b, newer] { try await eventually { await node.cache.get("k", of: firm) == nil } }
        #expect(try await newer.value("k", make: "new") == "new")
        #expect(try await b.value("k", make: "new") == "new")
    }

    @Test func `invalidates by pattern in every process`() async throws {
        let (a, b) = (try Node(server), try Node(server))
        for node in [a, b] { try await node.listening() }
        let keys = ["pt:1", "pt:2", "pt:[x]*", "en:1", "p?:1", "pté:1"]
        for key in keys {
            for node in [a, b] { _ = try await node.value(key, make: "old") }
        }
        await a.cache.invalidate(matching: #"p?:*"#, of: firm)
        for key in keys {
            let goes = !["en:1", "pté:1"].contains(key)
            try await eventually { await (b.cache.get(key, of: firm) == nil) == goes }
            #expect(await (a.cache.get(key, of: firm) == nil) == goes, "\(key)")
        }
        await b.cache.invalidate(matching: #"pté*"#, of: firm)
        try await eventually { await a.cache.get("pté:1", of: firm) == nil }
    }

    @Test func `stores for everyone what is set`() async throws {
        let (a, b) = (try Node(server), try Node(server))
        for node in [a, b] { try await node.listening() }
        for node in [a, b] { _ = try await node.value("k", make: "old") }
        await a.cache.set("new", for: "k", of: firm)
        #expect(try await a.value("k", make: "newer") == "new")
        try await eventually { await b.cache.get("k", of: firm) == "new" }
    }

    @Test(arguments: ["key", "pattern", "set"])
    func `does not store what an invalidation overtook while it was made`(_ way: String) async throws {
        let (a, b) = (try Node(server), try Node(server))
        for node in [a, b] { try await node.listening() }
        let (started, gate) = (Gate(), Gate())
        let early = Task {
            try await a.cache.value(for: "k", of: firm) {
                started.open()
                await gate.opened()
                return "old"
            }.value
        }
        await started.opened()
        switch way {
        case "key": await b.cache.invalidate("k", of: firm)
        case "pattern": await b.cache.invalidate(matching: "k*", of: firm)
        default: await b.cache.set("new", for: "k", of: firm)
        }
        gate.open()
        #expect(try await early.value == "old")
        #expect(try await b.value("k", make: "new") == "new")
        #expect(try await a.value("k", make: "new") == "new")
    }

    @Test func `serves a stale value at once and makes it anew in one process`() async throws {
        let (a, b) = (
            try Node(server, .test.with { $0.staleFor = .seconds(600) }),
            try Node(server, .test.with { $0.staleFor = .seconds(600) })
        )
        for node in [a, b] { try await node.listening() }
        try await leaveStale("old")
        let (gate, making) = (Gate(), Shared(0))
        for node in [a, b, a, b] {
            let value = try await node.cache.value(for: "k", of: firm) {
                making.change { $0 += 1 }
                await gate.opened()
                return "new"
            }
            #expect(value.value == "old" && value.wasKept)
        }
        try await eventually { making.value == 1 }
        #expect(a.cache.statistics.staleServed + b.cache.statistics.staleServed == 4)
        gate.open()
        for node in [a, b] { try await eventually { try await node.value("k", make: "newer") == "new" } }
        #expect(making.value == 1 && a.made.value + b.made.value == 0)
    }

    @Test func `serves the stale value on when making it anew fails`() async throws {
        let node = try Node(server, .test.with { $0.staleFor = .seconds(600) })
        try await node.listening()
        try await leaveStale("old")
        for _ in 0..<3 {
            let failures = node.cache.statistics.renewalFailures
            #expect(try await node.cache.value(for: "k", of: firm) { throw Broken() }.value == "old")
            try await eventually { node.cache.statistics.renewalFailures > failures }
        }
        #expect(try await node.value("k", make: "new") == "old")
        try await eventually { try await node.value("k", make: "newer") == "new" }
    }

    /// Leaves a value of the firm's key `k` that has less time to live than the time in which it counts as
    /// stale; without a word to anyone.
    private func leaveStale(_ text: String) async throws {
        _ = try await server.client().send(
            RedisCommand("SET", "lux:cache:test:v:1:firm:k", .bytes([0] + Array(text.utf8)), "PX", 500_000))
    }

    @Test func `tells all that wait when making fails, and lets another process try`() async throws {
        let (a, b) = (try Node(server), try Node(server))
        await #expect(throws: Broken.self) {
            try await a.cache.value(for: "k", of: firm) { throw Broken() }
        }
        #expect(try await b.value("k", make: "v") == "v")
    }

    @Test func `waits for a dead maker no longer than its claim`() async throws {
        let dead = try RedisCache(server.client())
        let key = SharedKey(namespace: "test", version: 1, tenant: firm, text: "k")
        #expect(try await dead.claim(key, for: .milliseconds(300)).claim != nil)
        let node = try Node(server)
        #expect(try await node.value("k", make: "v") == "v")
        #expect(try await Node(server).value("k", make: "again") == "v")
    }

    @Test func `gives a claim to one at a time and takes it back from its holder only`() async throws {
        let (a, b) = (try RedisCache(server.client()), try RedisCache(server.client()))
        let key = SharedKey(namespace: "test", version: 1, tenant: firm, text: "k")
        let claim = try #require(try await a.claim(key, for: .seconds(600)).claim)
        #expect(try await b.claim(key, for: .seconds(600)).claim == nil)
        b.release(CacheClaim(token: "guessed"), of: key)
        #expect(try await !b.store([1], for: key, ttl: .seconds(600), by: CacheClaim(token: "guessed")))
        #expect(try await b.claim(key, for: .seconds(600)).claim == nil)
        #expect(try await a.store([1], for: key, ttl: .seconds(600), by: claim))
        let (next, entry) = try await b.claim(key, for: .seconds(600))
        #expect(next != nil && entry?.bytes == [1])
        #expect(try await !a.store([2], for: key, ttl: .seconds(600), by: claim))
    }

    @Test func `compresses what is large and reads it back`() async throws {
        let (a, b) = (try Node(server), try Node(server))
        let text = String(repeating: "Intime-se a parte autora. ", count: 40_000)
        _ = try await a.value("k", make: text)
        #expect(try await b.value("k", make: "") == text)
        let size = try await a.client.send(RedisCommand("STRLEN", "lux:cache:test:v:1:firm:k"))
        #expect(try #require(size.integer) < text.utf8.count / 20)
    }

    @Test(arguments: [[], [0xff], [1, 0xff, 0xff, 0xff, 0xff, 0], [1, 0, 0], [0, 0xff]] as [[UInt8]])
    func `takes what it cannot read for absent`(_ bytes: [UInt8]) async throws {
        let node = try Node(server)
        _ = try await node.client.send(
            RedisCommand("SET", "lux:cache:test:v:1:firm:k", .bytes(bytes), "PX", 600_000))
        #expect(try await node.value("k", make: "v") == "v")
        #expect((node.cache.statistics.unreadable > 0) == (bytes == [0, 0xff]))
    }

    @Test func `shares what has a long key, and tells it from others that begin alike`() async throws {
        let (a, b) = (try Node(server), try Node(server))
        for node in [a, b] { try await node.listening() }
        let key = String(repeating: "k", count: 5_000)
        #expect(try await a.value(key, make: "a") == "a")
        #expect(try await a.value(key, make: "again") == "a")
        #expect(try await b.value(key, make: "b") == "a")
        #expect(try await b.value(key + "k", make: "other") == "other")
        await b.cache.invalidate(matching: "kkk*", of: firm)
        #expect(try await b.value(key, make: "new") == "new")
    }
}

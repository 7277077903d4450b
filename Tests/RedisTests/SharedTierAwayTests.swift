import Cache
import LuxTesting
import Redis
import Testing

@Suite(.timeLimit(.minutes(10))) struct `A cache whose shared tier is away` {
    @Test func `goes on alone from the start, and shares when Redis comes`() async throws {
        let server = try RedisServer(starts: false)
        let (a, b) = (try Node(server), try Node(server))
        #expect(try await a.value("k", make: "a") == "a")
        #expect(try await a.value("k", make: "again") == "a")
        #expect(await a.cache.get("none", of: firm) == nil)
        #expect(a.cache.statistics.fallbacks > 0 && a.made.value == 1)
        try server.start()
        for node in [a, b] { try await node.listening() }
        try await eventually {
            let key = "\(a.made.value)"
            return try await a.value(key, make: "shared") == b.value(key, make: "alone")
        }
    }

    @Test func `notices what it missed while it heard nothing`() async throws {
        let server = try RedisServer()
        let (a, b) = (try Node(server), try Node(server))
        for node in [a, b] { try await node.listening() }
        for node in [a, b] { _ = try await node.value("k", make: "old") }
        let emptied = b.cache.statistics.emptied
        _ = try await a.client.send(RedisCommand("CLIENT", "KILL", "TYPE", "pubsub"))
        await a.cache.invalidate("k", of: firm)
        try await eventually { await b.cache.get("k", of: firm) == nil }
        #expect(b.cache.statistics.emptied >= emptied)
    }

    @Test func `keeps its values when it missed nothing`() async throws {
        let server = try RedisServer()
        let node = try Node(server)
        try await node.listening()
        _ = try await node.value("k", make: "old")
        let emptied = node.cache.statistics.emptied
        _ = try await node.client.send(RedisCommand("CLIENT", "KILL", "TYPE", "pubsub"))
        try await eventually { node.cache.statistics.listens == 2 }
        #expect(node.cache.statistics.emptied == emptied)
        #expect(node.cache.statistics.memory.count == 1)
    }

    @Test(arguments: [true, false])
    func `empties itself when Redis lost its memory`(_ isKilled: Bool) async throws {
        let server = try RedisServer()
        let node = try Node(server)
        try await node.listening()
        _ = try await node.value("k", make: "old")
        let emptied = node.cache.statistics.emptied
        if isKilled { server.kill() } else { server.stop() }
        try await eventually { !node.cache.statistics.isListening }
        #expect(try await node.value("k", make: "new") == "old")
        try server.start()
        try await node.listening()
        #expect(node.cache.statistics.emptied == emptied + 1)
        try await eventually { try await node.value("k", make: "new") == "new" }
    }

    /// The values stay in Redis while one process cannot reach it; what that process knows to be wrong by then
    /// must not come back.
    @Test(arguments: ["key", "pattern", "set"])
    func `tells later what it could not tell`(_ way: String) async throws {
        let server = try RedisServer()
        let node = try Node(server, limits: impatient)
        let witness = try Node(server)
        for one in [node, witness] { try await one.listening() }
        try await eventually { await node.client.answers }
        #expect(try await witness.value("k", make: "old") == "old")
        server.pause()
        try await eventually { await !node.client.answers }
        switch way {
        case "key": await node.cache.invalidate("k", of: firm)
        case "pattern": await node.cache.invalidate(matching: "?", of: firm)
        default: await node.cache.set("new", for: "k", of: firm)
        }
        #expect(node.cache.statistics.untold == 1)
        server.resume()
        try await eventually { await witness.cache.get("k", of: firm) != "old" }
        #expect(try await node.value("k", make: "new") == "new")
        try await eventually { node.cache.statistics.untold == 0 }
    }

    @Test func `answers while Redis stalls, and goes on with it`() async throws {
        let server = try RedisServer()
        let node = try Node(server, limits: impatient)
        try await eventually { await node.client.answers }
        server.pause()
        for number in 0..<50 { #expect(try await node.value("\(number)", make: "v") == "v") }
        #expect(node.cache.statistics.fallbacks > 0)
        try await eventually { !node.cache.statistics.isListening }
        server.resume()
        try await node.listening()
    }
}

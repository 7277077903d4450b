import Core
import LuxTesting
import Redis
import Resilience
import Testing

@Suite(.timeLimit(.minutes(10))) struct `A Redis client` {
    @Test func `gives each of many callers its own answer`() async throws {
        let server = try RedisServer()
        let client = try server.client()
        try await withThrowingTaskGroup { group in
            for number in 0..<500 {
                group.addTask {
                    let word = RedisCommand.Word.text("é \(number)\r\n")
                    #expect(try await client.send(RedisCommand("ECHO", word)).text == "é \(number)\r\n")
                    let replies = try await client.send([
                        RedisCommand("SET", .text("k\(number)"), .number(Int64(number))),
                        RedisCommand("INCR", .text("k\(number)")), RedisCommand("GET", .text("k\(number)")),
                    ])
                    #expect(
                        replies == [
                            .status("OK"), .integer(Int64(number + 1)), .bytes(Array("\(number + 1)".utf8)),
                        ])
                }
            }
            try await group.waitForAll()
        }
        #expect(client.status.commands == 2_000 && client.status.failures == 0)
        #expect(client.status.isConnected && client.status.connects == 1 && client.status.waiting == 0)
        await client.close()
        await #expect(throws: RedisFailure.closed) { try await client.send(RedisCommand("PING")) }
    }

    @Test func `carries any bytes, of any length, and every form of answer`() async throws {
        let server = try RedisServer()
        let client = try server.client()
        for count in [0, 1, 16_383, 16_384, 3_000_000] {
            let bytes = (0..<count).map { UInt8(truncatingIfNeeded: $0 &* 31) }
            _ = try await client.send(RedisCommand("SET", "", .bytes(bytes)))
            #expect(try await client.send(RedisCommand("GET", "")).bytes == bytes)
        }
        #expect(try await client.send(RedisCommand("GET", "none")) == .null)
        let list = try await client.send(
            RedisCommand("EVAL", "return {1, {'a', false}, {err = 'E x'}, {ok = 'fine'}}", 0))
        #expect(
            list
                == .list([
                    .integer(1), .list([.bytes([0x61]), .null]), .error("E x"), .status("fine"),
                ]))
    }

    @Test func `passes on what Redis refuses, and does not count it against the server`() async throws {
        let server = try RedisServer()
        let client = try server.client()
        for _ in 0..<10 {
            await #expect {
                try await client.send(RedisCommand("NOSUCH"))
            } throws: { error in
                if case .refused(let text) = error as? RedisFailure {
                    text.hasPrefix("ERR unknown")
                } else {
                    false
                }
            }
        }
        #expect(client.status.breaker.state == .closed)
        #expect(await client.answers)
    }

    @Test func `signs in and chooses the database`() async throws {
        let server = try RedisServer(["--requirepass", "p@ss"])
        let client = try server.client(url: "redis://:p%40ss@127.0.0.1:\(server.port)/5")
        _ = try await client.send(RedisCommand("SET", "k", "v"))
        let other = try server.client(url: "redis://default:p%40ss@127.0.0.1:\(server.port)")
        #expect(try await other.send(RedisCommand("GET", "k")) == .null)
        let stranger = try server.client(url: "redis://:wrong@127.0.0.1:\(server.port)")
        await #expect(throws: RedisFailure.self) { try await stranger.send(RedisCommand("PING")) }
        #expect(stranger.status.lastFailure?.hasPrefix("WRONGPASS") == true)
    }

    @Test func `fails at once while the server is missing, and finds it when it comes`() async throws {
        let server = try RedisServer(starts: false)
        let client = try server.client()
        await #expect(throws: RedisFailure.self) { try await client.send(RedisCommand("PING")) }
        try await eventually {
            do {
                _ = try await client.send(RedisCommand("PING"))
                return true
            } catch {
                return error is BreakerOpen
            }
        }
        #expect(!client.status.isConnected && client.status.lastFailure != nil)
        try server.start()
        try await eventually { await client.answers }
        #expect(client.status.connects == 1)
    }

    @Test(arguments: [true, false])
    func `finds the server again after a restart`(_ isKilled: Bool) async throws {
        let server = try RedisServer()
        let client = try server.client()
        #expect(await client.answers)
        if isKilled { server.kill() } else { server.stop() }
        try server.start()
        try await eventually { await client.answers }
        #expect(client.status.connects == 2)
    }

    @Test func `gives up on a server that stalls, then goes on when it goes on`() async throws {
        let server = try RedisServer()
        let client = try server.client(impatient)
        try await eventually { await client.answers }
        server.pause()
        await #expect(throws: RedisFailure.self) { try await client.send(RedisCommand("PING")) }
        try await eventually { client.status.lastFailure?.hasPrefix("no answer") == true }
        // A connection can still be made, by the machine below the server; that must not count.
        for _ in 0..<20 { #expect(await !client.answers) }
        server.resume()
        try await eventually { await client.answers }
    }

    @Test func `does not repeat what may have run, unless that does no harm`() async throws {
        let server = try RedisServer()
        let (client, other) = (try server.client(), try server.client())
        let once = Task { try await client.send(RedisCommand("BLPOP", "a", 0)) }
        try await eventually { try await blocked(other) == 1 }
        // Behind the first on the same connection, so it cannot have run.
        let again = Task { try await client.send(RedisCommand("PING"), isIdempotent: true) }
        try await eventually { client.status.waiting == 2 }
        _ = try await other.send(RedisCommand("CLIENT", "KILL", "TYPE", "normal", "SKIPME", "yes"))
        await #expect {
            _ = try await once.value
        } throws: { error in
            if case .lost = error as? RedisFailure { true } else { false }
        }
        #expect(try await again.value == .status("PONG"))
        #expect(client.status.connects == 2)
    }

    @Test func `repeats at most once`() async throws {
        let server = try RedisServer()
        let (client, other) = (try server.client(), try server.client())
        let answer = Task { try await client.send(RedisCommand("BLPOP", "a", 0), isIdempotent: true) }
        for _ in 0..<2 {
            try await eventually { try await blocked(other) == 1 }
            _ = try await other.send(RedisCommand("CLIENT", "KILL", "TYPE", "normal", "SKIPME", "yes"))
            try await eventually { try await blocked(other) == 0 || client.status.connects == 2 }
        }
        await #expect(throws: RedisFailure.self) { _ = try await answer.value }
    }

    @Test func `lets a caller go that is cancelled, and keeps answers apart`() async throws {
        let server = try RedisServer()
        let (client, other) = (try server.client(), try server.client())
        let call = Task { try await client.send(RedisCommand("BLPOP", "a", 0)) }
        try await eventually { try await blocked(other) == 1 }
        call.cancel()
        await #expect(throws: CancellationError.self) { try await call.value }
        async let next = client.send(RedisCommand("ECHO", "next"))
        _ = try await other.send(RedisCommand("RPUSH", "a", "x"))
        #expect(try await next.text == "next")
    }

    @Test func `refuses what waits beyond its limit`() async throws {
        let server = try RedisServer()
        var limits = patient
        limits.waitingMax = 3
        let (client, other) = (try server.client(limits), try server.client())
        let calls = (0..<3).map { _ in Task { try await client.send(RedisCommand("BLPOP", "a", 0)) } }
        try await eventually { client.status.waiting == 3 }
        await #expect(throws: RedisFailure.busy(waiting: 3)) { try await client.send(RedisCommand("PING")) }
        _ = try await other.send(RedisCommand("RPUSH", "a", 1, 2, 3))
        for call in calls { _ = try await call.value }
        #expect(await client.answers)
    }

    @Test func `refuses an answer beyond its limit`() async throws {
        let server = try RedisServer()
        var limits = patient
        limits.replyBytesMax = 100_000
        let client = try server.client(limits)
        _ = try await client.send(RedisCommand("SET", "k", .bytes(Array(repeating: 1, count: 1_000_000))))
        await #expect(throws: RedisFailure.self) { try await client.send(RedisCommand("GET", "k")) }
        try await eventually { await client.answers }
    }

    private func blocked(_ client: RedisClient) async throws -> Int {
        let text = try await client.send(RedisCommand("INFO", "clients")).text ?? ""
        let line = text.split(separator: "\r\n").first { $0.hasPrefix("blocked_clients:") }
        return line.flatMap { Int($0.dropFirst("blocked_clients:".count)) } ?? -1
    }
}

@Suite(.timeLimit(.minutes(10))) struct `A Redis server of a test` {
    @Test func `says that it did not start`() {
        #expect(throws: RedisServer.DidNotStart.self) { try RedisServer(["--no-such-option", "1"]) }
    }
}

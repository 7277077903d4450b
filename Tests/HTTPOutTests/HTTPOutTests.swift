import Core
import HTTPOut
import Testing

/// Starts a server and a client for one test.
private func withServer(
    limits: HTTPOut.Limits = HTTPOut.Limits(), environment: [String: String] = [:],
    _ test: (TestServer, HTTPOut) async throws -> Void
) async throws {
    let server = try await TestServer()
    let out = try HTTPOut(environment: environment, limits: limits, agent: "lux/test")
    do {
        try await test(server, out)
    } catch {
        await out.shutdown()
        throw error
    }
    await out.shutdown()
    try await server.stop()
}

private func failure(of out: HTTPOut, _ request: HTTPOut.Request) async -> HTTPOut.Failure? {
    do throws(HTTPOut.Failure) {
        _ = try await out.send(request)
        return nil
    } catch {
        return error
    }
}

@Suite(.timeLimit(.minutes(10))) struct `Requests to other servers` {
    @Test func `carry method, headers, body and trace`() async throws {
        try await withServer { server, out in
            let trace = TraceContext(traceparent: "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01")
            let answer = try await out.send(
                HTTPOut.Request(
                    "POST", server.url("/a?b=c"), headers: [("content-type", "text/plain")],
                    body: Array("olá".utf8),
                    trace: trace))
            let lines = String(decoding: answer.body, as: UTF8.self).split(separator: "\n").map(String.init)
            #expect(answer.status == 200 && answer[header: "x-answer"] == "yes")
            #expect(lines.first == "POST /a?b=c" && lines.last == "olá")
            #expect(lines.contains("traceparent: 00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"))
            #expect(lines.contains("user-agent: lux/test") && lines.contains("content-type: text/plain"))
        }
    }

    @Test func `keep the caller's own user-agent, and send no trace without one`() async throws {
        try await withServer { server, out in
            let answer = try await out.send(
                HTTPOut.Request("GET", server.url("/"), headers: [("User-Agent", "mine")]))
            let text = String(decoding: answer.body, as: UTF8.self)
            #expect(
                text.contains("user-agent: mine") && !text.contains("lux/test")
                    && !text.contains("traceparent"))
        }
    }

    @Test func `do not follow a redirect`() async throws {
        try await withServer { server, out in
            let answer = try await out.send(HTTPOut.Request("GET", server.url("/moved")))
            #expect(answer.status == 302 && answer[header: "location"] == "/echo")
        }
    }

    @Test func `unpack a compressed answer`() async throws {
        try await withServer { server, out in
            let answer = try await out.send(HTTPOut.Request("GET", server.url("/gzip")))
            #expect(answer.body == Array("hello".utf8))
        }
    }

    @Test func `give an answer for every status`() async throws {
        try await withServer { server, out in
            let answer = try await out.send(HTTPOut.Request("GET", server.url("/busy")))
            #expect(answer.status == 503 && answer.body == Array("busy".utf8))
            #expect(answer.retryAfter(at: Instant(milliseconds: 0)) == .seconds(7))
        }
    }

    @Test(arguments: ["/large", "/large-unannounced", "/bomb"])
    func `read no more than the limit`(_ path: String) async throws {
        var limits = HTTPOut.Limits()
        limits.responseBytesMax = 1000
        try await withServer(limits: limits) { server, out in
            let request = HTTPOut.Request("GET", server.url(path))
            #expect(await failure(of: out, request) == .tooLarge(bytesMax: 1000))
        }
    }

    @Test func `let a request lower the limit`() async throws {
        try await withServer { server, out in
            let request = HTTPOut.Request("GET", server.url("/large"), responseBytesMax: 99_999)
            #expect(await failure(of: out, request) == .tooLarge(bytesMax: 99_999))
            let answer = try await out.send(HTTPOut.Request("GET", server.url("/large")))
            #expect(answer.body.count == 100_000)
        }
    }

    @Test(arguments: ["/silent", "/drip"])
    func `end when their time is over`(_ path: String) async throws {
        try await withServer { server, out in
            let request = HTTPOut.Request("GET", server.url(path), timeout: .milliseconds(50))
            #expect(await failure(of: out, request) == .timedOut)
        }
    }

    @Test func `end when the other side falls silent`() async throws {
        var limits = HTTPOut.Limits()
        limits.idle = .milliseconds(50)
        try await withServer(limits: limits) { server, out in
            #expect(await failure(of: out, HTTPOut.Request("GET", server.url("/silent"))) == .timedOut)
        }
    }

    @Test func `end when their task is cancelled`() async throws {
        try await withServer { server, out in
            let failed = await withTaskGroup(of: HTTPOut.Failure?.self) { group in
                group.addTask { await failure(of: out, HTTPOut.Request("GET", server.url("/silent"))) }
                group.cancelAll()
                return await group.next() ?? nil
            }
            #expect(failed == .cancelled)
        }
    }

    @Test func `say that nobody listens`() async throws {
        let gone = try await TestServer()
        try await gone.stop()
        try await withServer { _, out in
            guard case .unreachable? = await failure(of: out, HTTPOut.Request("GET", gone.url("/"))) else {
                Issue.record("not unreachable")
                return
            }
        }
    }

    @Test(arguments: ["/hang-up", "/not-gzip"])
    func `say that the answer broke off or cannot be read`(_ path: String) async throws {
        try await withServer { server, out in
            guard case .unreachable? = await failure(of: out, HTTPOut.Request("GET", server.url(path))) else {
                Issue.record("not unreachable")
                return
            }
        }
    }

    @Test func `say that TLS failed`() async throws {
        try await withServer { server, out in
            let request = HTTPOut.Request("GET", server.url("/", scheme: "https"))
            guard case .tls? = await failure(of: out, request) else {
                Issue.record("not a TLS failure")
                return
            }
        }
    }

    @Test(arguments: ["", "no-scheme", "http://", "gopher://example.org/", "/path"])
    func `refuse a malformed URL`(_ url: String) async throws {
        for environment in [[:], ["http_proxy": "http://127.0.0.1:1"]] {
            try await withServer(environment: environment) { _, out in
                guard case .malformed? = await failure(of: out, HTTPOut.Request("GET", url)) else {
                    Issue.record("not malformed: \(url)")
                    return
                }
            }
        }
    }

    @Test(arguments: [("bad name", "x"), ("x", "a\r\nevil: yes")])
    func `refuse a header that would change the message`(_ name: String, _ value: String) async throws {
        try await withServer { server, out in
            let request = HTTPOut.Request("GET", server.url("/"), headers: [(name, value)])
            guard case .malformed? = await failure(of: out, request) else {
                Issue.record("not malformed")
                return
            }
        }
    }

    @Test func `go through the proxy, except to hosts that are reached directly`() async throws {
        let proxy = try await TestProxy()
        let environment = ["http_proxy": "http://ana:pw@127.0.0.1:\(proxy.port)", "NO_PROXY": "127.0.0.1"]
        try await withServer(environment: environment) { server, out in
            let far = try await out.send(HTTPOut.Request("GET", "http://far.example/x"))
            let text = String(decoding: far.body, as: UTF8.self).lowercased()
            #expect(text.hasPrefix("connect far.example:80 "))
            #expect(text.contains("proxy-authorization: basic yw5honb3"))
            let near = try await out.send(HTTPOut.Request("GET", server.url("/near")))
            #expect(String(decoding: near.body, as: UTF8.self).hasPrefix("GET /near"))
        }
        try await proxy.stop()
    }

    @Test func `say that the proxy cannot be reached`() async throws {
        let gone = try await TestServer()
        try await gone.stop()
        try await withServer(environment: ["ALL_PROXY": "socks5://127.0.0.1:\(gone.port)"]) { server, out in
            guard case .unreachable? = await failure(of: out, HTTPOut.Request("GET", server.url("/"))) else {
                Issue.record("not unreachable")
                return
            }
        }
    }

    @Test func `fail after shutdown`() async throws {
        try await withServer { server, out in
            await out.shutdown()
            guard case .unreachable? = await failure(of: out, HTTPOut.Request("GET", server.url("/"))) else {
                Issue.record("not unreachable")
                return
            }
        }
    }
}

@Suite struct `Proxy rules` {
    private func rules(_ environment: [String: String]) throws -> ProxyRules {
        try ProxyRules(environment: environment)
    }

    @Test func `know nothing without variables`() throws {
        let rules = try rules(["http_proxy": "", "OTHER": "x"])
        #expect(rules.proxy(scheme: "http", host: "a", port: 80) == nil)
    }

    @Test func `tell the schemes apart and prefer lower case`() throws {
        let rules = try rules([
            "http_proxy": "one:8080", "HTTP_PROXY": "two:8080", "ALL_PROXY": "socks5://three",
        ])
        let (http, https) = (
            rules.proxy(scheme: "http", host: "a", port: 80),
            rules.proxy(scheme: "https", host: "a", port: 443)
        )
        #expect(http?.host == "one" && http?.port == 8080 && http?.kind == .http)
        #expect(https?.host == "three" && https?.port == 1080 && https?.kind == .socks5)
    }

    @Test(arguments: [
        ("example.org", 80, true), ("EXAMPLE.org", 80, true), ("a.example.org", 80, true),
        ("notexample.org", 80, false),
        ("b.test", 80, true), ("c.test", 80, false), ("c.test", 8080, true), ("::1", 80, true),
        ("other", 80, false),
    ])
    func `let some hosts be reached directly`(_ host: String, _ port: Int, _ isDirect: Bool) throws {
        let rules = try rules([
            "all_proxy": "http://p:1", "no_proxy": ".example.org, *.b.test,b.test c.test:8080,::1",
        ])
        #expect((rules.proxy(scheme: "http", host: host, port: port) == nil) == isDirect)
    }

    @Test func `reach all hosts directly with a star`() throws {
        let rules = try rules(["all_proxy": "http://p:1", "no_proxy": "*"])
        #expect(rules.proxy(scheme: "https", host: "a", port: 443) == nil)
    }

    @Test(arguments: ["https://p:1", "ftp://p", "http://", "::::", "http://a b"])
    func `refuse what is no proxy that can be used`(_ value: String) {
        #expect(throws: ProxyRules.Malformed.proxy(variable: "https_proxy")) {
            try ProxyRules(environment: ["https_proxy": value])
        }
    }
}

@Suite struct `The time to try again` {
    @Test(arguments: [
        ("0", Duration.seconds(0)), ("120", .seconds(120)), ("Thu, 01 Jan 1970 00:01:00 GMT", .seconds(50)),
        ("Thu, 01 Jan 1970 00:00:01 GMT", .zero),
        ("Sun, 06 Nov 1994 08:49:37 GMT", .seconds(784_111_777 - 10)),
    ])
    func `is read as seconds or as a date`(_ header: String, _ expected: Duration) {
        let response = HTTPOut.Response(status: 503, headers: [("retry-after", header)])
        #expect(response.retryAfter(at: Instant(milliseconds: 10_000)) == expected)
    }

    @Test(arguments: [
        "-1", "soon", "", "Thu, 32 Jan 1970 00:01:00 GMT", "Thu, 01 Foo 1970 00:01:00 GMT",
        "Thu, 01 Jan 1970 25:01:00 GMT", "Thu, 01 Jan 1970 00:01 GMT", "Thu, 01 Jan 99999 00:00:00 GMT",
    ])
    func `is unknown when it cannot be read`(_ header: String) {
        let response = HTTPOut.Response(status: 503, headers: [("retry-after", header)])
        #expect(response.retryAfter(at: Instant(milliseconds: 0)) == nil)
        #expect(HTTPOut.Response(status: 200).retryAfter(at: Instant(milliseconds: 0)) == nil)
    }
}

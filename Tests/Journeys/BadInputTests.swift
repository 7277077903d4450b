import Core
import LuxTesting
import Testing

@Suite struct `Bad input gets a clear refusal` {
    static let json = ["content-type": "application/json"]

    static let bodies: [(String, Int, String)] = [
        ("", 400, ""), ("{", 400, ""), ("[]", 400, ""), ("null", 400, ""), ("\"text\"", 400, ""),
        (#"{"text":"a\u0000b"}"#, 400, "/text"), (#"{"text":"\ud800"}"#, 400, "/text"),
        (#"{"text":"a","text":"b"}"#, 400, "/text"),
        (#"{"text":7}"#, 400, "/text"), (#"{"txt":"a"}"#, 400, "/text"),
        (#"{"text":"a","limit":-1}"#, 400, "/limit"),
        (#"{"text":"a","limit":1e400}"#, 400, "/limit"), (#"{"text":"a","limit":"x"}"#, 400, "/limit"),
        (#"{"text":"a","language":"klingon"}"#, 400, "/language"),
        (#"{"text":"a","colour":1}"#, 400, "/colour"),
        (#"{"text":"a","persist":"yes"}"#, 400, "/persist"), (#"{"documents":[]}"#, 400, "/documents"),
        (#"{"documents":{}}"#, 400, "/documents"), (#"{"text":"a","max_words":0}"#, 400, "/max_words"),
    ]

    @Test func `each body that is wrong is a 400 that names the place`() throws {
        let server = try LuxServer()
        for (body, status, pointer) in Self.bodies {
            let answer = try server.send(
                "POST", "/keywords/extract", headers: Self.json, body: Array(body.utf8))
            #expect(answer.status == status, "\(body)")
            #expect(answer.headers["content-type"] == "application/problem+json", "\(body)")
            let places = answer.json["violations"]?.items?.compactMap { $0["pointer"]?.text } ?? []
            #expect(places.contains(pointer), "\(body): \(places)")
        }
    }

    @Test func `bytes that are not UTF-8 are refused`() throws {
        let server = try LuxServer()
        for bytes in [[0xff, 0xfe], [0xc0, 0x80], [0xed, 0xa0, 0x80]] as [[UInt8]] {
            let body = Array(#"{"text":""#.utf8) + bytes + Array("\"}".utf8)
            #expect(
                try server.send("POST", "/keywords/extract", headers: Self.json, body: body).status == 400)
        }
    }

    @Test func `a hundred thousand levels cost nothing`() throws {
        let server = try LuxServer()
        let body = Array(repeating: UInt8(ascii: "["), count: 100_000)
        let answer = try server.send("POST", "/keywords/extract", headers: Self.json, body: body)
        #expect(answer.status == 400 && answer.json["error"] == "ValidationError")
    }

    @Test func `a hundred megabytes are refused before they are read`() throws {
        let server = try LuxServer()
        let connection = try server.open()
        try connection.write(
            "POST /keywords/extract HTTP/1.1\r\nhost: localhost\r\ncontent-type: application/json\r\ncontent-length: 104857600\r\n\r\n"
        )
        #expect(try connection.readAnswer().status == 413)
        let chunked = try server.open()
        try chunked.write(
            "POST /keywords/extract HTTP/1.1\r\nhost: localhost\r\ncontent-type: application/json\r\ntransfer-encoding: chunked\r\n\r\n"
        )
        let piece =
            Array("100000\r\n".utf8) + Array(repeating: UInt8(ascii: " "), count: 0x100000)
            + Array("\r\n".utf8)
        for _ in 0..<12 { try chunked.write(piece) }
        #expect(try chunked.readAnswer().status == 413)
        #expect(try server.get("/health").status == 200)
    }

    @Test(arguments: ["application/json", "text/plain"])
    func `a client that sends all before it reads, and closes then, is told why`(type: String) throws {
        let server = try LuxServer()
        let connection = try server.open()
        let count = 12 << 20
        try connection.write(
            "POST /keywords/extract HTTP/1.1\r\nhost: localhost\r\nconnection: close\r\ncontent-type: \(type)\r\ncontent-length: \(count)\r\n\r\n"
        )
        try connection.write([UInt8](repeating: UInt8(ascii: " "), count: count))
        #expect(try connection.readAnswer().status == (type == "text/plain" ? 415 : 413))
    }

    @Test func `a text beyond the limit is refused by its own name`() throws {
        let server = try LuxServer()
        let answer = try server.post(
            "/keywords/extract", ["text": .string(String(repeating: "palavra ", count: 140_000))])
        #expect(answer.status == 413 && answer.json["type"] == "/problems/text-too-large")
    }

    @Test func `types and encodings that are not understood are refused`() throws {
        let server = try LuxServer()
        let body = Array(#"{"text":"a"}"#.utf8)
        for headers in [[:], ["content-type": "text/plain"], ["content-type": "application/xml"]] {
            #expect(try server.send("POST", "/keywords/extract", headers: headers, body: body).status == 415)
        }
        let coded = Self.json.merging(["content-encoding": "br"]) { $1 }
        #expect(try server.send("POST", "/keywords/extract", headers: coded, body: body).status == 415)
        let lying = Self.json.merging(["content-encoding": "gzip"]) { $1 }
        #expect(try server.send("POST", "/keywords/extract", headers: lying, body: body).status == 400)
    }

    @Test func `unknown paths are 404, known paths with other methods 405 with those that work`() throws {
        let server = try LuxServer()
        #expect(try server.get("/nothing").status == 404)
        #expect(try server.get("/keywords/history/not-an-id").status == 404)
        #expect(try server.get("/keywords/history/0198f000-0000-7000-8000-000000000000").status == 404)
        let answer = try server.send("DELETE", "/keywords/extract")
        #expect(answer.status == 405 && answer.headers["allow"] == "POST")
        #expect(try server.send("PATCH", "/health").headers["allow"] == "GET, HEAD")
        #expect((400..<500).contains(try server.send("BREW", "/health").status))
        #expect(try server.send("HEAD", "/health").status == 200)
    }

    static let queries = [
        "?limit=0", "?limit=x", "?limit=101", "?cursor=x", "?created_from=yesterday", "?text=%ff",
        "?text=%00", "?text=",
        "?other=1", "?limit=1&limit=2", "?text=%",
    ]

    @Test func `each parameter that is wrong is a 400`() throws {
        let server = try LuxServer()
        for query in Self.queries {
            #expect(try server.get("/keywords/history\(query)").status == 400, "\(query)")
        }
    }

    static let requests = [
        "GET\r\n\r\n", "GET / HTTP/9.9\r\nhost: localhost\r\n\r\n",
        "GET /\u{0} HTTP/1.1\r\nhost: localhost\r\n\r\n",
        "\u{16}\u{3}\u{1}\r\n\r\n",
        "POST /keywords/extract HTTP/1.1\r\nhost: localhost\r\ncontent-length: abc\r\n\r\n",
        "POST /keywords/extract HTTP/1.1\r\nhost: localhost\r\ncontent-length: -1\r\n\r\n",
        "GET /health HTTP/1.1\r\nhost: localhost\r\nx: " + String(repeating: "y", count: 1_000_000)
            + "\r\n\r\n",
        "GET /health HTTP/1.1\r\nhost: localhost\r\n" + (0..<10_000).map { "h\($0): y\r\n" }.joined()
            + "\r\n",
        "GET /" + String(repeating: "a", count: 200_000) + " HTTP/1.1\r\nhost: localhost\r\n\r\n",
    ]

    @Test func `what is no HTTP is refused and the server lives on`() throws {
        let server = try LuxServer()
        for request in Self.requests {
            let connection = try server.open()
            // A server that has seen enough closes while the rest is still being sent.
            try? connection.write(request)
            guard let answer = try? connection.readAnswer() else { continue }
            #expect((400..<500).contains(answer.status), "\(request.prefix(60))")
            #expect(answer.json["status"] == .integer(answer.status), "\(request.prefix(60))")
        }
        #expect(try server.get("/health").status == 200)
        let metrics = String(decoding: try server.get("/metrics").body, as: UTF8.self)
        #expect(metrics.contains(#"request_count_total{method="other",endpoint="unknown",status="400"}"#))
    }

    /// What a server and a proxy before it could read as two different requests.
    static let ambiguous = [
        "content-length: 2\r\ntransfer-encoding: chunked\r\n\r\n0\r\n\r\n",
        "content-length: 2\r\ncontent-length: 3\r\n\r\n{}",
        "content-length: 2, 2\r\n\r\n{}",
        "transfer-encoding: xchunked\r\n\r\n0\r\n\r\n",
        "transfer-encoding: chunked, identity\r\n\r\n0\r\n\r\n",
        "transfer-encoding : chunked\r\n\r\n0\r\n\r\n",
        "content-length: 2\n\n{}",
    ]

    @Test func `a body whose length is ambiguous is refused, and what follows it is never a second request`()
        throws
    {
        let server = try LuxServer()
        for fields in Self.ambiguous {
            let connection = try server.open()
            try connection.write(
                "POST /keywords/extract HTTP/1.1\r\nhost: localhost\r\ncontent-type: application/json\r\n\(fields)"
                    + "GET /health HTTP/1.1\r\nhost: localhost\r\n\r\n")
            let first = try connection.readAnswer()
            #expect(first.status == 400, "\(fields)")
            #expect((try? connection.readAnswer())?.status == nil, "\(fields)")
        }
    }

    @Test func `who asks before sending a body is told to go on, or is refused at once`() throws {
        let server = try LuxServer()
        let head =
            "POST /keywords/extract HTTP/1.1\r\nhost: localhost\r\ncontent-type: application/json\r\nexpect: 100-continue\r\n"
        let polite = try server.open()
        try polite.write("\(head)content-length: 26\r\n\r\n")
        #expect(try polite.readAnswer(hasBody: false).status == 100)
        try polite.write(#"{"text":"Contrato social"}"#)
        #expect(try polite.readAnswer().status == 200)
        let greedy = try server.open()
        try greedy.write("\(head)content-length: 1000000000\r\n\r\n")
        #expect(try greedy.readAnswer().status == 413)
    }

    @Test func `a host that is not this one is refused, whatever it asks`() throws {
        let server = try LuxServer(["--set", "http.host_names=lux.example.org"])
        let asked: [(String, Int)] = [
            ("evil.example", 421), ("127.evil.example", 421), ("localhost.evil.example:80", 421), ("", 421),
            ("localhost:1", 200), ("127.0.0.1", 200), ("[::1]:8080", 200), ("LUX.example.org", 200),
        ]
        for (host, status) in asked {
            let connection = try server.open()
            try connection.write("GET /keywords/history HTTP/1.1\r\nhost: \(host)\r\n\r\n")
            #expect(try connection.readAnswer().status == status, "\(host)")
        }
    }

    @Test func `a body that breaks off or breaks the rules of chunks is no fault of ours`() throws {
        let server = try LuxServer()
        let head = "POST /keywords/extract HTTP/1.1\r\nhost: localhost\r\ncontent-type: application/json\r\n"
        for chunk in ["zz\r\n", "0x1\r\n{", "-1\r\n", "ffffffffffffffffffff\r\n"] {
            let connection = try server.open()
            try connection.write("\(head)transfer-encoding: chunked\r\n\r\n\(chunk)")
            #expect(try connection.readAnswer().status == 400, "\(chunk)")
        }
        do {
            let connection = try server.open()
            try connection.write("\(head)content-length: 100\r\n\r\n{")
        }
        #expect(try server.get("/health").status == 200)
        server.stop()
        #expect(!server.log.contains { $0["level"] == "error" })
    }

    @Test func `no body whatever is answered with a fault`() throws {
        let server = try LuxServer()
        var random = SplitMix64(seed: 20_261_121)
        let seeds = [
            #"{"text":"Python é uma linguagem","limit":3}"#, #"{"documents":[{"text":"a b c"},{"text":1}]}"#,
        ].map { Array($0.utf8) }
        for _ in 0..<500 {
            var body = seeds.randomElement(using: &random) ?? []
            for _ in 0...Int.random(in: 0...4, using: &random) {
                let place = Int.random(in: 0..<body.count, using: &random)
                if Bool.random(using: &random) {
                    body[place] = UInt8.random(in: 0...255, using: &random)
                } else {
                    body.remove(at: place)
                }
            }
            let status = try server.send("POST", "/keywords/extract", headers: Self.json, body: body).status
            #expect(status == 200 || (400..<500).contains(status))
        }
    }
}

import Core
import HTTPOut
import LuxTesting
import Testing
import TextGeneration

/// A whole answer with this content.
private func completion(_ content: String, finish: String = "stop") -> String {
    let answer: JSON = [
        "object": "chat.completion",
        "choices": [
            [
                "message": ["role": "assistant", "content": .string(content)],
                "finish_reason": .string(finish),
            ]
        ],
    ]
    return answer.written
}

@Suite(.timeLimit(.minutes(10))) struct `Chat completions` {
    @Test func `carry instructions, text, name and key`() async throws {
        try await withEndpoint(
            .openAI, key: Secret("sesame"), script: { _, _ in ModelServer.Said(completion("alpha\nbeta")) }
        ) { endpoint, server in
            let answer = try await endpoint.answer("um texto \"seu\"", told: "find")
            #expect(answer.text == "alpha\nbeta" && !answer.isCut)
            let asked = try #require(server.asked.first)
            #expect(asked.method == "POST" && asked.path == "/v1/chat/completions")
            #expect(asked.header("authorization") == "Bearer sesame")
            #expect(asked.header("content-type") == "application/json")
            #expect(asked.json["model"] == "small" && asked.json["temperature"] == 0)
            #expect(asked.json["max_tokens"] == 99 && asked.json["stream"] == false)
            #expect(
                asked.json["messages"] == [
                    ["role": "system", "content": "find"], ["role": "user", "content": "um texto \"seu\""],
                ])
        }
    }

    @Test func `show no key where there is none, and tell nothing where nothing is told`() async throws {
        try await withEndpoint(.openAI, script: { _, _ in ModelServer.Said(completion("a")) }) {
            endpoint, server in
            _ = try await endpoint.answer("x")
            #expect(server.asked[0].header("authorization") == nil)
            #expect(server.asked[0].json["messages"] == [["role": "user", "content": "x"]])
        }
    }

    @Test(arguments: [
        ("/v1/", "/v1/chat/completions", "/v1/models"), ("", "/chat/completions", "/models"),
        ("/x/chat/completions", "/x/chat/completions", "/x/models"),
        ("/v1?version=2", "/v1/chat/completions?version=2", "/v1/models?version=2"),
    ])
    func `go to the right place`(_ path: String, _ texts: String, _ presence: String) async throws {
        try await withEndpoint(.openAI, path: path, script: { _, _ in ModelServer.Said(completion("a")) }) {
            endpoint, server in
            _ = try await endpoint.answer("x")
            #expect(try await endpoint.knock() == 200)
            #expect(server.asked.map(\.path) == [texts, presence])
            #expect(server.asked[1].method == "GET" && server.asked[1].body.isEmpty)
        }
    }

    @Test func `say when the model was cut off, and may come in parts`() async throws {
        let parts = #"{"choices":[{"message":{"content":[{"type":"text","text":"a"},{"text":"b"}]}}]}"#
        try await withEndpoint(
            .openAI,
            script: { _, number in ModelServer.Said(number == 1 ? completion("a", finish: "length") : parts) }
        ) { endpoint, _ in
            let (cut, parted) = (try await endpoint.answer("x"), try await endpoint.answer("x"))
            #expect(cut.isCut && parted.text == "ab" && !parted.isCut)
        }
    }

    static let refusals: [(Int, String, ModelEndpoint.Failure.Kind, String)] = [
        (
            400, #"{"error":{"message":"context is 512 tokens","type":"x"}}"#, .refused,
            "HTTP 400: context is 512 tokens"
        ),
        (
            401, #"{"error":{"message":"Incorrect API key: sesame"}}"#, .denied,
            "HTTP 401: Incorrect API key: ********"
        ),
        (403, "", .denied, "HTTP 403"),
        (404, #"{"object":"error","message":"no model \"small\""}"#, .status, "HTTP 404: no model \"small\""),
        (413, #"{"error":"too long"}"#, .refused, "HTTP 413: too long"),
        (422, #"{"detail":[{"loc":["body"],"msg":"bad","input":"the text"}]}"#, .refused, "HTTP 422: bad"),
        (429, #"{"error":{"message":"rate"}}"#, .busy, "HTTP 429: rate"),
        (500, "<html>the text</html>", .status, "HTTP 500"),
        (502, #"{"error":["a\nb","c"]}"#, .status, "HTTP 502: a b; c"),
        (503, #"{"error":"loading"}"#, .busy, "HTTP 503: loading"),
        (302, "", .status, "HTTP 302"),
    ]

    @Test(arguments: refusals)
    func `that are refused name what was said, not the key and not the text`(
        _ status: Int, _ body: String, _ kind: ModelEndpoint.Failure.Kind, _ reason: String
    ) async throws {
        try await withEndpoint(
            .openAI, key: Secret("sesame"), script: { _, _ in ModelServer.Said(status, body) }
        ) { endpoint, server in
            let failure = await failure { _ = try await endpoint.answer("the text") }
            #expect(failure == .init(kind, reason))
            #expect(server.asked.count == 1)
        }
    }

    @Test(arguments: [
        "", "{", "<html>", "[]", "{}", #"{"choices":[]}"#, #"{"choices":[{}]}"#, "null", "\u{0}",
        #"{"choices":[{"message":{"content":null}}]}"#, #"{"choices":[{"message":{"content":7}}]}"#,
        #"{"choices":{"0":{"message":{"content":"a"}}}}"#,
    ])
    func `that are something else are a failure`(_ body: String) async throws {
        try await withEndpoint(.openAI, script: { _, _ in ModelServer.Said(body) }) { endpoint, _ in
            #expect(await failure { _ = try await endpoint.answer("x") }?.kind == .answer)
        }
    }

    @Test func `that are huge are not read to their end`() async throws {
        let huge = completion(String(repeating: "a", count: 1 << 20))
        try await withEndpoint(.openAI, script: { _, _ in ModelServer.Said(huge) }) { endpoint, _ in
            #expect(await failure { _ = try await endpoint.answer("x") }?.kind == .tooLarge)
        }
    }

    @Test func `that never come end in time`() async throws {
        try await withEndpoint(.openAI, timeMax: .milliseconds(50), script: { _, _ in nil }) { endpoint, _ in
            #expect(await failure { _ = try await endpoint.answer("x") }?.kind == .timeout)
        }
    }

    @Test func `fail where nobody listens`() async throws {
        try await withEndpoint(.openAI, script: { _, _ in nil }) { endpoint, server in
            try await server.stop()
            #expect(await failure { _ = try await endpoint.answer("x") }?.kind == .unreachable)
            #expect(await failure { _ = try await endpoint.knock() }?.kind == .unreachable)
        }
    }

    @Test func `are sent again when the endpoint says when, within the time`() async throws {
        let slept = Shared<[Duration]>([])
        try await withEndpoint(
            .openAI, sleep: { pause in slept.change { $0.append(pause) } },
            script: { _, number in
                switch number {
                case 1: ModelServer.Said(503, "", headers: [("Retry-After", "2")])
                case 2: ModelServer.Said(429, "", headers: [("Retry-After", "0")])
                default: ModelServer.Said(completion("late"))
                }
            }
        ) { endpoint, _ in
            let answer = try await endpoint.answer("x")
            #expect(answer.text == "late")
            #expect(slept.value == [.seconds(2), .milliseconds(50)])
        }
    }

    @Test(arguments: [(503, "61"), (503, "soon"), (500, "1")])
    func `are not sent again when that would be too late, or nobody said when`(
        _ status: Int, _ after: String
    ) async throws {
        try await withEndpoint(
            .openAI, script: { _, _ in ModelServer.Said(status, "", headers: [("Retry-After", after)]) }
        ) { endpoint, server in
            #expect(await failure { _ = try await endpoint.answer("x") } != nil)
            #expect(server.asked.count == 1)
        }
    }

    @Test func `are given up after some tries`() async throws {
        try await withEndpoint(
            .openAI, script: { _, _ in ModelServer.Said(429, "", headers: [("Retry-After", "1")]) }
        ) { endpoint, server in
            #expect(await failure { _ = try await endpoint.answer("x") }?.kind == .busy)
            #expect(server.asked.count == 3)
        }
    }

    @Test func `end when their caller gives up`() async throws {
        try await withEndpoint(.openAI, script: { _, _ in nil }) { endpoint, server in
            await #expect(throws: CancellationError.self) {
                try await withThrowingTaskGroup(of: Void.self) { group in
                    group.addTask { _ = try await endpoint.answer("x") }
                    await until { server.asked.count == 1 }
                    group.cancelAll()
                    try await group.next()
                }
            }
        }
    }
}

import Core
import HTTPOut
import LuxTesting
import Resilience
import Testing
import TextGeneration

/// Repeats each text with a mark, as a list of objects.
private func echo(_ asked: ModelServer.Asked) -> ModelServer.Said {
    let inputs = asked.json["inputs"]?.items ?? [asked.json["inputs"] ?? .null]
    let texts = inputs.map { JSON.object([.init("generated_text", .string("<\($0.text ?? "")>"))]) }
    return ModelServer.Said(JSON.array(texts).written)
}

/// Asks until the endpoint takes no more, and only then lets it begin: so all that wait are gathered.
/// - Returns: by text, what came of each but those that were refused.
private func answersOfFullQueue(_ endpoint: ModelEndpoint, _ texts: [String]) async throws -> [String: String]
{
    let answers = Shared<[String: String]>([:])
    let isFull = Gate()
    try await withThrowingTaskGroup(of: Void.self) { group in
        for text in texts {
            group.addTask {
                do {
                    let answer = try await endpoint.answer(text).text
                    answers.change { $0[text] = answer }
                } catch is TooBusy {
                    isFull.open()
                } catch let failure as ModelEndpoint.Failure {
                    answers.change { $0[text] = failure.description }
                }
            }
        }
        await isFull.opened()
        group.addTask { await endpoint.run() }
        for _ in texts { try await group.next() }
        group.cancelAll()
    }
    return answers.value
}

@Suite(.timeLimit(.minutes(10))) struct `Hugging Face inference` {
    @Test func `takes one text as it is`() async throws {
        try await withEndpoint(
            .huggingFace, path: "/m", key: Secret("hf_x"), script: { asked, _ in echo(asked) }
        ) { endpoint, server in
            #expect(try await endpoint.answer("um texto").text == "<um texto>")
            let asked = try #require(server.asked.first)
            #expect(asked.method == "POST" && asked.path == "/m")
            #expect(asked.header("authorization") == "Bearer hf_x")
            #expect(
                asked.json == [
                    "inputs": "um texto", "parameters": ["max_new_tokens": 99, "do_sample": false],
                ])
            _ = try await endpoint.answer("um texto", told: "Keywords:")
            #expect(server.asked[1].json["inputs"] == "Keywords: um texto")
            #expect(try await endpoint.knock() == 200)
        }
    }

    @Test func `takes several texts in one request, and refuses callers when too many wait`() async throws {
        try await withEndpoint(.huggingFace, atOnce: 2, runs: false, script: { asked, _ in echo(asked) }) {
            endpoint, server in
            let texts = (0..<17).map { "texto \($0)" }
            let answers = try await answersOfFullQueue(endpoint, texts)
            #expect(answers.count == 16 && answers.allSatisfy { $0.value == "<\($0.key)>" })
            #expect(
                server.asked.map { $0.json["inputs"]?.items?.count ?? 1 } == Array(repeating: 2, count: 8))
        }
    }

    static let shapes = [
        #"[{"generated_text":"a"}]"#, #"[[{"generated_text":"a"},{"generated_text":"b"}]]"#,
        #"{"generated_text":"a"}"#, #"[{"generated_text":"um textoa"}]"#,
    ]

    @Test(arguments: shapes)
    func `answers in any of its shapes`(_ body: String) async throws {
        try await withEndpoint(.huggingFace, script: { _, _ in ModelServer.Said(body) }) { endpoint, _ in
            let answer = try await endpoint.answer("um texto")
            #expect(answer.text == "a")
        }
    }

    @Test(arguments: [
        "[]", "{}", "null", #"[{"generated_text":"a"},{"generated_text":"b"}]"#, #"[{"text":"a"}]"#,
        #"{"error":"none"}"#, #"[{"generated_text":7}]"#, "[[]]",
    ])
    func `that answers something else has failed`(_ body: String) async throws {
        try await withEndpoint(.huggingFace, script: { _, _ in ModelServer.Said(body) }) { endpoint, _ in
            #expect(await failure { _ = try await endpoint.answer("x") }?.kind == .answer)
        }
    }

    @Test func `that refuses several texts is given each alone`() async throws {
        let script: ModelServer.Script = { asked, _ in
            if asked.json["inputs"]?.items != nil { return ModelServer.Said(422, #"{"error":"no lists"}"#) }
            return asked.json["inputs"] == "texto 3"
                ? ModelServer.Said(422, #"{"error":"bad"}"#) : echo(asked)
        }
        try await withEndpoint(.huggingFace, atOnce: 3, runs: false, script: script) { endpoint, _ in
            let texts = (0..<25).map { "texto \($0)" }
            let answers = try await answersOfFullQueue(endpoint, texts)
            let bad = answers.filter { $0.value != "<\($0.key)>" }
            #expect(answers.count == 24 && bad.allSatisfy { $0 == ("texto 3", "refused: HTTP 422: bad") })
        }
    }

    @Test func `is not sent what its caller has given up`() async throws {
        let mayGo = Gate()
        try await withEndpoint(
            .huggingFace, atOnce: 3, sleep: { _ in await mayGo.opened() }, script: { asked, _ in echo(asked) }
        ) { endpoint, server in
            async let other = endpoint.answer("other")
            await #expect(throws: CancellationError.self) {
                try await withThrowingTaskGroup(of: Void.self) { group in
                    group.addTask { _ = try await endpoint.answer("given up") }
                    group.cancelAll()
                    try await group.next()
                }
            }
            mayGo.open()
            let answer = try await other
            #expect(answer.text == "<other>")
            #expect(!server.asked.contains { String(decoding: $0.body, as: UTF8.self).contains("given up") })
        }
    }

    @Test func `ends its callers when the process stops`() async throws {
        let server = try await ModelServer { _, _ in nil }
        let out = try HTTPOut(agent: "lux/test")
        let endpoint = ModelEndpoint(
            .init(
                url: server.url("/"), interface: .huggingFace, model: "m", atOnceMax: 2, timeMax: .seconds(60)
            ),
            out: out, clock: HandClock().clock, sleep: { _ in })
        async let asked = failure { _ = try await endpoint.answer("x") }
        await withTaskGroup(of: Void.self) { group in
            group.addTask { await endpoint.run() }
            await until { server.asked.count == 1 }
            group.cancelAll()
        }
        #expect(await asked?.kind == .stopped)
        #expect(await failure { _ = try await endpoint.answer("y") }?.kind == .stopped)
        await out.shutdown()
        try await server.stop()
    }
}

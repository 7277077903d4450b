import Core
import HTTPOut

/// One exchange with the endpoint.
struct ModelPost: Sendable {
    let settings: ModelEndpoint.Settings
    let out: HTTPOut
    let clock: Clock
    let sleep: @Sendable (Duration) async throws -> Void

    /// Of what is written for one text.
    private static let answerBytesMax = 256 << 10
    /// The first try counts.
    private static let attemptsMax = 3
    /// An endpoint that says "at once" is given so much time all the same.
    private static let waitMin = Duration.milliseconds(50)
    private static let knockMax = Duration.seconds(5)

    /// Sends again only where the endpoint says when, and that is within the time for a text.
    func send(_ body: JSON, textsMax: Int) async throws -> JSON {
        let deadline = clock.ticks().advanced(by: settings.timeMax)
        let bytes = body.bytes
        var attempt = 1
        while true {
            let response = try await exchange(
                .init(
                    "POST", EndpointURL.ofTexts(settings), headers: headers, body: bytes,
                    timeout: deadline.since(clock.ticks()),
                    responseBytesMax: Self.answerBytesMax * textsMax))
            if (200...299).contains(response.status) { return try read(response.body) }
            guard attempt < Self.attemptsMax, let wait = wait(asked: response),
                wait < deadline.since(clock.ticks())
            else { throw ModelEndpoint.Failure(response, hiding: settings.key) }
            try await sleep(wait)
            attempt += 1
        }
    }

    func knock() async throws -> Int {
        try await exchange(
            .init("GET", EndpointURL.ofPresence(settings), headers: headers, timeout: Self.knockMax)
        ).status
    }

    private func exchange(_ request: HTTPOut.Request) async throws -> HTTPOut.Response {
        do throws(HTTPOut.Failure) {
            return try await out.send(request)
        } catch .cancelled {
            throw CancellationError()
        } catch {
            throw ModelEndpoint.Failure(error)
        }
    }

    private var headers: [(name: String, value: String)] {
        let plain = [
            (name: "content-type", value: "application/json"), (name: "accept", value: "application/json"),
        ]
        guard let key = settings.key else { return plain }
        return plain + [(name: "authorization", value: "Bearer \(key.exposed)")]
    }

    private func wait(asked response: HTTPOut.Response) -> Duration? {
        guard response.status == 429 || response.status == 503 else { return nil }
        return response.retryAfter(at: clock.now()).map { max($0, Self.waitMin) }
    }

    private func read(_ body: [UInt8]) throws -> JSON {
        do throws(JSONReader.Malformed) {
            return try JSONReader.read(body)
        } catch {
            throw ModelEndpoint.Failure(.answer, "the answer is no JSON: \(error.explanation)")
        }
    }
}

/// Addresses below the one in the settings, whose query stays where it is.
enum EndpointURL {
    private static let completions = "/chat/completions"

    static func ofTexts(_ settings: ModelEndpoint.Settings) -> String {
        switch settings.interface {
        case .openAI: changed(settings.url) { $0.hasSuffix(completions) ? $0 : $0 + completions }
        case .huggingFace: settings.url
        }
    }

    /// Where nothing costs anything.
    static func ofPresence(_ settings: ModelEndpoint.Settings) -> String {
        switch settings.interface {
        case .openAI:
            changed(settings.url) { path in
                (path.hasSuffix(completions) ? String(path.dropLast(completions.count)) : path) + "/models"
            }
        case .huggingFace: settings.url
        }
    }

    private static func changed(_ url: String, _ change: (String) -> String) -> String {
        let end = url.firstIndex { $0 == "?" || $0 == "#" } ?? url.endIndex
        var path = url[..<end]
        while path.last == "/" { path.removeLast() }
        return change(String(path)) + url[end...]
    }
}

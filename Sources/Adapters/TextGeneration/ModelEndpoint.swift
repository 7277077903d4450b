package import Core
package import HTTPOut
import Resilience

/// A model behind an endpoint of somebody's, which writes a text for a text. Speaks the two interfaces that
/// servers of models have in common: chat completions as OpenAI defined them, and Hugging Face's inference.
package struct ModelEndpoint: Sendable {
    package enum Interface: Sendable { case openAI, huggingFace }

    package struct Settings: Sendable {
        /// `http` or `https`.
        package var url: String
        package var interface: Interface
        /// As the endpoint knows it.
        package var model: String
        package var key: Secret?
        /// Requests at once, or texts in one request.
        package var atOnceMax: Int
        /// For one text, all waiting included.
        package var timeMax: Duration

        package init(
            url: String, interface: Interface, model: String, key: Secret? = nil, atOnceMax: Int,
            timeMax: Duration
        ) {
            (self.url, self.interface, self.model, self.key) = (url, interface, model, key)
            (self.atOnceMax, self.timeMax) = (max(1, atOnceMax), timeMax)
        }
    }

    package struct Request: Hashable, Sendable {
        package let instructions: String?
        package let text: String
        package let tokensMax: Int

        package init(instructions: String?, text: String, tokensMax: Int) {
            (self.instructions, self.text, self.tokensMax) = (instructions, text, tokensMax)
        }
    }

    package struct Answer: Hashable, Sendable {
        package let text: String
        /// The endpoint stopped the model before it came to an end.
        package let isCut: Bool
    }

    let settings: Settings
    private let post: ModelPost
    private let places: Bulkhead
    private let gathering: Gathering

    /// - Parameter sleep: waits at least so long, or throws when the task is cancelled.
    package init(
        _ settings: Settings, out: HTTPOut, clock: Clock,
        sleep: @escaping @Sendable (Duration) async throws -> Void = { try await Task.sleep(for: $0) }
    ) {
        self.settings = settings
        let post = ModelPost(settings: settings, out: out, clock: clock, sleep: sleep)
        self.post = post
        let waitingMax = settings.atOnceMax * Self.waitingTimes
        places = Bulkhead("the language model", runningMax: settings.atOnceMax, waitingMax: waitingMax)
        gathering = Gathering(textsMax: settings.atOnceMax, waitingMax: waitingMax, sleep: sleep) {
            await Self.answers(to: $0, by: post)
        }
    }

    /// So many times as many as are at work may wait.
    private static let waitingTimes = 8

    /// - Throws: `Failure`; `TooBusy`; `CancellationError`.
    package func answer(to request: Request) async throws -> Answer {
        switch settings.interface {
        case .openAI:
            try await places.run {
                try OpenAIWire.answer(
                    in: await post.send(OpenAIWire.body(request, model: settings.model), textsMax: 1))
            }
        case .huggingFace:
            try await gathering.answer(to: request)
        }
    }

    /// Sends what was gathered, until its task is cancelled. To be called once; nothing is answered by the
    /// Hugging Face interface before that.
    package func run() async {
        guard settings.interface == .huggingFace else { return }
        await gathering.run()
    }

    /// What came of one request.
    typealias Outcome = Result<Answer, any Error>

    private static func answers(to requests: [Request], by post: ModelPost) async -> [Outcome] {
        do {
            return try await together(requests, by: post).map(Result.success)
        } catch let failure as Failure where failure.kind == .refused && requests.count > 1 {
            // One text must not spoil those of others; and some servers take no lists.
            return await eachAlone(requests, by: post)
        } catch {
            return requests.map { _ in .failure(error) }
        }
    }

    private static func together(_ requests: [Request], by post: ModelPost) async throws -> [Answer] {
        let body = HuggingFaceWire.body(requests)
        return try HuggingFaceWire.answers(
            in: await post.send(body, textsMax: requests.count), to: requests)
    }

    private static func eachAlone(_ requests: [Request], by post: ModelPost) async -> [Outcome] {
        let places = Bulkhead(
            "the language model", runningMax: Gathering.exchangesMax, waitingMax: requests.count)
        return await withTaskGroup(of: (Int, Outcome).self) { group in
            for (index, request) in requests.enumerated() {
                group.addTask {
                    do {
                        return (
                            index,
                            .success(try await places.run { try await together([request], by: post)[0] })
                        )
                    } catch {
                        return (index, .failure(error))
                    }
                }
            }
            var answers = requests.map { _ in Outcome.failure(CancellationError()) }
            for await (index, answer) in group { answers[index] = answer }
            return answers
        }
    }

    /// Finds out whether anybody is there, without sending a text.
    /// - Returns: the status of the answer, whatever it is.
    package func knock() async throws -> Int {
        try await post.knock()
    }
}

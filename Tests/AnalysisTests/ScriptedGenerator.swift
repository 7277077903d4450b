import Analysis
import Core
import LuxTesting
import Synchronization

/// A model that writes what a test says, and keeps what it was asked.
final class ScriptedGenerator: TextGenerator {
    private let asked = Mutex<[GenerationRequest]>([])
    private let script: @Sendable (GenerationRequest) async throws -> GeneratedText

    init(_ script: @escaping @Sendable (GenerationRequest) async throws -> GeneratedText) {
        self.script = script
    }

    convenience init(writing text: String) {
        self.init { _ in GeneratedText(text) }
    }

    var requests: [GenerationRequest] { asked.withLock { $0 } }

    func text(for request: GenerationRequest) async throws -> GeneratedText {
        asked.withLock { $0.append(request) }
        return try await script(request)
    }

    func run() async {}

    /// As a module needs it; failures are told to `told`.
    func needs(telling told: Shared<[GenerationFailure]> = Shared([])) -> ModelNeeds {
        ModelNeeds(generator: self, address: "http://model.example/v1") { failure, _ in
            told.change { $0.append(failure) }
        }
    }
}

/// Waits until its task is cancelled, as somebody does who is never answered.
func waitInVain() async throws -> Never {
    let (stream, _) = AsyncStream.makeStream(of: Never.self)
    for await _ in stream {}
    throw CancellationError()
}

import Analysis
import CLI
import Core
import HTTPOut
import Logging
import Settings
import TextGeneration

/// The model behind an endpoint that finds keywords.
struct LanguageModel {
    let endpoint: ModelEndpoint
    /// For people: without password and query.
    let address: String

    init(_ url: SettingURL, _ settings: Settings, out: HTTPOut) throws {
        guard url.user == nil, url.host != nil else {
            throw CommandFailure(
                .usage,
                "analysis.model must name a host, and no user: what the endpoint wants to be shown is analysis.model_key"
            )
        }
        address = url.description
        endpoint = ModelEndpoint(
            .init(
                url: url.exposed,
                interface: settings[AnalysisSettings.modelInterface] == .openai ? .openAI : .huggingFace,
                model: settings[AnalysisSettings.modelName], key: settings[AnalysisSettings.modelKey],
                atOnceMax: settings[AnalysisSettings.batchSize],
                timeMax: settings[AnalysisSettings.modelTimeout]), out: out, clock: System.clock)
    }

    func needs(_ logger: Logger) -> ModelNeeds {
        ModelNeeds(generator: EndpointGenerator(endpoint: endpoint), address: address) { failure, scope in
            logger.warning(
                "the language model did not answer",
                metadata: [
                    "error_type": "\(failure.kind)", "reason": "\(failure.reason)",
                    "trace_id": "\(scope.trace.traceID)",
                ])
        }
    }
}

/// The endpoint as the context sees it.
private struct EndpointGenerator: TextGenerator {
    let endpoint: ModelEndpoint

    func text(for request: GenerationRequest) async throws -> GeneratedText {
        do {
            let answer = try await endpoint.answer(
                to: .init(
                    instructions: request.instructions, text: request.text, tokensMax: request.tokensMax))
            return GeneratedText(answer.text, isCut: answer.isCut)
        } catch let failure as ModelEndpoint.Failure {
            throw GenerationFailure(
                failure.kind.rawValue, failure.reason, isAboutText: failure.kind == .refused)
        }
    }

    func run() async { await endpoint.run() }
}

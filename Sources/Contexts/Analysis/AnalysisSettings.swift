import Language
package import Settings

package enum AnalysisSettings {
    /// The extractors that can be chosen by name.
    package enum ExtractorChoice: String, CaseIterable, Sendable {
        case statistical, frequency

        var extractor: any KeywordExtractor {
            switch self {
            case .statistical: StatisticalExtractor()
            case .frequency: FrequencyExtractor()
            }
        }
    }

    package static let extractor = SettingKey(
        "analysis.extractor", .choice(of: ExtractorChoice.self), default: .statistical,
        "Which extractor finds keywords.")
    package static let cacheIsOn = SettingKey(
        "analysis.cache", .boolean, default: true,
        "Whether answers are kept for equal requests, in memory and, with cache.redis, in Redis.")
    package static let cacheTTL = SettingKey(
        "analysis.cache_ttl", .duration(in: .seconds(1)...(.seconds(86_400))), default: .seconds(3600),
        "How long an answer is kept.")
    package static let cacheBytes = SettingKey(
        "analysis.cache_bytes", .bytes(in: 65_536...1 << 34), default: 16 << 20,
        "Memory that kept answers may take.")
    package static let timeout = SettingKey(
        "analysis.timeout", .duration(in: .milliseconds(10)...(.seconds(600))), default: .seconds(1),
        "Time that one extraction may take before the simpler extractor answers instead.")

    package static let bytesAtOnce = SettingKey(
        "analysis.bytes_at_once", .bytes(in: 1024...8 << 20), default: 2 << 20,
        "A request with more text than this is answered with a job.")

    /// How the endpoint of a model is spoken to.
    package enum ModelInterface: String, CaseIterable, Sendable {
        case openai, huggingface
    }

    package static let model = SettingKey(
        "analysis.model", .url("http", "https"),
        """
        Endpoint of a language model that finds keywords in place of the extractor, such as http://127.0.0.1:8000/v1. Texts \
        are sent there.
        """
    ).alias("MODEL_PATH")
    package static let modelInterface = SettingKey(
        "analysis.model_interface",
        .choice(
            of: ModelInterface.self,
            meaning: { choice in
                switch choice {
                case .openai: "chat completions, as OpenAI, vLLM, llama.cpp and Ollama answer them"
                case .huggingface: "a Hugging Face inference endpoint with a text-to-text model"
                }
            }), default: .openai, "How the endpoint of the model is spoken to.")
    package static let modelName = SettingKey(
        "analysis.model_name", .text, default: "default", "The model's name, as the endpoint knows it.")
    package static let modelKey = SettingKey(
        "analysis.model_key", .secret(), "What the endpoint wants to be shown: the bearer token.")
    package static let modelPrompt = SettingKey(
        "analysis.model_prompt", .text,
        """
        What the model is told before each text; without it, a prompt of ours with openai and nothing with huggingface.
        """)
    package static let batchSize = SettingKey(
        "analysis.batch_size", .integer(in: 1...256), default: 32,
        "Texts that the model is given at once: in so many requests, or in one with huggingface."
    ).unit("texts").alias("BATCH_SIZE")
    package static let modelTimeout = SettingKey(
        "analysis.model_timeout", .duration(in: .milliseconds(10)...(.seconds(600))), default: .seconds(10),
        "Time that the model may take for one text before the extractor answers instead.")
    package static let modelTextBytes = SettingKey(
        "analysis.model_text_bytes", .bytes(in: 256...1 << 20), default: 16 << 10,
        "Of a longer text, only so much of the beginning is sent to the model.")

    private static let ofModel = [
        model.setting, modelInterface.setting, modelName.setting, modelKey.setting, modelPrompt.setting,
        batchSize.setting, modelTimeout.setting, modelTextBytes.setting,
    ]

    package static let all =
        [
            extractor.setting, bytesAtOnce.setting, cacheIsOn.setting, cacheTTL.setting,
            cacheBytes.setting, timeout.setting,
        ] + ofModel + ModelSettings.all
}

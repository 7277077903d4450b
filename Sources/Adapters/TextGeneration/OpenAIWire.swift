import Core

/// `POST /chat/completions`.
enum OpenAIWire {
    static func body(_ request: ModelEndpoint.Request, model: String) -> JSON {
        let told = request.instructions.map { [message("system", $0)] } ?? []
        return [
            "model": .string(model), "messages": .array(told + [message("user", request.text)]),
            "temperature": 0, "max_tokens": .integer(request.tokensMax), "stream": false,
        ]
    }

    private static func message(_ role: String, _ content: String) -> JSON {
        ["role": .string(role), "content": .string(content)]
    }

    static func answer(in body: JSON) throws(ModelEndpoint.Failure) -> ModelEndpoint.Answer {
        guard let choice = body["choices"]?[0], let text = text(in: choice["message"]?["content"]) else {
            throw .init(.answer, "the answer has no choices[0].message.content")
        }
        return .init(text: text, isCut: choice["finish_reason"]?.text == "length")
    }

    /// Some give it in parts.
    private static func text(in content: JSON?) -> String? {
        content?.text ?? content?.items?.compactMap { $0["text"]?.text }.joined()
    }
}

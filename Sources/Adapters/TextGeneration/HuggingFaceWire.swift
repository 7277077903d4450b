import Core

/// What Hugging Face's inference servers take and give for text generation, from text or from nothing.
enum HuggingFaceWire {
    /// One text goes as it is, since some servers take no lists; several go in one.
    static func body(_ requests: [ModelEndpoint.Request]) -> JSON {
        let inputs = requests.map { JSON.string(input($0)) }
        return [
            "inputs": inputs.count == 1 ? inputs[0] : .array(inputs),
            "parameters": [
                "max_new_tokens": .integer(requests.map(\.tokensMax).max() ?? 1), "do_sample": false,
            ],
        ]
    }

    private static func input(_ request: ModelEndpoint.Request) -> String {
        request.instructions.map { "\($0) \(request.text)" } ?? request.text
    }

    /// `[{"generated_text": …}, …]`, each of which may stand in a list of its own; for one text the object alone.
    static func answers(
        in body: JSON, to requests: [ModelEndpoint.Request]
    ) throws(ModelEndpoint.Failure) -> [ModelEndpoint.Answer] {
        let items = body.items ?? [body]
        guard items.count == requests.count else {
            throw .init(.answer, "the answer has \(items.count) texts for \(requests.count)")
        }
        var answers: [ModelEndpoint.Answer] = []
        for (item, request) in zip(items, requests) {
            guard let text = (item[0] ?? item)["generated_text"]?.text else {
                throw .init(.answer, "the answer has no generated_text for every text")
            }
            answers.append(.init(text: without(input(request), text), isCut: false))
        }
        return answers
    }

    /// A model that goes on from its input gives that back first.
    private static func without(_ input: String, _ text: String) -> String {
        text.utf8.starts(with: input.utf8) ? String(text[input.utf8.endIndex...]) : text
    }
}

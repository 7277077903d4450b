package import Core

/// What a plugin answered.
package enum PluginReply: Hashable, Sendable {
    /// Not yet checked against what the plugin declares.
    case result(JSON)
    /// It cannot read this text with these options.
    case refused(String)
}

/// One line of JSON each way: `{"id", "text", "options", "language"}`, and back `{"id"}` with `result`, `refusal`
/// or `error`.
enum PluginProtocol {
    static func question(_ number: Int64, _ text: String, _ options: JSON, _ language: String?) -> [UInt8] {
        let question: JSON = [
            "id": .integer(number), "text": .string(text), "options": options,
            "language": .optional(language),
        ]
        return question.bytes + [UInt8(ascii: "\n")]
    }

    static func reply(_ line: [UInt8], to number: Int64) throws(ProcessFailure) -> PluginReply {
        let answer: JSON
        do throws(JSONReader.Malformed) {
            answer = try JSONReader.read(line)
        } catch {
            throw ProcessFailure(.garbage, "its answer is no JSON, at byte \(error.byteOffset)")
        }
        guard answer["id"]?.whole == number else {
            throw ProcessFailure(.garbage, "its answer has not the id of the question")
        }
        guard let members = answer.members, members.count == 2,
            let said = members.first(where: { $0.name != "id" })
        else { throw ProcessFailure(.garbage, "its answer must have id and one member more") }
        switch (said.name, said.value) {
        case ("result", let result): return .result(result)
        case ("refusal", .string(let reason)):
            return .refused(String(reason.prefix(PluginLimits.reasonLengthMax)))
        case ("error", .string): throw ProcessFailure(.error, "it reported a fault of its own")
        default: throw ProcessFailure(.garbage, "its answer must say result, refusal or error")
        }
    }
}

/// RFC 6901: names the place of a value within a JSON document.
package enum JSONPointer {
    /// One reference token with `~` and `/` escaped.
    package static func escaped(_ step: some StringProtocol) -> String {
        guard step.utf8.contains(where: { $0 == UInt8(ascii: "~") || $0 == UInt8(ascii: "/") }) else {
            return String(step)
        }
        return step.reduce(into: "") { result, character in
            switch character {
            case "~": result += "~0"
            case "/": result += "~1"
            default: result.append(character)
            }
        }
    }
}

extension JSONReader.Malformed {
    /// What is wrong, for the one who wrote the text.
    package var explanation: String {
        switch reason {
        case .unexpectedEnd: "The JSON ends too early, at byte \(byteOffset)."
        case .unexpectedByte: "Byte \(byteOffset) cannot stand there in JSON."
        case .notUTF8: "The string at byte \(byteOffset) is not valid UTF-8."
        case .loneSurrogate: "The string holds half of a surrogate pair, before byte \(byteOffset)."
        case .badEscape: "The escape before byte \(byteOffset) does not exist in JSON."
        case .controlCharacter: "A control character stands unescaped in a string, at byte \(byteOffset)."
        case .badNumber: "The number before byte \(byteOffset) is not written as JSON asks."
        case .numberTooLarge: "The number before byte \(byteOffset) is too large."
        case .duplicateName(let name): "The name \"\(name.prefix(64))\" stands twice in one object."
        case .tooDeep(let limit): "Arrays and objects are nested more than \(limit) deep."
        case .tooManyValues(let limit): "The document holds more than \(limit) values."
        case .trailingBytes: "Something follows the JSON value, at byte \(byteOffset)."
        }
    }
}

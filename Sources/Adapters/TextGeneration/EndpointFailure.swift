import Core
import HTTPOut

extension ModelEndpoint {
    /// Why there is no text. The reason names what the endpoint said, without the key, and never the text.
    package struct Failure: Error, Hashable, Sendable, CustomStringConvertible {
        /// For a label of a metric.
        package enum Kind: String, CaseIterable, Sendable {
            /// No connection, or it broke.
            case unreachable
            /// Its certificate is not acceptable.
            case tls
            case timeout
            /// It has too much to do: 429 or 503.
            case busy
            /// What was sent does not suit it: 400, 413 or 422.
            case refused
            /// It does not take the key: 401 or 403.
            case denied
            /// Any other status but success.
            case status
            /// It answered something else than its interface says.
            case answer
            case tooLarge = "too_large"
            /// The process stops.
            case stopped
        }

        package let kind: Kind
        package let reason: String

        package init(_ kind: Kind, _ reason: String) {
            (self.kind, self.reason) = (kind, reason)
        }

        package var description: String { "\(kind.rawValue): \(reason)" }
    }
}

extension ModelEndpoint.Failure {
    init(_ failure: HTTPOut.Failure) {
        switch failure {
        case .malformed(let words): self.init(.unreachable, "the request cannot be sent: \(words)")
        case .unreachable(let words): self.init(.unreachable, "no answer: \(words)")
        case .tls(let words): self.init(.tls, words)
        case .timedOut: self.init(.timeout, "the endpoint did not answer in time")
        case .tooLarge(let bytesMax): self.init(.tooLarge, "the answer has more than \(bytesMax) bytes")
        case .cancelled: self.init(.stopped, "given up")
        }
    }

    init(_ response: HTTPOut.Response, hiding key: Secret?) {
        let said = EndpointWords.read(response.body, hiding: key)
        let kind: Kind =
            switch response.status {
            case 400, 413, 422: .refused
            case 401, 403: .denied
            case 429, 503: .busy
            default: .status
            }
        self.init(kind, "HTTP \(response.status)" + (said.isEmpty ? "" : ": \(said)"))
    }
}

/// What an endpoint says about a failure, in the members that servers of models have for it. Anything else in the
/// body is left: some repeat there what they were sent.
enum EndpointWords {
    static let lengthMax = 200

    static func read(_ body: [UInt8], hiding key: Secret?) -> String {
        guard let answer = try? JSONReader.read(body) else { return "" }
        let words = [answer["error"], answer["message"], answer["detail"]].lazy.compactMap { $0 }
            .map(words).first { !$0.isEmpty }
        return printable(words ?? "", hiding: key)
    }

    private static func words(_ value: JSON) -> String {
        switch value {
        case .string(let text): text
        case .array(let items): items.map(words).filter { !$0.isEmpty }.joined(separator: "; ")
        case .object: (value["message"] ?? value["msg"] ?? value["error"])?.text ?? ""
        case .null, .bool, .integer, .number: ""
        }
    }

    private static func printable(_ words: String, hiding key: Secret?) -> String {
        let plain = String(
            String.UnicodeScalarView(
                words.unicodeScalars.prefix(lengthMax * 4).map {
                    $0.value < 0x20 || $0.value == 0x7F ? " " : $0
                }))
        let hidden = key.map { plain.replacing($0.exposed, with: "********") } ?? plain
        return String(hidden.prefix(lengthMax))
    }
}

import Core
import Glibc
import HTTPTypes
import Module
import NIOCore
package import Resilience

/// How often one caller may ask, told apart by address until callers have identities.
package struct CallerLimit: Sendable {
    private let limit: RateLimit
    private let limiting: RateLimiting

    package init(_ limit: RateLimit, by limiting: RateLimiting) {
        (self.limit, self.limiting) = (limit, limiting)
    }

    func take(_ client: SocketAddress?) async -> TokenBucket.Answer {
        await limiting.take(for: "http:" + Self.name(of: client), within: limit)
    }

    /// As draft-ietf-httpapi-ratelimit-headers-10 has it.
    func headers(_ answer: TokenBucket.Answer) -> [(HTTPField.Name, String)] {
        let window = limit.period / 1_000_000_000
        let reset = (answer.reset.wholeMilliseconds + 999) / 1000
        return [
            (.rateLimitPolicy, "\"caller\";q=\(limit.count);w=\(window)"),
            (.rateLimit, "\"caller\";r=\(answer.remaining);t=\(reset)"),
        ]
    }

    static func problem(retryAfter: Duration) -> Problem {
        Problem(
            .tooManyRequests, "This address asks more often than http.rate_limit allows.",
            retryAfter: retryAfter)
    }

    /// One household or one machine has a whole /64 of IPv6 to call from.
    private static func name(of client: SocketAddress?) -> String {
        guard let text = client?.ipAddress else { return "unknown" }
        var address = in6_addr()
        guard inet_pton(AF_INET6, text, &address) == 1 else { return text }
        let bytes = withUnsafeBytes(of: address) { Array($0) }
        let isMapped = bytes[..<10].allSatisfy { $0 == 0 } && bytes[10] == 0xff && bytes[11] == 0xff
        guard !isMapped else { return bytes[12...].map(String.init).joined(separator: ".") }
        return Hexadecimal.text(bytes[..<8])
    }
}

extension HTTPField.Name {
    fileprivate static let rateLimit = HTTPField.Name("ratelimit")!
    fileprivate static let rateLimitPolicy = HTTPField.Name("ratelimit-policy")!
}

import Core
import HTTPTypes
import Hummingbird

/// By which names a server on loopback may be called. A web page can make its own name mean 127.0.0.1 (DNS
/// rebinding) and would then read answers as its own; the name that it has to send gives it away.
package struct HostNames: Sendable {
    /// In lower case; nil when any name will do.
    private let allowed: Set<String>?

    /// - Parameter isLoopback: whether the server listens there only. Elsewhere its names cannot be known.
    package init(others: [String], isLoopback: Bool) {
        allowed = isLoopback ? Set(others.map { $0.lowercased() }) : nil
    }

    func refusal(of request: HummingbirdCore.Request) -> Problem? {
        guard let allowed else { return nil }
        let name = Self.name(in: request.head.authority ?? "")
        guard !Self.isLoopback(name), !allowed.contains(name) else { return nil }
        return Problem(
            HTTPProblems.misdirected,
            "This server does not answer for the host \"\(name.prefix(255))\"; http.host_names says for which it does."
        )
    }

    /// Without port and brackets.
    package static func name(in authority: String) -> String {
        if authority.hasPrefix("[") { return String(authority.dropFirst().prefix { $0 != "]" }).lowercased() }
        return String(authority.prefix { $0 != ":" }).lowercased()
    }

    package static func isLoopback(_ name: String) -> Bool {
        name == "localhost" || name == "::1"
            || (name.hasPrefix("127.") && name.utf8.allSatisfy { (0x30...0x39).contains($0) || $0 == 0x2e })
    }
}

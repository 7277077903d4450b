import FoundationEssentials

/// Which proxy a request goes through, as the environment says it to most programs: `http_proxy`,
/// `https_proxy`, `all_proxy`, and `no_proxy` with hosts that are reached directly. An HTTP proxy must
/// allow `CONNECT`, which the client uses for plain HTTP as well.
package struct ProxyRules: Hashable, Sendable {
    package struct Proxy: Hashable, Sendable {
        package enum Kind: Hashable, Sendable { case http, socks5 }

        package let kind: Kind
        package let host: String
        package let port: Int
        let user: String?
        let password: String?
    }

    package enum Malformed: Error, Hashable, Sendable {
        /// The variable does not hold the URL of a proxy that can be used (`http://` or `socks5://`).
        case proxy(variable: String)
    }

    package let http: Proxy?
    package let https: Proxy?
    private let direct: [Pattern]

    private struct Pattern: Hashable, Sendable {
        let host: String
        let port: Int?
    }

    package init(environment: [String: String]) throws(Malformed) {
        let all = try Self.proxy("all_proxy", in: environment)
        http = try Self.proxy("http_proxy", in: environment) ?? all
        https = try Self.proxy("https_proxy", in: environment) ?? all
        direct = (Self.value("no_proxy", in: environment) ?? "").split { $0 == "," || $0 == " " }.map(
            Self.pattern)
    }

    /// Nil: directly.
    package func proxy(scheme: String, host: String, port: Int) -> Proxy? {
        guard let proxy = scheme == "https" ? https : http else { return nil }
        let host = host.lowercased()
        let isDirect = direct.contains { pattern in
            guard pattern.port == nil || pattern.port == port else { return false }
            return pattern.host == "*" || host == pattern.host || host.hasSuffix("." + pattern.host)
        }
        return isDirect ? nil : proxy
    }

    private static func value(_ name: String, in environment: [String: String]) -> String? {
        let value = environment[name] ?? environment[name.uppercased()] ?? ""
        return value.isEmpty ? nil : value
    }

    private static func proxy(
        _ name: String, in environment: [String: String]
    ) throws(Malformed) -> Proxy? {
        guard let text = value(name, in: environment) else { return nil }
        let url = URLComponents(string: text.contains("://") ? text : "http://" + text)
        guard let url, let host = url.host, !host.isEmpty else { throw .proxy(variable: name) }
        switch url.scheme?.lowercased() {
        case "http":
            return Proxy(
                kind: .http, host: host, port: url.port ?? 80, user: url.user, password: url.password)
        case "socks5", "socks5h", "socks":
            return Proxy(kind: .socks5, host: host, port: url.port ?? 1080, user: nil, password: nil)
        default: throw .proxy(variable: name)
        }
    }

    /// `.example.org`, `*.example.org` and `example.org` all name the domain and what is below it.
    private static func pattern(_ text: Substring) -> Pattern {
        var host = text.lowercased()
        var port: Int?
        if let colon = host.lastIndex(of: ":"), host.firstIndex(of: ":") == colon,
            let number = Int(host[host.index(after: colon)...])
        {
            port = number
            host = String(host[..<colon])
        }
        if host != "*" { host = String(host.drop { $0 == "*" || $0 == "." }) }
        return Pattern(host: host, port: port)
    }
}

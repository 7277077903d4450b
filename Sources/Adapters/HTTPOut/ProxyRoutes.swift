import AsyncHTTPClient
import FoundationEssentials

/// One client for each way out, since a client knows one proxy.
struct ProxyRoutes: Sendable {
    private let rules: ProxyRules
    private let direct: HTTPClient
    private let proxied: [ProxyRules.Proxy: HTTPClient]

    init(_ rules: ProxyRules, make: (HTTPClient.Configuration.Proxy?) -> HTTPClient) {
        self.rules = rules
        direct = make(nil)
        let proxies = Set([rules.http, rules.https].compactMap(\.self))
        proxied = Dictionary(uniqueKeysWithValues: proxies.map { ($0, make($0.configuration)) })
    }

    func client(for url: String) throws(HTTPOut.Failure) -> HTTPClient {
        if proxied.isEmpty { return direct }
        guard let parts = URLComponents(string: url), let host = parts.host,
            let scheme = parts.scheme?.lowercased()
        else { throw .malformed("Invalid URL") }
        let proxy = rules.proxy(
            scheme: scheme, host: host, port: parts.port ?? (scheme == "https" ? 443 : 80))
        return proxy.flatMap { proxied[$0] } ?? direct
    }

    func shutdown() async {
        for client in [direct] + proxied.values {
            // It fails only when it was shut down before.
            try? await client.shutdown()
        }
    }
}

extension ProxyRules.Proxy {
    fileprivate var configuration: HTTPClient.Configuration.Proxy {
        switch kind {
        case .http:
            .server(
                host: host, port: port,
                authorization: user.map { .basic(username: $0, password: password ?? "") })
        case .socks5: .socksServer(host: host, port: port)
        }
    }
}

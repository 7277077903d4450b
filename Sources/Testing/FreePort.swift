import Glibc

/// A port of loopback that nobody listens on now.
package func freePort() throws -> Int { try freePorts(1)[0] }

/// Different ones.
package func freePorts(_ count: Int) throws -> [Int] {
    let listeners = try (0..<count).map { _ in try ProxyListener() }
    defer { for listener in listeners { close(listener.socket) } }
    return listeners.map(\.port)
}

import Glibc
import Synchronization

/// A port of loopback that nobody listens on, given once.
///
/// It lies below those that the system takes for connections (ip(7), `ip_local_port_range`, from 32768 on): tests make
/// thousands of them, and one could have the port before its server does.
package func freePort() throws -> Int {
    for _ in 0..<1000 {
        let port = Int.random(in: 10_000..<32_768)
        guard given.withLock({ $0.insert(port).inserted }) else { continue }
        guard let socket = try? ProxyListener.bind(port: port) else { continue }
        close(socket)
        return port
    }
    throw Connection.Failed(what: "a free port", code: EADDRINUSE)
}

private let given = Mutex<Set<Int>>([])

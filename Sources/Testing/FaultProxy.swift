import Dispatch
import Glibc
import Synchronization

/// Stands between a client and a server on loopback, and does to their connections what networks do to them.
package final class FaultProxy: Sendable {
    package enum Behaviour: Hashable, Sendable {
        case pass
        /// Holds back what it takes for so long, in both directions.
        case latency(Duration)
        /// Cuts every connection with RST and refuses new ones.
        case reset
        /// Takes connections and keeps silent: a partition. What was sent meanwhile arrives when it is over.
        case blackhole
        /// Forwards to the target and holds back what it answers.
        case deaf
        /// When one side closes, the other learns of it so much later.
        case slowClose(Duration)
        /// Refuses new connections; those there are go on.
        case refuse
        /// Lets so many more bytes through to the target, then cuts every connection once and passes.
        case cut(afterBytes: Int)
    }

    package struct Traffic: Hashable, Sendable {
        /// Taken from clients, since the start.
        package internal(set) var connections = 0
        /// Connections there are now.
        package internal(set) var open = 0
        package internal(set) var bytesToTarget = 0
        package internal(set) var bytesToClients = 0
        /// How often `cut` has come to its end.
        package internal(set) var cuts = 0
    }

    package let port: Int
    private let desk: FaultProxyDesk

    /// - Parameter target: a port on 127.0.0.1.
    package init(to target: Int, _ behaviour: Behaviour = .pass) throws {
        let listener = try ProxyListener()
        port = listener.port
        desk = try FaultProxyDesk()
        let desk = desk
        // A queue of its own, whose one job is the proxy's thread for as long as it lives.
        DispatchQueue(label: "lux.fault-proxy").async {
            var relay = FaultProxyRelay(to: target, listener: listener, desk: desk)
            relay.run()
        }
        behave(behaviour)
    }

    deinit {
        desk.post(.stop)
    }

    /// Returns once it is in force, for the connections there are as well.
    package func behave(_ behaviour: Behaviour) {
        let isInForce = DispatchSemaphore(value: 0)
        desk.post(.behave(behaviour, isInForce))
        isInForce.wait()
    }

    package var traffic: Traffic { desk.traffic.withLock { $0 } }
}

/// What the proxy's owner and its thread say to each other.
final class FaultProxyDesk: Sendable {
    enum Order: Sendable {
        case behave(FaultProxy.Behaviour, DispatchSemaphore)
        case stop
    }

    let traffic = Mutex(FaultProxy.Traffic())
    /// Readable when there are orders.
    let bell: Int32
    private let rope: Int32
    private let orders = Mutex<[Order]>([])

    init() throws {
        var ends: [Int32] = [0, 0]
        guard pipe(&ends) == 0 else { throw Connection.Failed(what: "pipe", code: errno) }
        for end in ends {
            _ = fcntl(end, F_SETFD, FD_CLOEXEC)
            _ = fcntl(end, F_SETFL, O_NONBLOCK)
        }
        (bell, rope) = (ends[0], ends[1])
    }

    deinit {
        close(bell)
        close(rope)
    }

    func post(_ order: Order) {
        orders.withLock { $0.append(order) }
        // A full pipe rings already.
        _ = write(rope, [UInt8(1)], 1)
    }

    func takeOrders() -> [Order] {
        var rings = [UInt8](repeating: 0, count: 64)
        while read(bell, &rings, rings.count) > 0 {}
        return orders.withLock { orders in
            defer { orders.removeAll() }
            return orders
        }
    }
}

/// A port of its own that can refuse connections without losing the number to another process.
struct ProxyListener: Sendable {
    let socket: Int32
    let port: Int

    init() throws {
        // A port that the system chose is given back when the socket stops listening; one asked for by number
        // is kept.
        port = try freePort()
        socket = try Self.bind(port: port)
        try listen()
    }

    func listen() throws {
        guard Glibc.listen(socket, 1024) == 0 else { throw Connection.Failed(what: "listen", code: errno) }
    }

    func refuse() {
        shutdown(socket, Int32(SHUT_RD))
    }

    static func bind(port: Int) throws -> Int32 {
        let kind = Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue) | Int32(SOCK_NONBLOCK.rawValue)
        let socket = Glibc.socket(AF_INET, kind, 0)
        var yes: Int32 = 1
        setsockopt(socket, SOL_SOCKET, SO_REUSEADDR, &yes, socklen_t(MemoryLayout<Int32>.size))
        let result = withLoopback(port) { Glibc.bind(socket, $0, $1) }
        guard result == 0 else {
            close(socket)
            throw Connection.Failed(what: "bind", code: errno)
        }
        return socket
    }
}

func withLoopback(_ port: Int, _ body: (UnsafePointer<sockaddr>, socklen_t) -> Int32) -> Int32 {
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_port = in_port_t(UInt16(port).bigEndian)
    address.sin_addr.s_addr = UInt32(0x7f00_0001).bigEndian
    return withUnsafePointer(to: &address) { pointer in
        pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
            body($0, socklen_t(MemoryLayout<sockaddr_in>.size))
        }
    }
}

import Dispatch
import Glibc
import Synchronization

/// The proxy's thread: one loop over all its sockets.
struct FaultProxyRelay {
    private let target: Int
    private let listener: ProxyListener
    private let desk: FaultProxyDesk
    private var behaviour = FaultProxy.Behaviour.pass
    private var pairs: [ProxiedPair] = []

    init(to target: Int, listener: ProxyListener, desk: FaultProxyDesk) {
        (self.target, self.listener, self.desk) = (target, listener, desk)
    }

    mutating func run() {
        while followOrders() {
            var polls = self.polls
            poll(&polls, nfds_t(polls.count), waitMilliseconds)
            if polls[1].revents != 0 { accept() }
            for (place, pair) in pairs.enumerated() {
                // Those accepted just now were not asked about.
                guard 2 * place + 3 < polls.count else { break }
                move(pair, client: polls[2 * place + 2].revents, server: polls[2 * place + 3].revents)
            }
            pairs.removeAll(where: \.isOver)
            desk.traffic.withLock { $0.open = pairs.count }
        }
        for pair in pairs { pair.close(byReset: false) }
        close(listener.socket)
    }

    private mutating func followOrders() -> Bool {
        for order in desk.takeOrders() {
            switch order {
            case .stop: return false
            case .behave(let behaviour, let isInForce):
                enter(behaviour)
                isInForce.signal()
            }
        }
        return true
    }

    private mutating func enter(_ next: FaultProxy.Behaviour) {
        behaviour = next
        switch next {
        case .reset:
            listener.refuse()
            reset()
        case .refuse: listener.refuse()
        case .pass, .latency, .blackhole, .deaf, .slowClose, .cut:
            // Listening already is no error, and one that cannot listen shows as refused in the test.
            try? listener.listen()
        }
    }

    private mutating func reset() {
        for pair in pairs { pair.close(byReset: true) }
        pairs.removeAll()
        desk.traffic.withLock { $0.open = 0 }
    }

    /// The bell, the listener, then client and server of each pair.
    private var polls: [pollfd] {
        let isListening = behaviour != .reset && behaviour != .refuse
        var polls = [
            pollfd(fd: desk.bell, events: Int16(POLLIN), revents: 0),
            pollfd(fd: isListening ? listener.socket : -1, events: Int16(POLLIN), revents: 0),
        ]
        let now = ContinuousClock.now
        for pair in pairs {
            polls.append(pair.poll(.client, in: behaviour, at: now))
            polls.append(pair.poll(.server, in: behaviour, at: now))
        }
        return polls
    }

    private var waitMilliseconds: Int32 {
        let now = ContinuousClock.now
        guard let due = pairs.compactMap({ $0.nextDue(in: behaviour) }).min() else { return -1 }
        let wait = now.duration(to: due).components
        return due <= now
            ? 0 : Int32(clamping: wait.seconds * 1000 + wait.attoseconds / 1_000_000_000_000_000 + 1)
    }

    private mutating func accept() {
        while true {
            let client = Glibc.accept(listener.socket, nil, nil)
            guard client >= 0 else { return }
            _ = fcntl(client, F_SETFD, FD_CLOEXEC)
            _ = fcntl(client, F_SETFL, O_NONBLOCK)
            pairs.append(ProxiedPair(client: client))
            desk.traffic.withLock { $0.connections += 1 }
        }
    }

    private mutating func move(_ pair: ProxiedPair, client: Int16, server: Int16) {
        guard !pair.isOver else { return }
        let now = ContinuousClock.now
        if behaviour.forwardsToTarget { pair.connect(to: target) }
        if client != 0 { pair.take(from: .client, at: now) }
        if server != 0 { pair.take(from: .server, at: now) }
        var allowance = Int.max
        if case .cut(let bytes) = behaviour { allowance = bytes }
        let sent = pair.deliver(in: behaviour, at: now, atMost: allowance)
        desk.traffic.withLock { traffic in
            traffic.bytesToTarget += sent.toTarget
            traffic.bytesToClients += sent.toClient
        }
        if case .cut(let bytes) = behaviour { spend(sent.toTarget, of: bytes) }
    }

    private mutating func spend(_ count: Int, of allowance: Int) {
        guard count >= allowance else {
            behaviour = .cut(afterBytes: allowance - count)
            return
        }
        // The target gets what was let through: it sees a client that died, not a network that lost bytes.
        for pair in pairs { pair.close(byReset: false) }
        behaviour = .pass
        desk.traffic.withLock { $0.cuts += 1 }
    }
}

extension FaultProxy.Behaviour {
    var forwardsToTarget: Bool { self != .blackhole }
    var forwardsToClient: Bool { self != .blackhole && self != .deaf }

    var delay: Duration {
        if case .latency(let delay) = self { delay } else { .zero }
    }

    var closingDelay: Duration {
        if case .slowClose(let delay) = self { delay } else { delay }
    }
}

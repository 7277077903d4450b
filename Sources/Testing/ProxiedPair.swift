import Glibc

/// A client's connection and the one that the proxy made for it. Used by the proxy's thread only.
final class ProxiedPair {
    enum Side { case client, server }

    private let client: Int32
    /// -1 until the network lets the client's bytes through.
    private var server: Int32 = -1
    private var toTarget = Stream()
    private var toClient = Stream()
    private(set) var isOver = false

    init(client: Int32) {
        self.client = client
        var yes: Int32 = 1
        setsockopt(client, Int32(IPPROTO_TCP), TCP_NODELAY, &yes, socklen_t(MemoryLayout<Int32>.size))
    }

    func connect(to port: Int) {
        guard server < 0 else { return }
        let kind = Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue | SOCK_NONBLOCK.rawValue)
        server = socket(AF_INET, kind, 0)
        var yes: Int32 = 1
        setsockopt(server, Int32(IPPROTO_TCP), TCP_NODELAY, &yes, socklen_t(MemoryLayout<Int32>.size))
        let result = withLoopback(port) { Glibc.connect(server, $0, $1) }
        if result != 0, errno != EINPROGRESS { close(byReset: true) }
    }

    /// What to wait for on one side. Nothing at all on a side that may not be read and has nothing to be
    /// sent, or its closing would wake the loop again and again.
    func poll(_ side: Side, in behaviour: FaultProxy.Behaviour, at now: ContinuousClock.Instant) -> pollfd {
        let isClient = side == .client
        let (incoming, outgoing) = isClient ? (toTarget, toClient) : (toClient, toTarget)
        let (mayTake, mayGive) =
            isClient
            ? (behaviour.forwardsToTarget, behaviour.forwardsToClient)
            : (behaviour.forwardsToClient, behaviour.forwardsToTarget)
        var events: Int32 = 0
        if mayTake, incoming.hasRoom { events |= POLLIN }
        if mayGive, let due = outgoing.firstDue(behaviour.delay), due <= now { events |= POLLOUT }
        let socket = isClient ? client : server
        return pollfd(fd: events == 0 ? -1 : socket, events: Int16(events), revents: 0)
    }

    /// When there is something to do that no socket tells.
    func nextDue(in behaviour: FaultProxy.Behaviour) -> ContinuousClock.Instant? {
        // A client that came during a partition gets its connection as soon as that is over.
        if server < 0, behaviour.forwardsToTarget { return .now }
        var due: [ContinuousClock.Instant] = []
        for (stream, flows) in [
            (toTarget, behaviour.forwardsToTarget), (toClient, behaviour.forwardsToClient),
        ] where flows {
            if let next = stream.closingDue(behaviour.closingDelay) { due.append(next) }
            // Without a delay the socket's readiness is what is waited for.
            if behaviour.delay > .zero, let next = stream.firstDue(behaviour.delay), next > .now {
                due.append(next)
            }
        }
        return due.min()
    }

    func take(from side: Side, at now: ContinuousClock.Instant) {
        guard !isOver else { return }
        var chunk = [UInt8](repeating: 0, count: Stream.chunkBytes)
        let count = recv(side == .client ? client : server, &chunk, chunk.count, 0)
        if count < 0 {
            if errno != EAGAIN, errno != EINTR { close(byReset: true) }
            return
        }
        let bytes = chunk[..<count]
        if side == .client { toTarget.add(bytes, at: now) } else { toClient.add(bytes, at: now) }
    }

    func deliver(
        in behaviour: FaultProxy.Behaviour, at now: ContinuousClock.Instant, atMost allowance: Int
    ) -> (toTarget: Int, toClient: Int) {
        var sent = (toTarget: 0, toClient: 0)
        guard !isOver, server >= 0 else { return sent }
        if behaviour.forwardsToTarget {
            sent.toTarget = give(&toTarget, to: server, behaviour, now, atMost: allowance)
        }
        if behaviour.forwardsToClient, !isOver {
            sent.toClient = give(&toClient, to: client, behaviour, now, atMost: .max)
        }
        if toTarget.isShut, toClient.isShut { close(byReset: false) }
        return sent
    }

    private func give(
        _ stream: inout Stream, to socket: Int32, _ behaviour: FaultProxy.Behaviour,
        _ now: ContinuousClock.Instant, atMost allowance: Int
    ) -> Int {
        var total = 0
        while total < allowance, let due = stream.firstDue(behaviour.delay), due <= now {
            let bytes = stream.first.prefix(allowance - total)
            let count = bytes.withUnsafeBytes { send(socket, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL)) }
            guard count > 0 else {
                if errno != EAGAIN, errno != EINTR, errno != ENOTCONN { close(byReset: true) }
                return total
            }
            stream.drop(count)
            total += count
        }
        if let due = stream.closingDue(behaviour.closingDelay), due <= now {
            shutdown(socket, Int32(SHUT_WR))
            stream.isShut = true
        }
        return total
    }

    func close(byReset: Bool) {
        guard !isOver else { return }
        isOver = true
        for socket in [client, server] where socket >= 0 {
            if byReset {
                var now = linger(l_onoff: 1, l_linger: 0)
                setsockopt(socket, SOL_SOCKET, SO_LINGER, &now, socklen_t(MemoryLayout<linger>.size))
            }
            Glibc.close(socket)
        }
    }

    /// Bytes on their way in one direction.
    private struct Stream {
        static let chunkBytes = 65_536
        static let waitingBytesMax = 1 << 20

        private var chunks: [(bytes: ArraySlice<UInt8>, at: ContinuousClock.Instant)] = []
        private var waitingBytes = 0
        private var endedAt: ContinuousClock.Instant?
        var isShut = false

        var hasRoom: Bool { endedAt == nil && waitingBytes < Self.waitingBytesMax }
        var first: ArraySlice<UInt8> { chunks.first?.bytes ?? [] }

        /// No bytes are the end.
        mutating func add(_ bytes: ArraySlice<UInt8>, at now: ContinuousClock.Instant) {
            guard !bytes.isEmpty else {
                endedAt = endedAt ?? now
                return
            }
            chunks.append((bytes, now))
            waitingBytes += bytes.count
        }

        mutating func drop(_ count: Int) {
            waitingBytes -= count
            chunks[0].bytes.removeFirst(count)
            if chunks[0].bytes.isEmpty { chunks.removeFirst() }
        }

        func firstDue(_ delay: Duration) -> ContinuousClock.Instant? { chunks.first?.at.advanced(by: delay) }

        func closingDue(_ delay: Duration) -> ContinuousClock.Instant? {
            guard chunks.isEmpty, !isShut else { return nil }
            return endedAt?.advanced(by: delay)
        }
    }
}

import Dispatch
import Glibc
import LuxTesting
import Synchronization
import Testing

/// Sends back what it gets, and keeps it.
private final class Echo: Sendable {
    let port: Int
    private let listener: Int32
    let got = Mutex<[UInt8]>([])

    init() throws {
        listener = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = UInt32(0x7f00_0001).bigEndian
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        let (listener, result) = (
            listener,
            withUnsafeMutablePointer(to: &address) { [listener] pointer in
                pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                    bind(listener, $0, length) == 0 && listen(listener, 8) == 0
                        && getsockname(listener, $0, &length) == 0
                }
            }
        )
        try #require(result)
        port = Int(UInt16(bigEndian: address.sin_port))
        DispatchQueue(label: "echo").async { [weak self] in
            while true {
                let client = accept(listener, nil, nil)
                guard client >= 0 else { return }
                DispatchQueue(label: "echo.client").async { [weak self] in self?.serve(client) }
            }
        }
    }

    private func serve(_ client: Int32) {
        var chunk = [UInt8](repeating: 0, count: 4096)
        while true {
            let count = recv(client, &chunk, chunk.count, 0)
            guard count > 0 else { break }
            got.withLock { $0 += chunk[..<count] }
            send(client, chunk, count, Int32(MSG_NOSIGNAL))
        }
        close(client)
    }

    deinit {
        shutdown(listener, Int32(SHUT_RD))
        close(listener)
    }

    var text: String { got.withLock { String(decoding: $0, as: UTF8.self) } }
}

@Suite(.timeLimit(.minutes(10))) struct `A network that fails on command` {
    /// What the echo makes of it is an answer with that body.
    private func answer(_ word: String) -> String {
        "HTTP/1.1 200 OK\r\ncontent-length: \(word.utf8.count)\r\n\r\n\(word)"
    }

    @Test(arguments: [FaultProxy.Behaviour.pass, .latency(.milliseconds(5)), .slowClose(.milliseconds(5))])
    func `passes on what both sides say, and that they end`(_ behaviour: FaultProxy.Behaviour) async throws {
        let echo = try Echo()
        let proxy = try FaultProxy(to: echo.port, behaviour)
        let connection = try Connection(port: proxy.port)
        for word in ["one", String(repeating: "two", count: 100_000)] {
            try connection.write(answer(word))
            #expect(try connection.readAnswer().text == word)
        }
        #expect(proxy.traffic.connections == 1 && proxy.traffic.open == 1)
        await until { proxy.traffic.bytesToTarget == proxy.traffic.bytesToClients }
        #expect(proxy.traffic.bytesToTarget == echo.text.utf8.count)
    }

    @Test func `cuts what there is and refuses what comes, until it passes again`() async throws {
        let echo = try Echo()
        let proxy = try FaultProxy(to: echo.port)
        let connection = try Connection(port: proxy.port)
        try connection.write(answer("one"))
        #expect(try connection.readAnswer().text == "one")
        proxy.behave(.reset)
        #expect(try connection.isAtEnd())
        #expect(throws: Connection.Failed.self) { try Connection(port: proxy.port) }
        proxy.behave(.pass)
        let next = try Connection(port: proxy.port)
        try next.write(answer("two"))
        #expect(try next.readAnswer().text == "two")
    }

    @Test func `refuses what comes and leaves what there is`() throws {
        let echo = try Echo()
        let proxy = try FaultProxy(to: echo.port)
        let connection = try Connection(port: proxy.port)
        try connection.write(answer("one"))
        #expect(try connection.readAnswer().text == "one")
        proxy.behave(.refuse)
        #expect(throws: Connection.Failed.self) { try Connection(port: proxy.port) }
        try connection.write(answer("two"))
        #expect(try connection.readAnswer().text == "two")
    }

    @Test func `keeps all to itself during a partition, and delivers it after`() throws {
        let echo = try Echo()
        let proxy = try FaultProxy(to: echo.port)
        let before = try Connection(port: proxy.port)
        try before.write(answer("one"))
        #expect(try before.readAnswer().text == "one")
        proxy.behave(.blackhole)
        let during = try Connection(port: proxy.port)
        try before.write(answer("two"))
        try during.write(answer("three"))
        // Twice through its loop, so that it had its chance.
        proxy.behave(.blackhole)
        #expect(proxy.traffic.bytesToTarget == answer("one").utf8.count)
        proxy.behave(.pass)
        #expect(try before.readAnswer().text == "two")
        #expect(try during.readAnswer().text == "three")
    }

    @Test func `holds answers back when it is deaf`() async throws {
        let echo = try Echo()
        let proxy = try FaultProxy(to: echo.port, .deaf)
        let connection = try Connection(port: proxy.port)
        try connection.write(answer("one"))
        await until { echo.text == answer("one") }
        #expect(proxy.traffic.bytesToClients == 0)
        proxy.behave(.pass)
        #expect(try connection.readAnswer().text == "one")
    }

    @Test(arguments: [1, 100, 65_536, 100_000])
    func `cuts after exactly so many bytes`(_ count: Int) async throws {
        let echo = try Echo()
        let proxy = try FaultProxy(to: echo.port, .cut(afterBytes: count))
        let connection = try Connection(port: proxy.port)
        try connection.write([UInt8](repeating: 65, count: 200_000))
        await until { echo.text.utf8.count == count && proxy.traffic.cuts == 1 }
        #expect(proxy.traffic.bytesToTarget == count)
        let next = try Connection(port: proxy.port)
        try next.write(answer("two"))
        #expect(try next.readAnswer().text == "two")
    }
}

import Glibc

/// A real `redis-server` on a port and in a folder of its own. It keeps nothing on disk.
package final class RedisServer: @unchecked Sendable {
    // Unchecked: `process` and `warden` are changed by the test that owns the server only, one call after another.
    package let port: Int
    private let folder: TemporaryFolder
    private let options: [String]
    private var process: pid_t?
    private var warden: pid_t?

    package struct DidNotStart: Error, CustomStringConvertible {
        package let description: String
    }

    /// - Parameter options: more flags, such as `--requirepass`.
    /// - Parameter starts: false for a server that is missing at first.
    package init(_ options: [String] = [], starts: Bool = true) throws {
        folder = try TemporaryFolder()
        self.options = options
        port = try Self.freePort()
        if starts { try start() }
    }

    deinit {
        kill()
    }

    package var url: String { "redis://127.0.0.1:\(port)" }

    /// Returns once it answers.
    package func start() throws {
        guard process == nil else { return }
        let arguments =
            [
                "redis-server", "--port", "\(port)", "--bind", "127.0.0.1", "--save", "", "--appendonly",
                "no",
                "--dir", folder.path, "--logfile", folder.path + "/redis.log",
            ] + options
        let started = try Self.spawn(arguments, input: nil)
        process = started
        // Ends the server when this process ends in a way that leaves no time to.
        warden = try Self.spawn(["sh", "-c", "read line; kill -9 \(started)"], input: Self.lifeline)
        while !answers {
            guard waitpid(started, nil, WNOHANG) == 0 else {
                process = nil
                endWarden()
                throw DidNotStart(description: "redis-server ended at once")
            }
            // Nothing tells that it listens but a connection: this waits for another process, not for time.
            usleep(2000)
        }
    }

    /// Asks it to stop and waits until it has.
    package func stop() { end(by: SIGTERM) }

    package func kill() { end(by: SIGKILL) }

    package func restart() throws {
        stop()
        try start()
    }

    /// From now on it takes connections and answers nothing, as a machine that stalls.
    package func pause() { signal(SIGSTOP) }

    package func resume() { signal(SIGCONT) }

    private func end(by number: Int32) {
        guard let process else { return }
        endWarden()
        Glibc.kill(process, SIGCONT)
        Glibc.kill(process, number)
        waitpid(process, nil, 0)
        self.process = nil
    }

    private func endWarden() {
        guard let warden else { return }
        Glibc.kill(warden, SIGKILL)
        waitpid(warden, nil, 0)
        self.warden = nil
    }

    private func signal(_ number: Int32) {
        guard let process else { return }
        Glibc.kill(process, number)
        guard number == SIGSTOP else { return }
        // A stop is on its way until the parent can see it.
        waitpid(process, nil, WUNTRACED)
    }

    private var answers: Bool {
        let socket = socket(AF_INET, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
        defer { close(socket) }
        var address = Self.loopback(port)
        let isConnected = withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                connect(socket, $0, socklen_t(MemoryLayout<sockaddr_in>.size)) == 0
            }
        }
        guard isConnected, send(socket, "PING\r\n", 6, Int32(MSG_NOSIGNAL)) == 6 else { return false }
        var answer = [UInt8](repeating: 0, count: 64)
        let count = recv(socket, &answer, answer.count, 0)
        let text = String(decoding: answer.prefix(max(0, count)), as: UTF8.self)
        return text.hasPrefix("+PONG") || text.hasPrefix("-NOAUTH")
    }

    private static func loopback(_ port: Int) -> sockaddr_in {
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = in_port_t(UInt16(port).bigEndian)
        address.sin_addr.s_addr = UInt32(0x7f00_0001).bigEndian
        return address
    }

    /// The end to read of a pipe that nobody writes to: it ends when this process does.
    private static let lifeline: Int32 = {
        var ends: [Int32] = [-1, -1]
        precondition(pipe(&ends) == 0, "no file descriptors are left")
        for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
        return ends[0]
    }()

    private static func spawn(_ arguments: [String], input: Int32?) throws -> pid_t {
        var attributes = posix_spawnattr_t()
        posix_spawnattr_init(&attributes)
        defer { posix_spawnattr_destroy(&attributes) }
        // Threads of a pool take no signals, and what they start would inherit that.
        var none = sigset_t()
        sigemptyset(&none)
        posix_spawnattr_setsigmask(&attributes, &none)
        posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGMASK))
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        if let input { posix_spawn_file_actions_adddup2(&actions, input, 0) }
        var words: [UnsafeMutablePointer<CChar>?] = arguments.map { strdup($0) } + [nil]
        defer { words.forEach { free($0) } }
        var process: pid_t = 0
        let code = posix_spawnp(&process, arguments[0], &actions, &attributes, &words, environ)
        guard code == 0 else { throw DidNotStart(description: String(cString: strerror(code))) }
        return process
    }

    private static func freePort() throws -> Int {
        let socket = socket(AF_INET, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
        defer { close(socket) }
        var address = loopback(0)
        var size = socklen_t(MemoryLayout<sockaddr_in>.size)
        let code = withUnsafeMutablePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                bind(socket, $0, size) == 0 ? getsockname(socket, $0, &size) : -1
            }
        }
        guard code == 0 else { throw DidNotStart(description: "no port is free") }
        return Int(UInt16(bigEndian: address.sin_port))
    }
}

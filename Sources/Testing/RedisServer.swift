import Glibc
import Synchronization

/// A real `redis-server` on a port and in a folder of its own. It keeps nothing on disk.
package final class RedisServer: Sendable {
    private struct Running {
        let server: pid_t
        /// Ends the server when this process ends in a way that leaves no time to.
        let warden: pid_t
    }

    package let port: Int
    private let folder: TemporaryFolder
    private let options: [String]
    private let running = Mutex<Running?>(nil)

    package struct DidNotStart: Error, CustomStringConvertible {
        package let description: String
    }

    /// - Parameter options: more flags, such as `--requirepass`.
    /// - Parameter starts: false for a server that is missing at first.
    package init(_ options: [String] = [], starts: Bool = true) throws {
        folder = try TemporaryFolder()
        self.options = options
        port = try freePort()
        if starts { try start() }
    }

    deinit {
        kill()
    }

    package var url: String { "redis://127.0.0.1:\(port)" }

    /// Returns once it answers.
    package func start() throws {
        guard running.withLock({ $0 == nil }) else { return }
        let arguments = [
            "redis-server", "--port", "\(port)", "--bind", "127.0.0.1", "--save", "", "--appendonly", "no",
            "--dir", folder.path, "--logfile", folder.path + "/redis.log",
        ]
        let server = try Self.spawn(arguments + options)
        let warden = try Self.spawn(["sh", "-c", "read line; kill -9 \(server)"], input: Self.lifeline)
        running.withLock { $0 = Running(server: server, warden: warden) }
        // Nothing tells that it listens but a connection. The shell looks, so that no thread of ours sleeps.
        let look = """
            while [ -e /proc/\(server)/exe ]; do
                redis-cli -p \(port) ping 2>&1 | grep -q -e PONG -e NOAUTH && exit 0
                sleep 0.01
            done 2> /dev/null
            exit 1
            """
        var status: Int32 = 0
        waitpid(try Self.spawn(["sh", "-c", look]), &status, 0)
        guard status == 0, waitpid(server, nil, WNOHANG) == 0 else {
            kill()
            throw DidNotStart(description: "redis-server ended at once")
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
        guard let running = running.withLock({ $0.take() }) else { return }
        Glibc.kill(running.warden, SIGKILL)
        waitpid(running.warden, nil, 0)
        Glibc.kill(running.server, SIGCONT)
        Glibc.kill(running.server, number)
        waitpid(running.server, nil, 0)
    }

    private func signal(_ number: Int32) {
        guard let server = running.withLock({ $0?.server }) else { return }
        Glibc.kill(server, number)
        // A stop is on its way until the parent can see it.
        if number == SIGSTOP { waitpid(server, nil, WUNTRACED) }
    }

    /// The end to read of a pipe that nobody writes to: it ends when this process does.
    private static let lifeline: Int32 = {
        var ends: [Int32] = [-1, -1]
        precondition(pipe(&ends) == 0, "no file descriptors are left")
        for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
        return ends[0]
    }()

    private static func spawn(_ arguments: [String], input: Int32? = nil) throws -> pid_t {
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
}

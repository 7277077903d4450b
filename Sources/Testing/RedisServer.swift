import Glibc
import Processes
import Synchronization

/// A real `redis-server` on a port and in a folder of its own. It keeps nothing on disk.
package final class RedisServer: Sendable {
    private struct Running {
        let server: CommandRun
        /// Ends the server when this process ends in a way that leaves no time to.
        let warden: CommandRun
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
        let server = try CommandRun(arguments + options)
        let warden = try CommandRun(["sh", "-c", "read line; kill -9 \(server.id)"], holdsInput: true)
        running.withLock { $0 = Running(server: server, warden: warden) }
        // Nothing tells that it listens but a connection. The shell looks, so that no thread of ours sleeps.
        let look = """
            while [ -e /proc/\(server.id)/exe ]; do
                redis-cli -p \(port) ping 2>&1 | grep -q -e PONG -e NOAUTH && exit 0
                sleep 0.01
            done 2> /dev/null
            exit 1
            """
        guard try CommandRun(["sh", "-c", look]).waitForEnd() == .exit(0), server.isRunning else {
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
    package func pause() { running.withLock { $0?.server.stop() } }

    package func resume() { running.withLock { $0?.server.send(SIGCONT) } }

    private func end(by number: Int32) {
        guard let running = running.withLock({ $0.take() }) else { return }
        running.warden.send(SIGKILL)
        running.warden.waitForEnd()
        running.server.send(SIGCONT)
        running.server.send(number)
        running.server.waitForEnd()
    }
}

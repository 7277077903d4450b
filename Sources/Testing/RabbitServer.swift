import Dispatch
import Glibc
import Processes

/// A real RabbitMQ of the tests' own, on free ports of 127.0.0.1 and in a folder that goes away with it.
///
/// A shell stands between the test process and the server: it does what it is told by a pipe, and when the pipe
/// ends, however the test process ended, it kills the server and clears up.
package actor RabbitServer {
    package nonisolated let port: Int
    private let shell: ServerShell

    package struct Failed: Error, CustomStringConvertible {
        package let description: String
    }

    /// The one that all tests of a process share. It takes some seconds to start.
    package static func shared() async throws -> RabbitServer { try await starting.value }

    private static let starting = Task { try await RabbitServer() }

    /// One for a test that stops it.
    package init() async throws {
        let ports = try (0..<3).map { _ in try freePort() }
        port = ports[0]
        // It syncs for each queue that is declared.
        let parent = temporaryParent(megabytes: 2048)
        shell = try ServerShell(script: Self.script, arguments: ports.map(String.init) + [parent])
        try await tell("start", expecting: "ready")
    }

    /// As user `lux`, who may do what Lux needs; `stranger` may only read.
    package nonisolated func address(user: String = "lux", port: Int? = nil) -> String {
        "amqp://\(user):feather@127.0.0.1:\(port ?? self.port)"
    }

    /// Ends it as an operator does.
    package func stop() async throws { try await tell("stop", expecting: "stopped") }

    /// Ends it as a power cut does.
    package func kill() async throws { try await tell("kill", expecting: "stopped") }

    /// Starts it again, with what it had on disk.
    package func start() async throws { try await tell("start", expecting: "ready") }

    /// Runs `rabbitmqctl`. Arguments are words without spaces.
    package func control(_ arguments: String...) async throws {
        try await tell("control " + arguments.joined(separator: " "), expecting: "done 0")
    }

    private func tell(_ line: String, expecting wanted: String) async throws {
        let answer = await shell.ask(line)
        guard answer == wanted else {
            throw Failed(description: "RabbitMQ, told to \(line), said: \(answer)")
        }
    }

    private static let script = """
        bin=/usr/lib/rabbitmq/bin
        folder=$(mktemp -d $4/lux-rabbit-XXXXXX)
        export HOME=$folder LANG=C.UTF-8
        export ERL_EPMD_ADDRESS=127.0.0.1 ERL_EPMD_PORT=$2 RABBITMQ_DIST_PORT=$3
        export RABBITMQ_NODENAME=lux$1@localhost RABBITMQ_PID_FILE=$folder/pid RABBITMQ_LOGS=-
        export RABBITMQ_MNESIA_BASE=$folder/mnesia RABBITMQ_LOG_BASE=$folder
        export RABBITMQ_CONFIG_FILE=$folder/rabbitmq RABBITMQ_ENABLED_PLUGINS_FILE=$folder/plugins
        export RABBITMQ_SERVER_ADDITIONAL_ERL_ARGS='-kernel inet_dist_use_interface {127,0,0,1} +S 1:1 +sbwt none'
        echo '[].' > $folder/plugins
        printf 'listeners.tcp.1 = 127.0.0.1:%s\\nload_definitions = %s\\nraft.wal_max_size_bytes = 64000000\\n' \\
            $1 $folder/users.json > $folder/rabbitmq.conf
        cat > $folder/users.json <<'END'
        {"vhosts": [{"name": "/"}],
         "users": [{"name": "lux", "password": "feather", "tags": []},
                   {"name": "stranger", "password": "feather", "tags": []}],
         "permissions": [
          {"user": "lux", "vhost": "/", "configure": "^lux", "write": "^lux", "read": "^lux"},
          {"user": "stranger", "vhost": "/", "configure": "^$", "write": "^$", "read": ".*"}]}
        END
        epmd >/dev/null 2>&1 </dev/null &
        epmd=$!
        server=
        start() {
            $bin/rabbitmq-server >$folder/out 2>&1 </dev/null &
            server=$!
            until grep -q 'Server startup complete' $folder/out; do
                if ! kill -0 $server 2>/dev/null; then
                    echo "failed: $(tail -n 5 $folder/out | tr '\\n' ' ')"
                    return
                fi
                sleep 0.1
            done
            echo ready
        }
        end() {
            [ -s $folder/pid ] && kill -$1 $(cat $folder/pid) 2>/dev/null
            wait $server 2>/dev/null
            rm -f $folder/pid
        }
        while read -r order rest; do
            case $order in
            start) start ;;
            stop) end TERM; echo stopped ;;
            kill) end KILL; echo stopped ;;
            control) $bin/rabbitmqctl $rest >$folder/control 2>&1 </dev/null; echo "done $?" ;;
            esac
        done
        end KILL
        kill -KILL $epmd
        rm -rf $folder
        """
}

/// A shell that runs a script and answers each line with a line.
private final class ServerShell: Sendable {
    /// Its standard input and output.
    private let socket: Int32
    private let shell: CommandRun
    private let queue = DispatchQueue(label: "lux.server-shell")

    init(script: String, arguments: [String]) throws {
        let ends = try ChannelEnds.socket()
        defer { close(ends.theirs) }
        // Out of the terminal's reach: an interrupt ends the tests, and their end tells the shell.
        var start = ProgramStart(["/usr/bin/setsid", "sh", "-c", script, "sh"] + arguments)
        start.environment = ["PATH": "/usr/sbin:/usr/bin:/sbin:/bin"]
        (start.input, start.output, start.errors) = (ends.theirs, ends.theirs, STDERR_FILENO)
        socket = ends.ours
        shell = try CommandRun(start)
    }

    deinit {
        close(socket)
    }

    func ask(_ line: String) async -> String {
        await withCheckedContinuation { asker in
            queue.async { [socket] in
                let bytes = Array("\(line)\n".utf8)
                send(socket, bytes, bytes.count, Int32(MSG_NOSIGNAL))
                // A shell that has gone answers with nothing.
                var answer: [UInt8] = []
                while let byte = read(socket, atMost: 1).first, byte != UInt8(ascii: "\n") {
                    answer.append(byte)
                }
                asker.resume(returning: String(decoding: answer, as: UTF8.self))
            }
        }
    }
}

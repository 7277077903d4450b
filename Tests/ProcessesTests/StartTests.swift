import Foundation
import LuxTesting
import Processes
import Synchronization
import Testing

@Suite(.timeLimit(.minutes(5))) struct `A program that is started` {
    /// Were one handed on, who reads the pipe would wait until this program ends.
    @Test func `has no descriptor that it was not given, whatever other threads open meanwhile`() throws {
        let others = PipeMakers(count: 3)
        defer { others.stop() }
        for _ in 0..<300 {
            let run = try CommandRun(["sleep", "600"])
            defer {
                run.send(SIGKILL)
                run.waitForEnd()
            }
            let folder = "/proc/\(run.id)/fd"
            let open = try FileManager.default.contentsOfDirectory(atPath: folder).compactMap {
                // The loader's own files come and go.
                try? FileManager.default.destinationOfSymbolicLink(atPath: "\(folder)/\($0)")
            }
            #expect(open.contains("/dev/null") && !open.contains { $0.hasPrefix("pipe:") }, "\(open)")
        }
    }

    @Test func `gets its words, its environment and its folder`() throws {
        let folder = try TemporaryFolder()
        var start = ProgramStart(["sh", "-c", "echo \"$0 $1\"; echo \"$FEATHER\" >&2; pwd", "a b", "é"])
        start.environment = ["PATH": "/usr/bin:/bin", "FEATHER": "blue=green"]
        start.folder = folder.path
        let outcome = try CommandRun.outcome(of: start)
        #expect(outcome.output == "a b é\n\(folder.path)\n")
        #expect(outcome.errors == "blue=green\n")
    }

    @Test func `reads its input and writes more than a pipe holds on both ways at once`() throws {
        let bytes = [UInt8](repeating: 120, count: 300_000)
        let outcome = try CommandRun.outcome(of: ProgramStart(["sh", "-c", "tee /dev/stderr"]), input: bytes)
        #expect(Array(outcome.output.utf8) == bytes && Array(outcome.errors.utf8) == bytes)
    }

    @Test(arguments: [("exit 0", ProgramEnd.exit(0)), ("exit 7", .exit(7)), ("kill -9 $$", .signal(SIGKILL))])
    func `ends as it ends`(_ script: String, _ end: ProgramEnd) throws {
        let run = try CommandRun(["sh", "-c", script])
        #expect(run.waitForEnd() == end)
        #expect(run.waitForEnd() == end && !run.isRunning)
        #expect(end.code == (script == "kill -9 $$" ? 137 : script == "exit 7" ? 7 : 0))
    }

    @Test func `takes signals as the system means them, though its starter ignores and blocks some`() throws {
        var masked = sigset_t()
        sigemptyset(&masked)
        sigaddset(&masked, SIGTERM)
        pthread_sigmask(SIG_BLOCK, &masked, nil)
        defer { pthread_sigmask(SIG_UNBLOCK, &masked, nil) }
        let ends = ["TERM", "PIPE"].map { signal in
            Result { try CommandRun(["sh", "-c", "kill -\(signal) $$; exit 3"]).waitForEnd() }
        }
        #expect(try ends.map { try $0.get() } == [.signal(SIGTERM), .signal(SIGPIPE)])
    }

    @Test func `that is stopped stands still when it is said to`() throws {
        let run = try CommandRun(["sleep", "600"])
        run.stop()
        let status = try String(contentsOfFile: "/proc/\(run.id)/status", encoding: .utf8)
        #expect(status.contains("State:\tT"))
        run.send(SIGKILL)
        #expect(run.waitForEnd() == .signal(SIGKILL))
    }

    @Test func `that is not there, or would stand in no folder, is refused with the system's reason`() throws
    {
        let missing = #expect(throws: SystemFailure.self) { try ProgramStart(["/nowhere/lark"]).start() }
        #expect(missing?.description.contains("/nowhere/lark: No such file") == true)
        var start = ProgramStart(["true"])
        start.folder = "/nowhere"
        #expect(throws: SystemFailure.self) { try start.start() }
    }
}

/// Threads that open pipes as libraries do, without a word on whom they are for.
private final class PipeMakers: Sendable {
    private let isOver = Atomic(false)
    private let group = DispatchGroup()

    init(count: Int) {
        for _ in 0..<count {
            group.enter()
            Thread.detachNewThread { [self] in
                while !isOver.load(ordering: .relaxed) {
                    let pipes = (0..<20).map { _ in Pipe() }
                    sched_yield()
                    withExtendedLifetime(pipes) {}
                }
                group.leave()
            }
        }
    }

    func stop() {
        isOver.store(true, ordering: .relaxed)
        group.wait()
    }
}

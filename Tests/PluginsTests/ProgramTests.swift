import Core
import FoundationEssentials
import Glibc
import LuxTesting
import Plugins
import Resilience
import Synchronization
import Testing

@Suite(.timeLimit(.minutes(2))) struct `A plugin's process` {
    @Test func `answers question after question, and stands still in between`() async throws {
        try await withPrograms([(manifest("right"), script(bad: "pass"))]) { programs, _ in
            let first = try await programs[0].process()
            for _ in 0..<20 { #expect(try await programs[0].process() == first) }
            while try !String(contentsOfFile: "/proc/\(first)/stat", encoding: .utf8).contains(") T ") {
                await Task.yield()
            }
            await programs[0].stop()
            #expect(!isRunning(first))
            let failure = await #expect(throws: ProcessFailure.self) { try await programs[0].ask("x") }
            #expect(failure?.kind == .stopped)
        }
    }

    @Test func `hears the text as it is, and may refuse it`() async throws {
        let bad = "say({'id': number, 'refusal': 'no ' + 'x' * 600})"
        let echo = script(bad: bad).replacing("os.getpid()", with: "question")
        try await withPrograms([(manifest("echo"), echo)]) { programs, _ in
            let text = "a\n\"b\" \\ \u{1F600} é\u{7f}\u{2028}" + String(repeating: "ção ", count: 60_000)
            let options: JSON = ["n": 1.5, "list": ["x", .null]]
            let question: JSON = ["id": 1, "text": .string(text), "options": options, "language": "pt"]
            #expect(try await programs[0].answer(text, options, "pt") == .result(question))
            guard case .refused(let reason) = try await programs[0].ask("bad") else {
                Issue.record("it was not refused")
                return
            }
            #expect(reason.hasPrefix("no x") && reason.count == 500)
        }
    }

    @Test func `knows nothing of ours but its limits`() async throws {
        // Without the flag that keeps it from others.
        let open = Glibc.open("/dev/null", O_RDONLY)
        defer { close(open) }
        let facts = """
            limit = lambda name: resource.getrlimit(getattr(resource, 'RLIMIT_' + name))[0]
            say({'id': number, 'result': {
                'names': sorted(set(os.environ) - {'PWD', 'OLDPWD'}), 'files': sorted(os.listdir('/proc/self/fd'))[:4],
                'folder': os.getcwd(), 'group': os.getpgid(0) == os.getpid(), 'core': limit('CORE'),
                'memory': limit('AS'), 'cpu': limit('CPU'), 'open': limit('NOFILE'),
                'processes': limit('NPROC') < 100000}})
            """
        let limits: JSON = ["memory_bytes": 300_000_256, "cpu_seconds": 3]
        try await withPrograms([(manifest("right", ["limits": limits]), script(bad: facts))]) {
            programs, folder in
            guard case .result(let found) = try await programs[0].ask("bad") else { return }
            // The shell that sets the limits names the folder besides.
            #expect(found["names"] == ["LANG", "LUX_PLUGIN_RUN", "PATH"])
            // The last is the listing itself.
            #expect(found["files"] == ["0", "1", "2", "3"])
            #expect(found["folder"]?.text == folder + "/plugins/0" && found["group"] == true)
            #expect(found["core"] == 0 && found["memory"] == 300_000_256 && found["cpu"] == 30)
            #expect(found["open"] == 64 && found["processes"] == true)
        }
    }

    @Test func `has others beside it, as many as it may`() async throws {
        let bad = "open('../../at-' + str(os.getpid()), 'w'); time.sleep(3600)"
        let two = manifest("two", ["limits": ["seconds": 60, "concurrency": 2]])
        try await withPrograms([(two, script(bad: bad))]) { programs, folder in
            let askers = (0..<2).map { _ in Task { try await programs[0].ask("bad") } }
            while try FileManager.default.contentsOfDirectory(atPath: folder).count(where: {
                $0.hasPrefix("at-")
            }) < 2 {
                await Task.yield()
            }
            await #expect(throws: TooBusy.self) { try await programs[0].ask("good") }
            for asker in askers {
                asker.cancel()
                await #expect(throws: CancellationError.self) { try await asker.value }
            }
            _ = try await programs[0].process()
        }
    }

    @Test func `is ended when nobody asks for long, and its strays before`() async throws {
        let bad = """
            child = subprocess.Popen(['sleep', '3600'], start_new_session=True)
            say({'id': number, 'result': child.pid})
            """
        try await withTemporaryFolder { folder in
            try write(manifest("idle"), script(bad: bad), to: folder + "/idle")
            let clock = FakeClock()
            let rounds = Mutex(0)
            let needs = PluginProgram.Needs(
                clock: clock.clock, random: { 1 }, note: { _, _ in },
                sleep: { _ in
                    let round = rounds.withLock { count in
                        count += 1
                        return count
                    }
                    if round == 2 { clock.advance(by: .seconds(301)) }
                    if round == 3 { throw CancellationError() }
                })
            let program = try #require(try PluginFolder(folder, needs).programs.first)
            let id = try await program.process()
            guard case .result(let stray) = try await program.ask("bad") else { return }
            let other = pid_t(try #require(stray.whole))
            #expect(isRunning(other))
            await program.run()
            #expect(!isRunning(id) && rounds.withLock { $0 } == 3)
            let file = "/proc/\(other)/stat"
            while let line = try? String(contentsOfFile: file, encoding: .utf8), !line.contains(") Z ") {
                await Task.yield()
            }
        }
    }
}

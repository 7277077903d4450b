import Core
import FoundationEssentials
import Glibc
import LuxTesting
import Plugins
import Synchronization
import Testing

@Suite(.timeLimit(.minutes(2))) struct `A plugin that misbehaves is contained` {
    struct Case: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let kind: ProcessFailure.Kind
        let bad: String
        var limits: JSON = ["seconds": 60]
    }

    static let cases: [Case] = [
        .init(testDescription: "garbage", kind: .garbage, bad: "print('hello', flush=True)"),
        .init(
            testDescription: "bytes that are no text", kind: .garbage,
            bad: "os.write(1, bytes([255, 254, 10]))"),
        .init(testDescription: "another id", kind: .garbage, bad: "say({'id': number + 1, 'result': 1})"),
        .init(testDescription: "no id", kind: .garbage, bad: "say({'result': 1})"),
        .init(
            testDescription: "two words at once", kind: .garbage,
            bad: "say({'id': number, 'result': 1, 'error': 'x'})"),
        .init(testDescription: "an unknown word", kind: .garbage, bad: "say({'id': number, 'answer': 1})"),
        .init(
            testDescription: "two lines", kind: .garbage,
            bad: "os.write(1, (json.dumps({'id': number, 'result': 1}) * 2 + '\\n').encode())"),
        .init(
            testDescription: "a line more", kind: .garbage,
            bad: "os.write(1, (json.dumps({'id': number, 'result': 1}) + '\\nx').encode())"),
        .init(testDescription: "flood", kind: .flood, bad: "while True: os.write(1, b'x' * 65536)"),
        .init(testDescription: "end", kind: .died, bad: "sys.exit(3)"),
        .init(testDescription: "exception", kind: .died, bad: "raise ValueError()"),
        .init(testDescription: "crash", kind: .died, bad: "os.kill(os.getpid(), signal.SIGSEGV)"),
        .init(
            testDescription: "closed ends", kind: .died,
            bad: "os.close(0); os.close(1); time.sleep(3600)"),
        .init(testDescription: "own fault", kind: .error, bad: "say({'id': number, 'error': 'no model'})"),
        .init(
            testDescription: "leak", kind: .died,
            bad: """
                kept = []
                while True: kept.append(bytearray(1 << 24))
                """, limits: ["seconds": 60, "memory_bytes": 268_435_456]),
        .init(
            testDescription: "loop", kind: .cpu, bad: "while True: pass",
            limits: ["seconds": 60, "cpu_seconds": 1]),
        .init(
            testDescription: "children", kind: .processes,
            bad: """
                for one in range(20): subprocess.Popen(['sleep', '3600'])
                time.sleep(3600)
                """, limits: ["seconds": 60, "processes": 8]),
        .init(
            testDescription: "children that have children", kind: .processes,
            bad: """
                for one in range(7): os.fork()
                time.sleep(3600)
                """, limits: ["seconds": 60, "processes": 8]),
        .init(
            testDescription: "children that leave", kind: .processes,
            bad: """
                for one in range(20): subprocess.Popen(['sleep', '3600'], start_new_session=True)
                time.sleep(3600)
                """, limits: ["seconds": 60, "processes": 8]),
    ]

    @Test(arguments: cases)
    func `and named, starts again, and disturbs no other`(_ wrong: Case) async throws {
        let programs = [
            (manifest("wrong", ["limits": wrong.limits]), script(bad: wrong.bad)),
            (manifest("right"), script(bad: "pass")),
        ]
        try await withPrograms(programs) { programs, _ in
            let (first, other) = (try await programs[0].process(), try await programs[1].process())
            let failure = await #expect(throws: ProcessFailure.self) { try await programs[0].ask("bad") }
            #expect(failure?.kind == wrong.kind, "\(String(describing: failure))")
            #expect(!isRunning(first))
            #expect(try await programs[1].process() == other)
            #expect(try await programs[0].process() != first)
        }
    }

    static let hangs = [
        "", "for one in range(1, 32):\n    if one not in (9, 19): signal.signal(one, signal.SIG_IGN)",
    ]

    @Test(arguments: hangs)
    func `and given up when it hangs, whatever signals it heeds`(_ first: String) async throws {
        let clock = FakeClock()
        let bad = "\(first)\nopen('../../begun', 'w').write(str(os.getpid()))\ntime.sleep(3600)"
        try await withPrograms([(manifest("slow"), script(bad: bad))], clock: clock.clock) {
            programs, folder in
            let asker = Task { try await programs[0].ask("bad") }
            let begun = await number(in: folder + "/begun")
            clock.advance(by: .seconds(61))
            let failure = await #expect(throws: ProcessFailure.self) { try await asker.value }
            #expect(failure?.kind == .timeout && !isRunning(begun))
            // Its rest is over.
            clock.advance(by: .seconds(31))
            let next = try await programs[0].process()
            #expect(next != begun)
        }
    }

    @Test func `with all that it has begun, even what has left its group and lost its parent`() async throws {
        let bad = """
            if os.fork() == 0:
                os.setsid()
                if os.fork() == 0:
                    open('../../stray', 'w').write(str(os.getpid()))
                    time.sleep(3600)
                os._exit(0)
            while not os.path.exists('../../stray') or not open('../../stray').read(): pass
            sys.exit(1)
            """
        try await withPrograms([(manifest("wrong"), script(bad: bad))]) { programs, folder in
            await #expect(throws: ProcessFailure.self) { try await programs[0].ask("bad") }
            let stray = try String(contentsOfFile: folder + "/stray", encoding: .utf8)
            let id = try #require(pid_t(stray))
            // Whoever adopted it may take a moment to wait for it.
            while isRunning(id), try !isZombie(id) { await Task.yield() }
        }
    }

    @Test func `and one that cannot be started says so`() async throws {
        let wrong = (manifest("wrong"), "#!/no/such/interpreter\n")
        try await withPrograms([wrong]) { programs, _ in
            let failure = await #expect(throws: ProcessFailure.self) { try await programs[0].ask("bad") }
            #expect(failure?.kind == .start)
        }
    }

    @Test func `and what it says on standard error is handed on, up to a limit`() async throws {
        let notes = Notes()
        let bad = """
            print('first', file=sys.stderr)
            sys.stderr.write('x' * 100000 + '\\n')
            for one in range(100): print('y' * 1000, file=sys.stderr, flush=True)
            say({'id': number, 'result': 1})
            """
        try await withPrograms([(manifest("loud"), script(bad: bad))], notes) { programs, _ in
            let reply = try await programs[0].ask("bad")
            #expect(reply == .result(1))
        }
        #expect(notes.all.first == "loud: first" && notes.all.last?.hasSuffix(" bytes more") == true)
        #expect(notes.all.count < 40 && notes.all.allSatisfy { $0.utf8.count < 1100 })
    }

    @Test func `the server's stop waits for none, and ends them all`() async throws {
        let bad = "open('../../begun', 'w').write(str(os.getpid())); time.sleep(3600)"
        try await withPrograms([(manifest("slow"), script(bad: bad))], clock: FakeClock().clock) {
            programs, folder in
            let asker = Task { try await programs[0].ask("bad") }
            let begun = await number(in: folder + "/begun")
            await programs[0].stop()
            let failure = await #expect(throws: ProcessFailure.self) { try await asker.value }
            #expect(failure?.kind == .stopped && !isRunning(begun))
        }
    }

    @Test func `nobody waits for one whose asker has gone`() async throws {
        let bad = "open('../../begun', 'w').write(str(os.getpid())); time.sleep(3600)"
        try await withPrograms([(manifest("slow"), script(bad: bad))]) { programs, folder in
            let asker = Task { try await programs[0].ask("bad") }
            let begun = await number(in: folder + "/begun")
            asker.cancel()
            await #expect(throws: CancellationError.self) { try await asker.value }
            #expect(!isRunning(begun))
        }
    }
}

/// That a script writes when it has come so far.
private func number(in file: String) async -> pid_t {
    while true {
        if let text = try? String(contentsOfFile: file, encoding: .utf8), let id = pid_t(text) { return id }
        await Task.yield()
    }
}

/// Ended, and not yet waited for.
private func isZombie(_ id: pid_t) throws -> Bool {
    guard let line = try? String(contentsOfFile: "/proc/\(id)/stat", encoding: .utf8) else { return true }
    return line.contains(") Z ")
}

import Core
import Disk
import Glibc
import Resilience

/// One process of a plugin, on a thread of its own: started when it is asked, stopped between questions so that it
/// can do nothing unseen, ended when it misbehaves, and started again after a rest that grows with each failure.
actor PluginProcess {
    private let executor = DiskThread("lux.plugin")
    nonisolated var unownedExecutor: UnownedSerialExecutor { executor.asUnownedSerialExecutor() }

    private let program: PluginProgram.Place
    private let needs: PluginProgram.Needs
    private let isStopped: @Sendable () -> Bool
    private var child: ChildProcess?
    private var asked: Int64 = 0
    private var failures = 0
    /// Before this it is not started again.
    private var restsUntil: Ticks?
    private var lastAsked: Ticks

    init(
        _ program: PluginProgram.Place, _ needs: PluginProgram.Needs,
        isStopped: @escaping @Sendable () -> Bool
    ) {
        (self.program, self.needs, self.isStopped) = (program, needs, isStopped)
        lastAsked = needs.clock.ticks()
    }

    /// - Throws: `ProcessFailure`; `CancellationError` when nobody waits for the answer any more.
    func answer(_ text: String, _ options: JSON, _ language: String?) throws -> PluginReply {
        let start = needs.clock.ticks()
        let limits = program.manifest.limits
        lastAsked = start
        try rest(until: start.advanced(by: limits.time))
        asked += 1
        let question = PluginProtocol.question(asked, text, options, language)
        do {
            let child = try awake()
            var exchange = Exchange(
                child, question, limits, needs, of: program.manifest.id, from: start, isStopped: isStopped)
            let reply = try PluginProtocol.reply(try exchange.run(), to: asked)
            failures = 0
            settle(child, limits)
            return reply
        } catch {
            child = nil
            if !(error is CancellationError) { noteFailure() }
            throw error
        }
    }

    /// Ends the process, if there is one.
    func end() { child = nil }

    /// Kills what left the group of a process that stands still, and ends one that nobody asked for long.
    func tend() {
        guard let child else { return }
        child.family.killStrays()
        let idle = needs.clock.ticks().since(lastAsked)
        if child.ownEnd() != nil || idle > PluginLimits.idleMax { self.child = nil }
    }

    private func rest(until deadline: Ticks) throws {
        guard let end = restsUntil, needs.clock.ticks() < end else { return }
        guard end < deadline else {
            throw ProcessFailure(.start, "it failed \(failures) times in a row and is given a rest")
        }
        while needs.clock.ticks() < end {
            try Task.checkCancellation()
            guard !isStopped() else { throw ProcessFailure.stopped }
            let left = min(end.since(needs.clock.ticks()), Exchange.tick)
            poll(nil, 0, Int32(clamping: left.wholeMilliseconds + 1))
        }
    }

    private func noteFailure() {
        failures += 1
        let policy = RetryPolicy(waitMin: PluginLimits.restMin, waitMax: PluginLimits.restMax)
        restsUntil = needs.clock.ticks().advanced(
            by: policy.wait(afterAttempt: failures, random: needs.random()))
    }

    /// The process that runs, or a new one.
    private func awake() throws -> ChildProcess {
        if let child, child.ownEnd() == nil {
            if Exchange.isQuiet(child) {
                child.family.goOn()
                return child
            }
            needs.note(program.manifest.id, "said something that nobody asked for, and is started again")
        }
        child = nil
        let mark = String(needs.random(), radix: 16) + String(needs.random(), radix: 16)
        let new = try ChildProcess.start(
            program.command, in: program.folder, program.manifest.limits, mark: mark)
        child = new
        return new
    }

    /// After an answer: stands still, or ends when the next question might find it out of processor time.
    private func settle(_ child: ChildProcess, _ limits: PluginLimits) {
        let allowed = limits.cpu * (PluginLimits.livesPerProcess - 1)
        guard let spent = child.family.processorTime(), spent < allowed else {
            self.child = nil
            return
        }
        child.family.stop()
    }
}

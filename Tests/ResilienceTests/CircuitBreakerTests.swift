import Core
import LuxTesting
import Resilience
import Testing

@Suite struct `A circuit breaker` {
    private static let start = Ticks(nanoseconds: 5_000_000_000)

    private func at(_ seconds: Int) -> Ticks { Self.start.advanced(by: .seconds(seconds)) }

    private func fail(_ breaker: inout CircuitBreaker, at now: Ticks) throws {
        breaker.record(.failure(reason: "broken"), of: try permit(&breaker, at: now), at: now)
    }

    private func permit(_ breaker: inout CircuitBreaker, at now: Ticks) throws -> CircuitBreaker.Permit {
        guard case .admitted(let permit) = breaker.admit(at: now) else { throw Broken() }
        return permit
    }

    private func opened(_ policy: CircuitBreaker.Policy = .init()) throws -> CircuitBreaker {
        var breaker = CircuitBreaker(policy, at: at(0))
        for _ in 0..<policy.failuresMax { try fail(&breaker, at: at(0)) }
        return breaker
    }

    @Test func `opens at the fifth failure within a minute and refuses for a minute`() throws {
        var breaker = CircuitBreaker(at: at(0))
        for second in 0..<4 { try fail(&breaker, at: at(second)) }
        #expect(breaker.state == .closed && breaker.since == at(0))
        try fail(&breaker, at: at(59))
        #expect(breaker.state == .open(until: at(119)) && breaker.since == at(59))
        #expect(breaker.lastFailure == "broken")
        #expect(breaker.admit(at: at(60)) == .refused(retryAfter: .seconds(59)))
        #expect(breaker.admit(at: at(118)) == .refused(retryAfter: .seconds(1)))
    }

    @Test func `forgets failures older than the window`() throws {
        var breaker = CircuitBreaker(at: at(0))
        for second in 0..<4 { try fail(&breaker, at: at(second)) }
        try fail(&breaker, at: at(60))
        #expect(breaker.state == .closed)
    }

    @Test func `does not count successes and unknown outcomes`() throws {
        var breaker = CircuitBreaker(at: at(0))
        for _ in 0..<100 {
            breaker.record(.success, of: try permit(&breaker, at: at(0)), at: at(0))
            breaker.record(.unknown, of: try permit(&breaker, at: at(0)), at: at(0))
        }
        #expect(breaker.state == .closed)
    }

    @Test func `lets the named number of probes through and closes when all succeed`() throws {
        var breaker = try opened(.init(probes: 2))
        let probes = [try permit(&breaker, at: at(60)), try permit(&breaker, at: at(60))]
        #expect(breaker.state == .halfOpen)
        #expect(breaker.admit(at: at(60)) == .refused(retryAfter: .seconds(1)))
        breaker.record(.success, of: probes[0], at: at(61))
        #expect(breaker.state == .halfOpen)
        #expect(breaker.admit(at: at(61)) == .refused(retryAfter: .seconds(1)))
        breaker.record(.success, of: probes[1], at: at(62))
        #expect(breaker.state == .closed && breaker.since == at(62))
    }

    @Test func `opens again when a probe fails`() throws {
        var breaker = try opened()
        try fail(&breaker, at: at(60))
        #expect(breaker.state == .open(until: at(120)))
    }

    @Test func `gives the place of an undecided probe to another`() throws {
        var breaker = try opened()
        breaker.record(.unknown, of: try permit(&breaker, at: at(60)), at: at(60))
        breaker.record(.success, of: try permit(&breaker, at: at(60)), at: at(60))
        #expect(breaker.state == .closed)
    }

    @Test func `tries again when a probe never comes back, and does not listen to it later`() throws {
        var breaker = try opened()
        let lost = try permit(&breaker, at: at(60))
        #expect(breaker.admit(at: at(119)) == .refused(retryAfter: .seconds(1)))
        let second = try permit(&breaker, at: at(120))
        breaker.record(.success, of: lost, at: at(120))
        #expect(breaker.state == .halfOpen)
        breaker.record(.success, of: second, at: at(121))
        #expect(breaker.state == .closed)
    }

    @Test func `does not count the results of calls admitted before it opened or closed`() throws {
        var breaker = CircuitBreaker(at: at(0))
        let early = try (0..<20).map { _ in try permit(&breaker, at: at(0)) }
        for permit in early[..<5] { breaker.record(.failure(reason: "one"), of: permit, at: at(1)) }
        #expect(breaker.state == .open(until: at(61)))
        breaker.record(.failure(reason: "late"), of: early[5], at: at(50))
        #expect(breaker.state == .open(until: at(61)) && breaker.lastFailure == "one")
        breaker.record(.success, of: try permit(&breaker, at: at(61)), at: at(61))
        for permit in early[6...] { breaker.record(.failure(reason: "late"), of: permit, at: at(62)) }
        #expect(breaker.state == .closed)
    }

    /// Random calls that end in random order: whatever happens, the breaker keeps its word.
    @Test(arguments: 0..<200)
    func `keeps its word in any sequence`(_ seed: Int) {
        var random = SplitMix64(seed: UInt64(seed))
        let policy = CircuitBreaker.Policy(
            failuresMax: .random(in: 1...6, using: &random),
            window: .seconds(Int.random(in: 1...30, using: &random)),
            openFor: .seconds(Int.random(in: 1...30, using: &random)),
            probes: .random(in: 1...3, using: &random))
        var trial = Trial(of: CircuitBreaker(policy, at: at(0)), at: at(0))
        for step in 0..<400 {
            trial.now = trial.now.advanced(by: .milliseconds(Int.random(in: 0...2_000, using: &random)))
            trial.comment = "seed \(seed), step \(step)"
            if Bool.random(using: &random) || !trial.hasRunning {
                trial.ask()
            } else {
                trial.finish(using: &random)
            }
        }
    }
}

/// A breaker, the calls it let through, and what must hold whenever it is asked or told.
private struct Trial {
    var now: Ticks
    var comment: Comment = ""
    private var breaker: CircuitBreaker
    private var running: [CircuitBreaker.Permit] = []
    /// Permits of one half-open time are equal: how many of them are out or decided.
    private var probes: [CircuitBreaker.Permit: Int] = [:]
    /// The permit given last while half-open, and when.
    private var lastProbe: (permit: CircuitBreaker.Permit, at: Ticks)?

    init(of breaker: CircuitBreaker, at now: Ticks) {
        (self.breaker, self.now) = (breaker, now)
    }

    var hasRunning: Bool { !running.isEmpty }

    mutating func ask() {
        let before = breaker.state
        let admission = breaker.admit(at: now)
        if case .open(let until) = before { #expect((now >= until) != admission.isRefusal, comment) }
        if before == .closed { #expect(!admission.isRefusal, comment) }
        guard case .admitted(let permit) = admission else { return }
        running.append(permit)
        if breaker.state == .halfOpen { noteProbe(permit, after: before) }
    }

    private mutating func noteProbe(_ permit: CircuitBreaker.Permit, after before: CircuitBreaker.State) {
        if before == .halfOpen, let last = lastProbe, last.permit != permit {
            #expect(now >= last.at.advanced(by: breaker.policy.openFor), comment)
        }
        lastProbe = (permit, now)
        probes[permit, default: 0] += 1
        #expect(probes[permit]! <= breaker.policy.probes, comment)
    }

    mutating func finish(using random: inout SplitMix64) {
        let before = breaker.state
        let permit = running.remove(at: .random(in: 0..<running.count, using: &random))
        let outcomes = [CircuitBreaker.Outcome.success, .unknown, .failure(reason: "x")]
        let outcome = outcomes.randomElement(using: &random)!
        breaker.record(outcome, of: permit, at: now)
        if outcome == .unknown { probes[permit]? -= 1 }
        guard breaker.state != before else { return }
        // Only a failure opens, and only the success of a probe closes.
        #expect(outcome != .unknown, comment)
        #expect((breaker.state == .closed) == (outcome == .success), comment)
        #expect(breaker.state != .closed || probes[permit] == breaker.policy.probes, comment)
    }
}

extension CircuitBreaker.Admission {
    fileprivate var isRefusal: Bool {
        if case .refused = self { true } else { false }
    }
}

@Suite struct `A breaker shared by tasks` {
    private struct Unfit: Refusal {
        var problem: Problem {
            Problem(
                ProblemType("unfit", status: 400, title: "Unfit", errorClass: "Unfit", explanation: ""), "no")
        }
    }

    private func fail(_ breaker: Breaker, times: Int, with error: any Error = Broken()) async {
        for _ in 0..<times { _ = try? await breaker.run { throw error } }
    }

    @Test func `refuses with a problem that says when to come back`() async throws {
        let time = HandClock()
        let breaker = Breaker("extractor", clock: time.clock)
        #expect(try await breaker.run { 7 } == 7)
        await fail(breaker, times: 5)
        time.advance(by: .seconds(20))
        let refusal = await #expect(throws: BreakerOpen.self) { try await breaker.run { 7 } }
        #expect(refusal == BreakerOpen(name: "extractor", retryAfter: .seconds(40)))
        #expect(
            refusal?.problem.type.name == "temporarily-unavailable" && refusal?.problem.type.status == 503)
        #expect(refusal?.problem.retryAfter == .seconds(40))
        time.advance(by: .seconds(40))
        #expect(try await breaker.run { 8 } == 8)
        #expect(breaker.status.state == .closed)
    }

    @Test func `counts neither refusals nor cancellation nor what the caller excepts`() async {
        let breaker = Breaker("b", clock: HandClock().clock)
        await fail(breaker, times: 50, with: Unfit())
        await fail(breaker, times: 50, with: CancellationError())
        for _ in 0..<50 {
            _ = try? await breaker.run {
                throw Broken()
            } isFailure: {
                !($0 is Broken)
            }
        }
        #expect(breaker.status.state == .closed && breaker.status.lastFailure == nil)
    }

    @Test func `does not count what a cancelled call throws`() async {
        let breaker = Breaker("b", .init(failuresMax: 1), clock: HandClock().clock)
        let call = Task {
            try await breaker.run {
                await until { Task.isCancelled }
                throw Broken()
            }
        }
        call.cancel()
        await #expect(throws: Broken.self) { try await call.value }
        #expect(breaker.status.state == .closed)
    }

    @Test func `shows name, state, since when and a short reason`() async {
        let time = HandClock()
        let breaker = Breaker("b", clock: time.clock)
        let opened = time.ticks
        struct Talkative: Error, CustomStringConvertible {
            let description = String(repeating: "á", count: 5_000)
        }
        await fail(breaker, times: 5, with: Talkative())
        let status = breaker.status
        #expect(status.name == "b" && status.since == opened)
        #expect(status.state == .open(until: opened.advanced(by: .seconds(60))))
        #expect(status.lastFailure?.count == 200)
    }

    @Test func `reads as half-open when its time is over though no one calls`() async {
        let time = HandClock()
        let breaker = Breaker("b", clock: time.clock)
        await fail(breaker, times: 5)
        let over = time.ticks.advanced(by: .seconds(60))
        time.advance(by: .seconds(3600))
        #expect(breaker.status.state == .halfOpen && breaker.status.since == over)
    }

    @Test func `can be asked and told in different places`() throws {
        let breaker = Breaker("b", .init(failuresMax: 1), clock: HandClock().clock)
        breaker.record(.failure(reason: "gone"), of: try breaker.admit())
        #expect(throws: BreakerOpen.self) { try breaker.admit() }
    }
}

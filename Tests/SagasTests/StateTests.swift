import Jobs
import LuxTesting
import Testing

/// The rules alone.
@Suite struct StateTests {
    static let plans: [SagaPlan] = [
        SagaPlan([.nothing]), SagaPlan([.done, .done, .done]), SagaPlan([.nothing, .done, .nothing, .done]),
        SagaPlan([.evenFailed, .nothing, .evenFailed]),
    ]

    @Test(arguments: plans) func `does every step in order`(_ plan: SagaPlan) {
        var state = SagaState.start
        for step in plan.undo.indices {
            #expect(state.direction == .work && state.step == step)
            state = state.after(.done, of: plan)!
        }
        #expect(state.status == .succeeded)
        #expect(state.direction == nil)
    }

    @Test(arguments: plans) func `undoes in reverse what was done before a failure`(_ plan: SagaPlan) {
        for failing in plan.undo.indices {
            var state = SagaState.start
            for _ in 0..<failing { state = state.after(.done, of: plan)! }
            state = state.after(.failed, of: plan)!
            var undone: [Int] = []
            while state.direction == .undo {
                undone.append(state.step)
                state = state.after(.done, of: plan)!
            }
            #expect(state.status == .undone)
            let expected = plan.undo.indices.filter { step in
                step < failing && plan.undo[step] != .nothing
                    || step == failing && plan.undo[step] == .evenFailed
            }
            #expect(undone == expected.reversed())
        }
    }

    @Test func `is stuck where undoing fails, until an operator decides`() {
        let plan = SagaPlan([.done, .done, .nothing])
        var state = SagaState.start
        for move in [SagaState.Move.done, .done, .failed, .failed] { state = state.after(move, of: plan)! }
        #expect(state.status == .stuck && state.step == 1)
        #expect(state.after(.done, of: plan) == nil)
        #expect(state.after(.triedAgain, of: plan)?.direction == .undo)
        #expect(state.after(.triedAgain, of: plan)?.step == 1)
        #expect(state.after(.undoneByHand, of: plan)?.step == 0)
    }

    @Test func `keeps its rules along ten thousand walks`() {
        for seed in UInt64(1)...10_000 {
            var random = SplitMix64(seed: seed)
            let kinds: [SagaPlan.Undo] = [.nothing, .done, .evenFailed]
            let plan = SagaPlan(
                (0..<Int.random(in: 1...6, using: &random)).map { _ in kinds.randomElement(using: &random)! })
            var state = SagaState.start
            var (standing, moves) = ([Int](), 0)
            let walk: [SagaState.Move] = [.done, .done, .done, .failed, .triedAgain, .undoneByHand]
            while !state.status.isFinal, moves < 200 {
                moves += 1
                let move = walk.randomElement(using: &random)!
                guard let next = state.after(move, of: plan) else { continue }
                #expect(next.turn == state.turn + 1, "seed \(seed)")
                switch (state.status, move) {
                case (.running, .done): standing.append(state.step)
                case (.running, .failed) where plan.undo[state.step] == .evenFailed:
                    standing.append(state.step)
                case (.undoing, .done), (.stuck, .undoneByHand):
                    // Only the latest of what stands and can be undone.
                    let latest = standing.last { plan.undo[$0] != .nothing }
                    #expect(latest == state.step, "seed \(seed)")
                    standing.removeAll { $0 == state.step }
                default: break
                }
                state = next
            }
            switch state.status {
            case .succeeded: #expect(standing == Array(plan.undo.indices), "seed \(seed)")
            case .undone: #expect(standing.allSatisfy { plan.undo[$0] == .nothing }, "seed \(seed)")
            case .running, .undoing, .stuck: Issue.record("seed \(seed) did not end")
            }
        }
    }
}

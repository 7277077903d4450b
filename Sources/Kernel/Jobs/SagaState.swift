/// How a saga is.
package enum SagaStatus: String, Hashable, Sendable, CaseIterable {
    case running, succeeded
    /// A step failed for good; those before it are being undone.
    case undoing
    case undone
    /// Undoing a step failed for good; an operator decides.
    case stuck

    package var isFinal: Bool {
        switch self {
        case .succeeded, .undone: true
        case .running, .undoing, .stuck: false
        }
    }
}

/// What there is to undo of each step; all that the rules need to know of a saga.
package struct SagaPlan: Hashable, Sendable {
    package enum Undo: Hashable, Sendable {
        case nothing
        /// When it was done.
        case done
        /// When it was done, or was the one that failed.
        case evenFailed
    }

    package let undo: [Undo]

    package init(_ undo: [Undo]) {
        self.undo = undo
    }
}

/// Where a saga stands. Pure: what happened goes in, where it stands then comes out.
///
///     running ──last step done──▶ succeeded
///        │ failed
///        ▼
///     undoing ──first step undone──▶ undone
///      │    ▲
///      │ failed, resumed
///      ▼    │
///      stuck
package struct SagaState: Hashable, Sendable {
    package let status: SagaStatus
    /// Of the step to be done or undone next.
    package let step: Int
    /// Rises with each change. What was begun in an earlier turn counts no more.
    package let turn: Int

    package enum Move: Hashable, Sendable {
        /// The step at hand was done, or undone.
        case done
        /// It failed for good.
        case failed
        /// An operator wants a step that could not be undone tried again.
        case triedAgain
        /// An operator has undone it by other means.
        case undoneByHand
    }

    package static let start = SagaState(status: .running, step: 0, turn: 1)

    init(status: SagaStatus, step: Int, turn: Int) {
        (self.status, self.step, self.turn) = (status, step, turn)
    }

    /// What is to be done with the step at hand; nil when there is none.
    package var direction: SagaDirection? {
        switch status {
        case .running: .work
        case .undoing: .undo
        case .succeeded, .undone, .stuck: nil
        }
    }

    /// Nil when the move is none from here.
    package func after(_ move: Move, of plan: SagaPlan) -> SagaState? {
        switch (status, move) {
        case (.running, .done):
            SagaState(
                status: step + 1 == plan.undo.count ? .succeeded : .running, step: step + 1,
                turn: turn + 1)
        case (.running, .failed):
            undoing(below: plan.undo[step] == .evenFailed ? step + 1 : step, of: plan)
        case (.undoing, .done), (.stuck, .undoneByHand): undoing(below: step, of: plan)
        case (.undoing, .failed): SagaState(status: .stuck, step: step, turn: turn + 1)
        case (.stuck, .triedAgain): SagaState(status: .undoing, step: step, turn: turn + 1)
        case (.running, _), (.undoing, _), (.stuck, _), (.succeeded, _), (.undone, _): nil
        }
    }

    /// Goes on with the nearest step before that has something to undo.
    private func undoing(below step: Int, of plan: SagaPlan) -> SagaState {
        let next = (0..<step).last { plan.undo[$0] != .nothing }
        return SagaState(status: next == nil ? .undone : .undoing, step: next ?? 0, turn: turn + 1)
    }
}

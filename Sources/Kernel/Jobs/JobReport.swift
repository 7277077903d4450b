package import Core
package import Persistence

/// How an attempt came out, for counters.
package enum JobOutcome: String, Sendable, CaseIterable {
    case succeeded, retried, failed, dead, cancelled
    case givenBack = "given_back"
    case notKnown = "not_known"
    /// Its lease was lost before it was acknowledged; what it did in the database was rolled back.
    case late
}

/// Something an operator should hear of; nothing is lost by it.
package enum JobTrouble: Error, Sendable {
    case storage(StorageFailure)
    /// A fault of ours. The jobs concerned count as died once their leases end.
    case fault(any Error)
    /// The work does not heed its cancellation and keeps its slot.
    case stuck(kind: String, id: ID<Job>)
    case unknownKind(String, version: Int)
}

/// What a worker tells about itself while it runs; `lux` wires it into metrics and log.
package struct JobReport: Sendable {
    package var attemptEnded:
        @Sendable (_ kind: String, _ queue: String, JobOutcome, _ seconds: Double) -> Void
    package var trouble: @Sendable (JobTrouble) -> Void
    /// After each round of upkeep, which comes at least once a tick while the worker and its store are well.
    package var keptUp: @Sendable () -> Void

    package init(
        attemptEnded: @escaping @Sendable (String, String, JobOutcome, Double) -> Void = { _, _, _, _ in },
        trouble: @escaping @Sendable (JobTrouble) -> Void = { _ in },
        keptUp: @escaping @Sendable () -> Void = {}
    ) {
        (self.attemptEnded, self.trouble, self.keptUp) = (attemptEnded, trouble, keptUp)
    }
}

extension JobEnding.Verdict {
    var outcome: JobOutcome {
        switch self {
        case .succeeded: .succeeded
        case .ended(.dead, _): .dead
        case .ended: .failed
        case .again: .retried
        case .cancelled: .cancelled
        case .givenBack: .givenBack
        case .notKnown: .notKnown
        }
    }
}

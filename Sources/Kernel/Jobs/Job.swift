package import Core

/// A piece of work as it stands, for those who ask about it.
package struct Job: Sendable {
    package let id: ID<Job>
    package let tenant: TenantID
    package let kind: String
    /// Of the payload.
    package let version: Int
    package let queue: String
    package let stage: JobStage
    package let priority: Int
    /// Attempts begun so far, a lost one included.
    package let attempt: Int
    package let attemptsMax: Int
    package let uniqueKey: String?
    package let limitKey: String?
    package let batch: ID<JobBatch>?
    package let progress: JobProgress?
    /// JSON, when it succeeded with one.
    package let result: [UInt8]?
    /// Why it did not end well, or why the last attempt did not.
    package let problem: JSON?
    /// Who runs it, or ran it last.
    package let worker: String?
    package let isCancelAsked: Bool
    package let createdAt: Instant
    package let updatedAt: Instant
    /// Not before.
    package let dueAt: Instant
    package let finishedAt: Instant?

    package var state: JobState { stage.state }
}

/// How a job is, in the words of the API.
package enum JobState: String, Sendable, CaseIterable {
    case waiting, running, succeeded, failed, cancelled
    /// Given up after its last attempt; it stays until an operator decides.
    case dead

    package var isFinal: Bool {
        switch self {
        case .waiting, .running: false
        case .succeeded, .failed, .cancelled, .dead: true
        }
    }
}

/// How a job is kept. The stages before `running` all count as waiting.
package enum JobStage: String, Sendable, CaseIterable {
    /// Can be claimed.
    case ready
    /// Its time has not come.
    case delayed
    /// Waits for room within the limit of its key.
    case held
    /// No process that met it knows its kind, or its payload's version.
    case unknown
    case running, succeeded, failed, cancelled, dead

    package var state: JobState {
        switch self {
        case .ready, .delayed, .held, .unknown: .waiting
        case .running: .running
        case .succeeded: .succeeded
        case .failed: .failed
        case .cancelled: .cancelled
        case .dead: .dead
        }
    }
}

/// How far a running job has come, by its own account.
package struct JobProgress: Hashable, Sendable {
    /// 0 to 1.
    package let fraction: Double
    package let text: String?

    package init(_ fraction: Double, _ text: String? = nil) {
        self.fraction = fraction.isFinite ? min(max(fraction, 0), 1) : 0
        self.text = text?.storable(bytesMax: JobBounds.progressTextBytesMax)
    }
}

/// Many jobs that are asked about as one.
package struct JobBatch: Sendable {
    package let id: ID<JobBatch>
    package let createdAt: Instant
    /// When the last of its jobs had ended.
    package let doneAt: Instant?
    package let counts: [JobState: Int]

    package var total: Int { counts.values.reduce(0, +) }
}

extension Job {
    /// The answer to `GET /jobs/{id}`.
    package var document: JSON {
        get throws {
            .object([
                "id": .string(id.text),
                "state": .string(state.rawValue),
                "progress": progress.map { progress in
                    .object([
                        "fraction": .number(progress.fraction), "text": progress.text.map { .string($0) },
                    ])
                } ?? .null,
                "result": try result.map { try JSONReader.read($0) },
                "problem": problem,
                "created_at": .string(createdAt.written),
                "updated_at": .string(updatedAt.written),
            ])
        }
    }
}

extension String {
    /// Cut to a length, and without U+0000, which not every engine keeps.
    func storable(bytesMax: Int) -> String {
        var (kept, bytes) = (String.UnicodeScalarView(), 0)
        for scalar in unicodeScalars where scalar.value != 0 {
            bytes += UTF8.width(scalar)
            guard bytes <= bytesMax else { break }
            kept.append(scalar)
        }
        return String(kept)
    }
}

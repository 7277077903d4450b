package import Core

/// Why a job was not taken, or cannot be changed.
package enum JobRefused: Refusal, Hashable {
    case unknownKind(String)
    case payloadTooLarge(bytes: Int)
    /// What about the job is not as it must be.
    case invalid(String)
    case keyTaken(ID<Job>)
    case notFound
    case otherState(JobState, wanted: String)
    case foreignCursor
    /// The kind knows no way from this version of the payload to its own.
    case payloadVersion(kind: String, found: Int, known: Int)
    case resultTooLarge(bytes: Int)

    package var problem: Problem {
        switch self {
        case .unknownKind(let kind): Problem(JobProblems.unknownKind, "No job is of the kind \"\(kind)\".")
        case .payloadTooLarge(let bytes):
            Problem(
                JobProblems.payloadTooLarge,
                "The payload has \(bytes) bytes; \(JobBounds.payloadBytesMax) are the most.")
        case .invalid(let what): Problem(JobProblems.invalid, what)
        case .keyTaken(let id): Problem(JobProblems.keyTaken, "The job \(id) has this key.")
        case .notFound: Problem(JobProblems.notFound, "There is no such job.")
        case .otherState(let state, let wanted):
            Problem(JobProblems.otherState, "The job is \(state.rawValue); it must be \(wanted).")
        case .foreignCursor:
            Problem(JobProblems.foreignCursor, "The cursor does not belong to this list.")
        case .payloadVersion(let kind, let found, let known):
            Problem(
                JobProblems.payloadVersion,
                "\(kind) reads payloads of version \(known) and knows no way from version \(found).")
        case .resultTooLarge(let bytes):
            Problem(
                JobProblems.resultTooLarge,
                "The result has \(bytes) bytes; \(JobBounds.resultBytesMax) are the most.")
        }
    }
}

package enum JobProblems {
    package static let unknownKind = ProblemType(
        "job-kind-unknown", status: 422, title: "No job is of this kind", errorClass: "JobKindUnknownError",
        explanation: """
            The name is that of no kind of job which this version of Lux, with the parts that are switched on, can do. \
            `lux jobs kinds` lists them.
            """)
    package static let payloadTooLarge = ProblemType(
        "job-payload-too-large", status: 413, title: "The job's payload is too large",
        errorClass: "JobPayloadTooLargeError",
        explanation: """
            A job's payload may have \(JobBounds.payloadBytesMax) bytes at most. Store what is large elsewhere, and let \
            the payload name it.
            """)
    package static let invalid = ProblemType(
        "job-invalid", status: 422, title: "The job cannot be taken as it is", errorClass: "JobInvalidError",
        explanation: """
            A part of the job is out of its bounds: a negative delay, a priority beyond \(JobBounds.priorities.upperBound), \
            an empty or overlong key, too many jobs in a batch or chain; `detail` says which. Nothing was enqueued.
            """)
    package static let keyTaken = ProblemType(
        "job-key-taken", status: 409, title: "A job with this key exists", errorClass: "JobKeyTakenError",
        explanation: """
            The job was to be the only one with its key, and another with the same key has not ended yet, or ended so \
            recently that its key still counts. `detail` names that job. Nothing was enqueued.
            """)
    package static let notFound = ProblemType(
        "job-not-found", status: 404, title: "There is no such job", errorClass: "JobNotFoundError",
        explanation: """
            No job has this id: it never existed, belongs to someone else, or ended so long ago that it is not kept any \
            more.
            """)
    package static let otherState = ProblemType(
        "job-in-other-state", status: 409, title: "The job's state does not allow this",
        errorClass: "JobStateError",
        explanation: """
            What was asked makes sense for jobs in another state only: a job that has ended cannot be cancelled, and only \
            one that has ended can be requeued or discarded. `detail` says how the job is.
            """)
    package static let foreignCursor = ProblemType(
        "job-cursor-invalid", status: 422, title: "The cursor does not belong to this list",
        errorClass: "ValidationError",
        explanation: """
            A page begins where the cursor of the page before ends. This one was made for another list, or is damaged. \
            Begin again without a cursor.
            """)
    package static let payloadVersion = ProblemType(
        "job-payload-version", status: 422, title: "The payload's version is not read any more",
        errorClass: "JobPayloadVersionError",
        explanation: """
            The job was enqueued by an older version of Lux, in a form that this version cannot turn into its own. Edit \
            the payload and requeue the job, or discard it: see the page about dead letters.
            """)
    package static let resultTooLarge = ProblemType(
        "job-result-too-large", status: 422, title: "The job's result is too large",
        errorClass: "JobResultTooLargeError",
        explanation: """
            The job was done, but its result has more than \(JobBounds.resultBytesMax) bytes and cannot be kept. Ask for \
            less at once.
            """)
    package static let gaveUp = ProblemType(
        "job-gave-up", status: 500, title: "The job was given up", errorClass: "JobGaveUpError",
        explanation: """
            Every attempt at the job failed, timed out or ended with its process, and no more are made. Operators find \
            each attempt with its error under the dead letters, and may requeue the job once the cause is gone.
            """)

    package static let all = [
        unknownKind, payloadTooLarge, invalid, keyTaken, notFound, otherState, foreignCursor, payloadVersion,
        resultTooLarge, gaveUp,
    ]
}

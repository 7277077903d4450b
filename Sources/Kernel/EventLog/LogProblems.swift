package import Core

extension ProblemType {
    package static let streamChanged = ProblemType(
        "stream-changed", status: 409, title: "Somebody else changed it meanwhile",
        errorClass: "ConflictError",
        explanation: """
            What you wanted to change is no longer as you saw it: another request came first. Nothing of yours was \
            stored. Read it again and decide anew.
            """)

    package static let eventNotStorable = ProblemType(
        "event-too-large", status: 413, title: "This is more than one event may hold",
        errorClass: "ValidationError",
        explanation: """
            One event may have \(LogLimits.bodyBytesMax) bytes of JSON, and \(LogLimits.eventsPerAppendMax) events may \
            be stored at once. Large contents belong into a document, which the event then names.
            """)

    package static let cursorNotValid = ProblemType(
        "cursor-not-valid", status: 400, title: "This cursor cannot be continued from",
        errorClass: "ValidationError",
        explanation: """
            The cursor is not one that this list gave out, or it belongs to another list. Start without a cursor, and \
            pass on what an answer says as it is.
            """)

    package static let logRestored = ProblemType(
        "log-restored", status: 410, title: "The log was restored from a backup", errorClass: "GoneError",
        explanation: """
            Since this cursor was given out, the database was restored from a backup. Events that you have already \
            seen may be gone, and others may stand at their positions. Start again without a cursor, and compare what \
            you have by the events' ids.
            """)
}

package enum LogProblems {
    package static let all: [ProblemType] = [
        .streamChanged, .eventNotStorable, .cursorNotValid, .logRestored,
    ]
}

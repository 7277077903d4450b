package import Core

extension ProblemType {
    package static let temporarilyUnavailable = ProblemType(
        "temporarily-unavailable", status: 503, title: "Temporarily unavailable",
        errorClass: "TemporarilyUnavailableError",
        explanation: """
            A part that the request needs failed several times and is given a rest. Try again after the seconds that \
            the `Retry-After` header names. `/health/detailed` shows which part it is and why.
            """)

    package static let tooBusy = ProblemType(
        "too-busy", status: 503, title: "Too busy", errorClass: "TooBusyError",
        explanation: """
            More is being asked at this moment than can be answered or kept waiting. Nothing was done. Try again after \
            the seconds that the `Retry-After` header names.
            """)

    package static let tooManyRequests = ProblemType(
        "too-many-requests", status: 429, title: "Too many requests", errorClass: "TooManyRequestsError",
        explanation: """
            The caller asked more often than its limit allows. Nothing was done. Try again after the seconds that the \
            `Retry-After` header names.
            """)
}

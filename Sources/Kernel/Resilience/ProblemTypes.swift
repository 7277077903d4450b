package import Core

extension ProblemType {
    package static let temporarilyUnavailable = ProblemType(
        "temporarily-unavailable", status: 503, title: "Temporarily unavailable",
        errorClass: "TemporarilyUnavailableError")

    package static let tooBusy = ProblemType(
        "too-busy", status: 503, title: "Too busy", errorClass: "TooBusyError")

    package static let tooManyRequests = ProblemType(
        "too-many-requests", status: 429, title: "Too many requests", errorClass: "TooManyRequestsError")
}

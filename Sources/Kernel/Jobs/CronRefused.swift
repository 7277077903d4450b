package import Core

/// What is wrong with the times of a schedule. Fields and parts are given in the words they were written in.
package enum CronRefused: Refusal, Equatable {
    case tooLong
    case fieldCount(Int)
    case unknownNickname(String)
    case malformed(_ field: String, _ part: String)
    case outOfRange(_ field: String, _ part: String, ClosedRange<Int>)
    case backwards(_ field: String, _ part: String)
    case step(_ field: String, _ part: String)
    case stepWithoutRange(_ field: String, _ part: String)
    case neverFires

    package var problem: Problem { Problem(.invalidSchedule, reason) }

    private var reason: String {
        switch self {
        case .tooLong: "The times are longer than 256 bytes."
        case .fieldCount(let count):
            "Five fields are wanted (minute, hour, day, month, day of the week), not \(count)."
        case .unknownNickname(let name):
            "\(name) is none of \(Cron.nicknames.keys.sorted().joined(separator: ", "))."
        case .malformed(let field, let part): "\(part) is no \(field)."
        case .outOfRange(let field, let part, let values):
            "\(part) is no \(field): it goes from \(values.lowerBound) to \(values.upperBound)."
        case .backwards(let field, let part):
            "\(part) as \(field) runs backwards; write two ranges with a comma."
        case .step(let field, let part):
            "The step in \(part) must be a number from 1 to as many values as the \(field) has there."
        case .stepWithoutRange(let field, let part):
            "The step in \(part) as \(field) needs a range or * before it."
        case .neverFires: "No year has such a date, so it would never fire."
        }
    }
}

extension ProblemType {
    package static let invalidSchedule = ProblemType(
        "invalid-schedule", status: 422, title: "This schedule cannot be kept",
        errorClass: "ValidationError",
        explanation: """
            The times or the time zone of a schedule cannot be read, or no moment would ever fit them; `detail` says which \
            part and why. Times are five fields of cron (minute, hour, day of the month, month, day of the week) or a word \
            such as `@daily`; zones are named as in the IANA database, such as `America/Sao_Paulo`.
            """)
}

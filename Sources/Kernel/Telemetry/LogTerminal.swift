import Glibc

extension LogForm {
    /// Readable when standard error is a terminal, in colour unless `NO_COLOR` is set to something
    /// (no-color.org); JSON otherwise.
    package static func fitting(_ destination: LogDestination, environment: [String: String]) -> LogForm {
        guard destination == .standardError, isatty(2) == 1 else { return .json }
        return .readable(coloured: isColourWanted(environment))
    }

    package static func isColourWanted(_ environment: [String: String]) -> Bool {
        (environment["NO_COLOR"] ?? "").isEmpty && environment["TERM"] != "dumb"
    }
}

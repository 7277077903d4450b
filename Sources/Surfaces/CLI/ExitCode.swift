/// What the shell is told, after BSD's sysexits(3).
package enum ExitStatus: Int32, Sendable {
    case done = 0
    /// Some input failed; the rest was done.
    case someFailed = 1
    case usage = 64
    /// Input that cannot be read.
    case noInput = 66
    /// Something needed is missing or does not answer.
    case unavailable = 69
    /// A fault of ours.
    case fault = 70
}

/// Ends a command with a word to the person who ran it.
package struct CommandFailure: Error, Sendable {
    package let status: ExitStatus
    package let message: String

    package init(_ status: ExitStatus, _ message: String) {
        (self.status, self.message) = (status, message)
    }
}

/// What went wrong with a plugin's process. Never quotes what it said or was sent, which may be personal.
package struct ProcessFailure: Error, Hashable, CustomStringConvertible {
    package enum Kind: String, CaseIterable, Sendable {
        /// It could not be started.
        case start
        /// No answer within its time.
        case timeout
        case cpu
        /// It ended instead of answering.
        case died
        /// What it said is no answer to what it was asked.
        case garbage
        /// More than an answer may have.
        case flood
        /// It has more children than it may.
        case processes
        /// It said itself that it failed.
        case error
        /// The server is stopping.
        case stopped
    }

    package let kind: Kind
    package let reason: String

    init(_ kind: Kind, _ reason: String) {
        (self.kind, self.reason) = (kind, reason)
    }

    static let stopped = ProcessFailure(.stopped, "the server is stopping")

    package var description: String { "\(kind.rawValue): \(reason)" }
}

/// What a refused caller is told: an RFC 9457 problem document before it meets a protocol.
/// Written for the caller; never holds inner causes, personal data or another tenant's facts.
package struct Problem: Hashable, Sendable {
    package let type: ProblemType
    /// About this occurrence, in a sentence.
    package let detail: String
    /// Where in the request's body the fault lies.
    package let violations: [Violation]
    /// When it is worth trying again.
    package let retryAfter: Duration?

    package init(
        _ type: ProblemType, _ detail: String, violations: [Violation] = [], retryAfter: Duration? = nil
    ) {
        self.type = type
        self.detail = detail
        self.violations = violations
        self.retryAfter = retryAfter
    }

    package struct Violation: Hashable, Sendable {
        /// An RFC 6901 JSON pointer into the body, or `?name` for a query parameter.
        package let pointer: String
        package let reason: String

        package init(pointer: String, reason: String) {
            self.pointer = pointer
            self.reason = reason
        }
    }
}

/// A kind of refusal. Each has a page `docs/problems/NAME.md`, written from these words and held to them by a
/// test; a running Lux serves the same page at `/problems/NAME`.
package struct ProblemType: Hashable, Sendable {
    /// Kebab-case; the last part of the problem's `type` URI.
    package let name: String
    /// HTTP status code, 400 to 599.
    package let status: Int
    package let title: String
    /// The class name that clients of the keyword finder switch on: the member `error`.
    package let errorClass: String
    /// What it means and what the caller can do: the text of the problem's page.
    package let explanation: String

    package init(_ name: String, status: Int, title: String, errorClass: String, explanation: String) {
        self.name = name
        self.status = status
        self.title = title
        self.errorClass = errorClass
        self.explanation = explanation
    }
}

/// An error that its causer can act on. Everything else that is thrown is a fault: logged once at the edge
/// and answered without its details.
package protocol Refusal: Error {
    var problem: Problem { get }
}

extension Problem: Refusal {
    package var problem: Problem { self }
}

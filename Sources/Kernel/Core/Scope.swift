/// On whose behalf, and when, something is done. Passed as the argument `in scope`, never ambient.
package struct Scope: Sendable {
    package let tenant: TenantID
    package let moment: Instant
    package let trace: TraceContext

    package init(tenant: TenantID, moment: Instant, trace: TraceContext) {
        self.tenant = tenant
        self.moment = moment
        self.trace = trace
    }
}

/// Names the owner of rows. Every key and every `WHERE` begins with it.
package struct TenantID: Hashable, Sendable, CustomStringConvertible {
    package let text: String

    package init(_ text: String) {
        self.text = text
    }

    package var description: String { text }

    /// The tenant of an installation in which no others have been made.
    package static let builtIn = TenantID("default")
}

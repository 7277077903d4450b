import Persistence

/// Why a PostgreSQL database cannot be used, with what to do about it. Never shows the URL.
package struct CannotConnect: CannotStart, Equatable {
    package enum Reason: Equatable, Sendable {
        case malformedURL
        case noAnswer(String)
        case notAllowed(String)
        case noSuchDatabase(String)
        case tooManyConnections
        case tooFewConnections(max: Int, wanted: Int)
        case oldServer(String)
        case notUTF8(String)
        case bypassesFence(role: String)
        case shutOut(role: String, String)
    }

    package let reason: Reason

    package init(_ reason: Reason) {
        self.reason = reason
    }

    package var description: String {
        switch reason {
        case .malformedURL: "the URL of the PostgreSQL database cannot be read"
        case .noAnswer(let cause): "PostgreSQL does not answer: \(cause)"
        case .notAllowed(let cause): "PostgreSQL lets us not in: \(cause)"
        case .noSuchDatabase(let cause): "PostgreSQL answers, but not for this database: \(cause)"
        case .tooManyConnections: "PostgreSQL has no connection left"
        case .tooFewConnections(let max, let wanted):
            "PostgreSQL allows \(max) connections in all, and this process wants \(wanted)"
        case .oldServer(let version): "PostgreSQL \(version) is too old"
        case .notUTF8(let encoding): "the database keeps text as \(encoding), not as UTF8"
        case .bypassesFence(let role):
            "the role \(role) is a superuser or has BYPASSRLS, so row-level security does not hold it"
        case .shutOut(let role, let cause):
            "the role \(role) may not use all tables, and could not be let in: \(cause)"
        }
    }

    package var remedy: String {
        switch reason {
        case .malformedURL:
            "Write it as postgres://user:password@host:port/database, with % codes for other signs."
        case .noAnswer: "Start the server, or correct host and port; check firewall and TLS settings."
        case .notAllowed: "Correct user and password, and see that pg_hba.conf lets this machine in."
        case .noSuchDatabase: "Create it with createdb, or correct its name."
        case .tooManyConnections, .tooFewConnections:
            "Lower the pool's size, stop other clients, or raise max_connections."
        case .oldServer: "Upgrade the server to \(ServerTraits.versionMin) or newer."
        case .notUTF8: "Create the database with ENCODING 'UTF8'."
        case .shutOut: "See that the URL for migrations is of the role that owns the tables."
        case .bypassesFence: "Make a role with NOSUPERUSER NOBYPASSRLS for Lux, and name it in the URL."
        }
    }

    /// What a failed attempt to connect means.
    init(_ lost: ConnectionLost) {
        switch lost.sqlState {
        case "53300": self.init(.tooManyConnections)
        case "3D000": self.init(.noSuchDatabase(lost.cause))
        case let state? where state.hasPrefix("28") || state == "42501": self.init(.notAllowed(lost.cause))
        default: self.init(.noAnswer(lost.cause))
        }
    }
}

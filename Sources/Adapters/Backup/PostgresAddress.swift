package import Core
import Persistence

/// A PostgreSQL database, and how its own tools are told of it: by libpq's environment variables, so that passwords
/// show in no list of processes, and by a line of parameters for what has no variable.
package struct PostgresAddress: Sendable {
    /// One of libpq's parameters, as it read the URL.
    package struct Parameter: Sendable {
        let name: String
        let variable: String?
        let value: String
        let isSecret: Bool

        package init(name: String, variable: String?, value: String, isSecret: Bool) {
            (self.name, self.variable, self.value, self.isSecret) = (name, variable, value, isSecret)
        }
    }

    /// A parameter that nobody may see and that tools take in no other way than on their command line.
    package struct Unsuitable: CannotStart, Equatable {
        package let parameter: String

        package var description: String {
            "PostgreSQL's tools take \(parameter) on their command line only, where others can read it"
        }
        package var remedy: String {
            "Leave it out of the URL: give pg_dump a key file without a password, readable for its owner only."
        }
    }

    /// With the password, as libpq takes it.
    package let url: Secret
    package let variables: [String: String]
    /// Holds no secret. Never empty, so that a tool does not take it for the name of a database.
    package let line: String

    /// - Parameter parameters: what libpq says is in the URL
    package init(_ url: Secret, _ parameters: [Parameter]) throws(Unsuitable) {
        self.url = url
        if let secret = parameters.first(where: { $0.isSecret && $0.variable == nil }) {
            throw Unsuitable(parameter: secret.name)
        }
        var variables = [
            // Names and text are read as UTF-8.
            "PGCLIENTENCODING": "UTF8",
            // The tools look at one snapshot, which only the server knows that made it.
            "PGLOADBALANCEHOSTS": "disable",
        ]
        var line = ["fallback_application_name='lux backup'"]
        for parameter in parameters where variables[parameter.variable ?? ""] == nil {
            if let variable = parameter.variable {
                variables[variable] = parameter.value
            } else {
                line.append("\(parameter.name)=\(Self.quoted(parameter.value))")
            }
        }
        variables["PGOPTIONS"] = [variables["PGOPTIONS"], Self.reach].compactMap(\.self).joined(
            separator: " ")
        (self.variables, self.line) = (variables, line.joined(separator: " "))
    }

    /// Lux's row-level security lets whoever sets this see the rows of all tenants.
    private static let reach = "-c lux.tenant=*"

    private static func quoted(_ value: String) -> String {
        "'" + value.replacing("\\", with: "\\\\").replacing("'", with: "\\'") + "'"
    }
}

package import Core
import Persistence

/// One operation of the HTTP API, as data: the HTTP surface serves it, the OpenAPI document describes it, and
/// the permission matrix lists it.
package struct Route: Sendable {
    package let method: Method
    /// A template: literal parts, and `{name}` for a path parameter.
    package let path: String
    /// Unique in the product; snake_case.
    package let operation: String
    package let summary: String
    package let permission: Permission
    package var parameters: [Parameter]
    package var body: Body?
    package var answers: [Answer]
    /// The refusals particular to this route; those that any route can give are added by the surface.
    package var refusals: [ProblemType]
    package let respond: @Sendable (RouteRequest, Scope) async throws -> RouteResponse

    package enum Method: String, Sendable {
        case get = "GET"
        case post = "POST"
        case put = "PUT"
        case delete = "DELETE"
    }

    package struct Parameter: Sendable {
        package enum Place: String, Sendable { case path, query }

        package let name: String
        package let place: Place
        /// A scalar: text, integer, number or boolean.
        package let schema: Schema
        package let summary: String

        package init(_ name: String, in place: Place, _ schema: Schema, _ summary: String) {
            (self.name, self.place, self.schema, self.summary) = (name, place, schema, summary)
        }
    }

    package struct Body: Sendable {
        package let schema: Schema
        /// After decompression.
        package let bytesMax: Int
        package let example: JSON

        package init(_ schema: Schema, bytesMax: Int, example: JSON) {
            (self.schema, self.bytesMax, self.example) = (schema, bytesMax, example)
        }
    }

    package struct Answer: Sendable {
        package let status: Int
        package let summary: String
        /// Media type and, for JSON, the shape.
        package let contentType: String
        package let schema: Schema?

        package init(_ status: Int, _ summary: String, _ schema: Schema) {
            (self.status, self.summary, self.contentType, self.schema) = (
                status, summary, "application/json", schema
            )
        }

        package init(_ status: Int, _ summary: String, contentType: String) {
            (self.status, self.summary, self.contentType, self.schema) = (status, summary, contentType, nil)
        }
    }

    package init(
        _ method: Method, _ path: String, operation: String, _ summary: String, permission: Permission,
        parameters: [Parameter] = [], body: Body? = nil, answers: [Answer], refusals: [ProblemType] = [],
        respond: @escaping @Sendable (RouteRequest, Scope) async throws -> RouteResponse
    ) {
        (self.method, self.path, self.operation, self.summary) = (method, path, operation, summary)
        (self.permission, self.parameters, self.body, self.answers) = (permission, parameters, body, answers)
        // A store that can be away can be lost in the middle of a commit.
        let mayLose = method != .get && refusals.contains(.storageUnavailable)
        (self.refusals, self.respond) = (refusals + (mayLose ? [.outcomeUnknown] : []), respond)
    }
}

/// What a caller must be allowed to do. Declared by every route from the first day; enforced once callers have
/// identities.
package struct Permission: Hashable, Sendable {
    package let name: String

    package init(_ name: String) {
        self.name = name
    }

    /// For what anyone may ask, such as whether the process is alive.
    package static let none = Permission("none")
}

/// A request whose parameters and body have been checked against the route's declaration.
package struct RouteRequest: Sendable {
    /// Path and query parameters by name, of the declared kinds.
    package let parameters: [String: JSON]
    /// JSON null when the route takes no body.
    package let body: JSON
    /// Header fields by lower-case name.
    package let header: @Sendable (String) -> String?

    package init(
        parameters: [String: JSON] = [:], body: JSON = .null,
        header: @escaping @Sendable (String) -> String? = { _ in nil }
    ) {
        (self.parameters, self.body, self.header) = (parameters, body, header)
    }
}

package struct RouteResponse: Sendable {
    /// The next piece of an answer that goes on for a while; nil at its end. Asked one call at a time.
    package typealias NextPiece = @Sendable () async throws -> [UInt8]?

    package let status: Int
    package let contentType: String
    /// The whole answer, or what comes before the pieces.
    package let body: [UInt8]
    package let next: NextPiece?
    /// Further header fields.
    package let headers: [String: String]

    package init(
        status: Int = 200, contentType: String, body: [UInt8], then next: NextPiece? = nil,
        headers: [String: String] = [:]
    ) {
        (self.status, self.contentType, self.body) = (status, contentType, body)
        (self.next, self.headers) = (next, headers)
    }

    package static func json(_ value: JSON, status: Int = 200, headers: [String: String] = [:])
        -> RouteResponse
    {
        RouteResponse(status: status, contentType: "application/json", body: value.bytes, headers: headers)
    }

    /// Server-sent events (WHATWG HTML, section 9.2), one piece for each.
    package static func events(_ next: @escaping NextPiece) -> RouteResponse {
        RouteResponse(
            contentType: "text/event-stream", body: [], then: next, headers: ["cache-control": "no-store"])
    }
}

/// One server-sent event as it is written.
package struct ServerSentEvent: Sendable {
    package let bytes: [UInt8]

    /// `data` is JSON, which has no line breaks as we write it.
    package init(_ name: String, id: String? = nil, data: JSON) {
        var text = "event: \(name)\n"
        if let id { text += "id: \(id)\n" }
        bytes = Array("\(text)data: \(data.written)\n\n".utf8)
    }

    /// Tells both ends that the other is still there.
    package static let heartbeat = Array(": \n\n".utf8)
}

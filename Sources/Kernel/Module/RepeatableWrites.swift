package import Core
package import Persistence

/// Writes that a caller may send again with the same `Idempotency-Key`: done once, answered alike each time.
package struct RepeatableWrites: Sendable {
    private let database: any Database
    private let idempotency = Idempotency()

    package init(database: any Database) {
        self.database = database
    }

    /// - Parameter operation: the route's; a key counts for one route.
    /// - Parameter body: does the work within the transaction, and says what is answered.
    package func run(
        _ request: RouteRequest, of operation: String, in scope: Scope,
        _ body: @escaping @Sendable (any Session) throws -> StoredResponse
    ) async throws -> RouteResponse {
        guard let key = try request.idempotencyKey() else {
            return try await database.write(in: scope, body).response
        }
        let fingerprint = request.fingerprint
        return try await database.write(in: scope) { [idempotency] session in
            try idempotency.once(
                key, on: operation, requestHash: fingerprint, in: scope, session, body)
        }.response.response
    }
}

extension StoredResponse {
    /// As it was given the first time.
    package var response: RouteResponse {
        RouteResponse(
            status: status, contentType: "application/json", body: body,
            headers: Dictionary(headers.map { ($0.name, $0.value) }, uniquingKeysWith: { $1 }))
    }
}

extension RouteRequest {
    /// Nil when the caller sent none.
    package func idempotencyKey() throws -> IdempotencyKey? {
        try header("idempotency-key").map { try IdempotencyKey($0) }
    }

    /// Tells another request from a repetition of this one.
    package var fingerprint: [UInt8] {
        var digest = TableDigest()
        for (name, value) in parameters.sorted(by: { $0.key < $1.key }) {
            digest.add([.text(name), .bytes(value.bytes)])
        }
        digest.add([.bytes(body.bytes)])
        return Array(digest.checksum.utf8)
    }
}

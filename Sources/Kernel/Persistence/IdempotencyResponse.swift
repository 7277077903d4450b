import Core

/// An answer as it is kept, so that it can be given again.
package struct StoredResponse: Hashable, Sendable {
    package let status: Int
    /// Those that belong to the answer rather than to its delivery, such as `Location`.
    package let headers: [Header]
    package let body: [UInt8]

    package struct Header: Hashable, Sendable {
        package let name: String
        package let value: String

        package init(_ name: String, _ value: String) {
            (self.name, self.value) = (name, value)
        }
    }

    /// Larger ones are given and not kept.
    package static let bodyBytesMax = 1024 * 1024

    package init(status: Int, headers: [Header] = [], body: [UInt8]) {
        (self.status, self.headers, self.body) = (status, headers, body)
    }

    /// `[[name, value], …]`.
    var headersText: String {
        JSON.array(headers.map { [.string($0.name), .string($0.value)] }).written
    }

    init(status: Int, headersText: String, body: [UInt8]) throws {
        let headers = try (JSONReader.read(Array(headersText.utf8)).items ?? []).compactMap { item in
            if let name = item[0]?.text, let value = item[1]?.text { Header(name, value) } else { nil }
        }
        self.init(status: status, headers: headers, body: body)
    }
}

/// What `Idempotency.once` came to.
package struct Idempotent: Hashable, Sendable {
    package let response: StoredResponse
    /// The work had been done before.
    package let isReplay: Bool
}

extension Idempotency {
    /// A row as another transaction left it.
    struct Kept {
        let requestHash: [UInt8]
        let createdAt: Instant
        /// Nil for one that was too large: the row has its end once its transaction has ended.
        let response: StoredResponse?

        init?(_ use: Use, _ session: any Session) throws {
            let row = try session.firstRow(
                """
                SELECT request_hash, created_at, status, headers, body FROM idempotency_keys
                WHERE \(use.condition)
                """)
            guard let row else { return nil }
            (requestHash, createdAt) = (try row["request_hash"], try row["created_at"])
            let status: Int? = try row["status"]
            let (headers, body): (String?, [UInt8]?) = (try row["headers"], try row["body"])
            response =
                if let status, let headers, let body {
                    try StoredResponse(status: status, headersText: headers, body: body)
                } else {
                    nil
                }
        }
    }

    package static let migrations = [
        Migration(
            "persistence.001-idempotency-keys",
            """
            CREATE TABLE idempotency_keys (
                tenant_id TEXT NOT NULL,
                route TEXT NOT NULL,
                key TEXT NOT NULL,
                request_hash BYTEA NOT NULL,
                status BIGINT,
                headers TEXT,
                body BYTEA,
                created_at BIGINT NOT NULL,
                PRIMARY KEY (tenant_id, route, key)
            );
            CREATE INDEX idempotency_keys_by_age ON idempotency_keys (created_at);
            """)
    ]
}

package import Core

/// Lets a caller send a request again without its being done again: the first answer is kept in the transaction
/// of what it answers for, and given to every repetition. What failed or was refused is not kept; it left
/// nothing behind, and may be tried again with the same key.
package struct Idempotency: Sendable {
    private let retention: Duration

    /// - Parameter retention: how long an answer is kept; the key may then be used anew.
    package init(retention: Duration = .seconds(86_400)) {
        self.retention = retention
    }

    /// Runs `body` unless it has run for this key, and answers what it answered then.
    ///
    /// To be called in the transaction in which `body` does its work. Where another transaction uses the key
    /// just now, this one waits for its end.
    /// - Parameter route: what the key was sent to; the same key elsewhere is another.
    /// - Parameter requestHash: by which another request is told from a repetition of this one.
    /// An answer above `StoredResponse.bodyBytesMax` is given once and not kept; the work is not done again for a
    /// repetition all the same, which is told so.
    /// - Throws: `IdempotencyRefused` for another request with the same key, and for the repetition of one whose
    ///   answer was not kept.
    package func once(
        _ key: IdempotencyKey, on route: String, requestHash: [UInt8], in scope: Scope,
        _ session: any Session, _ body: (any Session) throws -> StoredResponse
    ) throws -> Idempotent {
        let use = Use(key: key, route: route, requestHash: requestHash, scope: scope)
        // A row that was there may be gone by the time it is read, because its time was over.
        for _ in 0..<Self.triesMax {
            if try claim(use, session) {
                let response = try body(session)
                try keep(response, of: use, session)
                return Idempotent(response: response, isReplay: false)
            }
            guard let kept = try Kept(use, session) else { continue }
            guard kept.createdAt > oldest(at: scope.moment) else {
                try free(use, before: kept.createdAt, session)
                continue
            }
            guard kept.requestHash == requestHash else { throw IdempotencyRefused.otherRequest }
            guard let response = kept.response else { throw IdempotencyRefused.answerNotKept }
            return Idempotent(response: response, isReplay: true)
        }
        throw StorageFailure(.busy, cause: "the idempotency key is taken and freed at once")
    }

    /// Removes answers whose time is over, of all tenants, `limit` at most; returns how many. Called until it
    /// returns less.
    package func removeOld(
        at moment: Instant, limit: Int = Idempotency.removedMax, _ session: any Session
    ) throws -> Int {
        try session.execute(
            """
            DELETE FROM idempotency_keys WHERE (tenant_id, route, key) IN (
                SELECT tenant_id, route, key FROM idempotency_keys WHERE created_at <= \(oldest(at: moment))
                ORDER BY created_at LIMIT \(limit)
            )
            """)
    }

    /// What one transaction removes, unless told otherwise.
    package static let removedMax = 1_000
    private static let triesMax = 4

    private func oldest(at moment: Instant) -> Instant { moment.advanced(by: .zero - retention) }

    struct Use {
        let key: IdempotencyKey
        let route: String
        let requestHash: [UInt8]
        let scope: Scope

        var condition: SQL {
            "tenant_id = \(scope.tenant) AND route = \(route) AND key = \(key.text)"
        }
    }

    /// True for the one that may go on. A transaction that has the key and has not ended is waited for.
    private func claim(_ use: Use, _ session: any Session) throws -> Bool {
        try session.execute(
            """
            INSERT INTO idempotency_keys (tenant_id, route, key, request_hash, created_at)
            VALUES (\(use.scope.tenant), \(use.route), \(use.key.text), \(use.requestHash), \(use.scope.moment))
            ON CONFLICT DO NOTHING
            """) == 1
    }

    private func keep(_ response: StoredResponse, of use: Use, _ session: any Session) throws {
        let body = response.body.count <= StoredResponse.bodyBytesMax ? response.body : nil
        try session.execute(
            """
            UPDATE idempotency_keys SET status = \(response.status), headers = \(response.headersText),
                body = \(orNull: body)
            WHERE \(use.condition)
            """)
    }

    private func free(_ use: Use, before createdAt: Instant, _ session: any Session) throws {
        try session.execute(
            "DELETE FROM idempotency_keys WHERE \(use.condition) AND created_at = \(createdAt)")
    }
}

/// What a caller names its request by, so that a repetition can be told: the header `Idempotency-Key`.
package struct IdempotencyKey: Hashable, Sendable {
    package let text: String

    package static let bytesMax = 255

    /// - Parameter text: visible ASCII; a pair of quotes around it, as the header's structured form has, is
    ///   taken off.
    package init(_ text: some StringProtocol) throws(IdempotencyRefused) {
        var bytes = Array(text.utf8)[...]
        let quote = UInt8(ascii: "\"")
        if bytes.count >= 2, bytes.first == quote, bytes.last == quote {
            bytes = bytes.dropFirst().dropLast()
        }
        guard (1...Self.bytesMax).contains(bytes.count), bytes.allSatisfy({ (0x21...0x7e).contains($0) })
        else { throw .malformedKey }
        self.text = String(decoding: bytes, as: UTF8.self)
    }
}

package enum IdempotencyRefused: Refusal, Equatable {
    case malformedKey
    case otherRequest
    /// It was done, and its answer was too large to be kept.
    case answerNotKept

    package var problem: Problem {
        switch self {
        case .malformedKey:
            Problem(
                .invalidIdempotencyKey,
                "An idempotency key has 1 to \(IdempotencyKey.bytesMax) visible ASCII characters.")
        case .otherRequest:
            Problem(.reusedIdempotencyKey, "This idempotency key was sent with another request before.")
        case .answerNotKept:
            Problem(
                .answerNotKept,
                "This request was done before; its answer had more than \(StoredResponse.bodyBytesMax) bytes and was not kept."
            )
        }
    }
}

extension ProblemType {
    package static let invalidIdempotencyKey = ProblemType(
        "idempotency-key-invalid", status: 400, title: "The idempotency key is malformed",
        errorClass: "ValidationError",
        explanation: """
            The header `Idempotency-Key` takes 1 to 255 visible ASCII characters, such as a UUID. Nothing of the request \
            was done.
            """)
    package static let reusedIdempotencyKey = ProblemType(
        "idempotency-key-reused", status: 422, title: "The idempotency key belongs to another request",
        errorClass: "IdempotencyKeyReusedError",
        explanation: """
            A key stands for one request. This one came with another body before, and its answer is still kept; nothing of \
            the new request was done. Send the new request with a new key, or the old one unchanged to get its answer again.
            """)
    package static let answerNotKept = ProblemType(
        "idempotency-answer-not-kept", status: 409,
        title: "The request was done; its answer was too large to keep",
        errorClass: "IdempotencyAnswerNotKeptError",
        explanation: """
            A request with this key was done before, and is not done again. Its answer was given then; answers above \
            1 MiB are not kept, so it cannot be given once more. Read what the request made by the route that lists it. \
            To have the work done anew, send the request with a new key.
            """)
}

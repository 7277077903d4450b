package import Core
import Module
import Persistence
import Resilience

/// The refusals that any route can give, before its own code is asked.
package enum HTTPProblems {
    package static let malformedJSON = ProblemType(
        "malformed-json", status: 400, title: "The body is not acceptable JSON",
        errorClass: "ValidationError",
        explanation: """
            The body could not be read as JSON: it breaks off, is not UTF-8, names a member twice, holds half of a \
            surrogate pair, is nested too deep or holds too many values. `violations` says where reading stopped.
            """)
    package static let malformedRequest = ProblemType(
        "malformed-request", status: 400, title: "The request cannot be understood",
        errorClass: "ValidationError",
        explanation: """
            The request breaks a rule of HTTP or its body does not decompress. Check the URL's escapes and the \
            `Content-Encoding` header against what was sent.
            """)
    package static let methodNotAllowed = ProblemType(
        "method-not-allowed", status: 405, title: "The method is not known for this path",
        errorClass: "MethodNotAllowedError",
        explanation: "The path exists, but not with this method. The `Allow` header names those that do.")
    package static let bodyTooLarge = ProblemType(
        "body-too-large", status: 413, title: "The body is too large", errorClass: "PayloadTooLargeError",
        explanation: """
            The body, as sent or after decompression, is larger than the route accepts. Nothing of it was kept. \
            Send fewer or smaller documents at a time; the limit is in the problem's `detail`.
            """)
    package static let bodyTooSlow = ProblemType(
        "body-too-slow", status: 408, title: "The body came too slowly", errorClass: "TimeoutError",
        explanation: """
            A body has 20 seconds, and a second more for every 4 KiB of it. What came by then was not kept, and the \
            connection is closed. Send it again over a better line, or in smaller parts.
            """)
    package static let headersTooLarge = ProblemType(
        "headers-too-large", status: 431, title: "The request's head is too large",
        errorClass: "ValidationError",
        explanation: """
            The URL or a header is longer, or there are more headers, than Lux reads. The limits are in the problem's \
            `detail`. The connection is closed; cookies of other programs on the same host are a common cause.
            """)
    package static let misdirected = ProblemType(
        "misdirected-request", status: 421, title: "This server does not answer for that host",
        errorClass: "MisdirectedRequestError",
        explanation: """
            A server that listens on loopback answers only to loopback names, so that no web page can reach it under a \
            name of its own. Call it as `127.0.0.1` or `localhost`. Behind a proxy that keeps the public name, put that \
            name into the setting `http.host_names`.
            """)
    package static let unsupportedMediaType = ProblemType(
        "unsupported-media-type", status: 415, title: "The body's type or encoding is not understood",
        errorClass: "UnsupportedMediaTypeError",
        explanation: """
            Bodies are JSON: send `Content-Type: application/json`, in UTF-8, plain or with `Content-Encoding` \
            `gzip` or `deflate`.
            """)
    package static let `internal` = ProblemType(
        "internal", status: 500, title: "Something went wrong inside Lux", errorClass: "InternalError",
        explanation: """
            Lux failed for a reason that is not the caller's. The operator finds the cause in the log under the \
            problem's `trace_id`. Trying again later may help.
            """)
    package static let notReady = ProblemType(
        "not-ready", status: 503, title: "Lux is not ready", errorClass: "UnavailableError",
        explanation:
            "Lux is starting, stopping, or a part that it cannot work without is down. Try again later.")

    package static let all = [
        ProblemType.validation, .notFound, .storageUnavailable, .outcomeUnknown, .unstorableValue,
        .temporarilyUnavailable,
        .tooBusy, .tooManyRequests, malformedJSON, malformedRequest, methodNotAllowed, bodyTooLarge,
        bodyTooSlow, headersTooLarge, misdirected, unsupportedMediaType, `internal`, notReady,
    ]
}

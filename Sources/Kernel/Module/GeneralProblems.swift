package import Core

extension ProblemType {
    package static let validation = ProblemType(
        "validation", status: 400, title: "The request does not have the declared shape",
        errorClass: "ValidationError",
        explanation: """
            A field of the body or a parameter is missing, unknown, of the wrong kind or out of range. Each place is \
            named under `violations`: `pointer` is a JSON pointer (RFC 6901) into the body, or `?name` for a parameter. \
            Correct those places and send the request again; the shapes are in `/openapi.json` and on `/docs`.
            """)
    package static let notFound = ProblemType(
        "not-found", status: 404, title: "There is nothing here", errorClass: "NotFoundError",
        explanation:
            "The path names no route, or the thing it names does not exist. `/docs` lists the routes.")
}

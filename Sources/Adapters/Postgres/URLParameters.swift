import CPq
package import Core

#if canImport(Darwin)
    import Darwin
#else
    import Glibc
#endif

/// A part of a PostgreSQL URL, as libpq names it.
package struct URLParameter: Sendable {
    /// "host", "sslmode".
    package let name: String
    /// The environment variable that says the same to all of libpq's programs; some have none.
    package let variable: String?
    package let value: String
    package let isSecret: Bool
}

extension URLParameter {
    /// What libpq reads in the URL; what the URL does not say is not in it.
    package static func all(in url: Secret) throws(CannotConnect) -> [URLParameter] {
        var complaint: UnsafeMutablePointer<CChar>?
        let options = PQconninfoParse(url.exposed, &complaint)
        // libpq's own complaint would repeat the URL, which holds the password.
        PQfreemem(complaint)
        defer { PQconninfoFree(options) }
        guard var option = options,
            url.exposed.hasPrefix("postgres://") || url.exposed.hasPrefix("postgresql://")
        else { throw CannotConnect(.malformedURL) }
        var parameters: [URLParameter] = []
        while let name = option.pointee.keyword {
            if let value = option.pointee.val {
                parameters.append(
                    URLParameter(
                        name: String(cString: name),
                        variable: option.pointee.envvar.map { String(cString: $0) },
                        value: String(cString: value),
                        isSecret: option.pointee.dispchar.map { String(cString: $0) } == "*"))
            }
            option += 1
        }
        return parameters
    }
}

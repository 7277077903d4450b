package import Core

/// Where a Redis server is and how one gets in: `redis://[[user]:password@]host[:port][/database]`.
package struct RedisAddress: Hashable, Sendable, CustomStringConvertible {
    package let host: String
    package let port: Int
    package let user: String?
    package let password: Secret?
    package let database: Int

    package enum Malformed: Error, Hashable {
        case scheme, host, port, database, credentials
        /// The client library has no TLS; a tunnel or a private network has to give it.
        case encryption
    }

    package init(_ url: String) throws(Malformed) {
        let lower = url.lowercased()
        guard !lower.hasPrefix("rediss://") else { throw .encryption }
        guard lower.hasPrefix(Self.scheme) else { throw .scheme }
        var rest = url.dropFirst(Self.scheme.count)
        var credentials: Substring?
        if let at = rest.lastIndex(of: "@") {
            credentials = rest[..<at]
            rest = rest[rest.index(after: at)...]
        }
        let parts = rest.split(separator: "/", maxSplits: 1, omittingEmptySubsequences: false)
        (host, port) = try Self.place(parts[0])
        let path = parts.count > 1 ? parts[1] : ""
        guard let database = path.isEmpty ? 0 : Int(path), (0...Self.databaseMax).contains(database) else {
            throw .database
        }
        self.database = database
        (user, password) = try Self.identity(credentials)
    }

    package var description: String {
        let name = host.contains(":") ? "[\(host)]" : host
        return "redis://\(password == nil ? "" : "********@")\(name):\(port)/\(database)"
    }

    private static func place(_ text: Substring) throws(Malformed) -> (host: String, port: Int) {
        var host = text
        var port: Substring?
        if text.hasPrefix("[") {
            guard let end = text.firstIndex(of: "]") else { throw .host }
            host = text[text.index(after: text.startIndex)..<end]
            let rest = text[text.index(after: end)...]
            guard rest.isEmpty || rest.hasPrefix(":") else { throw .host }
            port = rest.isEmpty ? nil : rest.dropFirst()
        } else if let colon = text.lastIndex(of: ":") {
            host = text[..<colon]
            port = text[text.index(after: colon)...]
            guard !host.contains(":") else { throw .host }
        }
        let isPlain = host.utf8.allSatisfy { (0x21...0x7e).contains($0) }
        guard !host.isEmpty, host.utf8.count <= hostBytesMax, isPlain else { throw .host }
        guard let number = port.map({ Int($0) }) ?? portByDefault, (1...65_535).contains(number) else {
            throw .port
        }
        return (String(host), number)
    }

    private static func identity(_ text: Substring?) throws(Malformed) -> (user: String?, password: Secret?) {
        guard let text, !text.isEmpty else { return (nil, nil) }
        let parts = text.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
        guard parts.count == 2, let user = unescaped(parts[0]), let password = unescaped(parts[1]),
            !password.isEmpty
        else { throw .credentials }
        return (user.isEmpty ? nil : user, Secret(password))
    }

    /// Nil where a percent sign does not begin two hexadecimal digits.
    private static func unescaped(_ text: Substring) -> String? {
        var bytes: [UInt8] = []
        var rest = text.utf8[...]
        while let byte = rest.popFirst() {
            guard byte == UInt8(ascii: "%") else {
                bytes.append(byte)
                continue
            }
            let digits = rest.prefix(2)
            guard digits.count == 2, digits.allSatisfy({ $0 != UInt8(ascii: "+") }),
                let value = UInt8(Substring(digits), radix: 16)
            else { return nil }
            bytes.append(value)
            rest = rest.dropFirst(2)
        }
        return String(validating: bytes, as: UTF8.self)
    }

    private static let scheme = "redis://"
    private static let portByDefault = 6379
    private static let hostBytesMax = 253
    /// Redis itself allows fewer unless told otherwise, and refuses the rest when asked.
    private static let databaseMax = 9999
}

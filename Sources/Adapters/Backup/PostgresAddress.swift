import Core
import Persistence

/// A PostgreSQL URL taken apart into the environment variables of libpq, so that no part of it shows in a list
/// of processes.
struct PostgresAddress {
    let variables: [String: String]

    struct Malformed: CannotStart, Equatable {
        let reason: String

        var description: String { "the URL of the PostgreSQL database cannot be read: \(reason)" }
        var remedy: String { "Write it as postgres://USER:PASSWORD@HOST:PORT/DATABASE." }
    }

    private static let ofParameter = [
        "host": "PGHOST", "port": "PGPORT", "user": "PGUSER", "password": "PGPASSWORD",
        "dbname": "PGDATABASE",
        "sslmode": "PGSSLMODE", "sslrootcert": "PGSSLROOTCERT", "sslcert": "PGSSLCERT", "sslkey": "PGSSLKEY",
        "connect_timeout": "PGCONNECT_TIMEOUT", "options": "PGOPTIONS",
        "channel_binding": "PGCHANNELBINDING", "application_name": "PGAPPNAME",
    ]

    init(_ url: Secret) throws(Malformed) {
        let text = url.exposed
        guard let scheme = ["postgres://", "postgresql://"].first(where: text.hasPrefix) else {
            throw Malformed(reason: "it does not begin with postgres://")
        }
        let parts = text.dropFirst(scheme.count).split(
            separator: "?", maxSplits: 1, omittingEmptySubsequences: false)
        let place = parts[0].split(separator: "/", maxSplits: 1, omittingEmptySubsequences: false)
        var variables: [String: String] = [:]
        var address = place[0]
        if let at = address.lastIndex(of: "@") {
            let user = address[..<at].split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
            variables["PGUSER"] = try Self.decoded(user[0])
            if user.count > 1 { variables["PGPASSWORD"] = try Self.decoded(user[1]) }
            address = address[address.index(after: at)...]
        }
        try Self.add(address, to: &variables)
        if place.count > 1 { variables["PGDATABASE"] = try Self.decoded(place[1]) }
        for pair in parts.count > 1 ? parts[1].split(separator: "&") : [] {
            let pair = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            guard pair.count == 2, let variable = Self.ofParameter[String(pair[0])] else {
                throw Malformed(reason: "it has a parameter that is not known: \(pair[0])")
            }
            variables[variable] = try Self.decoded(pair[1])
        }
        self.variables = variables.filter { !$0.value.isEmpty }
    }

    /// `HOST`, `HOST:PORT` or `[ADDRESS]:PORT`.
    private static func add(
        _ address: Substring, to variables: inout [String: String]
    ) throws(Malformed) {
        let host: Substring
        var rest: Substring
        if address.hasPrefix("["), let end = address.firstIndex(of: "]") {
            host = address[address.index(after: address.startIndex)..<end]
            rest = address[address.index(after: end)...]
        } else {
            host = address.prefix { $0 != ":" }
            rest = address.dropFirst(host.count)
        }
        variables["PGHOST"] = try decoded(host)
        if rest.popFirst() == ":" { variables["PGPORT"] = try decoded(rest) }
    }

    private static func decoded(_ text: Substring) throws(Malformed) -> String {
        var (bytes, rest): ([UInt8], Substring.UTF8View) = ([], text.utf8)
        while let byte = rest.popFirst() {
            guard byte == UInt8(ascii: "%") else {
                bytes.append(byte)
                continue
            }
            guard let decoded = Hexadecimal.bytes(Array(rest.prefix(2)).map(lowercased)), decoded.count == 1
            else {
                throw Malformed(reason: "a % is not followed by two hexadecimal digits")
            }
            bytes += decoded
            rest = rest.dropFirst(2)
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    private static func lowercased(_ byte: UInt8) -> UInt8 {
        (0x41...0x46).contains(byte) ? byte | 0x20 : byte
    }
}

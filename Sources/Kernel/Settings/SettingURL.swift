package import Core
import FoundationEssentials
import Glibc

/// The address of another server. May carry credentials, so what is printed shows neither its password nor
/// its query.
package struct SettingURL: Hashable, Sendable, CustomStringConvertible, CustomDebugStringConvertible,
    CustomReflectable
{
    /// The whole address. Read where the connection is made, nowhere else.
    package let exposed: String
    package let scheme: String
    package let user: String?
    package let password: Secret?
    /// Nil if absent or empty: "sqlite:lux.sqlite", "postgres:///lux". Of several hosts, the first.
    package let host: String?
    package let port: Int?
    package let path: String

    private static let textBytesMax = 4096

    package init?(_ text: String, schemes: [String]) {
        guard text.utf8.count <= Self.textBytesMax,
            !text.utf8.contains(where: { $0 <= 0x20 || $0 == 0x7f }),
            let parts = Self.parts(of: text), let scheme = parts.scheme?.lowercased(),
            schemes.contains(scheme)
        else { return nil }
        exposed = text
        self.scheme = scheme
        user = parts.user
        password = parts.password.map(Secret.init)
        host = parts.host.flatMap { $0.isEmpty ? nil : $0 }
        port = parts.port
        path = parts.path
    }

    // MARK: Hosts

    /// Whose servers may be several, as libpq writes it: `postgres://a:5432,b:5433/lux`. No standard knows such URLs.
    private static let schemesOfMany = ["postgres://", "postgresql://"]

    /// Nil unless it is a URL, whichever of its hosts stands in it.
    private static func parts(of text: String) -> URLComponents? {
        guard let hosts = hosts(in: text), hosts.contains(",") else { return oneHost(text) }
        var first: URLComponents?
        for host in hosts.split(separator: ",", omittingEmptySubsequences: false) {
            let (before, behind) = (text[..<hosts.startIndex], text[hosts.endIndex...])
            // The rest is read with the first of them.
            guard let parts = oneHost(first == nil ? before + host + behind : "postgres://" + host) else {
                return nil
            }
            first = first ?? parts
        }
        return first
    }

    private static func oneHost(_ text: some StringProtocol) -> URLComponents? {
        URLComponents(string: String(text)).flatMap { parts in
            (parts.port.map { (1...65_535).contains($0) } ?? true) ? parts : nil
        }
    }

    /// What stands between the credentials and the path; nil where there cannot be several.
    private static func hosts(in text: String) -> Substring? {
        guard let scheme = schemesOfMany.first(where: text.lowercased().hasPrefix) else { return nil }
        let authority = text.dropFirst(scheme.count).prefix { !"/?#".contains($0) }
        return authority.lastIndex(of: "@").map { authority[authority.index(after: $0)...] } ?? authority
    }

    package var description: String { Self.masked(exposed) }
    package var debugDescription: String { description }
    package var customMirror: Mirror { Mirror(self, children: []) }

    /// Hides what may be secret in `text`, be it a URL or an attempt at one.
    static func masked(_ text: String) -> String {
        var shown = text[...]
        var tail = ""
        if let query = shown.firstIndex(where: { $0 == "?" || $0 == "#" }) {
            tail = shown[query...].dropFirst().isEmpty ? "" : "?********"
            shown = shown[..<query]
        }
        guard let at = shown.lastIndex(of: "@") else { return shown + tail }
        let start = shown[..<at].firstRange(of: "://")?.upperBound ?? shown.startIndex
        let credentials = shown[start..<at]
        let user = credentials.firstIndex(of: ":").map { credentials[..<$0] + ":" } ?? ""
        return shown[..<start] + user + "********" + shown[at...] + tail
    }
}

/// A machine, by name or by number.
enum HostName {
    /// As it is given to a resolver: without the brackets that a URL has around an IPv6 address.
    static func parse(_ text: String) -> String? {
        let inner = text.hasPrefix("[") && text.hasSuffix("]") ? String(text.dropFirst().dropLast()) : text
        if inner.contains(":") { return isAddress(inner, family: AF_INET6) ? inner : nil }
        if inner != text { return nil }
        // Digits and dots only can be nothing but an IPv4 address; a resolver would read "1.2" as 1.0.0.2.
        if inner.utf8.allSatisfy({ (0x30...0x39).contains($0) || $0 == UInt8(ascii: ".") }) {
            return isAddress(inner, family: AF_INET) ? inner : nil
        }
        return isName(inner) ? inner : nil
    }

    private static func isAddress(_ text: String, family: Int32) -> Bool {
        var address = in6_addr()
        return inet_pton(family, text, &address) == 1
    }

    /// RFC 1123, and the underscore that container networks use.
    private static func isName(_ text: String) -> Bool {
        text.utf8.count <= 253
            && text.split(separator: ".", omittingEmptySubsequences: false).allSatisfy { label in
                (1...63).contains(label.utf8.count) && label.first != "-" && label.last != "-"
                    && label.utf8.allSatisfy(isNameByte)
            }
    }

    private static func isNameByte(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"): true
        case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "_"): true
        default: false
        }
    }
}

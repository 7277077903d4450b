import Cache
import Core

/// The names of a namespace's keys in Redis. Parts are divided by colons; all but the last are written so that
/// they have none.
struct RedisNames {
    /// What all of them begin with.
    let head: String

    init(prefix: String, namespace: String) {
        head = "\(prefix.plain):cache:\(namespace.plain):"
    }

    var generation: String { head + "generation" }
    /// The versions of which there are values.
    var versions: String { head + "versions" }
    var channel: String { head + "changes" }

    func value(_ key: SharedKey) -> String { "\(head)v:\(key.version)\(Self.tail(key.tenant, key.text))" }
    func claim(_ key: SharedKey) -> String { "\(head)c:\(key.version)\(Self.tail(key.tenant, key.text))" }

    static func tail(_ tenant: TenantID, _ text: String) -> String { ":\(tenant.text.plain):\(text)" }

    /// A pattern as Redis reads it: for all of a tenant's keys that begin with `start`, or for all.
    func pattern(_ tenant: TenantID?, startingWith start: String) -> String {
        guard let tenant else { return head + "[vc]:*" }
        return "\(head)[vc]:*:\(tenant.text.plain):\(start.quotedForRedis)*"
    }

    /// The tenant, as it is written in names, and the key; nil for another kind of name.
    func parts(of name: String) -> (tenant: String, text: String)? {
        let parts = name.dropFirst(head.count).split(
            separator: ":", maxSplits: 3, omittingEmptySubsequences: false)
        guard name.hasPrefix(head), parts.count == 4 else { return nil }
        return (String(parts[2]), String(parts[3]))
    }
}

extension String {
    /// Letters, digits and `.-_` as they are, every other byte as a percent sign and two digits.
    var plain: String {
        let isPlain = utf8.allSatisfy { $0.isPlain }
        guard !isPlain else { return self }
        return utf8.reduce(into: "") { text, byte in
            if byte.isPlain {
                text.unicodeScalars.append(Unicode.Scalar(byte))
            } else {
                text += (byte < 16 ? "%0" : "%") + String(byte, radix: 16)
            }
        }
    }

    /// Reads what `plain` wrote.
    var unplain: String? {
        var bytes: [UInt8] = []
        var rest = utf8[...]
        while let byte = rest.popFirst() {
            guard byte == UInt8(ascii: "%") else {
                bytes.append(byte)
                continue
            }
            guard let value = UInt8(Substring(rest.prefix(2)), radix: 16) else { return nil }
            bytes.append(value)
            rest = rest.dropFirst(2)
        }
        return String(validating: bytes, as: UTF8.self)
    }

    fileprivate var quotedForRedis: String {
        var bytes: [UInt8] = []
        for byte in utf8 {
            if "*?[]\\".utf8.contains(byte) { bytes.append(UInt8(ascii: "\\")) }
            bytes.append(byte)
        }
        return String(decoding: bytes, as: UTF8.self)
    }
}

extension UInt8 {
    fileprivate var isPlain: Bool {
        switch self {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"):
            true
        default: self == UInt8(ascii: ".") || self == UInt8(ascii: "-") || self == UInt8(ascii: "_")
        }
    }
}

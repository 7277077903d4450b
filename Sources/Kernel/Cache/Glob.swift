/// A pattern over keys: `*` stands for any text, `?` for one character (a Unicode scalar), `\` takes the
/// next character as it is. All else stands for itself, byte for byte.
package struct Glob: Hashable, Sendable {
    private enum Part: Hashable {
        case byte(UInt8)
        case one
        case any
    }

    private let parts: [Part]

    package init(_ pattern: String) {
        var parts: [Part] = []
        var isEscaped = false
        for byte in pattern.utf8 {
            switch byte {
            case _ where isEscaped:
                parts.append(.byte(byte))
                isEscaped = false
            case UInt8(ascii: "\\"): isEscaped = true
            case UInt8(ascii: "?"): parts.append(.one)
            case UInt8(ascii: "*"): if parts.last != .any { parts.append(.any) }
            default: parts.append(.byte(byte))
            }
        }
        if isEscaped { parts.append(.byte(UInt8(ascii: "\\"))) }
        self.parts = parts
    }

    /// The pattern that only `text` matches.
    package static func quoted(_ text: String) -> String {
        var bytes: [UInt8] = []
        for byte in text.utf8 {
            if "*?\\".utf8.contains(byte) { bytes.append(UInt8(ascii: "\\")) }
            bytes.append(byte)
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    /// What every text that matches begins with.
    package var head: String {
        var bytes: [UInt8] = []
        for part in parts {
            guard case .byte(let byte) = part else { break }
            bytes.append(byte)
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    /// Goes back to the last `*` only, so the time is at most pattern length by text length.
    package func matches(_ text: String) -> Bool {
        let bytes = text.utf8Span.span
        var (part, place) = (0, 0)
        var retry: (part: Int, place: Int)?
        while place < bytes.count {
            if part < parts.count, parts[part] == .any {
                part += 1
                retry = (part, place)
            } else if part < parts.count, let next = step(parts[part], over: bytes, from: place) {
                part += 1
                place = next
            } else if let last = retry {
                (part, place) = (last.part, last.place + 1)
                retry = (last.part, place)
            } else {
                return false
            }
        }
        return parts[part...].allSatisfy { $0 == .any }
    }

    /// Where the text goes on after `part`; nil when it does not match here.
    private func step(_ part: Part, over bytes: Span<UInt8>, from place: Int) -> Int? {
        switch part {
        case .byte(let byte): return bytes[place] == byte ? place + 1 : nil
        case .one:
            // Not from the middle of a character, where going back to a `*` may have led.
            guard !bytes[place].continuesScalar else { return nil }
            var next = place + 1
            while next < bytes.count, bytes[next].continuesScalar { next += 1 }
            return next
        case .any: return nil
        }
    }
}

extension UInt8 {
    fileprivate var continuesScalar: Bool { self & 0xc0 == 0x80 }
}

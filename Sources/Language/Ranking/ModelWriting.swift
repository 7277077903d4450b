extension RankerModel {
    /// The newest. The first one had no reference, and a model without one is still written in it.
    static let format = 2
    static let opening = "lux-keyword-ranker"

    /// The model as text: lines of words and numbers, the last with a checksum. Below `ModelLimits.bytes`.
    public var encoded: String {
        let body = lines.joined(separator: "\n") + "\n"
        return body + "end \(Self.checksum(body))\n"
    }

    /// Changes whenever an answer may: the kind and a checksum of all that takes part in a sum.
    var version: String { "\(kind.rawValue)-\(Self.checksum(learnt.joined(separator: "\n")).prefix(8))" }

    static func checksum(_ text: some StringProtocol) -> String {
        var hash = StableHash()
        hash.add(text.utf8)
        return hash.hexadecimal
    }

    private var lines: [String] {
        var lines = [
            "\(Self.opening) \(reference == nil ? 1 : Self.format)", "kind \(kind.rawValue)", "seed \(seed)",
            "texts \(training.texts)",
            "languages \(training.languages.map(\.rawValue).joined(separator: " "))",
            "fingerprint \(training.fingerprint)", "licence \(ModelText.escaped(training.licence))",
        ]
        for metric in metrics {
            lines.append(
                "metric \(metric.value)\t\(ModelText.escaped(metric.name))\t\(ModelText.escaped(metric.set))")
        }
        return lines + learnt + (reference?.lines ?? [])
    }

    private var learnt: [String] {
        var lines = ["words \(words)", "reach \(reach)", "start \(linear.start)"]
        for feature in RankingFeature.allCases {
            let index = feature.index
            lines.append(
                "feature \(feature.name) \(linear.means[index]) \(linear.weights[index])")
        }
        lines.append("documents \(tables.documents)")
        lines.append("frequencies \(ModelText.packed(tables.frequencies))")
        lines.append("weights \(ModelText.packed(tables.weights))")
        return lines + trees.map { "tree " + $0.nodes.map(ModelText.node).joined(separator: " ") }
    }
}

/// How the parts of a model are written in a line.
enum ModelText {
    static func escaped(_ text: String) -> String {
        var escaped = ""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\\": escaped += "\\\\"
            case "\n": escaped += "\\n"
            case "\r": escaped += "\\r"
            case "\t": escaped += "\\t"
            default: escaped.unicodeScalars.append(scalar)
            }
        }
        return escaped
    }

    private static let breaks: [Unicode.Scalar: Unicode.Scalar] = ["n": "\n", "r": "\r", "t": "\t"]

    static func plain(_ text: some StringProtocol) -> String {
        var plain = ""
        var isEscaped = false
        for scalar in text.unicodeScalars {
            if !isEscaped, scalar == "\\" {
                isEscaped = true
                continue
            }
            plain.unicodeScalars.append(isEscaped ? breaks[scalar] ?? scalar : scalar)
            isEscaped = false
        }
        return plain
    }

    /// "12,0.5,-310,7" asks of feature 12; "-310" is a leaf.
    static func node(_ node: RankingTree.Node) -> String {
        if node.feature == RankingTree.leaf { return "\(node.value)" }
        return "\(node.feature),\(node.threshold),\(node.value),\(node.right)"
    }

    static func node(_ text: Substring) -> RankingTree.Node? {
        let parts = text.split(separator: ",", omittingEmptySubsequences: false)
        if parts.count == 1 {
            return Int32(parts[0]).map { RankingTree.Node(feature: RankingTree.leaf, value: $0) }
        }
        guard parts.count == 4, let feature = UInt8(parts[0]), let threshold = Float(parts[1]),
            let value = Int32(parts[2]), let right = UInt16(parts[3])
        else { return nil }
        return RankingTree.Node(feature: feature, threshold: threshold, right: right, value: value)
    }

    private static let digits = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)

    /// Base64 of six bytes for each entry, key and value with the low byte first: eight letters.
    static func packed(_ table: KeyTable) -> String {
        var text: [UInt8] = []
        text.reserveCapacity(table.keys.count * 8)
        for index in table.keys.indices {
            let bits = UInt64(table.keys[index]) | UInt64(UInt16(bitPattern: table.values[index])) << 32
            for place in 0..<8 { text.append(digits[Int(bits >> (6 * UInt64(7 - place)) & 63)]) }
        }
        return String(decoding: text, as: UTF8.self)
    }

    static func table(_ text: Substring) -> KeyTable? {
        guard text.utf8.count % 8 == 0, text.utf8.count <= KeyTable.entriesMax * 8 else { return nil }
        var (keys, values): ([UInt32], [Int16]) = ([], [])
        var (bits, place): (UInt64, Int) = (0, 0)
        for byte in text.utf8 {
            guard let digit = worth(of: byte) else { return nil }
            bits = bits << 6 | digit
            place += 1
            if place == 8 {
                keys.append(UInt32(truncatingIfNeeded: bits))
                values.append(Int16(bitPattern: UInt16(truncatingIfNeeded: bits >> 32)))
                (bits, place) = (0, 0)
            }
        }
        return KeyTable(keys: keys, values: values)
    }

    private static func worth(of byte: UInt8) -> UInt64? {
        switch byte {
        case UInt8(ascii: "A")...UInt8(ascii: "Z"): UInt64(byte - UInt8(ascii: "A"))
        case UInt8(ascii: "a")...UInt8(ascii: "z"): UInt64(byte - UInt8(ascii: "a")) + 26
        case UInt8(ascii: "0")...UInt8(ascii: "9"): UInt64(byte - UInt8(ascii: "0")) + 52
        case UInt8(ascii: "+"): 62
        case UInt8(ascii: "/"): 63
        default: nil
        }
    }
}

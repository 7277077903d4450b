extension RankerModel {
    /// Reads what `encoded` wrote.
    public init(decoding text: String) throws(ModelRefusal) {
        guard text.utf8.count <= ModelLimits.bytes else {
            throw .tooLarge(bytes: text.utf8.count, limit: ModelLimits.bytes)
        }
        var lines = ModelLines(text)
        let format = try lines.opening()
        guard 1...Self.format ~= format else {
            if format > Self.format { throw .newer(format: format, known: Self.format) }
            throw .notAModel
        }
        let checksum = try lines.checksum()
        self = try lines.model(format)
        guard Self.checksum(text.beforeLastLine) == checksum else { throw .damaged }
    }
}

extension String {
    /// Everything before the last line.
    fileprivate var beforeLastLine: Substring {
        let body = utf8.dropLast()
        guard let end = body.lastIndex(of: UInt8(ascii: "\n")) else { return self[...] }
        return self[...end]
    }
}

/// The lines of a written model, read one after the other.
struct ModelLines {
    private var lines: [Substring]
    private(set) var next = 0
    private let isWhole: Bool

    init(_ text: String) {
        isWhole = text.utf8.last == UInt8(ascii: "\n")
        lines = text.utf8.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
            .map { Substring($0) }
    }

    mutating func opening() throws(ModelRefusal) -> Int {
        let words = lines.first?.split(separator: " ") ?? []
        guard words.count == 2, words[0] == RankerModel.opening, let format = Int(words[1]) else {
            throw .notAModel
        }
        next = 1
        return format
    }

    /// Takes the last line away.
    mutating func checksum() throws(ModelRefusal) -> String {
        guard isWhole, lines.count > 2, lines[lines.count - 2].hasPrefix("end ") else { throw .truncated }
        let line = lines[lines.count - 2]
        lines.removeLast(2)
        return String(line.dropFirst(4))
    }

    mutating func model(_ format: Int) throws(ModelRefusal) -> RankerModel {
        let kind = try value("kind") { RankerModel.Kind(rawValue: String($0)) }
        let seed = try value("seed") { UInt64($0) }
        let training = RankerModel.Training(
            texts: try value("texts") { Int($0) },
            languages: try value("languages") { text in
                text.split(separator: " ").map { LanguageCode(rawValue: String($0)) }
            },
            fingerprint: try value("fingerprint") { String($0) },
            licence: try value("licence") { ModelText.plain($0) })
        let metrics = try metrics()
        let words = try value("words") { Int($0).flatMap { 1...KeywordLimits.words ~= $0 ? $0 : nil } }
        let reach = try number("reach")
        guard 0..<2 ~= reach, reach > 0 else { throw .malformed(line: next, expected: "reach") }
        let linear = try linear()
        var tables = LearntTables()
        tables.documents = try value("documents") { Int($0).flatMap { $0 >= 0 ? $0 : nil } }
        tables.frequencies = try value("frequencies") { ModelText.table($0) }
        tables.weights = try value("weights") { ModelText.table($0) }
        let trees = try trees()
        let reference = format > 1 ? try reference() : nil
        if next < lines.count { throw .malformed(line: next + 1, expected: "end") }
        return RankerModel(
            kind: kind, seed: seed, training: training, metrics: metrics, linear: linear,
            trees: trees, tables: tables, words: words, reach: reach, reference: reference)
    }

    /// What stands behind a word at the beginning of the next line.
    mutating func value<Value>(
        _ word: String, _ read: (Substring) -> Value?
    ) throws(ModelRefusal) -> Value {
        guard isNext(word), let value = read(Substring(lines[next].utf8.dropFirst(word.utf8.count + 1)))
        else { throw .malformed(line: next + 1, expected: word) }
        next += 1
        return value
    }

    /// Byte by byte: an accent that a licence begins with would be one character with the blank before it.
    private func isNext(_ word: String) -> Bool {
        guard next < lines.count, lines[next].utf8.starts(with: word.utf8) else { return false }
        let behind = lines[next].utf8.dropFirst(word.utf8.count).first
        return behind == nil || behind == UInt8(ascii: " ")
    }

    private mutating func metrics() throws(ModelRefusal) -> [RankerModel.Metric] {
        var metrics: [RankerModel.Metric] = []
        while isNext("metric") {
            guard metrics.count < ModelLimits.metrics else {
                throw .malformed(line: next + 1, expected: "words")
            }
            let metric = try value("metric") { text -> RankerModel.Metric? in
                let parts = text.split(separator: "\t", omittingEmptySubsequences: false)
                guard parts.count == 3, let value = Double(parts[0]) else { return nil }
                return RankerModel.Metric(
                    set: ModelText.plain(parts[2]), name: ModelText.plain(parts[1]), value: value)
            }
            guard metric.value.isFinite else { throw .notFinite(line: next) }
            metrics.append(metric)
        }
        return metrics
    }

    private mutating func linear() throws(ModelRefusal) -> LinearPart {
        var linear = LinearPart()
        linear.start = try number("start")
        for feature in RankingFeature.allCases {
            let words = try value("feature") { $0.split(separator: " ") }
            guard words.count == 3 else { throw .malformed(line: next, expected: "feature") }
            guard words[0] == feature.name else { throw .unknownFeature(String(words[0])) }
            let numbers = try finite(words.dropFirst())
            linear.means[feature.index] = numbers[0]
            linear.weights[feature.index] = numbers[1]
        }
        // A feature beyond those of this build.
        if isNext("feature") {
            throw .unknownFeature(String(lines[next].split(separator: " ").dropFirst().first ?? ""))
        }
        return linear
    }

    private mutating func number(_ word: String) throws(ModelRefusal) -> Float {
        let text = try value(word) { $0 }
        return try finite([text])[0]
    }

    /// Of the line read last.
    func finite(_ words: ArraySlice<Substring>) throws(ModelRefusal) -> [Float] {
        var numbers: [Float] = []
        for word in words {
            guard let number = Float(word) else { throw .malformed(line: next, expected: "number") }
            guard number.isFinite else { throw .notFinite(line: next) }
            numbers.append(number)
        }
        return numbers
    }

    private mutating func trees() throws(ModelRefusal) -> [RankingTree] {
        var trees: [RankingTree] = []
        while isNext("tree"), trees.count < RankingTree.treesMax {
            var tree = RankingTree()
            for text in try value("tree", { $0.split(separator: " ") }) {
                guard let node = ModelText.node(text) else { throw .malformed(line: next, expected: "tree") }
                guard node.threshold.isFinite else { throw .notFinite(line: next) }
                tree.nodes.append(node)
            }
            guard tree.isSound else { throw .malformed(line: next, expected: "tree") }
            trees.append(tree)
        }
        return trees
    }
}

import Core

// Jobs that are yet to be enqueued, such as the rest of a chain, are kept as JSON in a column.

/// A stored text about jobs is not as it was written.
struct CorruptJobText: Error {
    let column: String
}

extension [NewJob] {
    var written: String { JSON.array(map(\.json)).written }

    init(written text: String) throws {
        guard let items = try JSONReader.read(Array<UInt8>(text.utf8)).items else {
            throw CorruptJobText(column: "chain")
        }
        self = try items.map(NewJob.init)
    }
}

extension NewJob {
    /// Members that say what is so anyway are left out.
    fileprivate var json: JSON {
        let text = String(validating: payload, as: UTF8.self)
        return .object([
            "kind": .string(kind),
            "text": text.map { .string($0) },
            "bytes": text == nil ? .array(payload.map { .integer(Int64($0)) }) : nil,
            "unique_key": uniqueKey.map { .string($0) },
            "unique_for": uniqueFor > .zero ? .integer(uniqueFor.wholeMilliseconds) : nil,
            "priority": priority == 0 ? nil : .integer(priority),
            "delay": delay > .zero ? .integer(delay.wholeMilliseconds) : nil,
            "not_before": notBefore.map { .integer($0.milliseconds) },
            "limit_key": limit.map { .string($0.key) },
            "limit_rule": limit.map { .string($0.rule) },
            "attempts_max": attemptsMax.map { .integer($0) },
        ])
    }

    fileprivate init(_ json: JSON) throws {
        guard let kind = json["kind"]?.text else { throw CorruptJobText(column: "chain") }
        let bytes = json["bytes"]?.items?.compactMap { $0.whole.flatMap { UInt8(exactly: $0) } }
        self.init(kind, bytes: bytes ?? Array((json["text"]?.text ?? "").utf8))
        uniqueKey = json["unique_key"]?.text
        uniqueFor = .milliseconds(json["unique_for"]?.whole ?? 0)
        priority = Int(json["priority"]?.whole ?? 0)
        delay = .milliseconds(json["delay"]?.whole ?? 0)
        notBefore = json["not_before"]?.whole.map(Instant.init(milliseconds:))
        attemptsMax = json["attempts_max"]?.whole.map { Int($0) }
        if let key = json["limit_key"]?.text, let rule = json["limit_rule"]?.text {
            limit = try JobLimit(key: key, rule: rule)
        }
    }
}

extension JobLimit {
    /// Running at most, then count, milliseconds and burst of the rate; 0 for what is not limited.
    var rule: String {
        let period = rate?.period.wholeMilliseconds ?? 0
        return "\(runningMax ?? 0) \(rate?.count ?? 0) \(period) \(rate?.burst ?? 0)"
    }

    init(key: String, rule: String) throws {
        let numbers = rule.split(separator: " ").compactMap { Int($0) }
        guard numbers.count == 4 else { throw CorruptJobText(column: "limit_rule") }
        self.init(
            key: key, runningMax: numbers[0] > 0 ? numbers[0] : nil,
            rate: numbers[1] > 0
                ? JobRate(numbers[1], per: .milliseconds(numbers[2]), burst: numbers[3]) : nil)
    }
}

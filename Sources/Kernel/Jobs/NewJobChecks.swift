import Core

extension NewJob {
    /// Its kind, if the job can be taken.
    func checked(by kinds: JobKinds, inChain: Bool = false) throws(JobRefused) -> JobKind {
        guard let kind = kinds[self.kind] else { throw .unknownKind(self.kind) }
        guard payload.count <= JobBounds.payloadBytesMax else { throw .payloadTooLarge(bytes: payload.count) }
        try checkTimes()
        if let uniqueKey { try uniqueKey.checkKey("The unique key") }
        try limit?.check()
        guard JobBounds.priorities.contains(priority) else {
            throw .invalid("The priority is \(priority); it must be in \(JobBounds.priorities).")
        }
        guard (1...JobBounds.attemptsMax).contains(attemptsMax ?? 1) else {
            throw .invalid("A job has 1 to \(JobBounds.attemptsMax) attempts.")
        }
        guard then.count <= JobBounds.chainLengthMax, !inChain || then.isEmpty else {
            throw .invalid("A chain has at most \(JobBounds.chainLengthMax) jobs, one after the other.")
        }
        for next in then { _ = try next.checked(by: kinds, inChain: true) }
        return kind
    }

    private func checkTimes() throws(JobRefused) {
        guard delay >= .zero, delay <= JobBounds.delayMax else {
            throw .invalid("The delay is \(delay); it must be from 0 to \(JobBounds.delayMax).")
        }
        guard uniqueFor >= .zero, uniqueFor <= JobBounds.uniqueForMax else {
            throw .invalid("A key counts from 0 to \(JobBounds.uniqueForMax) after the job's end.")
        }
    }
}

extension JobLimit {
    fileprivate func check() throws(JobRefused) {
        try key.checkKey("The limit's key")
        guard (1...JobBounds.slotsMax).contains(runningMax ?? 1) else {
            throw .invalid("A limit lets 1 to \(JobBounds.slotsMax) jobs run at once.")
        }
        guard let rate else { return }
        guard (1...1_000_000).contains(rate.count), (1...1_000_000).contains(rate.burst),
            rate.period >= .milliseconds(1), rate.period <= JobBounds.delayMax
        else {
            throw .invalid("A rate has a count and a burst of 1 to 1,000,000 and a period of 1 ms or more.")
        }
    }
}

extension String {
    fileprivate func checkKey(_ what: String) throws(JobRefused) {
        guard (1...JobBounds.keyBytesMax).contains(utf8.count) else {
            throw .invalid("\(what) has \(utf8.count) bytes; it must have 1 to \(JobBounds.keyBytesMax).")
        }
        guard !containsNUL else { throw .invalid("\(what) holds the character U+0000.") }
    }
}

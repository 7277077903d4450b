package import Core

/// Which of the archives made so far are kept.
package struct Retention: Sendable, Equatable {
    /// The newest archive of each of so many days that have one.
    package var days: Int
    /// The same for weeks, which begin on Monday.
    package var weeks: Int
    /// None that is older is kept, except the newest of all.
    package var ageMax: Duration?

    package init(days: Int = 7, weeks: Int = 4, ageMax: Duration? = nil) {
        (self.days, self.weeks, self.ageMax) = (days, weeks, ageMax)
    }

    /// Those to keep of what is made every day, and of what people made, which goes only by its age.
    package func kept(_ daily: [Instant], byHand: [Instant]) -> Set<Instant> {
        let newest = (daily + byHand).max()
        let young = byHand.filter { moment in
            guard let ageMax, let newest else { return true }
            return newest.since(moment) <= ageMax
        }
        return Set(kept(daily)).union(young)
    }

    /// Those to keep. The newest always is.
    package func kept(_ moments: [Instant]) -> [Instant] {
        let newestFirst = moments.sorted(by: >)
        guard let newest = newestFirst.first else { return [] }
        let chosen =
            firsts(of: newestFirst, days) { $0.civilDate.daysSince1970 }
            // 1970-01-01 was a Thursday.
            + firsts(of: newestFirst, weeks) { ($0.civilDate.daysSince1970 + 3).flooredQuotient(by: 7) }
        let kept = Set(chosen).filter { moment in
            ageMax.map { newest.since(moment) <= $0 } ?? true
        }
        return newestFirst.filter { kept.contains($0) || $0 == newest }
    }

    private func firsts(of newestFirst: [Instant], _ count: Int, by period: (Instant) -> Int) -> [Instant] {
        var (met, chosen): (Set<Int>, [Instant]) = ([], [])
        for moment in newestFirst where met.count < count && met.insert(period(moment)).inserted {
            chosen.append(moment)
        }
        return chosen
    }
}

/// What is backed up by itself, and when.
package struct BackupPlan: Sendable, Equatable {
    /// Minutes after midnight, on the clock of the place the installation is in.
    package var minuteOfDay: Int
    package var data: Retention
    /// Kept for a shorter time than data: an erasure is not true as long as a copy of the key is left.
    package var keys: Retention

    package init(
        minuteOfDay: Int = 2 * 60, data: Retention = Retention(),
        keys: Retention = Retention(days: 7, weeks: 0, ageMax: .seconds(30 * 86_400))
    ) {
        (self.minuteOfDay, self.data, self.keys) = (minuteOfDay, data, keys)
    }

    /// As a line of cron.
    package var schedule: String { "\(minuteOfDay % 60) \(minuteOfDay / 60) * * *" }
}

extension Int {
    fileprivate func flooredQuotient(by divisor: Int) -> Int {
        let quotient = self / divisor
        return self % divisor < 0 ? quotient - 1 : quotient
    }
}

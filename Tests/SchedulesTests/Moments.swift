import Core
import Jobs
import Testing

/// `2026-01-01T00:00` in UTC.
func utc(_ text: String) throws -> Instant {
    try #require(Instant(text + ":00Z"))
}

func zone(_ name: String) throws -> TimeZoneRules {
    try TimeZones.system.rules(of: name)
}

/// All of them after `start` and up to `end`.
func firings(_ cron: String, in zone: TimeZoneRules, after start: Instant, until end: Instant) throws
    -> [Instant]
{
    let cron = try Cron(cron)
    var (found, moment) = ([Instant](), start)
    while let next = cron.next(after: moment, in: zone), next <= end {
        found.append(next)
        moment = next
    }
    return found
}

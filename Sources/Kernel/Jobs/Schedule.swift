package import Core

/// A job that is enqueued again and again, at the times of a clock on the wall.
package struct Schedule: Hashable, Sendable {
    package let name: String
    package let cron: Cron
    /// Of the clock on the wall, by its name in the IANA database.
    package let zone: String
    /// Of the job.
    package let kind: String
    package let payload: [UInt8]
    package let whenLate: WhenLate

    /// What to do about times that nobody was there to keep.
    package enum WhenLate: String, Hashable, Sendable, CaseIterable {
        /// However many were missed, one job makes up for them.
        case runOnce = "run-once"
        /// More than `lateMax` late, it is left out.
        case skip
    }

    /// - Parameter name: for what a module declares, its owner and purpose with a dot between, such as
    ///   `backup.daily`; what operators add has none, so that neither takes the other's name.
    /// - Parameter times: five fields of cron or a word such as `@daily`.
    package init(
        _ name: String, _ times: String, zone: String = "UTC", kind: String, bytes: [UInt8],
        whenLate: WhenLate = .runOnce
    ) throws(CronRefused) {
        (self.name, self.zone, self.kind) = (name, zone, kind)
        (payload, self.whenLate) = (bytes, whenLate)
        cron = try Cron(times)
    }

    package init(
        _ name: String, _ times: String, zone: String = "UTC", kind: String, payload: JSON = .object([]),
        whenLate: WhenLate = .runOnce
    ) throws(CronRefused) {
        try self.init(name, times, zone: zone, kind: kind, bytes: payload.bytes, whenLate: whenLate)
    }

    package static let nameBytesMax = 100
    /// What no clock is wrong by, unless something is very wrong.
    package static let clockErrorMax = Duration.seconds(2 * 86_400)
    package static let lateMax = Duration.seconds(60)
    /// Of one tenant, added by operators.
    package static let countMax = 1_000
    package static let occurrencesMax = 100

    /// The job for one of its times. The key keeps a time from being served twice when an operator goes back.
    func job(for occurrence: Instant) -> NewJob {
        var job = NewJob(kind, bytes: payload, uniqueKey: "schedule:\(name):\(occurrence.written)")
        job.uniqueFor = Self.clockErrorMax
        return job
    }

    /// - Throws: `ScheduleRefused`, `JobRefused` or `TimeZoneRefused`.
    func check(isDeclared: Bool, kinds: JobKinds, zones: TimeZones) throws {
        let hasDot = name.utf8.contains(UInt8(ascii: "."))
        guard (1...Self.nameBytesMax).contains(name.utf8.count), hasDot == isDeclared,
            name.utf8.allSatisfy(Self.isNameByte)
        else { throw ScheduleRefused.name }
        _ = try NewJob(kind, bytes: payload).checked(by: kinds)
        _ = try zones.rules(of: zone)
    }

    private static func isNameByte(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"),
            UInt8(ascii: "-"), UInt8(ascii: "_"), UInt8(ascii: "."):
            true
        default: false
        }
    }
}

/// Why a schedule was not taken or changed.
package enum ScheduleRefused: Refusal, Hashable {
    case name
    case notFound
    case tooMany
    /// Comes with Lux: it can be paused, but not changed or removed.
    case declared

    package var problem: Problem {
        switch self {
        case .name:
            Problem(
                .invalidSchedule,
                "The name of a schedule has 1 to \(Schedule.nameBytesMax) of a-z, 0-9, - and _.")
        case .notFound: Problem(.scheduleNotFound, "There is no such schedule.")
        case .tooMany: Problem(.invalidSchedule, "There are \(Schedule.countMax) schedules already.")
        case .declared:
            Problem(.scheduleIsDeclared, "This schedule comes with Lux; it can be paused, not changed.")
        }
    }
}

extension ProblemType {
    package static let scheduleNotFound = ProblemType(
        "schedule-not-found", status: 404, title: "There is no such schedule",
        errorClass: "ScheduleNotFoundError",
        explanation: "No schedule has this name, or it was removed. `lux jobs schedules` lists them.")
    package static let scheduleIsDeclared = ProblemType(
        "schedule-declared", status: 409, title: "This schedule comes with Lux",
        errorClass: "ScheduleDeclaredError",
        explanation: """
            Schedules with a dot in their name come with a part of Lux and change with its releases. They can be paused, \
            resumed and run at once, but not changed or removed. Add one of your own beside it, and pause this one.
            """)
}

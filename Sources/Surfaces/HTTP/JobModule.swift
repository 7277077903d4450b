package import Core
package import Jobs
package import Module
package import Persistence
package import Resilience

/// The routes by which callers follow their jobs, and operators look after queues, schedules and dead letters.
package enum JobModule {
    package struct Needs: Sendable {
        package var jobs: Jobs
        package var schedules: Schedules
        package var bells: Bells
        package var clock: Clock
        package var alarm: Alarm
        /// Ends the streams of those who follow jobs, as they would outlast the stop.
        package var isStopping: @Sendable () -> Bool
        let places = WatchPlaces()

        package init(
            jobs: Jobs, schedules: Schedules, bells: Bells, clock: Clock, alarm: Alarm,
            isStopping: @escaping @Sendable () -> Bool
        ) {
            (self.jobs, self.schedules, self.bells) = (jobs, schedules, bells)
            (self.clock, self.alarm, self.isStopping) = (clock, alarm, isStopping)
        }

        func desk() -> JobDesk { JobDesk(jobs) }
    }

    package static let migrations = Idempotency.migrations + JobMigrations.all + ScheduleMigrations.all

    package static func module(_ needs: Needs) -> Module {
        Module(
            "jobs", "Work that is done later: queues, schedules, dead letters", migrations: migrations,
            routes: JobRoutes(needs: needs).all + DeadLetterRoutes(needs: needs).all
                + QueueRoutes(needs: needs).all + ScheduleRoutes(needs: needs).all,
            checks: [check(needs)],
            problems: JobProblems.all + [
                .invalidSchedule, .scheduleNotFound, .scheduleIsDeclared, .reusedIdempotencyKey,
                .invalidIdempotencyKey, .answerNotKept,
            ])
    }

    /// Dead letters are an operator's business, not a failure of the whole.
    private static func check(_ needs: Needs) -> Check {
        Check("jobs", impact: .degrades) {
            do {
                let figures = try await needs.desk().figures()
                guard figures.unknownCount == 0 else {
                    return .init(
                        word: "unknown_kinds", isHealthy: false,
                        reason: "\(figures.unknownCount) jobs wait for a process that knows their kind",
                        remedy: "Start a worker of the version and with the modules that made them.")
                }
                return .ok
            } catch {
                return .down("\(error)")
            }
        }
    }
}

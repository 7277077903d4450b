package import Core
package import Jobs
package import Persistence
package import Settings
package import Telemetry

/// What one context brings to the product, as data. Surfaces turn it into routes, documents and commands; a
/// module that is not chosen leaves nothing behind.
package struct Module: Sendable {
    package let name: String
    package let summary: String
    /// Names of modules without which this one cannot work.
    package var requires: [String]
    package var settings: [Setting]
    package var migrations: [Migration]
    package var metrics: [MetricDescription]
    package var routes: [Route]
    /// What its jobs do; a process runs the kinds that its modules bring.
    package var jobs: [JobKind]
    /// What other systems may ask of it by message.
    package var commands: [Command]
    package var checks: [Check]
    /// The types of refusal that its routes give.
    package var problems: [ProblemType]
    /// What it does by itself as long as the process serves; each ends when its task is cancelled.
    package var background: [@Sendable () async -> Void]

    package init(
        _ name: String, _ summary: String, requires: [String] = [], settings: [Setting] = [],
        migrations: [Migration] = [], metrics: [MetricDescription] = [], routes: [Route] = [],
        jobs: [JobKind] = [], commands: [Command] = [], checks: [Check] = [], problems: [ProblemType] = [],
        background: [@Sendable () async -> Void] = []
    ) {
        (self.name, self.summary, self.requires) = (name, summary, requires)
        (self.settings, self.migrations, self.metrics) = (settings, migrations, metrics)
        (self.routes, self.jobs, self.commands) = (routes, jobs, commands)
        (self.checks, self.problems) = (checks, problems)
        self.background = background
    }
}

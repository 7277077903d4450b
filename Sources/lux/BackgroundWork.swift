import Core
import EventLog
import Glibc
import Jobs
import Logging
import Module
import Persistence
import Plugins
import ServiceLifecycle
import Settings
import Telemetry

/// What a process does besides answering callers, by its role.
struct BackgroundWork {
    let services: [ServiceGroupConfiguration.ServiceConfiguration]

    init(_ parts: Parts, _ settings: Settings, _ signals: Signals, _ logger: Logger) throws {
        let role = settings[ProcessSettings.role]
        // Services stop in the reverse order: programs of plugins end behind the jobs that ask them.
        var services: [any Service] = parts.plugins.map { plugins in [Living { await plugins.run() }] } ?? []
        if parts.hasJobs, [.all, .worker].contains(role) {
            let report = try JobSignals(signals.metrics, logger).report
            services += parts.jobs.kinds.queues.sorted().map { queue in
                var worker = JobWorker.Settings(name: Self.workerName, queue: queue)
                worker.slotsPerLane = settings[ProcessSettings.slots]
                worker.drainMax = settings[ProcessSettings.drainWithin]
                return Working(worker: JobWorker(parts.jobs, settings: worker, report: report))
            }
        }
        if parts.hasJobs, [.all, .scheduler].contains(role) {
            services.append(Ticking(schedules: parts.schedules, declared: parts.declared, logger: logger))
            services.append(try QueueGauges(parts.jobs, in: signals.metrics))
        }
        if let commands = parts.commands, let bus = parts.bus, [.all, .worker].contains(role) {
            services.append(Obeying(commands: commands, bus: bus, logger: logger))
        }
        services += parts.modules.flatMap(\.background).map { Living(life: $0) }
        if [.all, .worker].contains(role), let log = parts.log {
            services.append(Watching(watch: log.watch))
            services.append(Sealing(sealer: Sealer(log.watch, clock: System.clock)))
            services += log.following(owner: Self.workerName).map { Pursuing(following: $0) }
        }
        self.services = services.map { .init(service: Lasting(service: $0)) }
    }

    /// Tells this process from all others, of other machines and other times too.
    private static let workerName: String = {
        var name = [CChar](repeating: 0, count: 256)
        gethostname(&name, name.count - 1)
        let host = String(decoding: name.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
        let start = System.makeID(at: System.clock.now()) as ID<Job>
        return "\(host)-\(getpid())-\(start.text.suffix(6))"
    }()
}

/// A service that may have nothing to do, or be done some day. It stays until the stop all the same: in the group, one
/// that ends while another is being stopped is a fault.
struct Lasting: Service {
    let service: any Service

    func run() async throws {
        try await service.run()
        // It throws when the group is cancelled, which is an end as well.
        try? await gracefulShutdown()
    }
}

/// Runs jobs until the stop; what is under way then is let end.
private struct Working: Service {
    let worker: JobWorker

    func run() async throws {
        await withGracefulShutdownHandler {
            await worker.run()
        } onGracefulShutdown: {
            worker.drain()
        }
    }
}

private struct Ticking: Service {
    let schedules: Schedules
    let declared: [Schedule]
    let logger: Logger

    func run() async throws {
        await cancelWhenGracefulShutdown {
            await untilCancelled(pausing: .seconds(1)...(.seconds(30))) {
                try await declare()
            } onFailure: { error in
                logger.warning("schedules not declared", metadata: ["reason": "\(error)"])
            }
        }
        let ticker = ScheduleTicker(schedules) { [logger] troubles in
            for trouble in troubles {
                logger.warning(
                    "schedule not served",
                    metadata: ["schedule": "\(trouble.name ?? "")", "reason": "\(trouble.reason)"])
            }
        }
        await cancelWhenGracefulShutdown { await ticker.run() }
    }

    /// Brings what this version declares into force, and takes away what only an older one did.
    private func declare() async throws {
        var random = SystemRandomNumberGenerator()
        let trace = TraceContext.start(sampled: false, random: &random)
        try await schedules.declare(
            declared, in: Scope(tenant: .builtIn, moment: System.clock.now(), trace: trace))
    }
}

/// What a module does by itself.
private struct Living: Service {
    let life: @Sendable () async -> Void

    func run() async throws {
        await cancelWhenGracefulShutdown { await life() }
    }
}

private struct Watching: Service {
    let watch: LogWatch

    func run() async throws {
        await cancelWhenGracefulShutdown { await watch.run() }
    }
}

private struct Sealing: Service {
    let sealer: Sealer

    func run() async throws {
        await cancelWhenGracefulShutdown { await sealer.run() }
    }
}

private struct Pursuing: Service {
    let following: Following

    func run() async throws {
        await cancelWhenGracefulShutdown { await following.run() }
    }
}

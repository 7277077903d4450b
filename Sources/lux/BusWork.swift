import Bus
import Core
import EventLog
import Facts
import Logging
import Module
import ServiceLifecycle

/// Hands the log's events to the bus: each is told once the broker has it in safe hands, and again otherwise.
extension Forwarder {
    init(to bus: any Bus, source: String) {
        self.init(source: source) { events in
            try await bus.publish(events.map { try Message($0) })
        }
    }
}

extension Message {
    fileprivate init(_ event: CloudEvent) throws(Malformed) {
        try self.init(
            id: event.id, topic: event.type.text, body: event.bytes, tenant: event.tenant,
            trace: TraceContext(traceparent: event.traceparent), occurredAt: event.occurredAt)
    }
}

/// Takes commands from the bus as long as the process works.
struct Obeying: Service {
    let commands: Commands
    let bus: any Bus
    let logger: Logger

    func run() async throws {
        guard let subscription = try commands.subscription() else { return }
        await cancelWhenGracefulShutdown {
            await untilCancelled(pausing: .seconds(1)...(.seconds(30))) {
                try await bus.subscribe(subscription) { try await commands.take($0) }
            } onFailure: { error in
                logger.warning("commands are not taken", metadata: ["reason": "\(error)"])
            }
        }
    }
}

/// Tries until it succeeds or the task is cancelled, with growing pauses.
func untilCancelled(
    pausing pauses: ClosedRange<Duration>, _ body: () async throws -> Void,
    onFailure: (any Error) -> Void
) async {
    var pause = pauses.lowerBound
    while !Task.isCancelled {
        do {
            return try await body()
        } catch is CancellationError {
            return
        } catch {
            onFailure(error)
        }
        guard (try? await Task.sleep(for: pause)) != nil else { return }
        pause = min(pause * 2, pauses.upperBound)
    }
}

import Core
package import Facts
import Persistence

/// Tells other systems: turns events into CloudEvents and hands them to whatever carries them away.
package struct Forwarder: Sendable {
    package let follower: Follower

    /// - Parameters:
    ///   - source: a URI reference that names this installation in the envelopes
    ///   - publish: returns once the events are in safe hands; what it throws has them come again
    package init(
        _ name: String = "forwarder", of kinds: [FactKind]? = nil, from start: Follower.Start = .beginning,
        source: String, publish: @escaping @Sendable ([CloudEvent]) async throws -> Void
    ) {
        follower = Follower(
            name, of: kinds, from: start,
            .deliver { batch in
                try await publish(batch.events.map { try $0.envelope(in: batch.epoch, source: source) })
            })
    }
}

extension Event {
    package func envelope(in epoch: LogEpoch, source: String) throws(FactUnreadable) -> CloudEvent {
        try CloudEvent(
            kind, schemaVersion: schemaVersion, body: body,
            frame: CloudEvent.Frame(
                id: idText, tenant: tenant, subject: stream.text, occurredAt: occurredAt, traceparent: trace,
                position: position, epoch: epoch.id),
            source: source)
    }
}

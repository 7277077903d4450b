import Bus
import CRabbitMQ
import Core
import Polling

/// Owns the connection on which messages are published, and keeps it while there is nothing to publish.
final class PublisherThread {
    private let desk: Publisher
    private let options: RabbitMQOptions
    private let tally: Tally
    private let topology: Topology
    private var connection: AMQPConnection?
    private var blocked: String?
    private var reconnect: Reconnect

    init(
        _ desk: Publisher, _ options: RabbitMQOptions, _ tally: Tally,
        random: @escaping @Sendable () -> UInt64
    ) {
        (self.desk, self.options, self.tally) = (desk, options, tally)
        topology = Topology(options)
        reconnect = Reconnect(options.reconnect, random: random)
    }

    func run() {
        while let jobs = desk.takeJobs() {
            if jobs.isEmpty {
                keepUp()
                if !desk.hasWork { desk.alarm.wait(beside: connection?.descriptor, until: nextLook) }
            } else {
                publish(jobs)
            }
        }
        connection?.close()
        desk.noteEnd()
    }

    private var nextLook: ContinuousClock.Instant {
        connection == nil ? reconnect.next : .now.advanced(by: options.heartbeat / 3)
    }

    private func keepUp() {
        do {
            if let connection {
                while let event = try connection.nextEvent() { try note(event) }
            } else if reconnect.isDue {
                try connect()
            }
        } catch {
            drop(because: error)
        }
    }

    private func note(_ event: AMQPEvent) throws {
        switch event {
        case .blocked(let reason):
            blocked = reason
            tally.note(blocked: reason)
        case .closed(let failure): throw failure
        case .message, .unwanted, .confirmed, .consumerCancelled: break
        }
    }

    @discardableResult
    private func connect() throws -> AMQPConnection {
        let connection = try AMQPConnection.open(options, for: "publisher")
        try topology.declareExchanges(on: connection)
        try connection.ask { state, _ in amqp_confirm_select(state, connection.channel) }
        self.connection = connection
        (blocked, reconnect.failures) = (nil, 0)
        tally.noteConnected("publisher")
        return connection
    }

    private func drop(because error: any Error) {
        if connection != nil { tally.noteLost("publisher", error) }
        connection = nil
        blocked = nil
        reconnect.noteFailure()
        tally.note(failure: "\(error)")
    }

    // MARK: Publishing

    private func publish(_ jobs: [Publisher.Job]) {
        var round = PublishRound(jobs, firstTag: (connection?.lastTag ?? 0) + 1)
        do {
            let connection = try connection ?? connect()
            // An unblocking may have come while nobody looked.
            while let event = try connection.nextEvent() { try note(event) }
            if let blocked { throw BusFailure(.full, cause: blocked) }
            try send(&round, on: connection)
            end(round, BusFailure(.unreachable, cause: "no answer"))
        } catch {
            // Before the callers know. A broker that takes nothing for now will say when it does, on this connection.
            if (error as? BusFailure)?.kind == .full { note(full: error) } else { drop(because: error) }
            end(round, error)
        }
    }

    private func note(full error: any Error) {
        guard let failure = error as? BusFailure else { return }
        blocked = blocked ?? failure.cause
        tally.note(blocked: blocked)
    }

    private func end(_ round: PublishRound, _ failure: any Error) {
        for message in round.messages where round.unwanted.contains(message.id) {
            tally.report(.unwanted(id: message.id, message.topic))
        }
        // Before the callers know, so that they find themselves counted.
        tally.count {
            $0.published += round.takenCount
            $0.unwanted += round.unwanted.count
        }
        round.end(failure)
    }

    private func send(_ round: inout PublishRound, on connection: AMQPConnection) throws {
        var progressed = ContinuousClock.now
        while !round.isComplete {
            while round.hasRoom, let message = round.next {
                try waitUntilWritable(connection)
                round.noteSent()
                try connection.publish(message, in: topology)
                if connection.lastTag.isMultiple(of: Self.lookEvery) {
                    try drain(connection, &round, &progressed)
                }
            }
            try drain(connection, &round, &progressed)
            guard !round.isComplete else { return }
            let deadline = progressed.advanced(by: options.answerTimeout)
            guard waitForReading(connection.descriptor, until: deadline) else {
                throw BusFailure(.unreachable, cause: "no confirmation within \(options.answerTimeout)")
            }
        }
    }

    private func waitUntilWritable(_ connection: AMQPConnection) throws {
        let deadline = ContinuousClock.now.advanced(by: options.answerTimeout)
        guard waitForWriting(connection.descriptor, until: deadline) else {
            throw BusFailure(.unreachable, cause: "nothing could be sent within \(options.answerTimeout)")
        }
    }

    private func drain(
        _ connection: AMQPConnection, _ round: inout PublishRound, _ progressed: inout ContinuousClock.Instant
    ) throws {
        while let event = try connection.nextEvent() {
            if try round.take(event) { progressed = .now }
        }
    }

    /// So that the broker's answers do not pile up while much is sent.
    private static let lookEvery: UInt64 = 64
}

import CPq
import Core
import Glibc
import Persistence
import Polling

extension Connection {
    /// Connects and prepares the connection for our use. Blocks the thread.
    static func open(_ address: Address, atMost limit: Duration? = nil) throws(ConnectionLost) -> Connection {
        let handle = try connected(address, atMost: limit ?? address.settings.connectMax)
        PQsetNoticeReceiver(handle, { _, _ in }, nil)
        guard PQsetnonblocking(handle, 1) == 0, PQenterPipelineMode(handle) == 1 else {
            PQfinish(handle)
            throw ConnectionLost("pipeline mode was refused")
        }
        // Longer than the server needs to end a statement by itself.
        let connection = Connection(handle: handle, silenceMax: address.settings.statementMax + .seconds(5))
        try connection.askOnce(address.preparation)
        if let failure = try connection.settle().failure {
            throw ConnectionLost(failure.message, sqlState: failure.sqlState)
        }
        return connection
    }

    private static func connected(_ address: Address, atMost limit: Duration) throws(ConnectionLost)
        -> OpaquePointer
    {
        let parameters = address.parameters
        let handle = withCStrings(parameters.map(\.name)) { names in
            withCStrings(parameters.map(\.value)) { values in PQconnectStartParams(names, values, 1) }
        }
        guard let handle else { throw ConnectionLost("no memory") }
        do throws(ConnectionLost) {
            // In this form messages begin with the code that tells what is wrong.
            PQsetErrorVerbosity(handle, PQERRORS_VERBOSE)
            try awaitConnection(handle, atMost: limit)
            PQsetErrorVerbosity(handle, PQERRORS_DEFAULT)
        } catch {
            PQfinish(handle)
            throw error
        }
        return handle
    }

    private static func awaitConnection(_ handle: OpaquePointer, atMost limit: Duration)
        throws(ConnectionLost)
    {
        let clock = ContinuousClock()
        let end = clock.now.advanced(by: limit)
        guard PQstatus(handle) != CONNECTION_BAD else { throw refusal(handle) }
        var event = Int16(POLLOUT)
        while true {
            let left = clock.now.duration(to: end)
            guard left > .zero, Polling.wait(for: event, on: PQsocket(handle), atMost: left) != 0 else {
                throw ConnectionLost("no connection within \(limit)")
            }
            switch PQconnectPoll(handle) {
            case PGRES_POLLING_OK: return
            case PGRES_POLLING_READING: event = Int16(POLLIN)
            case PGRES_POLLING_WRITING: event = Int16(POLLOUT)
            default: throw refusal(handle)
            }
        }
    }

    /// "…: FATAL:  28P01: password authentication failed for user …"
    private static func refusal(_ handle: OpaquePointer) -> ConnectionLost {
        let message = PQerrorMessage(handle).firstLine ?? "no message"
        let state = message.split(separator: " ").first { part in
            part.utf8.count == 6 && part.utf8.last == UInt8(ascii: ":")
                && part.utf8.dropLast().allSatisfy(isStateByte)
                && part.utf8.contains { (0x30...0x39).contains($0) }
        }
        return ConnectionLost(message, sqlState: state.map { String($0.dropLast()) })
    }

    private static func isStateByte(_ byte: UInt8) -> Bool {
        (0x30...0x39).contains(byte) || (0x41...0x5a).contains(byte)
    }
}

extension Address {
    func check() throws(CannotConnect) { _ = try URLParameter.all(in: url) }
}

/// The strings as C has them, with an end mark behind the last.
private func withCStrings<Outcome>(
    _ strings: [String], _ body: (UnsafePointer<UnsafePointer<CChar>?>) -> Outcome
) -> Outcome {
    let copies = strings.map { UnsafePointer<CChar>(strdup($0)) }
    defer { for copy in copies { free(UnsafeMutablePointer(mutating: copy)) } }
    return (copies + [nil]).withUnsafeBufferPointer { list in
        guard let start = list.baseAddress else { preconditionFailure("the list has an end mark") }
        return body(start)
    }
}

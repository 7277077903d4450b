import Glibc

/// How a server is made to go away in the tests of outages, and for how long.
package enum OutageKind: String, CaseIterable, Sendable, CustomStringConvertible {
    case partition, restart, slow

    package var description: String { rawValue }

    /// As long as the faults that Lux must survive are said to be, where there is time for that.
    package static let isLong = getenv("LUX_TEST_LONG") != nil

    package static var drill: OutageDrill {
        isLong
            ? OutageDrill(beat: .milliseconds(20), margin: .seconds(3), length: .seconds(30))
            : OutageDrill(beat: .milliseconds(10), margin: .milliseconds(300), length: .seconds(1))
    }

    /// - Parameters:
    ///   - stop: of the server, behind the proxy
    ///   - start: of the server again
    package func outage(
        _ proxy: FaultProxy, stop: @escaping @Sendable () async throws -> Void,
        start: @escaping @Sendable () async throws -> Void
    ) -> OutageDrill.Outage {
        switch self {
        case .partition: .network(proxy, .blackhole)
        case .restart: OutageDrill.Outage(begin: stop, end: start)
        // Half of it on the way there, half on the way back.
        case .slow: .network(proxy, .latency(.milliseconds(250)))
        }
    }
}

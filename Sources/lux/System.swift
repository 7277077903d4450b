import Core
import Machine

#if canImport(Glibc)
    import Glibc
#endif

/// The machine's own clock, randomness, environment and processors.
enum System {
    static let clock = Core.Clock.machine

    static let random: @Sendable () -> UInt64 = { .random(in: .min ... .max) }

    static func makeID<Entity>(at moment: Instant) -> ID<Entity> {
        var random = SystemRandomNumberGenerator()
        return ID.make(at: moment, random: &random)
    }

    static var environment: [String: String] {
        var variables: [String: String] = [:]
        var entry = environ
        while let text = entry.pointee {
            let parts = String(cString: text).split(
                separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            if parts.count == 2 { variables[String(parts[0])] = String(parts[1]) }
            entry += 1
        }
        return variables
    }

    static var workingDirectory: String? {
        guard let path = getcwd(nil, 0) else { return nil }
        defer { free(path) }
        return String(cString: path)
    }

    /// Who runs this process, for records of what was done by hand.
    static var userName: String {
        guard let entry = getpwuid(getuid()), let name = entry.pointee.pw_name else { return "\(getuid())" }
        return String(cString: name)
    }

    /// Processors that this process may use.
    static var processorCount: Int { max(1, Int(sysconf(Int32(_SC_NPROCESSORS_ONLN)))) }
}

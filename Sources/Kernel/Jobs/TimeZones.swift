package import Core
import Synchronization

#if canImport(Darwin)
    import Darwin
#else
    import Glibc
#endif

/// The zones this machine knows, by name, from the system's time zone database. That one is brought up to date
/// with the system's packages whenever a country changes its mind, and costs nothing; Foundation would bring
/// 34 MB of tables as old as the compiler. Each zone is read once per process.
package final class TimeZones: Sendable {
    private let folders: [String]
    private let known = Mutex<[String: TimeZoneRules]>([:])

    /// - Parameter folders: tried in this order.
    package init(folders: [String] = ["/usr/share/zoneinfo", "/usr/lib/zoneinfo", "/etc/zoneinfo"]) {
        self.folders = folders
    }

    package static let system = TimeZones()

    package func rules(of name: String) throws(TimeZoneRefused) -> TimeZoneRules {
        if name == "UTC" { return .utc }
        guard Self.isName(name) else { throw .malformedName }
        if let rules = known.withLock({ $0[name] }) { return rules }
        guard let bytes = folders.lazy.compactMap({ Self.contents(of: "\($0)/\(name)") }).first else {
            throw folders.contains { access($0 + "/Etc", R_OK) == 0 } ? .unknown(name) : .noDatabase
        }
        do throws(TimeZoneFile.Malformed) {
            let rules = try TimeZoneFile.read(bytes, name: name)
            known.withLock { known in
                if known.count < Self.zonesMax { known[name] = rules }
            }
            return rules
        } catch {
            throw .unreadable(name, reason: error.reason)
        }
    }

    /// Letters, digits, `_`, `+` and `-` in parts divided by `/`: no name leads out of the folder.
    private static func isName(_ name: String) -> Bool {
        let parts = name.utf8.split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false)
        return name.utf8.count <= nameBytesMax
            && parts.allSatisfy { part in
                !part.isEmpty
                    && part.allSatisfy { byte in
                        switch byte {
                        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                            UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"), UInt8(ascii: "+"),
                            UInt8(ascii: "-"):
                            true
                        default: false
                        }
                    }
            }
    }

    /// Nil when there is no such file or it is no zone's.
    private static func contents(of path: String) -> [UInt8]? {
        let file = open(path, O_RDONLY | O_CLOEXEC)
        guard file >= 0 else { return nil }
        defer { _ = close(file) }
        var bytes = [UInt8](repeating: 0, count: fileBytesMax + 1)
        var count = 0
        while count < bytes.count {
            let got = bytes.withUnsafeMutableBytes { read(file, $0.baseAddress! + count, $0.count - count) }
            guard got >= 0 else { return nil }
            guard got > 0 else { return Array(bytes[..<count]) }
            count += got
        }
        return nil
    }

    /// The largest file in the database has 4 KB.
    private static let fileBytesMax = 64 * 1024
    private static let nameBytesMax = 64
    /// The database has 600 names.
    private static let zonesMax = 1_000
}

/// Why there are no rules for a zone.
package enum TimeZoneRefused: Refusal, Equatable {
    case malformedName
    case unknown(String)
    case unreadable(String, reason: String)
    /// The system has no time zone database.
    case noDatabase

    package var problem: Problem {
        switch self {
        case .malformedName:
            Problem(.invalidSchedule, "A time zone is named as in America/Sao_Paulo, Europe/Lisbon or UTC.")
        case .unknown(let name):
            Problem(.invalidSchedule, "There is no time zone \(name). Case matters, as in America/Sao_Paulo.")
        case .unreadable(let name, let reason):
            Problem(.invalidSchedule, "The time zone \(name) cannot be read on this server: \(reason).")
        case .noDatabase:
            Problem(
                .invalidSchedule,
                "This server has no time zone database, so it knows only UTC; the package is called tzdata.")
        }
    }
}

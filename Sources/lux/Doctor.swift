import CLI
import Core
import HTTP
import Language
import Persistence
import Settings

#if canImport(Glibc)
    import Glibc
#endif

/// Looks at everything a start would need, without starting and without changing anything.
struct Doctor {
    struct Finding {
        enum State: String { case well = "ok", doubtful = "warning", failed }

        let name: String
        let state: State
        let words: String
        let remedy: String?

        init(_ name: String, _ state: State, _ words: String, remedy: String? = nil) {
            (self.name, self.state, self.words, self.remedy) = (name, state, words, remedy)
        }
    }

    private let start: Start
    private let settings: Settings

    init(_ start: Start) {
        self.start = start
        settings = start.survey()
    }

    func examine() async -> [Finding] {
        let base = settingsFindings + [folder, space, await database]
        return base + (await Self.servers(settings)) + (await Self.model(settings)) + [
            language, descriptors, port,
        ]
    }

    private var settingsFindings: [Finding] {
        let refused = settings.refusals.map {
            Finding(
                "settings", .failed, $0.message, remedy: "`lux settings` shows where each value comes from.")
        }
        let doubtful = settings.warnings.map { Finding("settings", .doubtful, $0.message) }
        guard refused.isEmpty, doubtful.isEmpty else { return refused + doubtful }
        return [
            Finding(
                "settings", .well,
                "\(settings.rows.count) settings, environment \(settings.environment.rawValue)")
        ]
    }

    private var dataFolder: String { settings[ProcessSettings.data] }

    private var folder: Finding {
        var status = stat()
        guard stat(dataFolder, &status) == 0 else {
            guard errno == ENOENT else {
                return Finding(
                    "data folder", .failed, "\(dataFolder): \(String(cString: strerror(errno)))",
                    remedy: "Name a folder that this user may enter: --data DIR.")
            }
            guard access(nearestFolder, W_OK | X_OK) == 0 else {
                return Finding(
                    "data folder", .failed,
                    "\(dataFolder) does not exist, and \(nearestFolder) cannot be written",
                    remedy: "Make the folder and give it to this user, or name another: --data DIR.")
            }
            return Finding("data folder", .well, "\(dataFolder) does not exist yet; `lux serve` makes it")
        }
        guard status.st_mode & S_IFMT == S_IFDIR else {
            return Finding(
                "data folder", .failed, "\(dataFolder) is no folder",
                remedy: "Move it away, or name another: --data DIR.")
        }
        guard access(dataFolder, W_OK | X_OK) == 0 else {
            return Finding(
                "data folder", .failed,
                "\(dataFolder) cannot be written: \(String(cString: strerror(errno)))",
                remedy: "Give this user the folder (chown), or name another: --data DIR.")
        }
        return Finding("data folder", .well, dataFolder)
    }

    /// The data folder, or the nearest one above it that exists.
    private var nearestFolder: String {
        var path = dataFolder.hasPrefix("/") ? dataFolder : (System.workingDirectory ?? "") + "/" + dataFolder
        while access(path, F_OK) != 0, path != "/", let slash = path.lastIndex(of: "/") {
            path = slash == path.startIndex ? "/" : String(path[..<slash])
        }
        return path
    }

    /// On the disk of the folder, or of the nearest one above that exists.
    private var space: Finding {
        var status = statvfs()
        statvfs(nearestFolder, &status)
        let free = (UInt64(status.f_bavail) * UInt64(status.f_frsize)) >> 20
        guard free < Self.freeMebibytesMin else { return Finding("disk space", .well, "\(free) MiB free") }
        return Finding(
            "disk space", free < 16 ? .failed : .doubtful, "only \(free) MiB free",
            remedy: "Free space on the disk of \(dataFolder), or put the data elsewhere: --data DIR.")
    }

    private var database: Finding {
        get async {
            do {
                let place = try Storage.place(settings)
                if case .file(let path) = place, access(path, F_OK) != 0 {
                    return Finding("database", .well, "\(path) does not exist yet; `lux serve` makes it")
                }
                let database = try await Storage.connect(settings)
                let finding = try await examine(database, place)
                await database.close()
                return finding
            } catch let cannot as any CannotStart {
                return Finding("database", .failed, cannot.description, remedy: cannot.remedy)
            } catch {
                return Finding("database", .failed, Self.words(error))
            }
        }
    }

    private func examine(_ database: any Database, _ place: Storage.Place) async throws -> Finding {
        let schema = try await Storage.migrator(start.chosen).status(of: database)
        if !schema.unknown.isEmpty || !schema.edited.isEmpty {
            let refused: MigrationRefused =
                schema.unknown.isEmpty
                ? .editedAfterRun(schema.edited) : .newerSchema(unknown: schema.unknown)
            return Finding("database", .failed, refused.description, remedy: refused.remedy)
        }
        let status = await database.status()
        if let failure = status.failure {
            return Finding(
                "database", .failed, failure.description, remedy: "Restore a backup if the file is damaged.")
        }
        guard status.isWritable else {
            return Finding(
                "database", .failed, "\(place) takes no writes",
                remedy: "Make the file and its folder writable.")
        }
        let pending =
            schema.pending.isEmpty ? "" : ", \(schema.pending.count) migrations to come at the next start"
        var words = "\(place), \(schema.applied.count) migrations\(pending)"
        if case .server = place { words += ", pool of \(settings[ProcessSettings.pool]) connections" }
        return Finding("database", .well, words)
    }

    private var language: Finding {
        do {
            let found = try StatisticalExtractor().extract(from: "Python é uma linguagem")
            return Finding(
                "text engine", .well,
                "\(found.extractor.name) \(found.extractor.version), \(LanguageCode.supported.count) languages"
            )
        } catch {
            return Finding(
                "text engine", .failed, Self.words(error), remedy: "Install libstemmer0d, or build Lux again."
            )
        }
    }

    private var descriptors: Finding {
        var limit = rlimit()
        getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit)
        let needed = settings[HTTPSettings.connectionsMax] + Self.descriptorsBesideConnections
        guard limit.rlim_cur < UInt(needed) else {
            return Finding("open files", .well, "\(limit.rlim_cur) allowed")
        }
        return Finding(
            "open files", .doubtful, "\(limit.rlim_cur) allowed, \(needed) may be needed",
            remedy: "Raise the limit (ulimit -n \(needed)), or lower http.connections_max.")
    }

    private var port: Finding {
        let (host, port) = (settings[HTTPSettings.host], settings[HTTPSettings.port])
        guard port != 0, HostNames.isLoopback(host), host != "::1" else {
            return Finding("port", .well, "\(host):\(port) (not tried)")
        }
        guard let error = PortProbe.bind(port) else {
            return Finding("port", .well, "\(host):\(port) is free")
        }
        return Finding(
            "port", .doubtful, "\(host):\(port) cannot be had: \(String(cString: strerror(error)))",
            remedy: error == EADDRINUSE
                ? "Another program listens there, perhaps Lux itself. Stop it, or choose another: --port PORT."
                : "Choose a port above 1023: --port PORT.")
    }

    private static func words(_ error: any Error) -> String {
        (error as? CommandFailure)?.message ?? "\(error)"
    }

    private static let freeMebibytesMin: UInt64 = 256
    /// Database, logs, event loops and some to spare.
    private static let descriptorsBesideConnections = 64
}

/// Finds out whether a port of 127.0.0.1 could be listened on.
private enum PortProbe {
    /// The error number of trying; nil when it worked. The port is given back at once.
    static func bind(_ port: Int) -> Int32? {
        let socket = socket(AF_INET, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
        guard socket >= 0 else { return errno }
        defer { close(socket) }
        var yes: Int32 = 1
        setsockopt(socket, SOL_SOCKET, SO_REUSEADDR, &yes, socklen_t(MemoryLayout<Int32>.size))
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = in_port_t(UInt16(port).bigEndian)
        address.sin_addr.s_addr = in_addr_t(UInt32(0x7f00_0001).bigEndian)
        let result = withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                Glibc.bind(socket, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
            }
        }
        return result == 0 ? nil : errno
    }
}

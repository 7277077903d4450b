import Core
import Foundation
import Glibc
package import Postgres
import Synchronization

/// A PostgreSQL server of our own, with its cluster in a temporary folder and a port of its own on loopback.
/// It syncs as in production, and ends with the process that made it, however that ends.
package final class PostgresServer: Sendable {
    /// A database and the two roles that use it, as in production: one owns the tables, one works with them.
    package struct Place: Sendable {
        package let name: String
        package let url: String
        package let ownerURL: String

        package var settings: PostgresDatabase.Settings {
            var settings = PostgresDatabase.Settings(url: Secret(url))
            settings.migrationURL = Secret(ownerURL)
            settings.connectionsMax = 4
            // Tests share the server and a machine that may be slow; those about waiting set their own.
            settings.lockWaitMax = .seconds(25)
            return settings
        }
    }

    package let port: Int
    package let folder: String
    private let programs: String
    private let watcher: CommandRun
    private let running: Mutex<CommandRun?>
    private let empty = Mutex<[Place]>([])
    private let databaseCount = Atomic<Int>(0)

    private static let started = Result { try PostgresServer() }

    /// The one that tests share; those that harm a server make their own.
    package static func shared() throws -> PostgresServer { try started.get() }

    package init() throws {
        programs = try Self.findPrograms()
        folder = try Self.makeServerFolder()
        port = try freePort()
        watcher = try Self.watch(folder)
        running = Mutex(nil)
        try CommandRun.output(
            Self.asServerUser + [
                programs + "/initdb", "-D", folder + "/data", "-U", "postgres", "-A", "trust",
            ]
                + ["-E", "UTF8", "--no-sync"] + Self.locale(of: programs))
        try askForPasswords()
        try start()
        try run(
            "CREATE ROLE lux_owner LOGIN; CREATE ROLE lux LOGIN; CREATE ROLE lux_secret LOGIN PASSWORD 'right';"
        )
    }

    /// Runs `body` with an empty database. Used ones are emptied for the next, which costs a tenth of a new one.
    package func withDatabase<Outcome>(_ body: (Place) async throws -> Outcome) async throws -> Outcome {
        let place = try empty.withLock { $0.popLast() } ?? makeDatabase()
        do {
            let outcome = try await body(place)
            try recycle(place)
            return outcome
        } catch {
            try? recycle(place)
            throw error
        }
    }

    /// Of one role; the others come in without.
    private func askForPasswords() throws {
        let file = folder + "/data/pg_hba.conf"
        let rules = try String(contentsOfFile: file, encoding: .utf8)
        try Data("host all lux_secret 127.0.0.1/32 scram-sha-256\n\(rules)".utf8).write(
            to: URL(fileURLWithPath: file))
    }

    package func makeDatabase() throws -> Place {
        let name = "t\(databaseCount.add(1, ordering: .relaxed).newValue)"
        try run("CREATE DATABASE \(name) OWNER lux_owner TEMPLATE template0")
        return place(name)
    }

    package func place(_ name: String) -> Place {
        Place(name: name, url: url(name, role: "lux"), ownerURL: url(name, role: "lux_owner"))
    }

    private func recycle(_ place: Place) throws {
        try run(
            """
            SELECT pg_terminate_backend(pid) FROM pg_stat_activity
            WHERE datname = current_database() AND pid <> pg_backend_pid();
            DROP SCHEMA public CASCADE;
            CREATE SCHEMA public AUTHORIZATION pg_database_owner;
            GRANT USAGE ON SCHEMA public TO PUBLIC;
            """, in: place.name)
        empty.withLock { $0.append(place) }
    }

    package func url(_ database: String, role: String, port: Int? = nil) -> String {
        "postgres://\(role)@127.0.0.1:\(port ?? self.port)/\(database)?sslmode=disable"
    }

    /// As superuser.
    @discardableResult
    package func run(_ sql: String, in database: String = "postgres") throws -> String {
        try CommandRun.output([
            programs + "/psql", "-X", "-q", "-A", "-t", "-v", "ON_ERROR_STOP=1", "-c", sql,
            url(database, role: "postgres"),
        ])
    }

    // MARK: Faults

    /// Returns once it answers.
    package func start(_ options: [String] = []) throws {
        let settings = [
            "listen_addresses=127.0.0.1", "unix_socket_directories=", "max_connections=300",
            "shared_buffers=32MB", "max_wal_size=256MB",
            // In its own folder, so that it goes with it, however the server ends.
            "dynamic_shared_memory_type=mmap",
            "fsync=on", "synchronous_commit=on",
        ]
        let server = try CommandRun(
            Self.asServerUser + [programs + "/postgres", "-D", folder + "/data", "-p", "\(port)"]
                + settings.flatMap { ["-c", $0] } + options,
            log: folder + "/log")
        running.withLock { $0 = server }
        // Each try takes as long as a program takes to start, which is pause enough.
        while (try? CommandRun.output([programs + "/pg_isready", "-q", "-h", "127.0.0.1", "-p", "\(port)"]))
            == nil
        {
            guard server.isRunning else {
                throw Failed(description: "PostgreSQL did not start, see \(folder)/log")
            }
        }
    }

    /// Disconnects everyone and shuts down in order.
    package func stop() {
        end(with: SIGINT)
    }

    /// The server dies as in a power cut, but for what the disk has.
    package func kill() {
        for process in processes.reversed() { Glibc.kill(process, SIGKILL) }
        end(with: SIGKILL)
    }

    package func restart() throws {
        stop()
        try start()
    }

    /// Accepts connections, as the system does that for it, and answers nobody.
    package func pause() {
        for process in processes { Glibc.kill(process, SIGSTOP) }
    }

    package func goOn() {
        for process in processes { Glibc.kill(process, SIGCONT) }
    }

    private func end(with signal: Int32) {
        guard let server = running.withLock({ $0.take() }) else { return }
        server.send(signal)
        server.waitForEnd()
    }

    /// The server's own and those of its connections.
    private var processes: [pid_t] {
        guard let server = running.withLock({ $0?.id }) else { return [] }
        let children = try? String(contentsOfFile: "/proc/\(server)/task/\(server)/children", encoding: .utf8)
        return [server] + (children ?? "").split(separator: " ").compactMap { pid_t($0) }
    }

    // MARK: Its place

    package struct Failed: Error, CustomStringConvertible {
        package let description: String
    }

    private static func findPrograms() throws -> String {
        let versions = (try? FileManager.default.contentsOfDirectory(atPath: "/usr/lib/postgresql")) ?? []
        let newest = versions.compactMap { Int($0) }.max().map { "/usr/lib/postgresql/\($0)/bin" }
        let candidates = [newest].compactMap { $0 } + ["/usr/local/bin", "/usr/bin"]
        guard let found = candidates.first(where: { access($0 + "/initdb", X_OK) == 0 }) else {
            throw Failed(
                description: "PostgreSQL is not installed; tests need it: apt-get install postgresql")
        }
        return found
    }

    /// A database in a language's order shows whether ours depends on it.
    private static func locale(of programs: String) throws -> [String] {
        let help = try CommandRun.output([programs + "/initdb", "--help"])
        return help.contains("--icu-locale")
            ? ["--locale-provider=icu", "--icu-locale=pt-BR"] : ["--locale=C"]
    }

    private static func makeServerFolder() throws -> String {
        let folder = try makeFolder(in: temporaryParent(megabytes: 4096))
        if getuid() == 0, let user = getpwnam("postgres") {
            chown(folder, user.pointee.pw_uid, user.pointee.pw_gid)
        }
        return folder
    }

    /// PostgreSQL refuses to run as root.
    private static let asServerUser =
        getuid() == 0 ? ["setpriv", "--reuid=postgres", "--regid=postgres", "--clear-groups", "--"] : []

    /// Waits for the end of this process, which closes its input, and then tidies up.
    private static func watch(_ folder: String) throws -> CommandRun {
        let script = """
            cat > /dev/null
            server=$(head -n 1 \(folder)/data/postmaster.pid 2> /dev/null)
            [ -n "$server" ] && kill -KILL $(cat /proc/$server/task/$server/children) $server
            rm -rf \(folder)
            """
        return try CommandRun(["setsid", "sh", "-c", script], holdsInput: true)
    }
}

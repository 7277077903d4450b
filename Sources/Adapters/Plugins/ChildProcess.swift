import Core
import Disk
import Glibc

/// A running program with limits, in a process group of its own, of whose environment and open files it knows
/// nothing. Killed with all its children when nobody holds it any more.
final class ChildProcess {
    let family: ProcessFamily
    /// Its standard input and output: a socket, since writing to one whose other end has gone is an error and no
    /// signal.
    let channel: Int32
    /// Its standard error.
    let notes: Int32
    private var status: Int32?

    private init(_ family: ProcessFamily, channel: Int32, notes: Int32) {
        (self.family, self.channel, self.notes) = (family, channel, notes)
    }

    deinit {
        end()
        close(channel)
        close(notes)
    }

    /// - Parameter program: its path, then what it is called with.
    /// - Parameter mark: sets its family apart from all other processes.
    static func start(
        _ program: [String], in folder: String, _ limits: PluginLimits, mark: String
    ) throws(ProcessFailure) -> ChildProcess {
        let (talk, notes) = try pipes()
        defer {
            close(talk.theirs)
            close(notes.theirs)
        }
        let mark = "LUX_PLUGIN_RUN=\(mark)"
        let environment = ["PATH=/usr/local/bin:/usr/bin:/bin", "LANG=C.UTF-8", mark]
        let arguments = ["/bin/sh", "-c", script(limits), "lux-plugin", folder] + program
        do throws(ProcessFailure) {
            let id = try spawn(arguments, environment, talk.theirs, notes.theirs)
            return ChildProcess(
                ProcessFamily(leader: id, mark: mark), channel: talk.ours, notes: notes.ours)
        } catch {
            close(talk.ours)
            close(notes.ours)
            throw error
        }
    }

    /// Kills it with its family, if that was not done, and waits for its end.
    /// - Returns: how it ended, as `wait` tells.
    @discardableResult
    func end() -> Int32 {
        if let status { return status }
        var status: Int32 = 0
        // Before it is waited for: until then its number, which is the group's, is nobody else's. The status of one
        // that has ended by itself stays.
        family.kill()
        while waitpid(family.leader, &status, 0) < 0, errno == EINTR {}
        self.status = status
        return status
    }

    /// How it ended by itself; nil while it goes on.
    func ownEnd() -> Int32? {
        if let status { return status }
        var found = siginfo_t()
        guard
            waitid(P_PID, id_t(family.leader), &found, WEXITED | WNOHANG | WNOWAIT) == 0,
            found.si_signo == SIGCHLD
        else { return nil }
        return end()
    }

    // MARK: Starting

    private struct Ends {
        let ours: Int32
        let theirs: Int32
    }

    private static func pipes() throws(ProcessFailure) -> (talk: Ends, notes: Ends) {
        var (talk, notes): ([Int32], [Int32]) = ([-1, -1], [-1, -1])
        guard socketpair(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0, &talk) == 0 else { throw system("socket") }
        guard pipe(&notes) == 0 else {
            talk.forEach { close($0) }
            throw system("pipe")
        }
        // For no other process that is started meanwhile.
        for end in talk + notes { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
        for ours in [talk[0], notes[0]] { _ = fcntl(ours, F_SETFL, O_NONBLOCK) }
        return (Ends(ours: talk[0], theirs: talk[1]), Ends(ours: notes[0], theirs: notes[1]))
    }

    /// Sets the limits and becomes the program. The number of processes counts all of one user, ours too, and does
    /// not bind the superuser: `ProcessFamily` counts besides.
    private static func script(_ limits: PluginLimits) -> String {
        let seconds = limits.cpu.components.seconds * Int64(PluginLimits.livesPerProcess)
        let settings: [(option: String, resource: Int32, value: Int)] = [
            ("c", Int32(RLIMIT_CORE.rawValue), 0),
            ("n", Int32(RLIMIT_NOFILE.rawValue), PluginLimits.openFilesMax),
            // The system's first signal tells why; its last ends all argument.
            ("S -t", Int32(RLIMIT_CPU.rawValue), Int(seconds)),
            ("H -t", Int32(RLIMIT_CPU.rawValue), Int(seconds) + 1),
            ("v", Int32(RLIMIT_AS.rawValue), limits.memoryBytes),
        ]
        let lines = settings.map { setting in
            let value = min(setting.value, Self.most(setting.resource))
            return "ulimit -\(setting.option) \(setting.option == "v" ? value / 1024 : value)"
        }
        let processes = min(
            userTasks() + limits.processesMax + Self.spareTasks, most(Int32(__RLIMIT_NPROC.rawValue)))
        // One shell calls it p, the other u.
        let count = "{ ulimit -p \(processes) 2>/dev/null || ulimit -u \(processes); }"
        return (["cd -- \"$1\"", "shift"] + lines + [count, "exec \"$@\""]).joined(separator: " && ")
    }

    /// What this process may have itself, beyond which it cannot let others go.
    private static func most(_ resource: Int32) -> Int {
        var limit = rlimit()
        guard getrlimit(__rlimit_resource_t(UInt32(resource)), &limit) == 0 else { return Int.max }
        return Int(clamping: limit.rlim_max)
    }

    /// Threads that the server may start while the plugin lives, without taking places from it.
    private static let spareTasks = 256

    /// Threads of all processes together, of which some are this user's (proc_loadavg(5): `… 1/TASKS …`).
    private static func userTasks() -> Int {
        let bytes = (try? DiskFile.open("/proc/loadavg", for: .reading)?.read(at: 0, count: 128)) ?? []
        let fields = String(decoding: bytes, as: UTF8.self).split(separator: " ")
        guard fields.count > 3 else { return 0 }
        return fields[3].split(separator: "/").last.flatMap { Int($0) } ?? 0
    }

    private static func spawn(
        _ arguments: [String], _ environment: [String], _ talk: Int32, _ notes: Int32
    ) throws(ProcessFailure) -> pid_t {
        var (actions, attributes) = (posix_spawn_file_actions_t(), posix_spawnattr_t())
        posix_spawn_file_actions_init(&actions)
        posix_spawnattr_init(&attributes)
        defer {
            posix_spawn_file_actions_destroy(&actions)
            posix_spawnattr_destroy(&attributes)
        }
        for (theirs, number) in [(talk, 0), (talk, 1), (notes, 2)] {
            posix_spawn_file_actions_adddup2(&actions, theirs, Int32(number))
        }
        // What libraries opened without asking that others should not have it.
        for open in 3..<max(3, Self.highestOpen() + Self.spareFiles) {
            posix_spawn_file_actions_addclose(&actions, open)
        }
        var (all, none) = (sigset_t(), sigset_t())
        sigfillset(&all)
        sigemptyset(&none)
        posix_spawnattr_setsigdefault(&attributes, &all)
        posix_spawnattr_setsigmask(&attributes, &none)
        posix_spawnattr_setpgroup(&attributes, 0)
        posix_spawnattr_setflags(
            &attributes, Int16(POSIX_SPAWN_SETPGROUP | POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETSIGMASK))
        var id: pid_t = 0
        let code = withCStrings(arguments) { arguments in
            withCStrings(environment) { environment in
                posix_spawn(&id, "/bin/sh", &actions, &attributes, arguments, environment)
            }
        }
        guard code == 0 else { throw system("process", code) }
        return id
    }

    /// Files that others may open meanwhile.
    private static let spareFiles: Int32 = 16

    private static func highestOpen() -> Int32 {
        let names = (try? Folder.names(in: "/proc/self/fd")) ?? []
        return names.compactMap { Int32($0) }.max() ?? getdtablesize()
    }

    private static func withCStrings<Outcome>(
        _ texts: [String], _ body: (UnsafePointer<UnsafeMutablePointer<CChar>?>) -> Outcome
    ) -> Outcome {
        let copies = texts.map { strdup($0) } + [nil]
        defer { copies.forEach { free($0) } }
        return copies.withUnsafeBufferPointer { body($0.baseAddress!) }
    }

    private static func system(_ what: String, _ code: Int32 = errno) -> ProcessFailure {
        ProcessFailure(.start, "the system gives no \(what): \(String(cString: strerror(code)))")
    }
}

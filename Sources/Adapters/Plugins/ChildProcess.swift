import Core
import Disk
import Glibc
import Processes

/// A running program with limits, in a process group of its own, of whose environment and open files it knows
/// nothing. Killed with all its children when nobody holds it any more.
final class ChildProcess {
    let family: ProcessFamily
    /// Its standard input and output: a socket, since writing to one whose other end has gone is an error and no
    /// signal.
    let channel: Int32
    /// Its standard error.
    let notes: Int32
    private let program: StartedProgram
    private var ended: ProgramEnd?

    private init(_ program: StartedProgram, mark: String, channel: Int32, notes: Int32) {
        family = ProcessFamily(leader: program.id, mark: "\(Self.markName)=\(mark)")
        (self.program, self.channel, self.notes) = (program, channel, notes)
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
        var start = ProgramStart(["/bin/sh", "-c", script(limits), "lux-plugin", folder] + program)
        start.environment = ["PATH": "/usr/local/bin:/usr/bin:/bin", "LANG": "C.UTF-8", markName: mark]
        start.leadsGroup = true
        var made: [ChannelEnds] = []
        do throws(SystemFailure) {
            let talk = try ChannelEnds.socket()
            made.append(talk)
            let notes = try ChannelEnds.pipe()
            made.append(notes)
            for ends in made { _ = fcntl(ends.ours, F_SETFL, O_NONBLOCK) }
            (start.input, start.output, start.errors) = (talk.theirs, talk.theirs, notes.theirs)
            let program = try start.start()
            for ends in made { close(ends.theirs) }
            return ChildProcess(program, mark: mark, channel: talk.ours, notes: notes.ours)
        } catch {
            for ends in made { ends.close() }
            throw ProcessFailure(.start, error.description)
        }
    }

    private static let markName = "LUX_PLUGIN_RUN"

    /// Kills it with its family, if that was not done, and waits for its end.
    @discardableResult
    func end() -> ProgramEnd {
        if let ended { return ended }
        // Before it is waited for: until then its number, which is the group's, is nobody else's. The end of one
        // that has ended by itself stays.
        family.kill()
        let end = program.release()
        ended = end
        return end
    }

    /// How it ended by itself; nil while it goes on.
    func ownEnd() -> ProgramEnd? {
        if let ended { return ended }
        return program.hasEnded ? end() : nil
    }

    // MARK: Starting

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
}

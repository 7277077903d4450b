import CSpawn
import Glibc

/// How a program is started. It has of this process the descriptors that are named here and no others, and none of
/// its signal handling.
///
/// A descriptor that reaches a program by accident does harm: who reads a pipe waits until the last holder of its
/// other end has gone. Foundation's `Process`, as of Swift 6.3, hands on what another thread opens meanwhile.
package struct ProgramStart: Sendable {
    /// The program, looked for along PATH if its name has no slash, and its arguments.
    package var command: [String]
    /// Nil hands on this process's own.
    package var environment: [String: String]?
    /// Nil: where this process stands.
    package var folder: String?
    /// Of this process; nil is `/dev/null`, and so it is for those below.
    package var input: Int32?
    package var output: Int32?
    package var errors: Int32?
    /// Whether it and its children are a process group of their own.
    package var leadsGroup = false

    package init(_ command: [String]) {
        self.command = command
    }

    package func start() throws(SystemFailure) -> StartedProgram {
        var (actions, attributes) = (posix_spawn_file_actions_t(), posix_spawnattr_t())
        posix_spawn_file_actions_init(&actions)
        posix_spawnattr_init(&attributes)
        defer {
            posix_spawn_file_actions_destroy(&actions)
            posix_spawnattr_destroy(&attributes)
        }
        add(to: &actions)
        set(&attributes)
        var id: pid_t = 0
        let code = withCStrings(command) { words in
            guard let environment else {
                return posix_spawnp(&id, command[0], &actions, &attributes, words, environ)
            }
            return withCStrings(environment.map { "\($0)=\($1)" }) { entries in
                posix_spawnp(&id, command[0], &actions, &attributes, words, entries)
            }
        }
        guard code == 0 else { throw SystemFailure("process of \(command[0])", code) }
        return StartedProgram(id: id)
    }

    private func add(to actions: inout posix_spawn_file_actions_t) {
        for (number, given) in [input, output, errors].enumerated() {
            if let given {
                posix_spawn_file_actions_adddup2(&actions, given, Int32(number))
            } else {
                posix_spawn_file_actions_addopen(&actions, Int32(number), "/dev/null", O_RDWR, 0)
            }
        }
        // As late as can be: after this nobody can open any more.
        posix_spawn_file_actions_addclosefrom_np(&actions, 3)
        if let folder { posix_spawn_file_actions_addchdir_np(&actions, folder) }
    }

    /// Threads of a pool take no signals, and a server ignores some: a program would inherit both.
    private func set(_ attributes: inout posix_spawnattr_t) {
        var (all, none) = (sigset_t(), sigset_t())
        sigfillset(&all)
        sigemptyset(&none)
        posix_spawnattr_setsigdefault(&attributes, &all)
        posix_spawnattr_setsigmask(&attributes, &none)
        posix_spawnattr_setpgroup(&attributes, 0)
        let group = leadsGroup ? POSIX_SPAWN_SETPGROUP : 0
        posix_spawnattr_setflags(
            &attributes, Int16(POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETSIGMASK | group))
    }
}

/// What the system did not give.
package struct SystemFailure: Error, CustomStringConvertible {
    package let description: String

    init(_ what: String, _ code: Int32 = errno) {
        description = "the system gives no \(what): \(String(cString: strerror(code)))"
    }
}

/// The strings with a null pointer behind them.
private func withCStrings<Outcome>(
    _ texts: [String], _ body: (UnsafePointer<UnsafeMutablePointer<CChar>?>) -> Outcome
) -> Outcome {
    let copies = texts.map { strdup($0) } + [nil]
    defer { copies.forEach { free($0) } }
    return copies.withUnsafeBufferPointer { body($0.baseAddress!) }
}

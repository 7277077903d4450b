package import Glibc

/// A program that this process started and has to wait for, once.
package struct StartedProgram: Sendable {
    package let id: pid_t

    /// Whether it has ended. Its number stays its own until it is waited for.
    package var hasEnded: Bool {
        var found = siginfo_t()
        return waitid(P_PID, id_t(id), &found, WEXITED | WNOHANG | WNOWAIT) == 0 && found.si_signo == SIGCHLD
    }

    /// Returns when it has ended, or when it stands still if `orStop`. Its number stays its own.
    package func waitForEnd(orStop: Bool = false) {
        var found = siginfo_t()
        let changes = WEXITED | WNOWAIT | (orStop ? WSTOPPED : 0)
        while waitid(P_PID, id_t(id), &found, changes) < 0, errno == EINTR {}
    }

    /// Waits for its end and gives its number back to the system, so there is no second time.
    package func release() -> ProgramEnd {
        var status: Int32 = 0
        while waitpid(id, &status, 0) < 0, errno == EINTR {}
        return ProgramEnd(status)
    }
}

/// How a program ended.
package enum ProgramEnd: Hashable, Sendable {
    case exit(Int32)
    case signal(Int32)

    /// - Parameter status: as wait(2) tells.
    init(_ status: Int32) {
        let signal = status & 0x7F
        self = signal == 0 ? .exit((status >> 8) & 0xFF) : .signal(signal)
    }

    /// As shells say it: 128 more than the signal.
    package var code: Int32 {
        switch self {
        case .exit(let code): code
        case .signal(let signal): 128 + signal
        }
    }
}

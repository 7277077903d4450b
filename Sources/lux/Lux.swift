import ArgumentParser
import CLI
import Core
import Glibc
import HTTP
import Machine

@main
struct Lux: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "lux",
        abstract: "Reads texts, and remembers what it found.",
        discussion: """
            Start with:  lux keywords article.txt
            or serve:    lux serve

            Exit codes: 0 done, 1 some input failed, 64 wrong usage, 66 unreadable input, 69 something needed is \
            missing, 70 a fault of Lux itself.
            """,
        version: Product.version,
        subcommands: [
            KeywordsCommand.self, FrequenciesCommand.self, ModelsCommand.self, ServeCommand.self,
            JobsCommand.self, LogCommand.self,
            ProjectionsCommand.self, BackupCommand.self, VerifyCommand.self, RestoreCommand.self,
            KeysCommand.self,
            MigrateCommand.self, CopyCommand.self,
            DoctorCommand.self,
            SettingsCommand.self,
            ModulesCommand.self,
            VersionCommand.self,
        ])

    static func main() async {
        // A reader that goes away, as `head` does, is told by the failing write and not by a signal.
        signal(SIGPIPE, SIG_IGN)
        Heap.boundArenas()
        do {
            var command = try parseAsRoot()
            if var asynchronous = command as? any AsyncParsableCommand {
                try await asynchronous.run()
            } else {
                try command.run()
            }
        } catch {
            leave(with: error)
        }
    }

    /// Says what happened in the words of the one who asked, and ends the process with the code that means it.
    private static func leave(with error: any Error) -> Never {
        switch error {
        case let failure as CommandFailure:
            Terminal.say("lux: \(failure.message)")
            exit(with: failure.status)
        case let failure as Terminal.WriteFailed:
            if failure.isClosedPipe { exit(with: .done) }
            Terminal.say("lux: cannot write: \(failure.reason)")
            exit(with: .unavailable)
        case let cannot as HTTPServer.CannotListen:
            Terminal.say("lux: \(cannot)")
            exit(with: .unavailable)
        case let refusal as any Refusal:
            Terminal.say("lux: \(refusal.problem.detail)")
            // What was given is wrong, or what is needed is not there.
            exit(with: [400, 422].contains(refusal.problem.type.status) ? .noInput : .unavailable)
        case let code as ArgumentParser.ExitCode:
            exit(withError: code)
        case _ where exitCode(for: error) == .failure:
            Terminal.say("lux: this should not have happened: \(error)")
            exit(with: .fault)
        default:
            // Help, version, wrong usage and exit codes know how they end.
            exit(withError: error)
        }
    }

    private static func exit(with status: ExitStatus) -> Never {
        exit(withError: ArgumentParser.ExitCode(status.rawValue))
    }
}

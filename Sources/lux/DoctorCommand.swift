import ArgumentParser
import CLI
import Core

struct DoctorCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "doctor",
        abstract: "Check settings and everything Lux depends on, and say what to do.",
        discussion: "Exit code 0 when Lux can run, 69 when something needed is missing. Changes nothing.")

    @OptionGroup var start: StartOptions

    @Option(help: "How it is written: text or json.")
    var format: ReportFormat = .text

    func run() async throws {
        let findings = await Doctor(try Start(start)).examine()
        switch format {
        case .text: try Terminal.write(Self.text(findings))
        case .json: try Terminal.write(JSON.array(findings.map(\.json)).written + "\n")
        }
        if findings.contains(where: { $0.state == .failed }) {
            throw ExitCode(ExitStatus.unavailable.rawValue)
        }
    }

    private static func text(_ findings: [Doctor.Finding]) -> String {
        var table = TextTable(["", "Check", "Finding"])
        for finding in findings {
            table.add([finding.state.mark, finding.name, finding.words])
            if let remedy = finding.remedy { table.add(["", "", "→ \(remedy)"]) }
        }
        return table.text
    }
}

extension Doctor.Finding.State {
    fileprivate var mark: String {
        switch self {
        case .well: "ok"
        case .doubtful: "warn"
        case .failed: "FAIL"
        }
    }
}

extension Doctor.Finding {
    fileprivate var json: JSON {
        .object([
            "check": .string(name), "state": .string(state.rawValue), "finding": .string(words),
            "remedy": remedy.map(JSON.string),
        ])
    }
}

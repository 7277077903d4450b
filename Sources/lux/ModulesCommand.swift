import ArgumentParser
import CLI
import Core
import Persistence
import Settings

struct ModulesCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "modules", abstract: "Show the modules and which of them these settings choose.")

    @OptionGroup var start: StartOptions

    @Option(help: "How it is written: text or json.")
    var format: ReportFormat = .text

    func run() async throws {
        let chosen = Set(try Start(start).chosen.map(\.name))
        switch format {
        case .text:
            var table = TextTable(["Module", "Chosen", "Profiles", "Settings", "Migrations", ""])
            for entry in Product.entries {
                table.add([
                    entry.name, chosen.contains(entry.name) ? "yes" : "no", entry.profileNames.joined(separator: ", "),
                    "\(entry.settings.count)", "\(entry.migrations.count)", entry.summary,
                ])
            }
            try Terminal.write(table.text)
        case .json:
            let modules = Product.entries.map { entry -> JSON in
                [
                    "name": .string(entry.name), "summary": .string(entry.summary),
                    "chosen": .bool(chosen.contains(entry.name)), "profiles": .array(entry.profileNames.map(JSON.string)),
                    "settings": .array(entry.settings.map { .string($0.name) }),
                    "migrations": .array(entry.migrations.map { .string($0.name) }),
                ]
            }
            try Terminal.write(JSON.array(modules).written + "\n")
        }
    }
}

extension Product.Entry {
    fileprivate var profileNames: [String] { profiles.map(\.rawValue).sorted() }
}

import ArgumentParser
import CLI
import Core

struct VersionCommand: ParsableCommand {
    static let configuration = CommandConfiguration(commandName: "version", abstract: "Print the version.")

    @Option(help: "How it is written: text or json.")
    var format: ReportFormat = .text

    func run() throws {
        switch format {
        case .text: try Terminal.write("lux \(Product.version)\n")
        case .json:
            try Terminal.write(
                JSON.object(["name": "lux", "version": .string(Product.version)]).written + "\n")
        }
    }
}

/// The forms of commands that report about Lux itself.
enum ReportFormat: String, CaseIterable, ExpressibleByArgument {
    case text, json
}

import ArgumentParser
import CLI
import Core
import Settings

struct SettingsCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "settings",
        abstract: "Show every setting, its value in force and where that came from.",
        discussion: """
            Lowest to highest: default, settings file, .env, .env.<environment>, environment variable, flag. Secrets are \
            never shown. Exit code 64 if a value is refused.
            """)

    @OptionGroup var start: StartOptions

    @Option(help: "How it is written: text or json.")
    var format: ReportFormat = .text

    func run() throws {
        let settings = try Start(start).survey()
        switch format {
        case .text:
            var table = TextTable(SettingRow.columns)
            for row in settings.rows { table.add(row.cells) }
            try Terminal.write(table.text)
        case .json:
            try Terminal.write(JSON.array(settings.rows.map(\.json)).written + "\n")
        }
        for warning in settings.warnings { Terminal.say("lux: warning: \(warning.message)") }
        guard settings.refusals.isEmpty else {
            throw CommandFailure(.usage, settings.refusals.map(\.message).joined(separator: "\nlux: "))
        }
    }
}

extension SettingRow {
    var json: JSON {
        .object([
            "name": .string(name), "variable": .string(variable), "aliases": .array(aliases.map(JSON.string)),
            "kind": .string(kind), "unit": unit.map(JSON.string), "value": .optional(value),
            "source": .string(source),
            "default": .optional(standard), "summary": .string(summary), "secret": .bool(isSecret),
            "refused": refused.map(JSON.string),
        ])
    }
}

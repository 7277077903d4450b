import CLI
import Settings

/// What every command that reads settings begins with.
struct Start {
    let sources: SettingsSources
    let chosen: [Product.Entry]
    let table: SettingsTable

    init(_ options: StartOptions) throws {
        sources = SettingsSources(
            flags: options.flags, environment: System.environment, workingDirectory: System.workingDirectory)
        chosen = try Product.chosen(from: sources)
        table = try Product.table(for: chosen)
    }

    /// Ends the command with everything that is wrong, a line each.
    func settings() throws -> Settings {
        do throws(SettingsRefused) {
            return try Settings.load(table, from: sources)
        } catch {
            throw CommandFailure(.usage, error.refusals.map(\.message).joined(separator: "\nlux: "))
        }
    }

    /// For commands that explain: refused values stand at their defaults.
    func survey() -> Settings {
        Settings.survey(table, from: sources)
    }
}

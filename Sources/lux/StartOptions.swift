import ArgumentParser
import CLI
import HTTP
import Settings

/// The flags of every command that reads settings. Each is a setting under a short name; `--set` reaches all.
struct StartOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp("Settings file in YAML; lux.yaml here is read if it is there.", valueName: "file"))
    var config: String?

    @Option(help: ArgumentHelp("Folder of everything that is kept.", valueName: "dir"))
    var data: String?

    @Option(help: ArgumentHelp("Address to listen on.", valueName: "address"))
    var host: String?

    @Option(help: ArgumentHelp("Port to listen on; 0 lets the system choose.", valueName: "port"))
    var port: String?

    @Option(help: ArgumentHelp("Which modules run: text or all.", valueName: "name"))
    var profile: String?

    @Option(
        help: ArgumentHelp("The modules to run, in place of a profile; commas between.", valueName: "names"))
    var modules: String?

    @Option(
        help: ArgumentHelp(
            "What this process does: all, web, worker or scheduler.", valueName: "name"))
    var role: String?

    @Option(
        name: .customLong("set"),
        help: ArgumentHelp("Any setting, as NAME=VALUE; may be repeated.", valueName: "name=value"))
    var assignments: [String] = []

    func validate() throws {
        for assignment in assignments where !assignment.contains("=") {
            throw ValidationError("--set takes NAME=VALUE, not \"\(assignment)\".")
        }
    }

    var flags: [SettingFlag] {
        var flags: [SettingFlag] = []
        func add<Value>(_ key: SettingKey<Value>, _ text: String?, _ spelling: String) {
            if let text { flags.append(SettingFlag(key, text, spelling: spelling)) }
        }
        add(GeneralSettings.config, config, "--config")
        add(ProcessSettings.data, data, "--data")
        add(HTTPSettings.host, host, "--host")
        add(HTTPSettings.port, port, "--port")
        add(ProcessSettings.profile, profile, "--profile")
        add(ProcessSettings.modules, modules, "--modules")
        add(ProcessSettings.role, role, "--role")
        for assignment in assignments {
            let parts = assignment.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            flags.append(SettingFlag(name: String(parts[0]), String(parts[1]), spelling: "--set \(parts[0])"))
        }
        return flags
    }
}

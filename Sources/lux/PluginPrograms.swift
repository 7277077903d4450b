import Analysis
import CLI
import Core
import Crypto
import Logging
import Plugins
import Settings
import Telemetry

/// Plugins of third parties, and what those of ours need beside.
struct PluginPrograms {
    /// Nil where no folder is set.
    let folder: PluginFolder?
    private let logger: Logger

    init(_ settings: Settings, _ logger: Logger) throws {
        self.logger = logger
        guard let path = settings[PluginSettings.folder] else {
            folder = nil
            return
        }
        let needs = PluginProgram.Needs(clock: System.clock, random: System.random) { plugin, line in
            logger.info("said by a plugin", metadata: ["plugin": "\(plugin)", "line": "\(line)"])
        }
        do {
            folder = try PluginFolder(path, taken: AnalysisModule.builtInPlugins, needs)
        } catch let refused as PluginManifest.Refused {
            throw CommandFailure(.usage, "plugins.folder: \(refused)")
        }
        for refused in folder?.refused ?? [] {
            logger.warning(
                "a plugin is left out",
                metadata: ["plugin": "\(refused.name)", "reason": "\(refused.reason)"]
            )
        }
    }

    var needs: PluginNeeds {
        PluginNeeds(
            makeID: { System.makeID(at: $0) },
            inputHash: { Hexadecimal.text(SHA256.hash(data: Array($0.utf8))) },
            report: { [logger] plugin, failure, scope in
                logger.warning(
                    "a plugin failed",
                    metadata: [
                        "plugin": "\(plugin)", "error": "\(failure.reason)",
                        "error_type": "\(failure.kind)", "trace_id": "\(scope.trace.traceID)",
                        "user_id": .stringConvertible(LogNull()),
                    ])
            },
            thirdParty: folder?.programs.map { Plugin($0) } ?? [],
            refused: folder?.refused.map { RefusedPlugin($0.name, $0.reason) } ?? [])
    }
}

extension Plugin {
    /// A program of somebody else as the context sees it.
    init(_ program: PluginProgram) {
        let manifest = program.manifest
        self.init(
            manifest.id, version: manifest.version, manifest.summary, options: manifest.options,
            result: manifest.result
        ) { text, options, language in
            do {
                switch try await program.answer(text, options, language) {
                case .result(let result): return result
                case .refused(let reason): throw PluginProblems.refusal(reason)
                }
            } catch let failure as ProcessFailure {
                throw PluginFailure(failure.kind.rawValue, failure.reason)
            }
        }
        (languages, isHeavy, origin) = (manifest.languages, manifest.isHeavy, .thirdParty)
        (limits.time, limits.grace) = (manifest.limits.time, .seconds(1))
        limits.runningMax = manifest.limits.concurrency
    }
}

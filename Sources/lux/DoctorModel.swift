import Analysis
import CLI
import Settings
import TextGeneration

extension Doctor {
    /// Whether somebody answers at the endpoint of the model, which is sent no text; nothing where there is none.
    static func model(_ settings: Settings) async -> [Finding] {
        guard settings[AnalysisSettings.model] != nil else { return [] }
        do {
            let outgoing = try Outgoing(settings)
            let finding = await finding(through: outgoing, settings)
            await outgoing.shutdown()
            return [finding].compactMap(\.self)
        } catch {
            return [failed(error)]
        }
    }

    private static func failed(_ error: any Error) -> Finding {
        Finding("keyword model", .failed, (error as? CommandFailure)?.message ?? "\(error)")
    }

    private static func finding(through outgoing: Outgoing, _ settings: Settings) async -> Finding? {
        do {
            guard let model = try outgoing.model(settings) else { return nil }
            return await finding(of: model, named: settings[AnalysisSettings.modelName])
        } catch {
            return failed(error)
        }
    }

    private static func finding(of model: LanguageModel, named name: String) async -> Finding {
        let place = "\(model.address), model \(name)"
        do {
            let status = try await model.endpoint.knock()
            guard status == 401 || status == 403 else {
                return Finding("keyword model", .well, "\(place): the endpoint answers (HTTP \(status))")
            }
            return Finding(
                "keyword model", .doubtful, "\(place): it does not take the key (HTTP \(status))",
                remedy: "Correct analysis.model_key. Until then the extractor of the settings answers.")
        } catch {
            return Finding(
                "keyword model", .doubtful, "\(place): \(error)",
                remedy:
                    "Start it, or correct analysis.model. Until then the extractor of the settings answers.")
        }
    }
}

import Core
package import Jobs
package import Language
import Module
import Persistence

/// Orders the training of a model by itself once enough was corrected. Who promotes it is a person.
struct KeywordRelearning: Sendable {
    /// Corrections since the last training.
    let after: Int
    let corrections: KeywordCorrections
    let jobs: JobAcceptance

    /// No sooner than this after the last one that was ordered, however much is corrected and however it ended.
    static let pause = Duration.seconds(3600)
    /// Texts of which enough are there to be learnt from, whichever quarter is held out.
    private static let textsEnough = 4 * KeywordRetraining.textsMin

    /// Within the transaction that keeps a correction: both or none.
    func weigh(_ language: LanguageCode, in scope: Scope, _ session: any Session) throws {
        guard LanguageCode(supported: language.rawValue) != nil else { return }
        let last = try Self.lastTraining(language, in: scope, session)
        let given = try corrections.count(of: language, after: last, upTo: after, in: scope, session)
        guard given >= after, try isEnough(language, in: scope, session) else { return }
        var job = KeywordModels.retraining(of: language)
        job.uniqueKey = language.rawValue
        job.uniqueFor = Self.pause
        try jobs.add(job, in: scope, session)
    }

    /// When the newest model was made of corrections; long ago where there is none.
    private static func lastTraining(
        _ language: LanguageCode, in scope: Scope, _ session: any Session
    ) throws -> Instant {
        let last: Instant? = try session.firstRow(
            """
            SELECT MAX(created_at) FROM analysis_models
            WHERE tenant_id = \(scope.tenant) AND task = \(KeywordModels.task.name) AND language = \(language.rawValue)
                AND data_licence = \(KeywordRetraining.licence)
            """)?[0]
        return last ?? Instant(milliseconds: 0)
    }

    /// Whether the job would have what it takes, so that none fails for it.
    private func isEnough(_ language: LanguageCode, in scope: Scope, _ session: any Session) throws -> Bool {
        let entries = try corrections.entries(of: language, upTo: Self.textsEnough, in: scope, session)
        let heldOut = entries.count { KeywordRetraining.isHeldOut($0.text) }
        return heldOut > 0 && entries.count - heldOut >= KeywordRetraining.textsMin
    }
}

extension KeywordModels {
    /// The job that trains a model on results that people corrected.
    package static func retraining(of language: LanguageCode, kind: RankerModel.Kind = .trees) -> NewJob {
        NewJob(
            KeywordRetraining.kind,
            payload: ["language": .string(language.rawValue), "kind": .string(kind.rawValue)])
    }
}

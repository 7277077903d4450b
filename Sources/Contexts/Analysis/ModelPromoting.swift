package import Core
import EventLog
import Language
import Module
import Persistence

// Which model answers.
extension ModelRegistry {
    /// Keeps labelled examples by which models are compared from now on, in place of those before.
    /// - Returns: how many there are.
    @discardableResult
    package func storeValidation(
        _ examples: [UInt8], task: String, language: String, in scope: Scope
    ) async throws -> Int {
        guard examples.count <= Self.examplesBytesMax else {
            throw Problem(
                .validation,
                "The examples have \(examples.count) bytes; \(Self.examplesBytesMax) are the most.")
        }
        let task = try self.task(task)
        guard language == LanguageCode.undetermined.rawValue || LanguageCode(supported: language) != nil
        else {
            throw Problem(
                .validation, "\"\(language.prefix(20))\" is no language that models are of, nor und.")
        }
        let count = try task.countSome(examples)
        try await database.write(in: scope) { session in
            try session.execute(
                """
                INSERT INTO analysis_validation_sets (tenant_id, task, language, revision, stored_at, examples)
                VALUES (\(scope.tenant), \(task.name), \(language), 1, \(scope.moment), \(examples))
                ON CONFLICT (tenant_id, task, language) DO UPDATE
                SET revision = analysis_validation_sets.revision + 1, stored_at = excluded.stored_at,
                    examples = excluded.examples
                """)
        }
        return count
    }

    /// Lets the model answer from now on.
    /// - Parameter force: a reason to do so although it is worse on the validation set
    /// - Throws: a `Problem` when it is worse and not forced, or when somebody else was faster
    package func promote(
        _ id: ID<RegisteredModel>, force reason: String? = nil, in scope: Scope
    ) async throws -> Promotion {
        if let reason { try Self.check(reason) }
        let contest = try await contest(for: id, in: scope)
        if let last = contest.last, last.model == id { return last }
        let (score, previousScore) = try await scores(of: contest)
        if let score, let previousScore, score < previousScore, reason == nil {
            throw Problem(
                ModelProblems.worse,
                "It scores \(Self.words(score)) on the validation set; the one in force \(Self.words(previousScore))."
            )
        }
        let promotion = Promotion(
            number: (contest.last?.number ?? 0) + 1, model: id, previous: contest.last?.model,
            cause: .promotion, reason: reason, score: score, previousScore: previousScore, at: scope.moment)
        return try await record(promotion, of: contest, in: scope)
    }

    /// Comparing may take seconds: it happens in no transaction, and on a thread of its own.
    private func scores(of contest: Contest) async throws -> (Double?, Double?) {
        guard let examples = contest.examples else { return (nil, nil) }
        let task = try self.task(contest.model.task)
        return try await ReadingThread().run {
            (
                try task.score(contest.file, examples),
                try contest.previousFile.map { try task.score($0, examples) }
            )
        }
    }

    /// Lets the model answer again that did before the one in force. What happened in between stays on record.
    package func rollBack(
        task: String, language: String, reason: String, in scope: Scope
    ) async throws -> Promotion {
        try Self.check(reason)
        let (last, before) = try await database.read(in: scope) { session in
            let last = try Promotion.last(task, language, in: scope, session)
            return (
                last,
                try last.flatMap { try Self.predecessor(of: $0.model, task, language, in: scope, session) }
            )
        }
        guard let last else {
            throw Problem(ModelProblems.nothingBefore, "No model of \(task).\(language) is in force.")
        }
        guard let previous = before else {
            throw Problem(ModelProblems.nothingBefore, "No model answered before the one in force.")
        }
        let contest = try await contest(for: previous, in: scope)
        let promotion = Promotion(
            number: last.number + 1, model: previous, previous: last.model, cause: .rollback, reason: reason,
            score: last.previousScore, previousScore: last.score, at: scope.moment)
        return try await record(promotion, of: contest, in: scope)
    }

    /// What answered before the model was promoted, so that going back twice leads two back and not to where it began.
    private static func predecessor(
        of model: ID<RegisteredModel>, _ task: String, _ language: String, in scope: Scope,
        _ session: any Session
    ) throws -> ID<RegisteredModel>? {
        try session.firstRow(
            """
            SELECT previous_id FROM analysis_promotions
            WHERE tenant_id = \(scope.tenant) AND task = \(task) AND language = \(language) AND model_id = \(model)
                AND cause = \(Promotion.Cause.promotion.rawValue) ORDER BY number DESC LIMIT 1
            """)?[0]
    }

    /// One that answers now.
    struct InForce: Sendable {
        let language: String
        let model: ID<RegisteredModel>
        let version: Int
        let score: Double?
        let registeredAt: Instant
    }

    /// The newest promotion of each language.
    func promotionsInForce(of task: String, in scope: Scope) async throws -> [InForce] {
        try await database.read(in: scope) { session in
            try session.rows(
                """
                SELECT analysis_promotions.language, model_id, version, score, created_at FROM analysis_promotions
                JOIN analysis_models ON analysis_models.tenant_id = analysis_promotions.tenant_id AND id = model_id
                WHERE analysis_promotions.tenant_id = \(scope.tenant) AND analysis_promotions.task = \(task)
                    AND number = (
                        SELECT MAX(last.number) FROM analysis_promotions last
                        WHERE last.tenant_id = analysis_promotions.tenant_id
                            AND last.task = analysis_promotions.task
                            AND last.language = analysis_promotions.language)
                """
            ).map { row in
                InForce(
                    language: try row[0], model: try row[1], version: try row[2], score: try row[3],
                    registeredAt: try row[4])
            }
        }
    }

    /// What a promotion is decided on, as it was at one moment.
    private struct Contest: Sendable {
        let model: RegisteredModel
        let file: [UInt8]
        let last: Promotion?
        let previousFile: [UInt8]?
        let examples: [UInt8]?
        let revision: Int?
    }

    private func contest(for id: ID<RegisteredModel>, in scope: Scope) async throws -> Contest {
        try await database.read(in: scope) { session in
            let model = try Self.find(id, in: scope, session)
            let last = try Promotion.last(model.task, model.card.language, in: scope, session)
            let set = try session.firstRow(
                """
                SELECT examples, revision FROM analysis_validation_sets
                WHERE tenant_id = \(scope.tenant) AND task = \(model.task) AND language = \(model.card.language)
                """)
            return Contest(
                model: model, file: try Self.bytes(of: id, in: scope, session), last: last,
                previousFile: try last.map { try Self.bytes(of: $0.model, in: scope, session) },
                examples: try set?[0], revision: try set?[1])
        }
    }

    private static func bytes(
        of id: ID<RegisteredModel>, in scope: Scope, _ session: any Session
    ) throws -> [UInt8] {
        try session.firstRow(
            "SELECT file FROM analysis_models WHERE tenant_id = \(scope.tenant) AND id = \(id)")?[0] ?? []
    }

    private func record(
        _ promotion: Promotion, of contest: Contest, in scope: Scope
    ) async throws -> Promotion {
        let (log, task, language) = (log, contest.model.task, contest.model.card.language)
        return try await database.write(in: scope) { session in
            let revision: Int? = try session.firstRow(
                """
                SELECT revision FROM analysis_validation_sets
                WHERE tenant_id = \(scope.tenant) AND task = \(task) AND language = \(language)
                """)?[0]
            // Whoever comes second finds the number taken.
            let count = try session.execute(promotion.insertion(task, language, in: scope))
            guard count > 0, revision == contest.revision else {
                throw Problem(
                    ModelProblems.changedMeanwhile, "What it was compared with is not in force any more.")
            }
            try log.append(
                [NewEvent(ModelPromoted(promotion))], to: Self.stream(task, language), in: scope, session)
            return promotion
        }
    }

    private static func check(_ reason: String) throws {
        guard (1...reasonLengthMax).contains(reason.unicodeScalars.count), !reason.containsNUL else {
            throw Problem(.validation, "A reason has 1 to \(reasonLengthMax) characters, none of them NUL.")
        }
    }

    /// Four places: more would claim what a validation set cannot tell.
    private static func words(_ score: Double) -> String {
        "\((score * 10_000).rounded() / 10_000)"
    }
}

extension Promotion {
    static let columns: SQL = """
        number, model_id, previous_id, cause, reason, score, previous_score, promoted_at
        """

    init(_ row: Row) throws {
        (number, model, previous) = (try row[0], try row[1], try row[2])
        let cause: String = try row[3]
        self.cause = Cause(rawValue: cause) ?? .promotion
        (reason, score, previousScore, at) = (try row[4], try row[5], try row[6], try row[7])
    }

    /// The newest, whose model is the one in force.
    static func last(
        _ task: String, _ language: String, in scope: Scope, _ session: any Session
    ) throws -> Promotion? {
        try session.firstRow(
            """
            SELECT \(columns) FROM analysis_promotions
            WHERE tenant_id = \(scope.tenant) AND task = \(task) AND language = \(language)
            ORDER BY number DESC LIMIT 1
            """
        ).map(Promotion.init)
    }

    fileprivate func insertion(_ task: String, _ language: String, in scope: Scope) -> SQL {
        """
        INSERT INTO analysis_promotions (
            tenant_id, task, language, number, model_id, previous_id, cause, reason, score, previous_score, promoted_at
        ) VALUES (
            \(scope.tenant), \(task), \(language), \(number), \(model), \(orNull: previous), \(cause.rawValue),
            \(orNull: reason), \(orNull: score), \(orNull: previousScore), \(at)
        ) ON CONFLICT (tenant_id, task, language, number) DO NOTHING
        """
    }
}

package import Core
package import EventLog
import Module
package import Persistence

/// Models that people trained, which of them answers, and how that came to be. Every change is an event of the
/// stream `model/TASK.LANGUAGE`.
package struct ModelRegistry: Sendable {
    let database: any Database
    let log: EventLog
    let tasks: [String: ModelTask]
    let makeID: @Sendable (Instant) -> ID<RegisteredModel>

    /// As large as a file may be; those that Lux trains have less than 200 KB.
    package static let fileBytesMax = 4 << 20
    package static let reasonLengthMax = 500
    /// Of one validation set.
    package static let examplesBytesMax = 8 << 20

    package init(
        database: any Database, log: EventLog, tasks: [ModelTask],
        makeID: @escaping @Sendable (Instant) -> ID<RegisteredModel>
    ) {
        (self.database, self.log, self.makeID) = (database, log, makeID)
        self.tasks = Dictionary(uniqueKeysWithValues: tasks.map { ($0.name, $0) })
    }

    // MARK: Files

    /// Keeps a file that was read without complaint. It does not answer before it is promoted.
    package func add(_ file: [UInt8], to task: String, in scope: Scope) async throws -> RegisteredModel {
        guard file.count <= Self.fileBytesMax else {
            throw Problem(
                ModelProblems.unreadable,
                "The file has \(file.count) bytes; a model has \(Self.fileBytesMax) at most.")
        }
        let card = try self.task(task).read(file)
        let id = makeID(scope.moment)
        return try await database.write(in: scope) { session in
            try register(file, card, as: id, to: task, in: scope, session)
        }
    }

    /// The same within the caller's transaction.
    func register(
        _ file: [UInt8], _ card: ModelCard, as id: ID<RegisteredModel>, to task: String, in scope: Scope,
        _ session: any Session
    ) throws -> RegisteredModel {
        let model = try Self.insert(file, card, as: id, to: task, in: scope, session)
        try log.append(
            [NewEvent(ModelRegistered(model))], to: Self.stream(task, card.language), in: scope, session)
        return model
    }

    private static func insert(
        _ file: [UInt8], _ card: ModelCard, as id: ID<RegisteredModel>, to task: String, in scope: Scope,
        _ session: any Session
    ) throws -> RegisteredModel {
        for _ in 0..<addingAttemptsMax {
            let last: Int? = try session.firstRow(
                """
                SELECT MAX(version) FROM analysis_models
                WHERE tenant_id = \(scope.tenant) AND task = \(task) AND language = \(card.language)
                """)?[0]
            let model = RegisteredModel(
                id: id, task: task, version: (last ?? 0) + 1, card: card, bytes: file.count,
                createdAt: scope.moment, isInForce: false)
            // Of two at a time, one finds its version taken once the other is committed, and takes the next.
            if try session.execute(model.insertion(file, in: scope)) > 0 { return model }
        }
        throw StorageFailure(.busy, cause: "many models come at a time")
    }

    private static let addingAttemptsMax = 20

    package func file(of id: ID<RegisteredModel>, in scope: Scope) async throws -> [UInt8] {
        let file: [UInt8]? = try await database.read(in: scope) { session in
            try session.firstRow(
                "SELECT file FROM analysis_models WHERE tenant_id = \(scope.tenant) AND id = \(id)")?[0]
        }
        guard let file else { throw Problem(ModelProblems.notFound, "There is no model \(id.text).") }
        return file
    }

    // MARK: Looking

    /// Newest first.
    package func models(task: String? = nil, in scope: Scope) async throws -> [RegisteredModel] {
        var condition: SQL = "analysis_models.tenant_id = \(scope.tenant)"
        if let task { condition = "\(condition) AND analysis_models.task = \(task)" }
        let query: SQL =
            "\(RegisteredModel.selection) WHERE \(condition) ORDER BY analysis_models.id DESC LIMIT \(Self.listMax)"
        return try await database.read(in: scope) { session in
            try session.rows(query).map(RegisteredModel.init)
        }
    }

    package static let listMax = 1_000

    package func model(_ id: ID<RegisteredModel>, in scope: Scope) async throws -> RegisteredModel {
        try await database.read(in: scope) { session in try Self.find(id, in: scope, session) }
    }

    /// What answers now; nil before the first promotion.
    package func inForce(
        task: String, language: String, in scope: Scope
    ) async throws -> RegisteredModel? {
        try await database.read(in: scope) { session in
            guard let last = try Promotion.last(task, language, in: scope, session) else { return nil }
            return try Self.find(last.model, in: scope, session)
        }
    }

    /// Newest first.
    package func promotions(
        task: String, language: String, in scope: Scope
    ) async throws -> [Promotion] {
        try await database.read(in: scope) { session in
            try session.rows(
                """
                SELECT \(Promotion.columns) FROM analysis_promotions
                WHERE tenant_id = \(scope.tenant) AND task = \(task) AND language = \(language)
                ORDER BY number DESC LIMIT \(Self.listMax)
                """
            ).map(Promotion.init)
        }
    }

    static func find(
        _ id: ID<RegisteredModel>, in scope: Scope, _ session: any Session
    ) throws -> RegisteredModel {
        let row = try session.firstRow(
            """
            \(RegisteredModel.selection)
            WHERE analysis_models.tenant_id = \(scope.tenant) AND analysis_models.id = \(id)
            """)
        guard let row else { throw Problem(ModelProblems.notFound, "There is no model \(id.text).") }
        return try RegisteredModel(row)
    }

    func task(_ name: String) throws -> ModelTask {
        guard let task = tasks[name] else {
            let known = tasks.keys.sorted().joined(separator: ", ")
            throw Problem(
                ModelProblems.notFound, "There are no models for \"\(name.prefix(50))\", but for \(known).")
        }
        return task
    }

    static func stream(_ task: String, _ language: String) throws -> StreamName {
        try StreamName("model", "\(task).\(language)")
    }
}

extension RegisteredModel {
    /// All but the file.
    static let selection: SQL = """
        SELECT analysis_models.id, analysis_models.task, version, kind, analysis_models.language, data_fingerprint,
            data_licence, metrics, file_bytes, created_at,
            (SELECT model_id FROM analysis_promotions WHERE analysis_promotions.tenant_id = analysis_models.tenant_id
                AND analysis_promotions.task = analysis_models.task
                AND analysis_promotions.language = analysis_models.language
                ORDER BY number DESC LIMIT 1) AS in_force
        FROM analysis_models
        """

    init(_ row: Row) throws {
        (id, task, version) = (try row[0], try row[1], try row[2])
        let metrics: String = try row[7]
        card = ModelCard(
            language: try row[4], kind: try row[3], dataFingerprint: try row[5], dataLicence: try row[6],
            metrics: try JSONReader.read(Array(metrics.utf8)))
        (bytes, createdAt) = (try row[8], try row[9])
        let inForce: ID<RegisteredModel>? = try row[10]
        isInForce = inForce == id
    }

    fileprivate func insertion(_ file: [UInt8], in scope: Scope) -> SQL {
        """
        INSERT INTO analysis_models (
            tenant_id, id, task, language, version, kind, data_fingerprint, data_licence, metrics, created_at,
            file_bytes, file
        ) VALUES (
            \(scope.tenant), \(id), \(task), \(card.language), \(version), \(card.kind), \(card.dataFingerprint),
            \(card.dataLicence), \(card.metrics.written), \(createdAt), \(bytes), \(file)
        ) ON CONFLICT (tenant_id, task, language, version) DO NOTHING
        """
    }
}

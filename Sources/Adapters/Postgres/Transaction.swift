import Core
import Persistence

/// One run of a body. Begins with its first statement, in the same round trip.
final class Transaction {
    enum State {
        case fresh
        case open
        /// The server takes nothing more until it is rolled back.
        case failed(statement: String)
        case lost(ConnectionLost, isOutcomeKnown: Bool)
        case committed
    }

    /// How it ended, and so what becomes of the call.
    enum Ending {
        /// As the body did.
        case asTheBody
        case failed(any Error)
        /// Nothing of it is left; the body is to run again.
        case again
        case lost(ConnectionLost, isOutcomeKnown: Bool)
    }

    private(set) var state = State.fresh
    private(set) var rung: Set<Bell> = []
    let connection: Connection
    let kind: CallKind
    /// Who is let at what a schema script makes; nil when that is its maker.
    let guest: String?
    private let tenant: String
    private let settings: PostgresDatabase.Settings
    private var mustRunAgain = false
    /// By name, and those of them that go ahead of the next statement, in its round trip.
    private var turns: Set<String> = []
    private var owedTurns: [String] = []

    /// How the reach across all tenants is written. No tenant is called so.
    static let everyTenant = "*"

    init(
        on connection: Connection, for call: any QueuedCall, _ settings: PostgresDatabase.Settings,
        guest: String? = nil
    ) {
        (self.connection, self.settings, self.guest) = (connection, settings, guest)
        kind = call.kind
        tenant =
            switch call.reach {
            case .tenant(let tenant): tenant.text
            case .everyTenant: Self.everyTenant
            }
    }

    var isFresh: Bool { if case .fresh = state { true } else { false } }
    var isRead: Bool { kind == .read }

    func ring(_ bell: Bell) {
        rung.insert(bell)
    }

    func takeTurn(named name: String) {
        guard turns.count < Self.turnsMax, turns.insert(name).inserted else { return }
        owedTurns.append(name)
    }

    // MARK: Statements

    func run(_ statements: [SQL], _ want: Connection.Want) throws -> [Connection.Answer] {
        for statement in statements { try StatementCheck.check(statement) }
        let isGuarded =
            !connection.guarded.isEmpty && statements.contains { connection.guarded.contains($0.text) }
        return try exchange(statements.map(\.text), isGuarded: isGuarded) { () throws(ConnectionLost) in
            if isFresh { try begin() }
            try askTurns()
            for statement in statements {
                if isGuarded { try connection.ask(command: "SAVEPOINT lux") }
                try connection.ask(statement, want: want)
                if isGuarded { try connection.ask(command: "RELEASE SAVEPOINT lux") }
            }
            return try connection.settle()
        }
    }

    /// The statements and the commit in one go.
    func runLast(_ asked: [(statement: SQL, want: Connection.Want)]) throws -> [Connection.Answer] {
        let statements = asked.map(\.statement)
        for statement in statements { try StatementCheck.check(statement) }
        // A body that goes on after one of these fails needs a transaction to go on in.
        if statements.contains(where: { connection.guarded.contains($0.text) }) {
            return try asked.flatMap { try run([$0.statement], $0.want) }
        }
        let answers = try exchange(statements.map(\.text), isGuarded: false, commits: true) {
            () throws(ConnectionLost) in
            // What is sent together is a transaction of its own when none was begun.
            let isWhole = isFresh && kind == .write
            if isWhole { try setTenant() } else if isFresh { try begin() }
            try askTurns()
            for (statement, want) in asked { try connection.ask(statement, want: want) }
            if !isWhole { try connection.ask(command: "COMMIT", want: .tag("COMMIT")) }
            return try connection.settle()
        }
        connection.tenant = tenant
        return answers
    }

    /// Statements of the schema, as they are.
    func run(once texts: [String]) throws {
        _ = try exchange(texts, isGuarded: false) { () throws(ConnectionLost) in
            if isFresh { try begin() }
            for text in texts { try connection.askOnce(text, want: .count) }
            return try connection.settle()
        }
    }

    /// One statement in a transaction of its own, before this one has begun.
    func runBefore(_ statement: SQL) throws -> [Connection.Answer] {
        let answers = try onLine { () throws(ConnectionLost) in
            try connection.ask(statement, want: .rows)
            return try connection.settle()
        }
        if let failure = answers.failure { throw failure.error(in: statement.text, isRead: isRead) }
        if let unreadable = answers.unreadable { throw unreadable }
        return answers.list
    }

    private func exchange(
        _ texts: [String], isGuarded: Bool, commits: Bool = false,
        _ talk: () throws(ConnectionLost) -> Connection.Answers
    ) throws -> [Connection.Answer] {
        try refuseIfOver()
        let answers = try onLine(commits: commits, talk)
        if let failure = answers.failure {
            let text = texts[min(answers.list.count, texts.count - 1)]
            try note(failure, in: text, isGuarded: isGuarded)
            throw failure.error(in: text, isRead: isRead)
        }
        state = commits ? .committed : .open
        if let unreadable = answers.unreadable { throw unreadable }
        return answers.list
    }

    private func begin() throws(ConnectionLost) {
        try connection.askToForget()
        try connection.ask(command: isRead ? "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY" : "BEGIN")
        try setTenant()
        if kind == .exclusive {
            let limit = settings.exclusiveMax.wholeMilliseconds
            try connection.askOnce("SET LOCAL statement_timeout = \(limit)")
            try connection.askOnce("SET LOCAL lock_timeout = \(limit)")
            try connection.askOnce("SELECT pg_advisory_xact_lock(\(Self.exclusiveLock))")
        }
    }

    private func setTenant() throws(ConnectionLost) {
        try connection.askToForget()
        guard connection.tenant != tenant else { return }
        // A rollback takes it back, so it counts as known only once this transaction is committed.
        connection.tenant = nil
        try connection.ask("SELECT set_config('lux.tenant', \(tenant), false)", want: .nothing)
    }

    /// Of two names with one hash the holders wait for each other without need, and nothing else happens.
    private func askTurns() throws(ConnectionLost) {
        for name in owedTurns {
            let turn: SQL = "SELECT pg_advisory_xact_lock(7107960, hashtext(\(name)))"
            try connection.ask(turn, want: .nothing)
        }
        owedTurns = []
    }

    /// "lux" in ASCII, as advisory locks are numbered: alone, and as the first of two numbers (7107960) for turns.
    private static let exclusiveLock = 0x6c_7578
    /// Of one transaction. The server's table of locks has room for some 64 of each, and is shared by all.
    private static let turnsMax = 32

    private func refuseIfOver() throws {
        switch state {
        case .fresh, .open: return
        case .lost(let lost, _): throw lost.failure
        case .committed: throw DatabaseError(.statement, cause: "a statement after the last")
        case .failed(let statement):
            guardFromNowOn(statement)
            throw DatabaseError(.statement, cause: "the transaction has failed", statement: statement)
        }
    }

    /// Where a statement fails, SQLite goes on without it and PostgreSQL ends the transaction. Bodies that go
    /// on are rare, and so are not paid for by all: such a body is run again, with a savepoint before that
    /// statement.
    private func guardFromNowOn(_ statement: String) {
        if connection.guarded.count >= Statements.countMax { connection.guarded = [] }
        connection.guarded.insert(statement)
        mustRunAgain = true
    }

    private func note(_ failure: ServerFailure, in text: String, isGuarded: Bool) throws {
        state = .failed(statement: text)
        if failure.callsForAnotherRun {
            mustRunAgain = true
            if failure.isAboutPreparation { connection.forgetStatements() }
        } else if isGuarded {
            let answers = try onLine { () throws(ConnectionLost) in
                try connection.ask(command: "ROLLBACK TO SAVEPOINT lux")
                try connection.ask(command: "RELEASE SAVEPOINT lux")
                return try connection.settle()
            }
            if answers.failure == nil { state = .open }
        }
    }

    /// - Parameter commits: what is lost on the way may be committed nevertheless.
    private func onLine<Outcome>(
        commits: Bool = false, _ body: () throws(ConnectionLost) -> Outcome
    ) throws -> Outcome {
        do throws(ConnectionLost) {
            return try body()
        } catch {
            state = .lost(error, isOutcomeKnown: !commits)
            throw error.failure
        }
    }

    // MARK: The end

    func end(bodyFailed: Bool) -> Ending {
        switch state {
        case .fresh: return mustRunAgain ? .again : .asTheBody
        case .lost(let lost, let isOutcomeKnown): return .lost(lost, isOutcomeKnown: isOutcomeKnown)
        case .committed: return .asTheBody
        case .open:
            if !bodyFailed { return commit() }
            rollBack()
            return .asTheBody
        case .failed(let statement):
            if !bodyFailed { guardFromNowOn(statement) }
            rollBack()
            return mustRunAgain ? .again : .asTheBody
        }
    }

    private func commit() -> Ending {
        do throws(ConnectionLost) {
            try connection.ask(command: "COMMIT", want: .tag("COMMIT"))
            if isRead {
                // Nothing depends on how it ends, so nobody waits for it.
                try connection.settleUnread()
            } else if let failure = try connection.settle().failure {
                connection.tenant = nil
                return failure.callsForAnotherRun
                    ? .again : .failed(failure.error(in: "COMMIT", isRead: false))
            }
            connection.tenant = tenant
            return .asTheBody
        } catch {
            return isRead ? .asTheBody : .lost(error, isOutcomeKnown: false)
        }
    }

    private func rollBack() {
        connection.tenant = nil
        do throws(ConnectionLost) {
            try connection.ask(command: "ROLLBACK")
            if isRead { try connection.settleUnread() } else { _ = try connection.settle() }
        } catch {
            // The server rolls back what it has lost, and the next call finds the connection gone.
        }
    }
}

/// What no engine takes from a body, checked before anything is sent.
enum StatementCheck {
    static func check(_ statement: SQL) throws {
        guard statement.values.count <= SQL.valuesMax else {
            throw DatabaseError(
                .tooManyValues, cause: "\(statement.values.count) values, at most \(SQL.valuesMax)",
                statement: statement.text)
        }
        for value in statement.values { try value.checkStorable() }
        var tokens = SQLTokens(statement.text)
        try refuseControl(&tokens, statement.text)
    }

    static func refuseControl(_ tokens: inout some IteratorProtocol<SQLTokens.Token>, _ text: String) throws {
        while let token = tokens.next() {
            guard token.kind == .word else { continue }
            guard !controlWords.contains(token.text.uppercased()) else {
                throw DatabaseError(
                    .statement, cause: "transactions and sessions are the database's own", statement: text)
            }
            return
        }
    }

    private static let controlWords: Set = [
        "ABORT", "BEGIN", "COMMIT", "COPY", "DEALLOCATE", "DISCARD", "END", "LISTEN", "NOTIFY", "PREPARE",
        "RELEASE", "RESET", "ROLLBACK", "SAVEPOINT", "SET", "START", "UNLISTEN",
    ]
}

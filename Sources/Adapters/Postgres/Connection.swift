import CPq
import Core
import Glibc
import Persistence

/// One PostgreSQL connection in pipeline mode: statements are gathered by `ask`, and `settle` sends them
/// together and reads all answers in one round trip.
final class Connection: @unchecked Sendable {  // Used by one thread at a time: its worker's.
    /// What is wanted of an answer.
    enum Want { case rows, firstRow, count, nothing, tag(String) }

    enum Answer {
        case rows(Rows)
        case count(Int)
    }

    struct Answers {
        /// Of the statements whose answer was wanted, in order, up to the one that failed.
        var list: [Answer] = []
        var failure: ServerFailure?
        /// The server did what was asked, but its answer cannot be read.
        var unreadable: DatabaseError?
    }

    private enum Owed {
        case preparation(Statement)
        case answer(Statement?, Want)
    }

    let socket: Socket
    /// How long the server may say nothing before the connection is given up.
    var silenceMax: Duration
    /// What `lux.tenant` is on this connection, if that is known.
    var tenant: String?
    /// Statements that have failed in bodies which went on. They get a savepoint.
    var guarded: Set<String> = []

    private let handle: OpaquePointer
    private var statements = Statements()
    private var parameters = Parameters()
    private var owed: [Owed] = []
    /// Round trips whose answers nobody has waited for.
    private var unreadCount = 0

    init(handle: OpaquePointer, silenceMax: Duration) {
        self.handle = handle
        self.silenceMax = silenceMax
        socket = Socket(PQsocket(handle))
    }

    deinit {
        // First, so that nobody cuts a number that has been given to another socket.
        socket.letGo()
        PQfinish(handle)
    }

    var backend: Int32 { PQbackendPID(handle) }
    var serverVersion: Int32 { PQserverVersion(handle) }

    func makeCanceller() -> Canceller? { PQgetCancel(handle).map(Canceller.init) }

    /// True when the server has closed it, as seen from here and now.
    var hasEnded: Bool { socket.hasEnded || PQstatus(handle) == CONNECTION_BAD }

    // MARK: Asking

    /// A statement with values, kept prepared.
    func ask(_ text: String, _ values: [SQLValue], want: Want, rendered: () -> String)
        throws(ConnectionLost)
    {
        let statement = statements.statement(for: text, values, rendered: rendered)
        if !statement.isPrepared, !isBeingPrepared(statement) {
            try sent(
                PQsendPrepare(
                    handle, statement.name, statement.text, Int32(values.count), statement.parameterTypes))
            owed.append(.preparation(statement))
        }
        parameters.fill(values)
        try sent(
            parameters.withPointers {
                PQsendQueryPrepared(handle, statement.name, Int32(values.count), $0, $1, $2, 1)
            })
        owed.append(.answer(statement, want))
    }

    func ask(_ sql: SQL, want: Want) throws(ConnectionLost) {
        try ask(sql.text, sql.values, want: want) { sql.rendered(.numbered) }
    }

    /// Fixed text without values, used often.
    func ask(command: String, want: Want = .nothing) throws(ConnectionLost) {
        try ask(command, [], want: want) { command }
    }

    /// Text without values that is not worth keeping.
    func askOnce(_ text: String, want: Want = .nothing) throws(ConnectionLost) {
        try sent(PQsendQueryParams(handle, text, 0, nil, nil, nil, nil, 1))
        owed.append(.answer(nil, want))
    }

    func forgetStatements() {
        statements.forgetAll()
    }

    /// Makes the server forget too. Only before a transaction: one that has failed would refuse it, and whatever
    /// is asked behind it.
    func askToForget() throws(ConnectionLost) {
        guard statements.hasForgotten else { return }
        try askOnce("DEALLOCATE ALL")
        statements.noteDeallocated()
        try settleUnread()
    }

    private func isBeingPrepared(_ statement: Statement) -> Bool {
        owed.contains { if case .preparation(let other) = $0 { other === statement } else { false } }
    }

    private func sent(_ code: Int32) throws(ConnectionLost) {
        guard code == 1 else { throw lost() }
    }

    // MARK: Answers

    /// Sends what was asked and returns at once. The answers are passed over later.
    func settleUnread() throws(ConnectionLost) {
        // Whether a statement is prepared must be known: made anew each time, the server would keep them all.
        let prepares = owed.contains { if case .preparation = $0 { true } else { false } }
        guard !prepares else {
            _ = try settle()
            return
        }
        try sent(PQpipelineSync(handle))
        owed.removeAll(keepingCapacity: true)
        unreadCount += 1
        try flush()
    }

    /// Sends what was asked and returns the answers. The first that fails ends it: what was asked behind it
    /// was not done.
    func settle() throws(ConnectionLost) -> Answers {
        try sent(PQpipelineSync(handle))
        try flush()
        while unreadCount > 0 {
            try skipToSync()
            unreadCount -= 1
        }
        var answers = Answers()
        for item in owed {
            guard let result = try nextResult() else { throw lost() }
            try take(result, for: item, into: &answers)
            while let more = try nextResult() { PQclear(more) }
        }
        try skipToSync()
        for case .preparation(let statement) in owed where !statement.isPrepared {
            statements.forget(statement)
        }
        owed.removeAll(keepingCapacity: true)
        return answers
    }

    private func take(_ result: OpaquePointer, for item: Owed, into answers: inout Answers)
        throws(ConnectionLost)
    {
        defer { PQclear(result) }
        switch PQresultStatus(result) {
        case PGRES_COMMAND_OK, PGRES_TUPLES_OK:
            switch item {
            case .preparation(let statement): statement.isPrepared = true
            case .answer(let statement, let want):
                note(Cells(result: result), statement, want, in: &answers)
            }
        case PGRES_PIPELINE_ABORTED: break
        case PGRES_EMPTY_QUERY:
            answers.failure = answers.failure ?? ServerFailure(sqlState: "42601", message: "no statement")
        case PGRES_FATAL_ERROR:
            let failure = try failure(of: result)
            answers.failure = answers.failure ?? failure
        default:
            // Copying would need the connection for itself.
            throw ConnectionLost("the statement wants to copy")
        }
    }

    private func note(_ cells: Cells, _ statement: Statement?, _ want: Want, in answers: inout Answers) {
        do throws(DatabaseError) {
            switch (want, statement) {
            case (.rows, let statement?): answers.list.append(.rows(try cells.rows(of: statement)))
            case (.firstRow, let statement?):
                answers.list.append(.rows(try cells.rows(of: statement, atMost: 1)))
            case (.count, _): answers.list.append(.count(cells.changedCount))
            case (.tag(let tag), _) where PQcmdStatus(cells.result).map({ String(cString: $0) }) != tag:
                answers.failure = ServerFailure(sqlState: "25P02", message: "the transaction had failed")
            case (.tag, _), (.nothing, _), (.rows, nil), (.firstRow, nil): break
            }
        } catch {
            answers.unreadable = answers.unreadable ?? error
        }
    }

    private func failure(of result: OpaquePointer) throws(ConnectionLost) -> ServerFailure {
        func field(_ letter: Unicode.Scalar) -> String? {
            PQresultErrorField(result, Int32(letter.value)).map { String(cString: $0) }
        }
        guard let sqlState = field("C") else { throw lost() }
        let message = field("M") ?? "no message"
        // The severity as the server names it whatever its language.
        if field("V") == "FATAL" || field("V") == "PANIC" {
            throw ConnectionLost(message, sqlState: sqlState)
        }
        return ServerFailure(sqlState: sqlState, message: message)
    }

    private func skipToSync() throws(ConnectionLost) {
        while true {
            guard let result = try nextResult() else { continue }
            let status = PQresultStatus(result)
            defer { PQclear(result) }
            if status == PGRES_PIPELINE_SYNC { return }
            if status == PGRES_FATAL_ERROR { _ = try failure(of: result) }
        }
    }

    /// Nil stands between the answers of two statements.
    private func nextResult() throws(ConnectionLost) -> OpaquePointer? {
        while PQisBusy(handle) == 1 {
            guard socket.wait(for: Int16(POLLIN), atMost: silenceMax) != 0 else {
                throw ConnectionLost("no answer within \(silenceMax)")
            }
            guard PQconsumeInput(handle) == 1 else { throw lost() }
        }
        let result = PQgetResult(handle)
        if result == nil, PQstatus(handle) == CONNECTION_BAD { throw lost() }
        return result
    }

    private func flush() throws(ConnectionLost) {
        while true {
            switch PQflush(handle) {
            case 0: return
            case 1:
                // Reading as well, or both sides would wait for the other to make room.
                let ready = socket.wait(for: Int16(POLLIN | POLLOUT), atMost: silenceMax)
                guard ready != 0 else { throw ConnectionLost("takes nothing within \(silenceMax)") }
                if ready & Int16(POLLIN) != 0, PQconsumeInput(handle) != 1 { throw lost() }
            default: throw lost()
            }
        }
    }

    private func lost() -> ConnectionLost {
        ConnectionLost(PQerrorMessage(handle).firstLine ?? "the connection is gone")
    }

    // MARK: Notifications

    /// What has come on channels that are listened to. Does not wait.
    func notifications() throws(ConnectionLost) -> [(payload: String, backend: Int32)] {
        guard PQconsumeInput(handle) == 1 else { throw lost() }
        var found: [(String, Int32)] = []
        while let notification = PQnotifies(handle) {
            found.append((String(cString: notification.pointee.extra), notification.pointee.be_pid))
            PQfreemem(notification)
        }
        return found
    }
}

extension UnsafeMutablePointer<CChar>? {
    /// libpq's messages have several lines, and the first says what matters.
    var firstLine: String? {
        guard let self else { return nil }
        return String(cString: self).split(separator: "\n").first.map(String.init)
    }
}

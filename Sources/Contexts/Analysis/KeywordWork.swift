import Core
import Jobs
import Language
import Module

/// What a request for keywords asks for, done now or as a job.
struct KeywordWork: Sendable {
    static let kind = "analysis.extract-keywords"

    let keywords: Keywords
    let history: KeywordHistory
    let makeID: @Sendable (Instant) -> ID<KeywordEntry>

    /// The answer, and what of it is to be kept.
    struct Outcome: Sendable {
        let answer: JSON
        let entries: [KeywordEntry]
    }

    /// A body as the route declares it.
    /// - Parameter progress: told what share of the documents is done.
    func perform(
        _ body: JSON, in scope: Scope, progress: @Sendable (Double) -> Void = { _ in }
    ) async throws -> Outcome {
        let persist = body["persist"]?.truth ?? false
        guard let documents = body["documents"]?.items else {
            let query = try KeywordQuery(body)
            let answer = try await keywords.extract(query, in: scope)
            guard persist else { return Outcome(answer: answer.json(), entries: []) }
            let entry = KeywordEntry(id: makeID(scope.moment), text: query.text, answer: answer)
            return Outcome(answer: answer.json(id: entry.id), entries: [entry])
        }
        return try await perform(documents, persist: persist, in: scope, progress)
    }

    /// Side by side where a model is waited for; the answers stand in the documents' order all the same.
    private func perform(
        _ documents: [JSON], persist: Bool, in scope: Scope, _ progress: @Sendable (Double) -> Void
    ) async throws -> Outcome {
        var found: [Found?] = documents.map { _ in nil }
        try await withThrowingTaskGroup(of: (Int, Found).self) { group in
            var begun = 0
            var done = 0
            while done < documents.count {
                while begun < documents.count, begun - done < keywords.atOnceMax {
                    let index = begun
                    group.addTask { (index, try await find(documents[index], at: index, in: scope)) }
                    begun += 1
                }
                guard let (index, one) = try await group.next() else { break }
                found[index] = one
                done += 1
                progress(Double(done) / Double(documents.count))
            }
        }
        return outcome(found.compactMap(\.self), persist: persist, in: scope)
    }

    /// What one document gave.
    private enum Found: Sendable {
        case answer(KeywordAnswer, to: String)
        case problem(Problem)
    }

    private func find(_ document: JSON, at index: Int, in scope: Scope) async throws -> Found {
        // A batch is many requests' worth of work; others get their turn in between.
        await Task.yield()
        do {
            let query = try Self.query(document, at: index)
            return .answer(try await keywords.extract(query, in: scope), to: query.text)
        } catch let refusal as any Refusal {
            return .problem(refusal.problem)
        }
    }

    private func outcome(_ found: [Found], persist: Bool, in scope: Scope) -> Outcome {
        var entries: [KeywordEntry] = []
        var results: [JSON] = []
        for (index, found) in found.enumerated() {
            var result: [JSON.Member] = [.init("index", .integer(index))]
            switch found {
            case .answer(let answer, let text):
                let entry = persist ? KeywordEntry(id: makeID(scope.moment), text: text, answer: answer) : nil
                if let entry { entries.append(entry) }
                result.append(.init("result", answer.json(id: entry?.id)))
            case .problem(let problem):
                result.append(.init("problem", problem.document(trace: scope.trace)))
            }
            results.append(.object(result))
        }
        return Outcome(answer: ["results": .array(results)], entries: entries)
    }

    private static func query(_ document: JSON, at index: Int) throws -> KeywordQuery {
        let pointer = "/documents/\(index)"
        let faults = Schema.object(KeywordQuery.fields).violations(in: document)
        guard faults.isEmpty else {
            throw Problem.invalid(faults.map { .init(pointer: pointer + $0.pointer, reason: $0.reason) })
        }
        return try KeywordQuery(document, at: pointer)
    }
}

extension KeywordWork {
    /// The payload is the request's body. What is to be kept is kept in the commit that ends the job.
    var job: JobKind {
        JobKind(Self.kind, queue: "analysis") { [self] run in
            let outcome = try await perform(try run.json(), in: run.scope) { run.progress($0) }
            guard !outcome.entries.isEmpty else { return .result(outcome.answer) }
            return .finishing { session in
                try history.keep(outcome.entries, in: run.scope, session)
                return outcome.answer
            }
        }
    }

    /// What would be refused at once is refused before a job is made of it.
    static func check(_ body: JSON) throws {
        guard body["documents"] == nil else { return }
        let text = try KeywordQuery(body).text
        guard !text.allSatisfy(\.isWhitespace) else { throw AnalysisProblems.problem(for: .blankText) }
        let (bytes, limit) = (text.utf8.count, KeywordLimits.textBytes)
        guard bytes <= limit else {
            throw AnalysisProblems.problem(for: .textTooLarge(bytes: bytes, limit: limit))
        }
    }
}

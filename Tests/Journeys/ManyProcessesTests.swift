import Core
import Glibc
import LuxTesting
import Testing

@Suite(.timeLimit(.minutes(10))) struct `Processes on one PostgreSQL` {
    /// Four processes as a firm would run them, and the text that each job is about.
    private struct Firm {
        let flags: [String]
        let folder: TemporaryFolder

        init(_ place: PostgresServer.Place) throws {
            folder = try TemporaryFolder()
            flags = [
                "--set", "storage.database=\(place.url)", "--set",
                "storage.migration_database=\(place.ownerURL)",
                "--set", "storage.pool=4", "--set", "backup.daily=no",
            ]
        }

        func start(_ role: String) throws -> LuxServer {
            try LuxServer(flags + ["--role", role], in: folder)
        }
    }

    @Test func `lose no work when one of each kind is killed`() async throws {
        try await PostgresServer.shared().withDatabase { place in
            let firm = try Firm(place)
            let webs = try [firm.start("web"), firm.start("web")]
            let workers = try [firm.start("worker"), firm.start("worker")]
            var accepted: [String] = []
            for number in 0..<40 {
                // With its key, so that asking again after an answer that never came makes no second job.
                let body: JSON = [
                    "text": .string("O tribunal julgou o recurso número \(number)."), "async": true,
                ]
                let answer = try webs[number < 20 ? number % 2 : 1].post(
                    "/keywords/extract", body, ["idempotency-key": "k\(number)"])
                #expect(answer.status == 202)
                accepted.append(try #require(answer.json["id"]?.text))
                if number == 10 { workers[0].process.send(SIGKILL) }
                if number == 20 { webs[0].process.send(SIGKILL) }
            }
            for (number, id) in accepted.enumerated() {
                // Ends when the job has ended; a dead worker's jobs come back when their leases are over.
                let events = try webs[1].get("/jobs/\(id)/events").text
                #expect(events.contains("\"state\":\"succeeded\""), "job \(number)")
            }
            #expect(Set(accepted).count == 40)
            let again = try webs[1].post(
                "/keywords/extract",
                ["text": .string("O tribunal julgou o recurso número 0."), "async": true],
                ["idempotency-key": "k0"])
            #expect(again.json["id"]?.text == accepted[0])
            workers[1].stop()
            webs[1].stop()
        }
    }

    @Test func `migrate once, however many start at a time`() async throws {
        try await PostgresServer.shared().withDatabase { place in
            let firm = try Firm(place)
            let runs = try (0..<6).map { _ in
                try LuxProcess(["migrate", "up", "--format", "json"] + firm.flags, in: firm.folder)
            }
            let ran = try runs.flatMap { run -> [String] in
                let outcome = run.outcome()
                #expect(outcome.status == 0, "\(outcome.errors)")
                return try JSONReader.read(Array(outcome.output.utf8))["ran"]?.items?.compactMap(\.text) ?? []
            }
            #expect(!ran.isEmpty && Set(ran).count == ran.count)
        }
    }
}

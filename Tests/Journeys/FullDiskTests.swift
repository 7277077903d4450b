import Core
import LuxTesting
import Testing

@Suite(.enabled(if: SmallDisk.isPermitted, "only root may mount the small disk that these fill"))
struct `When the disk is full` {
    @Test func `keeping is refused with the cause, reading goes on, and room heals it`() async throws {
        try await SmallDisk.with(kibibytes: 4096) { disk in
            let server = try LuxServer(["--data", disk.path + "/data"])
            let body: JSON = ["text": "Python é uma linguagem", "persist": true]
            let kept = try #require(try server.post("/keywords/extract", body).json["id"]?.text)
            disk.fill()
            var refused: HTTPAnswer?
            var acknowledged = [kept]
            // The log of the database may still have room for a few.
            for _ in 0..<2000 {
                let answer = try server.post("/keywords/extract", body)
                guard answer.status == 200 else {
                    refused = answer
                    break
                }
                acknowledged.append(answer.json["id"]?.text ?? "")
            }
            let answer = try #require(refused)
            #expect(answer.status == 503 && answer.headers["retry-after"] != nil)
            #expect(
                answer.json["type"] == "/problems/storage-unavailable"
                    && answer.json["detail"]?.text?.contains("full") == true)
            #expect(try server.get("/keywords/history/\(kept)").status == 200)
            #expect(try server.post("/keywords/extract", ["text": "Python é uma linguagem"]).status == 200)
            #expect(try server.get("/health").status == 200)
            disk.makeRoom()
            acknowledged.append(try #require(try server.post("/keywords/extract", body).json["id"]?.text))
            for id in acknowledged { #expect(try server.get("/keywords/history/\(id)").status == 200) }
            #expect(server.stop().status == 0)
        }
    }

    @Test func `a start without room is refused with the remedy`() async throws {
        try await SmallDisk.with(kibibytes: 64) { disk in
            disk.fill()
            let outcome = try LuxProcess.run(["serve", "--port", "0", "--data", disk.path + "/data"])
            #expect(outcome.status == 69 && !outcome.errors.contains("should not have happened"))
            let doctor = try LuxProcess.run(["doctor", "--data", disk.path + "/data"])
            #expect(doctor.status == 69 && doctor.output.contains("FAIL  disk space"))
        }
    }
}

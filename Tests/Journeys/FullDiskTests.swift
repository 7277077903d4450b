import Core
import Foundation
import Glibc
import LuxTesting
import Testing

/// A disk of its own, so small that it can be filled: a file system in memory, which only root may make.
final class SmallDisk {
    let path: String
    private let folder: TemporaryFolder

    static let isPossible: Bool = (try? SmallDisk(kibibytes: 64)) != nil

    init(kibibytes: Int) throws {
        folder = try TemporaryFolder()
        path = folder.path + "/disk"
        mkdir(path, 0o700)
        guard mount("tmpfs", path, "tmpfs", 0, "size=\(kibibytes)k") == 0 else { throw POSIXError(.EPERM) }
    }

    deinit {
        umount2(path, Int32(MNT_DETACH.rawValue))
    }

    /// Takes what is left; removing the file gives it back.
    func fill() throws -> String {
        let file = path + "/filler"
        let descriptor = open(file, O_WRONLY | O_CREAT, 0o600)
        defer { close(descriptor) }
        let chunk = [UInt8](repeating: 0, count: 4096)
        while write(descriptor, chunk, chunk.count) > 0 {}
        return file
    }
}

@Suite(.enabled(if: SmallDisk.isPossible, "only root may mount the small disk that these fill"))
struct `When the disk is full` {
    @Test func `keeping is refused with the cause, reading goes on, and it recovers by itself`() throws {
        let disk = try SmallDisk(kibibytes: 4096)
        let server = try LuxServer(["--data", disk.path + "/data"])
        let body: JSON = ["text": "Python é uma linguagem", "persist": true]
        let kept = try #require(try server.post("/keywords/extract", body).json["id"]?.text)
        let filler = try disk.fill()
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
        #expect(answer.json["type"] == "/problems/storage-unavailable" && answer.json["detail"]?.text?.contains("full") == true)
        #expect(try server.get("/keywords/history/\(kept)").status == 200)
        #expect(try server.post("/keywords/extract", ["text": "Python é uma linguagem"]).status == 200)
        #expect(try server.get("/health").status == 200)
        unlink(filler)
        acknowledged.append(try #require(try server.post("/keywords/extract", body).json["id"]?.text))
        for id in acknowledged { #expect(try server.get("/keywords/history/\(id)").status == 200) }
        #expect(server.stop().status == 0)
    }

    @Test func `a start without room is refused with the remedy`() throws {
        let disk = try SmallDisk(kibibytes: 64)
        _ = try disk.fill()
        let outcome = try LuxProcess.run(["serve", "--port", "0", "--data", disk.path + "/data"])
        #expect(outcome.status == 69 && !outcome.errors.contains("should not have happened"))
        let doctor = try LuxProcess.run(["doctor", "--data", disk.path + "/data"])
        #expect(doctor.status == 69 && doctor.output.contains("FAIL  disk space"))
    }
}

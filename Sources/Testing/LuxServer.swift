package import Core
import Glibc

/// A real server on a port of its own, with a folder of its own.
package final class LuxServer: Sendable {
    package let process: LuxProcess
    package let port: Int

    package struct DidNotStart: Error, CustomStringConvertible {
        package let errors: String
        package var description: String { "the server did not start: \(errors)" }
    }

    package init(
        _ flags: [String] = [], environment: [String: String] = [:], in folder: TemporaryFolder? = nil
    ) throws {
        process = try LuxProcess(
            ["serve", "--port", "0", "--set", "log.format=json"] + flags, environment: environment, in: folder)
        port = try Self.waitForPort(process)
    }

    deinit {
        process.send(SIGKILL)
    }

    /// The server says its address in a log line once it listens.
    private static func waitForPort(_ process: LuxProcess) throws -> Int {
        while true {
            for line in process.errorText.split(separator: "\n") {
                guard let entry = try? JSONReader.read(Array(line.utf8)), entry["message"]?.text == "listening",
                    let address = entry["metadata"]?["address"]?.text,
                    let port = address.split(separator: ":").last.flatMap({ Int($0) })
                else { continue }
                return port
            }
            guard process.isRunning else { throw DidNotStart(errors: process.errorText) }
            // Nothing tells that a file grew but the file: this waits for another process, not for time to pass.
            usleep(2000)
        }
    }

    /// Asks it to stop and waits until it has.
    @discardableResult
    package func stop() -> LuxProcess.Outcome {
        process.send(SIGTERM)
        return process.outcome()
    }

    /// The log lines so far.
    package var log: [JSON] {
        process.errorText.split(separator: "\n").compactMap { try? JSONReader.read(Array($0.utf8)) }
    }

    // MARK: Requests

    package func get(_ target: String, _ headers: [String: String] = [:]) throws -> HTTPAnswer {
        try send("GET", target, headers: headers)
    }

    package func post(_ target: String, _ body: JSON, _ headers: [String: String] = [:]) throws -> HTTPAnswer {
        try send("POST", target, headers: headers.merging(["content-type": "application/json"]) { own, _ in own }, body: body.bytes)
    }

    package func send(
        _ method: String, _ target: String, headers: [String: String] = [:], body: [UInt8]? = nil
    ) throws -> HTTPAnswer {
        var head = "\(method) \(target) HTTP/1.1\r\nhost: 127.0.0.1\r\nconnection: close\r\n"
        for (name, value) in headers.sorted(by: { $0.key < $1.key }) { head += "\(name): \(value)\r\n" }
        if let body { head += "content-length: \(body.count)\r\n" }
        let connection = try open()
        try connection.write(Array("\(head)\r\n".utf8) + (body ?? []))
        return try connection.readAnswer(hasBody: method != "HEAD")
    }

    package func open() throws -> Connection { try Connection(port: port) }
}

package import Core
import Glibc

/// A TCP connection that sends exactly the bytes it is given, for requests that no client library would make.
package final class Connection {
    private let socket: Int32
    private var buffered: [UInt8] = []

    package struct Failed: Error, CustomStringConvertible {
        package let what: String
        package let code: Int32
        package var description: String { "\(what): \(String(cString: strerror(code)))" }
    }

    package init(port: Int) throws {
        socket = Glibc.socket(AF_INET, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = in_port_t(UInt16(port).bigEndian)
        address.sin_addr.s_addr = UInt32(0x7f00_0001).bigEndian
        let result = withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                connect(socket, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
            }
        }
        guard result == 0 else { throw Failed(what: "connect", code: errno) }
        // A server that never answers must fail a test, not hang it.
        var patience = timeval(tv_sec: 60, tv_usec: 0)
        setsockopt(socket, SOL_SOCKET, SO_RCVTIMEO, &patience, socklen_t(MemoryLayout<timeval>.size))
    }

    deinit {
        close(socket)
    }

    /// Writes until the other side takes no more; what it answered can then still be read.
    package func write(_ bytes: [UInt8]) throws {
        var rest = bytes[...]
        while !rest.isEmpty {
            let sent = rest.withUnsafeBytes { send(socket, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL)) }
            guard sent > 0 else { return }
            rest.removeFirst(sent)
        }
    }

    package func write(_ text: String) throws { try write(Array(text.utf8)) }

    /// Reads one answer with its whole body.
    package func readAnswer(hasBody: Bool = true) throws -> HTTPAnswer {
        let head = try readHead()
        var lines = head.split(separator: "\r\n").map(String.init)
        let status = lines.removeFirst().split(separator: " ").dropFirst().first.flatMap { Int($0) } ?? 0
        var headers: [String: String] = [:]
        for line in lines {
            let parts = line.split(separator: ":", maxSplits: 1)
            headers[parts[0].lowercased()] = parts.count > 1 ? parts[1].drop { $0 == " " }.description : ""
        }
        var body: [UInt8] = []
        if hasBody, let length = headers["content-length"].flatMap({ Int($0) }) {
            while buffered.count < length, try fill() {}
            body = Array(buffered.prefix(length))
            buffered.removeFirst(body.count)
        } else if hasBody, headers["transfer-encoding"] == "chunked" {
            while let chunk = try readChunk() { body += chunk }
        }
        return HTTPAnswer(status: status, headers: headers, body: body)
    }

    /// Nil at the last, which is empty, and at an end without one.
    private func readChunk() throws -> [UInt8]? {
        let mark = Array("\r\n".utf8)
        while buffered.firstRange(of: mark) == nil { guard try fill() else { return nil } }
        guard let end = buffered.firstRange(of: mark),
            let count = Int(String(decoding: buffered[..<end.lowerBound], as: UTF8.self), radix: 16),
            count > 0
        else { return nil }
        buffered.removeFirst(end.upperBound)
        while buffered.count < count + 2 { guard try fill() else { return nil } }
        defer { buffered.removeFirst(count + 2) }
        return Array(buffered[..<count])
    }

    /// True once the other side has closed and nothing is left.
    package func isAtEnd() throws -> Bool {
        try buffered.isEmpty && !fill()
    }

    private func readHead() throws -> String {
        while true {
            if let end = buffered.firstRange(of: Array("\r\n\r\n".utf8)) {
                defer { buffered.removeFirst(end.upperBound) }
                return String(decoding: buffered[..<end.lowerBound], as: UTF8.self)
            }
            guard try fill() else { throw Failed(what: "closed before an answer", code: ECONNRESET) }
        }
    }

    private func fill() throws -> Bool {
        var chunk = [UInt8](repeating: 0, count: 65_536)
        let count = recv(socket, &chunk, chunk.count, 0)
        if count < 0 {
            guard errno == ECONNRESET else { throw Failed(what: "receive", code: errno) }
            return false
        }
        buffered += chunk[..<count]
        return count > 0
    }
}

package struct HTTPAnswer: Sendable {
    package let status: Int
    /// By lower-case name.
    package let headers: [String: String]
    package let body: [UInt8]

    package var text: String { String(decoding: body, as: UTF8.self) }

    /// Null when the body is no JSON.
    package var json: JSON { (try? JSONReader.read(body)) ?? .null }
}

import Core
import HTTPTypes
import Hummingbird
import Module
import NIOCore

/// Reads a request's body as the route declares it: bounded, decompressed, parsed and checked.
struct BodyReading {
    let declared: Route.Body

    /// What a client that closes behind its answer has sent and nobody wants. Left unread, it would take the answer with
    /// it: TCP resets the connection.
    private static let unwantedBytesMax = 64 << 20

    func read(_ request: inout HummingbirdCore.Request) async throws -> JSON {
        let coding: ContentCoding?
        do {
            coding = try self.coding(of: request.headers)
            if let length = request.headers[.contentLength].flatMap(Int.init), length > declared.bytesMax {
                throw tooLarge
            }
        } catch {
            await passOver(request)
            throw error
        }
        let sent = try await collect(request)
        let plain = try coding.map { try decompress(sent, $0) } ?? sent
        let body: JSON
        do throws(JSONReader.Malformed) {
            body = try JSONReader.read(plain)
        } catch {
            throw Problem(
                HTTPProblems.malformedJSON, error.explanation,
                violations: [.init(pointer: error.pointer, reason: error.explanation)])
        }
        let violations = declared.schema.violations(in: body)
        guard violations.isEmpty else { throw Problem.invalid(violations) }
        return body
    }

    private func coding(of headers: HTTPFields) throws -> ContentCoding? {
        try requireJSON(headers[.contentType])
        guard let coding = ContentCoding.named(headers[.contentEncoding]) else {
            throw Problem(
                HTTPProblems.unsupportedMediaType,
                "The body's Content-Encoding must be gzip, deflate or none.")
        }
        return coding
    }

    private func requireJSON(_ contentType: String?) throws {
        let type = contentType?.prefix { $0 != ";" }.trimmed.lowercased()
        guard type == "application/json" else {
            let sent = contentType.map { "\"\($0.prefix(64))\"" } ?? "missing"
            throw Problem(
                HTTPProblems.unsupportedMediaType, "The Content-Type must be application/json; it is \(sent)."
            )
        }
    }

    private func collect(_ request: HummingbirdCore.Request) async throws -> [UInt8] {
        var bytes: [UInt8] = []
        var unwanted = 0
        do {
            for try await chunk in request.body {
                if unwanted == 0, bytes.count + chunk.readableBytes <= declared.bytesMax {
                    bytes.append(contentsOf: chunk.readableBytesView)
                    continue
                }
                unwanted += chunk.readableBytes
                guard request.closes, unwanted < Self.unwantedBytesMax else { break }
            }
        } catch {
            throw ConnectionGuard.problem(error)
        }
        guard unwanted == 0 else { throw tooLarge }
        return bytes
    }

    /// Of a body that nobody has begun to read.
    private func passOver(_ request: HummingbirdCore.Request) async {
        guard request.closes else { return }
        var count = 0
        do {
            for try await chunk in request.body {
                count += chunk.readableBytes
                guard count < Self.unwantedBytesMax else { return }
            }
        } catch {
            // It is refused all the same.
        }
    }

    private func decompress(_ bytes: [UInt8], _ coding: ContentCoding) throws -> [UInt8] {
        do {
            return try coding.decompressed(bytes, limit: declared.bytesMax)
        } catch ContentCoding.Failure.tooLarge {
            throw tooLarge
        } catch {
            throw Problem(HTTPProblems.malformedRequest, "The body is not valid \(coding.rawValue) data.")
        }
    }

    private var tooLarge: Problem {
        Problem(HTTPProblems.bodyTooLarge, "The body may have at most \(declared.bytesMax) bytes.")
    }
}

extension HummingbirdCore.Request {
    /// Whether the connection ends behind the answer.
    fileprivate var closes: Bool { headers[.connection]?.lowercased() == "close" }
}

import Core
import HTTPTypes
import Hummingbird
import Module
import NIOCore
import NIOHTTP1

/// Reads a request's body as the route declares it: bounded, decompressed, parsed and checked.
struct BodyReading {
    let declared: Route.Body

    func read(_ request: inout HummingbirdCore.Request) async throws -> JSON {
        try requireJSON(request.headers[.contentType])
        guard let coding = ContentCoding.named(request.headers[.contentEncoding]) else {
            throw Problem(
                HTTPProblems.unsupportedMediaType,
                "The body's Content-Encoding must be gzip, deflate or none.")
        }
        let sent = try await collect(&request)
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

    private func requireJSON(_ contentType: String?) throws {
        let type = contentType?.prefix { $0 != ";" }.trimmed.lowercased()
        guard type == "application/json" else {
            let sent = contentType.map { "\"\($0.prefix(64))\"" } ?? "missing"
            throw Problem(
                HTTPProblems.unsupportedMediaType, "The Content-Type must be application/json; it is \(sent)."
            )
        }
    }

    private func collect(_ request: inout HummingbirdCore.Request) async throws -> [UInt8] {
        if let length = request.headers[.contentLength].flatMap(Int.init), length > declared.bytesMax {
            throw tooLarge
        }
        var bytes: [UInt8] = []
        do {
            for try await chunk in request.body {
                guard bytes.count + chunk.readableBytes <= declared.bytesMax else { throw tooLarge }
                bytes.append(contentsOf: chunk.readableBytesView)
            }
        } catch let problem as Problem {
            throw problem
        } catch let error as HTTPParserError {
            // Nothing that follows can be understood; the server answers 400 and closes.
            throw error
        } catch {
            throw Problem(HTTPProblems.malformedRequest, "The body broke off.")
        }
        return bytes
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

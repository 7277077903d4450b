import AsyncHTTPClient
package import Core
import NIOCore
import NIOHTTP1

extension HTTPOut {
    package struct Request: Sendable {
        package var method: String
        /// Absolute, `http` or `https`.
        package var url: String
        package var headers: [(name: String, value: String)]
        package var body: [UInt8]?
        /// For the whole exchange; nil takes the common limit.
        package var timeout: Duration?
        package var responseBytesMax: Int?
        /// Sent as `traceparent`.
        package var trace: TraceContext?

        package init(
            _ method: String, _ url: String, headers: [(name: String, value: String)] = [],
            body: [UInt8]? = nil,
            timeout: Duration? = nil, responseBytesMax: Int? = nil, trace: TraceContext? = nil
        ) {
            self.method = method
            self.url = url
            self.headers = headers
            self.body = body
            self.timeout = timeout
            self.responseBytesMax = responseBytesMax
            self.trace = trace
        }

        func prepared(agent: String) -> HTTPClientRequest {
            var prepared = HTTPClientRequest(url: url)
            prepared.method = HTTPMethod(rawValue: method)
            prepared.headers = HTTPHeaders(headers.map { ($0.name, $0.value) })
            if let trace { prepared.headers.replaceOrAdd(name: "traceparent", value: trace.traceparent) }
            if !prepared.headers.contains(name: "user-agent") {
                prepared.headers.add(name: "user-agent", value: agent)
            }
            if let body { prepared.body = .bytes(ByteBuffer(bytes: body)) }
            return prepared
        }
    }

    package struct Response: Sendable {
        package let status: Int
        /// Names in lower case.
        package let headers: [(name: String, value: String)]
        package let body: [UInt8]

        package init(status: Int, headers: [(name: String, value: String)] = [], body: [UInt8] = []) {
            self.status = status
            self.headers = headers
            self.body = body
        }

        /// The first header of that name, given in lower case.
        package subscript(header name: String) -> String? {
            headers.first { $0.name == name }?.value
        }

        /// What `retry-after` asks for, as seconds or as a date.
        package func retryAfter(at now: Instant) -> Duration? {
            guard let text = self[header: "retry-after"] else { return nil }
            if let seconds = Int64(text) { return seconds >= 0 ? .seconds(min(seconds, 86_400 * 365)) : nil }
            return Instant(httpDate: text).map { max(.zero, $0.since(now)) }
        }
    }
}

extension Instant {
    /// The preferred form of RFC 9110, 5.6.7: `Sun, 06 Nov 1994 08:49:37 GMT`.
    init?(httpDate text: String) {
        let months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
        let parts = text.split(separator: " ")
        guard parts.count == 6, parts[5] == "GMT", let month = months.firstIndex(where: { $0 == parts[2] }),
            let day = Int(parts[1]), let year = Int(parts[3]), (0...9999).contains(year),
            let date = CivilDate(year: year, month: month + 1, day: day)
        else { return nil }
        let time = parts[4].split(separator: ":").compactMap { Int($0) }
        guard time.count == 3, (0...23).contains(time[0]), (0...59).contains(time[1]),
            (0...60).contains(time[2])
        else { return nil }
        let seconds = Int64(date.daysSince1970) * 86_400 + Int64(time[0] * 3600 + time[1] * 60 + time[2])
        self.init(milliseconds: seconds * 1000)
    }
}

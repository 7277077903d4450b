import AsyncHTTPClient
import NIOHTTPCompression
import NIOSSL

extension HTTPOut.Failure {
    init(_ error: any Error, bytesMax: Int) {
        switch error {
        case let failure as HTTPOut.Failure: self = failure
        case is CancellationError: self = .cancelled
        case let error as HTTPClientError: self = Self(error)
        case is NIOHTTPDecompression.DecompressionError: self = Self(decompression: error, bytesMax: bytesMax)
        case is NIOSSLError, is NIOSSLExtraError, is BoringSSLError: self = .tls(String(describing: error))
        default: self = .unreachable(String(describing: error))
        }
    }

    private init(_ error: HTTPClientError) {
        switch error {
        case .cancelled: self = .cancelled
        case .connectTimeout, .readTimeout, .deadlineExceeded, .getConnectionFromPoolTimeout,
            .httpProxyHandshakeTimeout, .socksHandshakeTimeout, .tlsHandshakeTimeout:
            self = .timedOut
        case .invalidURL, .emptyHost, .emptyScheme, .missingSocketPath, .traceRequestWithBody:
            self = .malformed(error.shortDescription)
        default:
            let isRequestsFault = [
                "Unsupported scheme", "Invalid header field names", "Invalid header field values",
            ]
            .contains(error.shortDescription)
            self = isRequestsFault ? .malformed(error.shortDescription) : .unreachable(error.shortDescription)
        }
    }

    private init(decompression error: any Error, bytesMax: Int) {
        if case .limit? = error as? NIOHTTPDecompression.DecompressionError {
            self = .tooLarge(bytesMax: bytesMax)
        } else {
            self = .unreachable("the answer's compression is broken")
        }
    }
}

package import Core

/// Where files of any size are kept, each tenant's apart, under the SHA-256 of what is in them.
package protocol Blobs: Sendable {
    /// Keeps the pieces that `next` gives until it gives nil. Returns once they are durable; nothing is to be
    /// seen of them before, and nothing stays when it throws. The same content twice is kept once.
    func put(for tenant: TenantID, _ next: () async throws -> [UInt8]?) async throws -> Blob

    /// Nil when the tenant has no such blob.
    func find(_ id: BlobID, of tenant: TenantID) async throws -> Blob?

    /// The bytes of that range, as far as the blob goes; verified. At most `Blob.rangeMax` at once. Throws
    /// `NoSuchBlob` when there is none.
    func bytes(_ range: Range<Int>, in id: BlobID, of tenant: TenantID) async throws -> [UInt8]

    /// False when there was none.
    @discardableResult
    func remove(_ id: BlobID, of tenant: TenantID) async throws -> Bool

    /// In the order of their ids, those after `last`, at most `count`.
    func list(of tenant: TenantID, after last: BlobID?, count: Int) async throws -> [Blob]

    /// Whoever ever kept something, in no order.
    func tenants() async throws -> [TenantID]

    /// What the tenant's blobs count against its quota.
    func usedBytes(by tenant: TenantID) async throws -> Int
}

extension Blobs {
    /// The whole blob, a piece at a time.
    package func read(
        _ blob: Blob, of tenant: TenantID, _ take: ([UInt8]) async throws -> Void
    ) async throws {
        var place = 0
        while place < blob.byteCount {
            let end = min(place + Blob.pieceMax, blob.byteCount)
            try await take(bytes(place..<end, in: blob.id, of: tenant))
            place = end
        }
    }

    /// For what is in memory anyway.
    package func put(_ bytes: [UInt8], for tenant: TenantID) async throws -> Blob {
        var rest = bytes[...]
        return try await put(for: tenant) {
            defer { rest = rest.dropFirst(Blob.pieceMax) }
            return rest.isEmpty ? nil : Array(rest.prefix(Blob.pieceMax))
        }
    }
}

package struct Blob: Hashable, Sendable {
    /// The most bytes that are read at once.
    package static let rangeMax = 8 << 20
    /// What is read and written at once when it is the whole.
    package static let pieceMax = 1 << 20

    package let id: BlobID
    package let byteCount: Int

    package init(id: BlobID, byteCount: Int) {
        (self.id, self.byteCount) = (id, byteCount)
    }
}

/// SHA-256 of a blob's content.
package struct BlobID: Hashable, Comparable, Sendable, CustomStringConvertible {
    package static let byteCount = 32

    package let bytes: [UInt8]

    /// Nil unless there are 32 bytes.
    package init?(_ bytes: some Sequence<UInt8>) {
        self.bytes = Array(bytes)
        guard self.bytes.count == Self.byteCount else { return nil }
    }

    /// Nil unless these are 64 lower-case hexadecimal digits.
    package init?(_ text: some StringProtocol) {
        guard let bytes = Hexadecimal.bytes(Array(text.utf8)) else { return nil }
        self.init(bytes)
    }

    package var text: String { Hexadecimal.text(bytes) }

    package var description: String { text }

    package static func < (left: BlobID, right: BlobID) -> Bool {
        left.bytes.lexicographicallyPrecedes(right.bytes)
    }
}

/// The tenant has no blob of that id.
package struct NoSuchBlob: Error, Hashable {
    package let id: BlobID

    package init(_ id: BlobID) {
        self.id = id
    }
}

/// The tenant has no room left for files.
package struct QuotaExceeded: Refusal, Equatable {
    package let quotaBytes: Int

    package init(quotaBytes: Int) {
        self.quotaBytes = quotaBytes
    }

    package var problem: Problem {
        Problem(
            .fileQuotaExceeded, "The files would take more than the \(quotaBytes) bytes that are allowed.")
    }
}

extension ProblemType {
    package static let fileQuotaExceeded = ProblemType(
        "file-quota-exceeded", status: 413, title: "There is no room left for files",
        errorClass: "QuotaExceededError",
        explanation: """
            The file was not kept: with it, this tenant's files would take more room than its quota allows. Delete files \
            that are no longer needed, or ask whoever runs the installation for a larger quota, and send it again.
            """)
}

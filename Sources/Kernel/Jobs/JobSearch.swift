package import Core
import Persistence

/// Which jobs to list, newest first; parts left out do not narrow.
package struct JobSearch: Sendable {
    package var state: JobState?
    package var stage: JobStage?
    package var kind: String?
    package var queue: String?
    package var batch: ID<JobBatch>?
    /// Ended, or made, before this moment.
    package var createdBefore: Instant?
    /// From the page before.
    package var cursor: String?
    /// Brought into 1 to `JobBounds.pageItemsMax`.
    package var limit = 50

    package init(state: JobState? = nil, kind: String? = nil, queue: String? = nil) {
        (self.state, self.kind, self.queue) = (state, kind, queue)
    }
}

package struct JobPage: Sendable {
    package let jobs: [Job]
    /// Where the next page begins; nil on the last.
    package let next: String?
}

extension JobSearch {
    var itemCount: Int { min(max(limit, 1), JobBounds.pageItemsMax) }

    /// The rows within `reach`; `after` is a cursor that has been read.
    func condition(_ reach: Reach, after place: JobPlace?) -> SQL {
        var condition: SQL =
            switch reach {
            case .tenant(let tenant): "tenant_id = \(tenant)"
            case .everyTenant: "tenant_id >= ''"
            }
        if let state { condition = "\(condition) AND \(state.condition)" }
        if let stage { condition = "\(condition) AND stage = \(stage)" }
        if let kind { condition = "\(condition) AND kind = \(kind)" }
        if let queue { condition = "\(condition) AND queue = \(queue)" }
        if let batch { condition = "\(condition) AND batch_id = \(batch)" }
        if let createdBefore { condition = "\(condition) AND created_at < \(createdBefore)" }
        if let place { condition = "\(condition) AND (tenant_id, id) < (\(place.tenant), \(place.id))" }
        return condition
    }
}

extension JobState {
    /// In literals, because an index of some stages only serves a statement only if it names them.
    fileprivate var condition: SQL {
        switch self {
        case .waiting: "stage IN ('ready', 'delayed', 'held', 'unknown')"
        case .running: "stage = 'running'"
        case .succeeded: "stage = 'succeeded'"
        case .failed: "stage IN ('failed', 'cancelled', 'dead') AND stage = 'failed'"
        case .cancelled: "stage IN ('failed', 'cancelled', 'dead') AND stage = 'cancelled'"
        case .dead: "stage IN ('failed', 'cancelled', 'dead') AND stage = 'dead'"
        }
    }
}

/// The last job of a page. Its cursor names the list that it was made for, so that a cursor of another list or
/// tenant is refused and not taken for an empty page; it gives no rights.
struct JobPlace: Hashable, Sendable {
    let tenant: TenantID
    let id: ID<Job>

    func cursor(for list: String) -> String { "\(id.text).\(Self.mark(of: list)).\(tenant.text)" }

    init(tenant: TenantID, id: ID<Job>) {
        (self.tenant, self.id) = (tenant, id)
    }

    init(cursor: String, list: String) throws(JobRefused) {
        let parts = cursor.split(separator: ".", maxSplits: 2, omittingEmptySubsequences: false)
        guard parts.count == 3, let id = ID<Job>(parts[0]), parts[1] == Self.mark(of: list) else {
            throw .foreignCursor
        }
        self.init(tenant: TenantID(String(parts[2])), id: id)
    }

    /// FNV-1a, as 16 hexadecimal digits.
    private static func mark(of list: String) -> String {
        let hash = list.utf8.reduce(UInt64(0xcbf2_9ce4_8422_2325)) {
            ($0 ^ UInt64($1)) &* 0x0000_0100_0000_01b3
        }
        return String(hash, radix: 16)
    }
}

extension JobSearch {
    /// Tells lists apart for which a cursor may not be exchanged.
    func name(_ reach: Reach) -> String {
        let owner =
            switch reach {
            case .tenant(let tenant): "tenant \(tenant.text)"
            case .everyTenant: "every tenant"
            }
        return [
            owner, state?.rawValue ?? "", stage?.rawValue ?? "", kind ?? "", queue ?? "", batch?.text ?? "",
        ].joined(separator: "\u{1f}")
    }
}

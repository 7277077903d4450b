package import Core
package import Persistence

/// Recomputes every link and every checkpoint, and names the first damage. Memory stays the same however long the
/// log is. Needs no keys: what is sealed counts as it is stored, so an erased person changes nothing here.
package struct LogVerification: Sendable {
    package enum Damage: Sendable, Hashable, CustomStringConvertible {
        /// The event is not what its link says, or its link not what the event before it says.
        case changed(EventPlace)
        /// The stream goes on behind an event that is not there.
        case missing(tenant: TenantID, stream: StreamName, version: Int64)
        /// The event stands in the log before one that it follows in its stream.
        case reordered(EventPlace)
        /// An event that was not there when the range was sealed.
        case foreign(EventPlace)
        /// The events between two positions are not those that a checkpoint sealed.
        case range(checkpoint: Int64, positions: ClosedRange<Int64>, RangeDamage)
        /// The log ends before a position that was sealed or followed.
        case truncated(last: Int64, expected: Int64)
        /// The checkpoint does not follow on the one before it, or is not what its numbers come to.
        case checkpoint(Int64)
        /// No checkpoint has the seal that was kept elsewhere.
        case sealUnknown(String)

        package var description: String {
            switch self {
            case .changed(let place): "\(place) was changed"
            case .missing(let tenant, let stream, let version):
                "event \(version) of \(stream) of tenant \(tenant) is missing"
            case .reordered(let place): "\(place) was moved"
            case .foreign(let place): "\(place) was put in after it was sealed"
            case .range(let number, let range, let damage):
                "events of positions \(range), sealed by checkpoint \(number): \(damage)"
            case .truncated(let last, let expected):
                "the log ends at position \(last), and once reached \(expected)"
            case .checkpoint(let number): "checkpoint \(number) was changed, or the one before it is missing"
            case .sealUnknown(let seal): "no checkpoint has the seal \(seal)"
            }
        }
    }

    package enum RangeDamage: Sendable, Hashable, CustomStringConvertible {
        case removed(Int64)
        case added(Int64)
        /// As many as there were, but not the same at the same places.
        case rewritten

        package var description: String {
            switch self {
            case .removed(let count): "\(count) were removed"
            case .added(let count): "\(count) were put in"
            case .rewritten: "some were changed or moved"
            }
        }
    }

    package struct EventPlace: Sendable, Hashable, CustomStringConvertible {
        package let tenant: TenantID
        package let stream: StreamName
        package let version: Int64
        package let position: Int64

        package var description: String {
            "event \(version) of \(stream) of tenant \(tenant), at position \(position),"
        }
    }

    package struct Report: Sendable, Hashable {
        package var events: Int64 = 0
        package var streams: Int64 = 0
        package var checkpoints: Int64 = 0
        /// Of the last checkpoint, to be kept elsewhere.
        package var seal: String?
        /// The first that was found; nil when all is as it should be.
        package var damage: Damage?

        package init() {}
    }

    static let checkpointsAtOnceMax = 100

    private let database: any Database

    package init(of database: any Database) {
        self.database = database
    }

    /// - Parameter seal: of a checkpoint, as an earlier report gave it
    package func run(
        expecting seal: String? = nil, progress: @Sendable (Report) -> Void = { _ in }
    ) async throws -> Report {
        var report = Report()
        try await checkStreams(&report, progress)
        if report.damage == nil { try await checkCheckpoints(&report, expecting: seal, progress) }
        if report.damage == nil { report.damage = try await truncation() }
        return report
    }

    // MARK: Streams

    private func checkStreams(_ report: inout Report, _ progress: @Sendable (Report) -> Void) async throws {
        var walk = ChainWalk()
        while true {
            let last = walk.last
            let page = try await database.read(.everyTenant) { try LinkedEvent.page(after: last, $0) }
            for linked in page {
                if let damage = walk.step(linked) {
                    report.damage = try await named(damage)
                    break
                }
            }
            (report.events, report.streams) = (walk.events, walk.streams)
            progress(report)
            if page.isEmpty || report.damage != nil { return }
        }
    }

    /// An event whose link is wrong was put in when its sealed range has more than it had.
    private func named(_ damage: Damage) async throws -> Damage {
        guard case .changed(let place) = damage else { return damage }
        return try await database.read(.everyTenant) { session in
            guard let checkpoint = try Checkpoint.covering(place.position, session) else { return damage }
            let found: Int64? = try session.firstRow(
                """
                SELECT count(*) FROM log_events
                WHERE position > \(checkpoint.afterPosition) AND position <= \(checkpoint.toPosition)
                """
            ).map { try $0[0] }
            return found ?? 0 > checkpoint.eventCount ? .foreign(place) : damage
        }
    }

    // MARK: Checkpoints

    private func checkCheckpoints(
        _ report: inout Report, expecting seal: String?, _ progress: @Sendable (Report) -> Void
    ) async throws {
        var (last, isSealKnown): (Checkpoint?, Bool) = (nil, seal == nil)
        while true {
            let number = last?.number ?? 0
            let page = try await database.read(.everyTenant) {
                try Checkpoint.page(after: number, limit: Self.checkpointsAtOnceMax, $0)
            }
            for checkpoint in page {
                report.damage = try await damage(of: checkpoint, after: last)
                if report.damage != nil { return }
                last = checkpoint
                isSealKnown = isSealKnown || checkpoint.sealText == seal
                report.checkpoints += 1
                report.seal = checkpoint.sealText
            }
            progress(report)
            guard !page.isEmpty else { break }
        }
        if !isSealKnown { report.damage = seal.map(Damage.sealUnknown) }
    }

    private func damage(of checkpoint: Checkpoint, after last: Checkpoint?) async throws -> Damage? {
        guard checkpoint.follows(last) else { return .checkpoint(checkpoint.number) }
        let (tree, _) = try await LinkPages(database: database).tree(
            after: checkpoint.afterPosition, upTo: checkpoint.toPosition, limit: .max)
        if tree.root == checkpoint.root { return nil }
        let range = (checkpoint.afterPosition + 1)...checkpoint.toPosition
        let surplus = Int64(tree.leafCount) - checkpoint.eventCount
        let number = checkpoint.number
        if surplus == 0 { return .range(checkpoint: number, positions: range, .rewritten) }
        if surplus > 0 { return .range(checkpoint: number, positions: range, .added(surplus)) }
        let highest = try await database.read(.everyTenant) { try $0.highestPosition() }
        return highest < checkpoint.toPosition
            ? .truncated(last: highest, expected: checkpoint.toPosition)
            : .range(checkpoint: number, positions: range, .removed(-surplus))
    }

    /// What no checkpoint has sealed yet, a follower may have seen.
    private func truncation() async throws -> Damage? {
        try await database.read(.everyTenant) { session in
            let highest = try session.highestPosition()
            let row = try session.firstRow("SELECT position FROM log_cursors ORDER BY position DESC LIMIT 1")
            let seen: Int64 = try row.map { try $0[0] } ?? 0
            return seen > highest ? .truncated(last: highest, expected: seen) : nil
        }
    }
}

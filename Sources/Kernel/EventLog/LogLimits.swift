/// What the log takes and gives at once.
package enum LogLimits {
    package static let eventsPerAppendMax = 1_000
    package static let bodyBytesMax = 1_048_576
    package static let actorBytesMax = 100
    /// Events in one answer, whatever was asked for.
    package static let pageMax = 1_000
    package static let snapshotBytesMax = 16 * 1_048_576
    /// Snapshots kept of one stream and schema version.
    package static let snapshotsKeptMax = 3
    /// Tries to append to a stream at whatever version it has, each lost to another transaction. Appends take turns; a
    /// place is lost only to one that does without.
    static let appendAttemptsMax = 16
    /// Appends to one stream that a process makes one after the other, each in one round trip, before it takes its turn
    /// again. Fewer than the tries of one that has the turn and loses to them.
    static let appendsWithoutTurnMax = 7
    /// Streams whose end one appender remembers: some 2 MB.
    static let headsRememberedMax = 10_000
    /// Positions that one page of a follower looks through at most: bounds a statement that finds little.
    static let windowPositionsMax: Int64 = 50_000
}

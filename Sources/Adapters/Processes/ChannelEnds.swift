import CSpawn
import Glibc

/// The two ends of a channel between this process and a program that is given one. No other program has them, not
/// even one that another thread starts while they are made.
package struct ChannelEnds: Sendable {
    package let ours: Int32
    package let theirs: Int32

    /// What is written to theirs is read from ours.
    package static func pipe() throws(SystemFailure) -> ChannelEnds {
        var ends: [Int32] = [-1, -1]
        guard pipe2(&ends, O_CLOEXEC) == 0 else { throw SystemFailure("pipe") }
        return ChannelEnds(ours: ends[0], theirs: ends[1])
    }

    /// Both ways. Writing to one whose other end has gone can be an error and no signal: `MSG_NOSIGNAL`.
    package static func socket() throws(SystemFailure) -> ChannelEnds {
        var ends: [Int32] = [-1, -1]
        let kind = Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue)
        guard socketpair(AF_UNIX, kind, 0, &ends) == 0 else { throw SystemFailure("socket") }
        return ChannelEnds(ours: ends[0], theirs: ends[1])
    }

    package func close() {
        Glibc.close(ours)
        Glibc.close(theirs)
    }
}

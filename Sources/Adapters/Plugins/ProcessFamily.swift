import Disk
import Glibc

/// A process, those of its group, those that came from it, and those that carry its mark in their environment,
/// as `/proc` shows them: also children that left the group, or whose parent has gone.
struct ProcessFamily {
    /// Of the first process and of its group.
    let leader: pid_t
    /// An entry of the environment that no other process has: `NAME=value`.
    let mark: String

    private struct Member {
        let id: pid_t
        let parent: pid_t
        let group: pid_t
        let processorTicks: UInt64
        /// Ended, and not yet waited for by its parent.
        let isZombie: Bool
    }

    /// Kills all of them; asks again for those that were being made meanwhile.
    func kill() {
        // The whole group at once: none of it can make another between.
        Glibc.kill(-leader, SIGKILL)
        for _ in 0..<Self.roundsMax {
            let others = members(byMark: true).filter { !$0.isZombie && $0.id != leader }
            guard !others.isEmpty else { return }
            for other in others { Glibc.kill(other.id, SIGKILL) }
            Glibc.kill(-leader, SIGKILL)
        }
    }

    /// Kills what is not of the group, and so does not stand still with it.
    func killStrays() {
        for member in members(byMark: true) where member.group != leader { Glibc.kill(member.id, SIGKILL) }
    }

    func stop() { Glibc.kill(-leader, SIGSTOP) }
    func goOn() { Glibc.kill(-leader, SIGCONT) }

    /// Those that have ended and were not waited for included: they take places too.
    func count() -> Int { members(byMark: false).count }

    /// Of the first process alone; nil where it cannot be read.
    func processorTime() -> Duration? {
        guard let member = Self.read(leader) else { return nil }
        let ticksPerSecond = max(1, sysconf(Int32(_SC_CLK_TCK)))
        return .milliseconds(Int64(member.processorTicks) * 1000 / Int64(ticksPerSecond))
    }

    /// - Parameter byMark: reads every environment too, which costs more.
    private func members(byMark: Bool) -> [Member] {
        let all = ((try? Folder.names(in: "/proc")) ?? []).compactMap { pid_t($0) }.compactMap(Self.read)
        var found = Set(
            all.filter { $0.group == leader || $0.id == leader || (byMark && isMarked($0.id)) }.map(\.id))
        var size = 0
        while size != found.count {
            size = found.count
            for member in all where found.contains(member.parent) { found.insert(member.id) }
        }
        return all.filter { found.contains($0.id) }
    }

    private static let roundsMax = 50
    private static let fileBytesMax = 64 * 1024

    private func isMarked(_ id: pid_t) -> Bool {
        guard let bytes = Self.contents("/proc/\(id)/environ") else { return false }
        return bytes.split(separator: 0).contains { $0.elementsEqual(mark.utf8) }
    }

    /// `/proc/ID/stat` (proc_pid_stat(5)): the name stands in brackets and may hold anything, so what follows the
    /// last bracket is read.
    private static func read(_ id: pid_t) -> Member? {
        guard let bytes = contents("/proc/\(id)/stat"),
            let bracket = bytes.lastIndex(of: UInt8(ascii: ")"))
        else { return nil }
        let fields = bytes[(bracket + 1)...].split(separator: UInt8(ascii: " ")).map {
            String(decoding: $0, as: UTF8.self)
        }
        guard fields.count > 12, let parent = pid_t(fields[1]), let group = pid_t(fields[2]),
            let user = UInt64(fields[11]), let system = UInt64(fields[12])
        else { return nil }
        return Member(
            id: id, parent: parent, group: group, processorTicks: user + system, isZombie: fields[0] == "Z")
    }

    /// Nil for a process that has gone or belongs to somebody else.
    private static func contents(_ path: String) -> [UInt8]? {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { return nil }
        defer { close(descriptor) }
        var bytes = [UInt8](repeating: 0, count: fileBytesMax)
        let count = Glibc.read(descriptor, &bytes, bytes.count)
        return count > 0 ? Array(bytes.prefix(count)) : nil
    }
}

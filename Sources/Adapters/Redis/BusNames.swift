/// The names of the bus's keys and channels in Redis. Groups are single words.
struct BusNames: Sendable {
    let head: String

    init(prefix: String) {
        head = "\(prefix.plain):bus:"
    }

    /// Which group wants what.
    var groups: String { head + "groups" }

    func stream(of group: String) -> String { "\(head)group:\(group)" }
    func dead(of group: String) -> String { "\(head)dead:\(group)" }
    func channel(of group: String) -> String { "\(head)wake:\(group)" }
}

import Synchronization

/// A value that is known only after somebody had to be told where to find it.
final class Late<Value: Sendable>: Sendable {
    private let held = Mutex<Value?>(nil)

    var value: Value? { held.withLock { $0 } }

    struct NotYet: Error {}

    func known() throws(NotYet) -> Value {
        guard let value else { throw NotYet() }
        return value
    }

    func set(_ value: Value) { held.withLock { $0 = value } }
}

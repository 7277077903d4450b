import Core
import Synchronization

/// Random bits for trace and span ids: SplitMix64 over one atomic word, since the system's generator costs a
/// system call for each word. Ids have to be unique, not secret.
package final class TraceIDs: RandomNumberGenerator, Sendable {
    private let state: Atomic<UInt64>

    package init(seed: UInt64) {
        state = Atomic(seed)
    }

    package func next() -> UInt64 {
        var word = state.wrappingAdd(0x9e37_79b9_7f4a_7c15, ordering: .relaxed).newValue
        word = (word ^ word >> 30) &* 0xbf58_476d_1ce4_e5b9
        word = (word ^ word >> 27) &* 0x94d0_49bb_1331_11eb
        return word ^ word >> 31
    }

    /// Names this process among its equals.
    func instanceName() -> String {
        var ids = self
        return TraceContext.start(sampled: false, random: &ids).traceID
    }
}

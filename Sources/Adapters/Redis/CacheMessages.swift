import Cache
import Core

/// Invalidations as they are published: generation, origin, kind, tenant and key, with spaces between.
extension Invalidation {
    /// Without the generation, which Redis puts before it.
    var message: String {
        switch reach {
        case .key(let key, let tenant): "\(origin) k \(tenant.text.plain) \(key)"
        case .matching(let pattern, let tenant): "\(origin) m \(tenant.text.plain) \(pattern)"
        case .everything: "\(origin) e"
        }
    }
}

extension CacheNotice {
    /// Nil for what no version of this program has written.
    init?(_ bytes: [UInt8], namespace: String) {
        guard let text = String(validating: bytes, as: UTF8.self) else { return nil }
        let parts = text.split(separator: " ", maxSplits: 4, omittingEmptySubsequences: false)
        guard parts.count >= 3, let generation = Int64(parts[0]), let origin = UInt64(parts[1]),
            let reach = Invalidation.Reach(parts[2], parts.dropFirst(3))
        else { return nil }
        self = .invalidated(
            Invalidation(namespace: namespace, reach: reach, origin: origin), generation: generation)
    }
}

extension Invalidation.Reach {
    fileprivate init?(_ kind: Substring, _ rest: ArraySlice<Substring>) {
        if kind == "e", rest.isEmpty {
            self = .everything
            return
        }
        guard rest.count == 2, let first = rest.first, let last = rest.last,
            let tenant = String(first).unplain.map(TenantID.init)
        else { return nil }
        switch kind {
        case "k": self = .key(String(last), of: tenant)
        case "m": self = .matching(String(last), of: tenant)
        default: return nil
        }
    }
}

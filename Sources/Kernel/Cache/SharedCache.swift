package import Core

/// Values that several processes keep in one place, outside of them. What it throws means that the place
/// cannot be reached; nothing there is needed for an answer to be right.
package protocol SharedCache: Sendable {
    func get(_ key: SharedKey) async throws -> SharedEntry?

    /// Asks for the right to make the value, and in the same trip for the value, which another may have stored
    /// meanwhile. Only one has the right at a time.
    /// - Parameter time: after it the right goes to the next who asks, whether the value was made or not.
    func claim(_ key: SharedKey, for time: Duration) async throws -> (claim: CacheClaim?, entry: SharedEntry?)

    /// Stores what the holder of a claim made, and gives the claim back.
    /// - Returns: false if the claim was over, because of its time or because an invalidation overtook it.
    ///   Then nothing is stored.
    func store(_ bytes: [UInt8], for key: SharedKey, ttl: Duration, by claim: CacheClaim) async throws -> Bool

    /// Gives a claim back as far as that is possible; it ends by itself too.
    func release(_ claim: CacheClaim, of key: SharedKey)

    /// Stores whatever was there, and tells the others, as an invalidation of the key does.
    func replace(
        _ bytes: [UInt8], for key: SharedKey, ttl: Duration, telling invalidation: Invalidation
    ) async throws

    /// Removes the values of all versions, ends the claims on them, and tells everyone who listens.
    func invalidate(_ invalidation: Invalidation) async throws

    /// Goes up by one with each invalidation in the namespace, and begins anywhere when the place has lost its
    /// memory. Who knows the number knows whether an invalidation was missed.
    func generation(of namespace: String) async throws -> Int64

    /// What is invalidated, by anyone. Never ends by itself. When too much waits to be heard, the oldest is
    /// dropped; the generations then have a gap.
    func notices(in namespace: String) -> AsyncStream<CacheNotice>
}

/// Names a value among all that processes share. The parts cannot run into each other: equal keys of two
/// tenants are two keys.
package struct SharedKey: Hashable, Sendable {
    /// What kind of value it is.
    package let namespace: String
    /// Of the value's encoding. Releases that write it differently do not read each other's.
    package let version: Int
    package let tenant: TenantID
    package let text: String

    package init(namespace: String, version: Int, tenant: TenantID, text: String) {
        (self.namespace, self.version, self.tenant, self.text) = (namespace, version, tenant, text)
    }
}

package struct SharedEntry: Hashable, Sendable {
    package let bytes: [UInt8]
    /// Time left to live, by the clock of the place.
    package let remaining: Duration

    package init(bytes: [UInt8], remaining: Duration) {
        (self.bytes, self.remaining) = (bytes, remaining)
    }
}

/// The right to make a value.
package struct CacheClaim: Hashable, Sendable {
    package let token: String

    package init(token: String) {
        self.token = token
    }
}

package struct Invalidation: Hashable, Sendable {
    package enum Reach: Hashable, Sendable {
        case key(String, of: TenantID)
        /// A `Glob` over the tenant's keys.
        case matching(String, of: TenantID)
        case everything
    }

    package let namespace: String
    package let reach: Reach
    /// Who began it, so that it need not act on its own words.
    package let origin: UInt64

    package init(namespace: String, reach: Reach, origin: UInt64) {
        (self.namespace, self.reach, self.origin) = (namespace, reach, origin)
    }
}

package enum CacheNotice: Hashable, Sendable {
    /// From here on everything is heard.
    case listening
    /// Until the next `listening` invalidations are missed.
    case deaf
    case invalidated(Invalidation, generation: Int64)
}

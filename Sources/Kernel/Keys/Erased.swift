package import Core
import Persistence

/// A person's or a tenant's data were erased by destroying the key. Thrown where something was to be sealed for
/// them, an answer where something was to be opened.
package struct Erased: Error, Hashable, Sendable {
    package let at: Instant
    package let reason: String

    init(at moment: Instant, reason: String) {
        (at, self.reason) = (moment, reason)
    }

    /// Nil when the row is of a key that is there.
    init?(_ row: Row) throws {
        guard let moment: Instant = try row["erased_at"] else { return nil }
        self.init(at: moment, reason: try row["reason"] ?? "")
    }
}

/// One entry of the ledger of erasures.
package struct Erasure: Hashable, Sendable {
    package let tenant: TenantID
    /// Nil when the whole tenant was erased.
    package let person: PersonID?
    package let at: Instant
    package let reason: String

    package init(tenant: TenantID, person: PersonID?, at moment: Instant, reason: String) {
        (self.tenant, self.person, at, self.reason) = (tenant, person, moment, reason)
    }

    package struct Subject: Hashable, Sendable {
        package let tenant: TenantID
        package let person: PersonID?
    }

    package var subject: Subject { Subject(tenant: tenant, person: person) }
}

extension TenantKeys {
    /// Destroys the person's key. What it sealed cannot be opened again once this is committed, by anyone.
    /// Returns the erasure; the earlier one if there was one. `Erasures.erase` also puts it into the ledger.
    package func erase(_ person: PersonID, because reason: String) throws -> Erasure {
        let erasure = Erasure(tenant: tenant, person: person, at: moment, reason: reason)
        try session.bury(erasure)
        forget(person)
        return try session.erasure(of: erasure.subject) ?? erasure
    }

    /// Destroys the tenant's key and with it all that its persons' keys sealed.
    package func eraseTenant(because reason: String) throws -> Erasure {
        let erasure = Erasure(tenant: tenant, person: nil, at: moment, reason: reason)
        try session.bury(erasure)
        forget(nil)
        return try session.erasure(of: erasure.subject) ?? erasure
    }
}

extension Session {
    /// Leaves a tombstone in place of the key, whether there was one or not. Changes nothing the second time.
    func bury(_ erasure: Erasure) throws {
        let (tenant, moment, reason) = (erasure.tenant, erasure.at, erasure.reason)
        let person = erasure.person
        // Zeros of the same length first: an engine that writes in place then keeps no trace of the key beside
        // the shorter row.
        let zeros = [UInt8](repeating: 0, count: 60)
        if let person {
            try execute(all: [
                """
                UPDATE keys_persons SET wrapped = \(zeros)
                WHERE tenant_id = \(tenant) AND person = \(person) AND erased_at IS NULL
                """,
                """
                INSERT INTO keys_persons (tenant_id, person, made_at, erased_at, reason)
                VALUES (\(tenant), \(person), \(moment), \(moment), \(reason))
                ON CONFLICT (tenant_id, person) DO UPDATE
                SET wrapped = NULL, erased_at = excluded.erased_at, reason = excluded.reason
                WHERE keys_persons.tenant_id = \(tenant) AND keys_persons.erased_at IS NULL
                """,
            ])
        } else {
            try execute(all: [
                "UPDATE keys_persons SET wrapped = \(zeros) WHERE tenant_id = \(tenant) AND erased_at IS NULL",
                """
                UPDATE keys_persons SET wrapped = NULL, erased_at = \(moment), reason = \(reason)
                WHERE tenant_id = \(tenant) AND erased_at IS NULL
                """,
                "UPDATE keys_tenants SET wrapped = \(zeros) WHERE tenant_id = \(tenant) AND erased_at IS NULL",
                """
                INSERT INTO keys_tenants (tenant_id, made_at, erased_at, reason)
                VALUES (\(tenant), \(moment), \(moment), \(reason))
                ON CONFLICT (tenant_id) DO UPDATE
                SET wrapped = NULL, master = NULL, erased_at = excluded.erased_at, reason = excluded.reason
                WHERE keys_tenants.tenant_id = \(tenant) AND keys_tenants.erased_at IS NULL
                """,
            ])
        }
        try execute(
            """
            INSERT INTO keys_erasures (tenant_id, person, erased_at, reason)
            VALUES (\(tenant), \(person?.text ?? ""), \(moment), \(reason))
            ON CONFLICT (tenant_id, person) DO NOTHING
            """)
    }

    func erasure(of subject: Erasure.Subject) throws -> Erasure? {
        try firstRow(
            """
            SELECT tenant_id, person, erased_at, reason FROM keys_erasures
            WHERE tenant_id = \(subject.tenant) AND person = \(subject.person?.text ?? "")
            """
        ).map(Erasure.init)
    }
}

extension Erasure {
    init(_ row: Row) throws {
        let person: String = try row["person"]
        try self.init(
            tenant: row["tenant_id"], person: PersonID(person), at: row["erased_at"], reason: row["reason"])
    }
}

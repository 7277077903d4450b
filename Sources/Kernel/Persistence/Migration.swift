package import Core

/// One step of the schema. Its name never changes once released, and neither does its text.
package struct Migration: Sendable {
    /// The owner and a number that sorts, such as `analysis.001-keyword-results`.
    package let name: String
    /// Statements in the common dialect, `;` between them, without values.
    package let script: SQL

    package init(_ name: String, _ script: SQL) {
        self.name = name
        self.script = script
    }

    /// FNV-1a of the text, 16 hexadecimal digits: tells an edit, does not withstand a forger.
    package var checksum: String {
        var hash: UInt64 = 0xcbf2_9ce4_8422_2325
        for byte in script.text.utf8 {
            hash = (hash ^ UInt64(byte)) &* 0x0000_0100_0000_01b3
        }
        let digits = String(hash, radix: 16)
        return String(repeating: "0", count: 16 - digits.count) + digits
    }
}

/// What has run and what has not.
package struct MigrationStatus: Sendable, Equatable {
    package struct Applied: Sendable, Equatable {
        package let name: String
        package let checksum: String
        package let at: Instant
    }

    /// In the order in which they ran.
    package let applied: [Applied]
    package let pending: [String]
    /// Ran, but with another text than this release has.
    package let edited: [String]
    /// Ran, but this release does not know them.
    package let unknown: [String]
}

/// What one migration would run.
package struct MigrationPlan: Sendable, Equatable {
    /// Nil for the table in which migrations are noted.
    package let name: String?
    package let statements: [String]
}

/// Why a database is not migrated, with what to do about it.
package enum MigrationRefused: CannotStart, Equatable {
    case editedAfterRun([String])
    case newerSchema(unknown: [String])
    case sameName(String)

    package var description: String {
        switch self {
        case .editedAfterRun(let names):
            "migrations that already ran have another text now: \(names.joined(separator: ", "))"
        case .newerSchema(let names):
            "the database is from a newer version of Lux: it has \(names.joined(separator: ", "))"
        case .sameName(let name): "two migrations are called \(name)"
        }
    }

    package var remedy: String {
        switch self {
        case .editedAfterRun:
            "Restore the migrations' released text, and put the change into a new migration."
        case .newerSchema:
            "Start the version of Lux that last used this database, or a newer one; or restore a backup."
        case .sameName: "Give one of them another name; names of released migrations must stay."
        }
    }
}

/// The database that is copied, or that a copy is brought to.
package enum DatabasePlace: Sendable {
    /// The path of the file.
    case sqlite(file: String)
    case postgres(PostgresAddress)

    var engine: BackupManifest.Engine {
        switch self {
        case .sqlite: .sqlite
        case .postgres: .postgres
        }
    }
}

/// A copy of a database as it was at one moment, in a file.
struct DatabaseSnapshot: Sendable {
    /// The name of its entry in an archive.
    static func entryName(_ engine: BackupManifest.Engine) -> String {
        switch engine {
        case .sqlite: "database.sqlite"
        case .postgres: "database.pgdump"
        }
    }

    let file: String
    let migrations: [BackupManifest.Migration]
    let tables: [TableSum]
}

/// What a backup or a restore is doing, for those who wait for it.
package struct BackupProgress: Sendable, Equatable {
    package enum Step: String, Sendable, CaseIterable {
        case copying, summing, packing, files, verifying, unpacking, comparing, finishing
    }

    package let step: Step
    /// How much of the step is done, 0 to 1.
    package let share: Double
}

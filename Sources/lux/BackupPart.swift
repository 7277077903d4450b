import Backup
import CLI
import Core
import EventLog
import Jobs
import Keys
import Module
import Persistence
import Settings

/// Backups of a start: where they lie, what they hold, when they are made.
struct BackupPart {
    static let kind = "backup.data"
    static let scheduleName = "backup.daily"

    let backup: Backup
    private let keyCopies: Backup
    private let settings: Settings
    /// Whether the database has keys of persons and tenants.
    private let hasKeys: Bool

    init(_ settings: Settings, hasKeys: Bool) throws {
        (self.settings, self.hasKeys) = (settings, hasKeys)
        let key = try Self.key(settings)
        backup = Backup(folder: Self.folder(settings), key: key)
        keyCopies = Backup(folder: Self.keysFolder(settings), key: key)
    }

    static func folder(_ settings: Settings) -> String {
        settings[BackupSettings.folder] ?? settings[ProcessSettings.data] + "/backups"
    }

    /// Apart from the data: whoever has both can read everything, and copies of keys are kept for a shorter time.
    static func keysFolder(_ settings: Settings) -> String {
        settings[BackupSettings.keysFolder] ?? settings[ProcessSettings.data] + "/key-backups"
    }

    /// Made at the first backup. Kept apart from the archives: it lies in the data folder unless told otherwise.
    static func key(_ settings: Settings) throws -> RootKey? {
        guard settings[BackupSettings.encrypt] else { return nil }
        let path = settings[BackupSettings.keyFile] ?? settings[ProcessSettings.data] + "/backup.key"
        let file = KeyFile(.backup, at: path)
        return try file.read() ?? file.make()
    }

    static func place(_ place: Storage.Place) -> DatabasePlace {
        switch place {
        case .file(let path): .sqlite(file: path)
        case .server(let url): .postgres(url: Secret(url.exposed))
        }
    }

    /// With the owner's credentials where they are named: those of the run-time role do not see all.
    private func source() async throws -> Backup.Source {
        let place =
            try settings[ProcessSettings.migrationDatabase].map { Storage.Place.server($0) }
            ?? Storage.place(settings)
        return Backup.Source(
            database: Self.place(place), blobs: try await FilesPart.openIfThere(settings),
            configuration: try configuration(),
            productVersion: Product.version)
    }

    /// What was set, without secrets, as `lux settings` shows it.
    private func configuration() throws -> [(name: String, bytes: [UInt8])] {
        [("settings.json", JSON.array(settings.rows.map(\.json)).bytes)]
    }

    func run(progress: @escaping @Sendable (BackupProgress) -> Void) async throws -> Backup.Made {
        let made = try await backup.run(try await source(), at: System.clock.now(), progress: progress)
        try backup.prune(
            Retention(days: settings[BackupSettings.keepDays], weeks: settings[BackupSettings.keepWeeks]))
        return made
    }

    func copyKeys(of database: any Database) async throws -> Backup.Made {
        let made = try await keyCopies.runKeys(
            of: database, ledger: LogPart.ledger(settings), productVersion: Product.version,
            at: System.clock.now())
        let days = settings[BackupSettings.keepKeysDays]
        try keyCopies.prune(Retention(days: days, weeks: 0, ageMax: .seconds(days * 86_400)), .keys)
        return made
    }

    /// The job that the schedule enqueues.
    func job(on database: any Database) -> JobKind {
        JobKind(Self.kind, queue: "system", timeout: .seconds(6 * 3600)) { [self] run in
            let made = try await self.run { run.progress($0.overall, $0.step.rawValue) }
            let keys = hasKeys ? try await copyKeys(of: database) : nil
            return .result(
                .object([
                    "name": .string(made.name.text), "bytes": .integer(made.byteCount),
                    "keys": keys.map { .string($0.name.text) },
                ]))
        }
    }

    var schedule: Schedule? {
        get throws {
            guard settings[BackupSettings.daily] else { return nil }
            let plan = BackupPlan(minuteOfDay: settings[BackupSettings.hour] * 60)
            return try Schedule(
                Self.scheduleName, plan.schedule, zone: settings[BackupSettings.zone], kind: Self.kind)
        }
    }
}

enum BackupSettings {
    static let daily = SettingKey(
        "backup.daily", .boolean, default: true, "Whether a backup is made every day.")
    static let hour = SettingKey(
        "backup.hour", .integer(in: 0...23), default: 2, "The hour at which it is made."
    ).unit("o'clock")
    static let zone = SettingKey(
        "backup.zone", .text, default: "UTC",
        "The clock of that hour, by its IANA name such as America/Sao_Paulo.")
    static let folder = SettingKey(
        "backup.folder", .path, "Where archives are put; backups in storage.data by default.")
    static let encrypt = SettingKey(
        "backup.encrypt", .boolean, default: true, "Whether archives are encrypted.")
    static let keyFile = SettingKey(
        "backup.key_file", .path,
        "File with the key of archives, made at the first; backup.key in storage.data by default. Keep a copy elsewhere."
    )
    static let keepDays = SettingKey(
        "backup.keep_days", .integer(in: 1...3660), default: 7, "Days of which an archive is kept."
    ).unit("days")
    static let keepWeeks = SettingKey(
        "backup.keep_weeks", .integer(in: 0...520), default: 4,
        "Weeks before, of which one archive each is kept."
    ).unit("weeks")
    static let keysFolder = SettingKey(
        "backup.keys_folder", .path,
        "Where copies of the keys of persons and tenants are put; key-backups in storage.data by default.")
    static let keepKeysDays = SettingKey(
        "backup.keep_keys_days", .integer(in: 1...30), default: 7,
        "Days that copies of keys are kept: so long after an erasure it can be undone by whoever has them."
    ).unit("days")

    static let all = [
        keysFolder.setting, keepKeysDays.setting,
        daily.setting, hour.setting, zone.setting, folder.setting, encrypt.setting, keyFile.setting,
        keepDays.setting, keepWeeks.setting,
    ]
}

extension BackupProgress {
    /// 0 to 1 over all steps, as if they took alike.
    fileprivate var overall: Double {
        let steps = Step.allCases
        let place = steps.firstIndex(of: step) ?? 0
        return (Double(place) + share) / Double(steps.count)
    }
}

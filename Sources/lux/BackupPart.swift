import Backup
import CLI
import Core
import Disk
import EventLog
import Jobs
import Keys
import Module
import Persistence
import Postgres
import Settings

/// Backups of a start: where they lie, what they hold, when they are made.
struct BackupPart {
    static let kind = "backup.data"
    static let scheduleName = "backup.daily"

    private let settings: Settings
    /// Whether the database has keys of persons and tenants.
    private let hasKeys: Bool

    init(_ settings: Settings, hasKeys: Bool) {
        (self.settings, self.hasKeys) = (settings, hasKeys)
    }

    /// For a server that starts: its operator finds the key to copy elsewhere, and nothing that a crash left in clear.
    func prepare() throws {
        _ = try Self.madeKey(settings)
        Self.removeLeftovers(settings)
    }

    // MARK: Places

    static func folder(_ settings: Settings) -> String {
        settings[BackupSettings.folder] ?? settings[ProcessSettings.data] + "/backups"
    }

    /// Apart from the data: whoever has both can read everything, and copies of keys are kept for a shorter time.
    static func keysFolder(_ settings: Settings) -> String {
        settings[BackupSettings.keysFolder] ?? settings[ProcessSettings.data] + "/key-backups"
    }

    /// For what is in clear: on the disk of the database file, and not among the archives, which are copied elsewhere.
    static func work(_ settings: Settings) throws -> String {
        switch try Storage.place(settings) {
        case .file(let path): Folder.of(path)
        case .server: settings[ProcessSettings.data]
        }
    }

    /// Archives, or copies of keys, in their folder.
    static func archives(in folder: String, _ settings: Settings, key: RootKey?) throws -> Backup {
        Backup(folder: folder, work: try work(settings), key: key)
    }

    /// By servers as they start and by each command about backups. What cannot be removed does not keep them from
    /// their work.
    static func removeLeftovers(_ settings: Settings) {
        for folder in [folder(settings), keysFolder(settings)] {
            do {
                try archives(in: folder, settings, key: nil).removeLeftovers()
            } catch {
                Terminal.say("lux: warning: what a backup left that was cut off cannot be removed: \(error)")
            }
        }
    }

    /// Kept apart from the archives: it lies in the data folder unless told otherwise.
    static func keyFile(_ settings: Settings) -> KeyFile {
        let path = settings[BackupSettings.keyFile] ?? settings[ProcessSettings.data] + "/backup.key"
        return KeyFile(.backup, at: path)
    }

    /// Of new archives, made with the first of them.
    private static func madeKey(_ settings: Settings) throws -> RootKey? {
        guard settings[BackupSettings.encrypt] else { return nil }
        let file = keyFile(settings)
        return try file.read() ?? file.make()
    }

    // MARK: Work

    /// With the owner's credentials where they are named: those of the run-time role do not see all.
    static func place(_ settings: Settings) throws -> DatabasePlace {
        let place =
            try settings[ProcessSettings.migrationDatabase].map { Storage.Place.server($0) }
            ?? Storage.place(settings)
        switch place {
        case .file(let path): return .sqlite(file: path)
        case .server(let url):
            let secret = Secret(url.exposed)
            let parameters = try URLParameter.all(in: secret).map { parameter in
                PostgresAddress.Parameter(
                    name: parameter.name, variable: parameter.variable, value: parameter.value,
                    isSecret: parameter.isSecret)
            }
            return .postgres(try PostgresAddress(secret, parameters))
        }
    }

    private func source() async throws -> Backup.Source {
        Backup.Source(
            database: try Self.place(settings), blobs: try await FilesPart.openIfThere(settings),
            configuration: try configuration(),
            productVersion: Product.version)
    }

    /// What was set, without secrets, as `lux settings` shows it.
    private func configuration() throws -> [(name: String, bytes: [UInt8])] {
        [("settings.json", JSON.array(settings.rows.map(\.json)).bytes)]
    }

    /// An archive that was made, and the older ones that went because of it.
    struct Outcome {
        let made: Backup.Made
        let removed: [BackupName]
    }

    /// Only a daily one takes the place of older ones: why a person made one, nobody else knows.
    func run(
        by origin: BackupOrigin, progress: @escaping @Sendable (BackupProgress) -> Void
    ) async throws -> Outcome {
        let backup = try Self.archives(
            in: Self.folder(settings), settings, key: Self.madeKey(settings))
        let made = try await backup.run(
            try await source(), at: System.clock.now(), by: origin, progress: progress)
        guard origin == .daily else { return Outcome(made: made, removed: []) }
        let removed = try backup.prune(
            Retention(days: settings[BackupSettings.keepDays], weeks: settings[BackupSettings.keepWeeks]))
        return Outcome(made: made, removed: removed)
    }

    /// Old copies go whoever made them: as long as one is left, what was erased since can be brought back.
    func copyKeys(of database: any Database, by origin: BackupOrigin) async throws -> Outcome {
        let copies = try Self.archives(
            in: Self.keysFolder(settings), settings, key: Self.madeKey(settings))
        let made = try await copies.runKeys(
            of: database, ledger: LogPart.ledger(settings), productVersion: Product.version,
            at: System.clock.now(), by: origin)
        let days = settings[BackupSettings.keepKeysDays]
        let removed = try copies.prune(
            Retention(days: days, weeks: 0, ageMax: .seconds(days * 86_400)), .keys)
        return Outcome(made: made, removed: removed)
    }

    /// The job that the schedule enqueues.
    func job(on database: any Database) -> JobKind {
        JobKind(Self.kind, queue: "system", timeout: .seconds(6 * 3600)) { [self] run in
            let data = try await self.run(by: .daily) { run.progress($0.overall, $0.step.rawValue) }
            let keys = hasKeys ? try await copyKeys(of: database, by: .daily) : nil
            let removed = data.removed + (keys?.removed ?? [])
            return .result(
                .object([
                    "name": .string(data.made.name.text), "bytes": .integer(data.made.byteCount),
                    "keys": keys.map { .string($0.made.name.text) },
                    "removed": .array(removed.map { .string($0.text) }),
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

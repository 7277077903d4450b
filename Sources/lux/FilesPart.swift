import Blobs
import Core
import Files
import Glibc
import Keys
import Settings

/// Where files of any size are kept: encrypted on disk, each tenant's apart.
enum FilesPart {
    static func folder(_ settings: Settings) -> String {
        settings[FileSettings.folder] ?? settings[ProcessSettings.data] + "/files"
    }

    /// The store, with its key made at the first use.
    static func open(_ settings: Settings) async throws -> any Blobs {
        let path = settings[FileSettings.keyFile] ?? settings[ProcessSettings.data] + "/files.key"
        let file = KeyFile(.files, at: path)
        let key = try file.read() ?? file.make()
        let quota = settings[FileSettings.quota]
        return try await FileBlobs(
            root: folder(settings),
            needs: .init(
                key: { key.derived(for: "lux files 1", salt: Array($0.text.utf8)) },
                quotaBytes: { _ in quota }))
    }

    /// Nil where nothing was ever kept.
    static func openIfThere(_ settings: Settings) async throws -> (any Blobs)? {
        access(folder(settings), F_OK) == 0 ? try await open(settings) : nil
    }
}

enum FileSettings {
    static let folder = SettingKey(
        "files.folder", .path, "Where files are kept; files in storage.data by default.")
    static let keyFile = SettingKey(
        "files.key_file", .path,
        "File with the key of kept files, made at the first; files.key in storage.data by default. Keep a copy elsewhere."
    )
    static let quota = SettingKey(
        "files.quota", .bytes(in: 1 << 20...1 << 50), default: 100 << 30, "What a tenant's files may take.")

    static let all = [folder.setting, keyFile.setting, quota.setting]
}

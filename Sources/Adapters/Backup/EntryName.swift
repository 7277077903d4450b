import Blobs
import Core

/// What an entry of an archive is, which its name tells. Names that no backup writes are refused, so that none
/// of them ever becomes a path.
enum EntryName: Equatable {
    case about
    case files
    case database(BackupManifest.Engine)
    case configuration(String)
    case blob(TenantID, BlobID)
    case keys
    case ledger

    var text: String {
        switch self {
        case .about: BackupManifest.aboutName
        case .files: BackupManifest.filesName
        case .database(let engine): DatabaseSnapshot.entryName(engine)
        case .configuration(let name): "configuration/" + name
        case .blob(let tenant, let id): "blobs/\(Hexadecimal.text(tenant.text.utf8))/\(id.text)"
        case .keys: "keys.jsonl"
        case .ledger: "erasures.jsonl"
        }
    }

    init?(_ text: String) {
        let plain: [EntryName] = [.about, .files, .database(.sqlite), .database(.postgres), .keys, .ledger]
        if let name = plain.first(where: { $0.text == text }) {
            self = name
            return
        }
        let parts = text.split(separator: "/", omittingEmptySubsequences: false)
        switch (parts.first, parts.count) {
        case ("configuration", 2) where Self.isFileName(parts[1]): self = .configuration(String(parts[1]))
        case ("blobs", 3):
            guard let tenant = Hexadecimal.bytes(Array(parts[1].utf8)), let id = BlobID(parts[2]) else {
                return nil
            }
            self = .blob(TenantID(String(decoding: tenant, as: UTF8.self)), id)
        default: return nil
        }
    }

    /// Letters, digits, `.`, `-` and `_`, and not all dots.
    private static func isFileName(_ name: some StringProtocol) -> Bool {
        let allowed = name.utf8.allSatisfy { byte in
            switch byte {
            case 0x30...0x39, 0x41...0x5a, 0x61...0x7a, 0x2d, 0x2e, 0x5f: true
            default: false
            }
        }
        return allowed && name.utf8.contains { $0 != 0x2e }
    }
}

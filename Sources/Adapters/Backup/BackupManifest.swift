package import Core
import Crypto

/// What an archive says about itself.
package struct BackupManifest: Sendable, Equatable {
    package struct Migration: Sendable, Equatable {
        package let name: String
        package let checksum: String
    }

    package enum Contents: String, Sendable {
        /// Everything but the keys of persons and tenants.
        case data
        /// These keys, wrapped, and the ledger of erasures.
        case keys
    }

    package enum Engine: String, Sendable {
        case sqlite, postgres
    }

    /// All that the archive holds, this apart, taken together.
    package struct Files: Sendable, Equatable {
        package internal(set) var count = 0
        package internal(set) var byteCount = 0
        /// SHA-256 over names, lengths and digests in order, 64 hexadecimal digits.
        package internal(set) var digest = ""
    }

    package let contents: Contents
    /// The version of Lux that made it.
    package let productVersion: String
    package let engine: Engine
    /// The moment whose data it holds.
    package let createdAt: Instant
    package let migrations: [Migration]
    package let tables: [TableSum]
    package internal(set) var files = Files()

    // MARK: As JSON

    /// The first entry of an archive.
    static let aboutName = "about.json"
    /// The last one.
    static let filesName = "files.json"

    var about: JSON {
        .object([
            "contents": .string(contents.rawValue), "product_version": .string(productVersion),
            "engine": .string(engine.rawValue), "created_at": .string(createdAt.written),
            "migrations": .array(
                migrations.map { .object(["name": .string($0.name), "checksum": .string($0.checksum)]) }),
            "tables": .array(tables.map(\.json)),
        ])
    }

    /// Nil when it is not what `about` writes.
    init?(about json: JSON) {
        guard let contents = json["contents"]?.text.flatMap(Contents.init),
            let productVersion = json["product_version"]?.text,
            let engine = json["engine"]?.text.flatMap(Engine.init),
            let createdAt = json["created_at"]?.text.flatMap({ Instant($0) }),
            let migrations = json["migrations"]?.items, let tables = json["tables"]?.items
        else { return nil }
        self.init(
            contents: contents, productVersion: productVersion, engine: engine, createdAt: createdAt,
            migrations: migrations.compactMap(Migration.init), tables: tables.compactMap { TableSum($0) })
        guard self.migrations.count == migrations.count, self.tables.count == tables.count else { return nil }
    }

    init(
        contents: Contents, productVersion: String, engine: Engine, createdAt: Instant,
        migrations: [Migration], tables: [TableSum]
    ) {
        (self.contents, self.productVersion, self.engine) = (contents, productVersion, engine)
        (self.createdAt, self.migrations, self.tables) = (createdAt, migrations, tables)
    }
}

extension BackupManifest.Migration {
    init?(_ json: JSON) {
        guard let name = json["name"]?.text, let checksum = json["checksum"]?.text else { return nil }
        self.init(name: name, checksum: checksum)
    }
}

extension BackupManifest.Files {
    var json: JSON {
        .object(["count": .integer(count), "bytes": .integer(byteCount), "sha256": .string(digest)])
    }
}

/// Counts what goes into an archive, or comes out of it.
struct FileTally {
    private var files = BackupManifest.Files()
    private var hash = SHA256()

    mutating func add(_ entry: ArchiveWriter.Entry) {
        files.count += 1
        files.byteCount += entry.byteCount
        hash.update(data: Array("\(entry.name)\n\(entry.byteCount)\n".utf8) + entry.digest)
    }

    var total: BackupManifest.Files {
        var total = files
        total.digest = Hexadecimal.text(hash.finalize())
        return total
    }
}

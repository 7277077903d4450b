import Core
import Persistence

/// A table of a backup, and what tells that it came back as it was.
package struct TableSum: Sendable, Equatable {
    package let table: String
    var digest = TableDigest()

    init(table: String) {
        self.table = table
    }

    package var rowCount: Int { digest.rowCount }
    package var checksum: String { digest.checksum }

    // MARK: In the manifest

    var json: JSON {
        .object(["table": .string(table), "rows": .integer(rowCount), "checksum": .string(checksum)])
    }

    init?(_ json: JSON) {
        guard let table = json["table"]?.text, let rowCount = json["rows"]?.whole,
            let checksum = json["checksum"]?.text,
            let digest = TableDigest(rowCount: Int(rowCount), checksum: checksum)
        else { return nil }
        (self.table, self.digest) = (table, digest)
    }
}

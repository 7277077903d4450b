import Core
import Crypto
import Disk
import Persistence

/// All erasures, in a file outside the database: a database restored from before an erasure learns of it here.
/// One line an erasure, `CHECK {"tenant":…,"person":…,"at":…,"reason":…}`, only ever added to.
package struct ErasureLedger: Sendable {
    package let path: String

    package init(at path: String) {
        self.path = path
    }

    /// About a hundred million bytes hold half a million erasures.
    static let bytesMax = 1 << 30

    /// Returns once the disk has them. Safe to call from several processes.
    package func append(_ erasures: [Erasure]) throws {
        guard !erasures.isEmpty else { return }
        try Folder.make(Folder.of(path))
        let isNew = !Folder.holds(path)
        guard let file = try DiskFile.open(path, for: .appending) else { return }
        try file.lock()
        let end = try Self.endOfLines(in: file)
        // What a crash cut off was never acknowledged.
        if try end < file.facts().byteCount { try file.truncate(to: end) }
        do {
            try file.write(erasures.flatMap(Self.line))
            try file.synchronize()
        } catch {
            try? file.truncate(to: end)
            throw error
        }
        if isNew { try Folder.synchronize(Folder.of(path)) }
    }

    /// In the order in which they were added. A last line that was cut off by a crash is passed over; any other
    /// damage is refused.
    package func erasures() throws -> [Erasure] {
        let bytes = try contents()
        let lines = bytes.split(separator: Self.newline, omittingEmptySubsequences: false)
        var erasures: [Erasure] = []
        for (place, line) in lines.enumerated() {
            let isLast = place == lines.count - 1
            if let erasure = Self.erasure(line), !isLast {
                erasures.append(erasure)
            } else if !isLast || !Self.wasCutOff(line) {
                throw LedgerDamaged(path: path, line: place + 1)
            }
        }
        return erasures
    }

    /// The file as it is; empty when there is none.
    package func contents() throws -> [UInt8] {
        guard let file = try DiskFile.open(path, for: .reading) else { return [] }
        guard let bytes = try file.contents(bytesMax: Self.bytesMax) else {
            throw LedgerDamaged(path: path, line: 0)
        }
        return bytes
    }

    /// Where the last whole line ends.
    private static func endOfLines(in file: DiskFile) throws -> Int {
        var end = try file.facts().byteCount
        while end > 0 {
            let start = max(0, end - 4096)
            let block = try file.read(at: start, count: end - start)
            if let last = block.lastIndex(of: newline) { return start + last + 1 }
            end = start
        }
        return 0
    }

    private static let newline = UInt8(ascii: "\n")
    private static let checkDigits = 16

    private static func line(_ erasure: Erasure) -> [UInt8] {
        let entry = JSON.object([
            "tenant": .string(erasure.tenant.text), "person": (erasure.person?.text).map(JSON.string),
            "at": .string(erasure.at.written), "reason": .string(erasure.reason),
        ]).bytes
        return Array(check(entry).utf8) + [UInt8(ascii: " ")] + entry + [newline]
    }

    private static func check(_ entry: some Collection<UInt8>) -> String {
        Hexadecimal.text(SHA256.hash(data: Array(entry)).prefix(checkDigits / 2))
    }

    private static func erasure(_ line: ArraySlice<UInt8>) -> Erasure? {
        let entry = line.dropFirst(checkDigits + 1)
        guard line.prefix(checkDigits).elementsEqual(check(entry).utf8),
            let json = try? JSONReader.read(Array(entry)), let tenant = json["tenant"]?.text,
            let moment = json["at"]?.text.flatMap({ Instant($0) }), let reason = json["reason"]?.text
        else { return nil }
        return Erasure(
            tenant: TenantID(tenant), person: json["person"]?.text.flatMap { PersonID($0) }, at: moment,
            reason: reason)
    }

    /// A line is written front to back: one that was cut off lacks its closing brace, or only its end.
    private static func wasCutOff(_ line: ArraySlice<UInt8>) -> Bool {
        erasure(line) != nil || !line.suffix(2).contains(UInt8(ascii: "}"))
    }
}

/// The ledger of erasures cannot be trusted as it is.
package struct LedgerDamaged: CannotStart, Equatable {
    package let path: String
    package let line: Int

    package var description: String { "the ledger of erasures \(path) is damaged at line \(line)" }
    package var remedy: String {
        "Restore the file from the newest copy; the database adds the erasures that it knows of by itself."
    }
}

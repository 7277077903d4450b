package import Core

/// The name of an archive: `backup_YYYYMMDD_HHMMSS.luxbackup` in UTC, or `keys_…` for the keys.
package struct BackupName: Hashable, Comparable, Sendable {
    package static let ending = ".luxbackup"

    package let contents: BackupManifest.Contents
    /// To the second.
    package let moment: Instant

    package init(_ contents: BackupManifest.Contents, at moment: Instant) {
        self.contents = contents
        let past = moment.milliseconds % 1000
        self.moment = Instant(milliseconds: moment.milliseconds - (past < 0 ? past + 1000 : past))
    }

    /// Nil for other files.
    package init?(_ name: some StringProtocol) {
        guard name.hasSuffix(Self.ending) else { return nil }
        let parts = name.dropLast(Self.ending.utf8.count).split(
            separator: "_", omittingEmptySubsequences: false)
        guard parts.count == 3, let contents = Self.contents(ofPrefix: parts[0]), parts[1].utf8.count == 8,
            parts[2].utf8.count == 6
        else { return nil }
        let (day, time) = (Array(parts[1]), Array(parts[2]))
        let written =
            "\(String(day[0..<4]))-\(String(day[4..<6]))-\(String(day[6...]))T"
            + "\(String(time[0..<2])):\(String(time[2..<4])):\(String(time[4...]))Z"
        guard let moment = Instant(written) else { return nil }
        self.init(contents, at: moment)
    }

    package var text: String {
        "\(Self.prefix(of: contents))_\(stamp)\(Self.ending)"
    }

    /// `YYYYMMDD_HHMMSS`.
    package var stamp: String {
        let digits = moment.written.filter(\.isNumber)
        return "\(digits.prefix(8))_\(digits.dropFirst(8).prefix(6))"
    }

    private static func prefix(of contents: BackupManifest.Contents) -> String {
        switch contents {
        case .data: "backup"
        case .keys: "keys"
        }
    }

    private static func contents(ofPrefix prefix: some StringProtocol) -> BackupManifest.Contents? {
        [.data, .keys].first { Self.prefix(of: $0) == prefix }
    }

    package static func < (left: BackupName, right: BackupName) -> Bool { left.moment < right.moment }
}

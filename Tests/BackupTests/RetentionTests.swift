import Backup
import Core
import Disk
import Foundation
import Keys
import LuxTesting
import SQLite
import Testing

@Suite struct `Archives that are kept` {
    private static func days(_ days: Range<Int>, hours: [Int] = [2]) -> [Instant] {
        days.flatMap { day in hours.map { moment.advanced(by: .seconds(day * 86_400 + $0 * 3_600)) } }
    }

    @Test func `keeps the newest of each of the last days and weeks`() {
        let kept = Retention(days: 3, weeks: 3).kept(Self.days(0..<30, hours: [2, 14]))
        // 2026-01-01 was a Thursday: the last Sundays are the 18th and the 25th.
        #expect(
            kept.map { $0.written.prefix(13) } == [
                "2026-01-30T14", "2026-01-29T14", "2026-01-28T14", "2026-01-25T14", "2026-01-18T14",
            ])
    }

    @Test func `counts days that have an archive, not days that went by`() {
        let moments = Self.days(0..<2) + Self.days(100..<101)
        #expect(Retention(days: 3, weeks: 0).kept(moments).count == 3)
    }

    @Test func `drops what is too old, and never the newest`() {
        let month = Retention(days: 7, weeks: 0, ageMax: .seconds(2 * 86_400))
        #expect(month.kept(Self.days(0..<10)).count == 3)
        #expect(Retention(days: 0, weeks: 0).kept(Self.days(0..<10)) == Self.days(9..<10))
        #expect(Retention().kept([]) == [])
    }

    @Test func `leaves those that a person made, unless they are too old`() {
        let (daily, byHand) = (Self.days(0..<9), Self.days(0..<10, hours: [9]))
        #expect(Retention(days: 2, weeks: 0).kept(daily, byHand: byHand) == Set(daily.suffix(2) + byHand))
        let aging = Retention(days: 2, weeks: 0, ageMax: .seconds(3 * 86_400))
        #expect(aging.kept(daily, byHand: byHand) == Set(daily.suffix(2) + byHand.suffix(4)))
        #expect(aging.kept([], byHand: byHand) == Set(byHand.suffix(4)))
        #expect(aging.kept([], byHand: []).isEmpty)
    }

    @Test(arguments: [true, false])
    func `go when they are of every day, and other files stay`(isEncrypted: Bool) async throws {
        try await withInstallations { here, there in
            let (database, key) = (try await here.database(), isEncrypted ? RootKey.random() : nil)
            func archive(_ origin: BackupOrigin) async throws -> Data {
                let made = try await there.backup(key).run(here.source(), at: moment, by: origin)
                return try Data(contentsOf: URL(fileURLWithPath: made.path))
            }
            let (daily, byHand) = (try await archive(.daily), try await archive(.hand))
            await database.close()
            let names = Self.days(0..<20).map { BackupName(.data, at: $0).text }
            let others = [
                BackupName(.data, at: moment).text: byHand,
                BackupName(.data, at: Self.days(9..<10, hours: [3])[0]).text: byHand,
                "keys_20200101_000000.luxbackup": daily, "backup_20200101_000000.zip": daily,
                "backup_20200101_000000.luxbackup": Data(),
                "backup_20200102_000000.luxbackup": Data("x".utf8),
                "notes.txt": Data(), "backup_x": Data(),
            ]
            let folder = here.folder + "/backups"
            try Folder.make(folder)
            for (name, bytes) in others.merging(names.map { ($0, daily) }, uniquingKeysWith: { $1 }) {
                try bytes.write(to: URL(fileURLWithPath: folder + "/" + name))
            }
            // Whoever removes them may have another key by now.
            let expired = try here.backup(RootKey.random()).prune(Retention(days: 2, weeks: 0))
            #expect(expired.map(\.text) == Array(names.dropLast(2)))
            #expect(Set(try Folder.names(in: folder)) == Set(names.suffix(2) + others.keys))
        }
    }

    @Test(arguments: [
        "backup_20260101_000000.luxbackup", "backup_20261231_235959.luxbackup",
        "keys_20240229_120000.luxbackup",
    ])
    func `reads the names it writes`(_ text: String) {
        #expect(BackupName(text)?.text == text)
    }

    @Test(arguments: [
        "backup_20260230_000000.luxbackup", "backup_2026011_000000.luxbackup", "backup_20260101.luxbackup",
        "backup_20260101_240000.luxbackup", "x_20260101_000000.luxbackup", "backup_20260101_000000", "",
        "backup_2026-1-1_000000.luxbackup", "../backup_20260101_000000.luxbackup",
    ])
    func `takes no other names`(_ text: String) {
        #expect(BackupName(text) == nil)
    }

    @Test func `is every night at two by default`() {
        #expect(BackupPlan().schedule == "0 2 * * *")
    }
}

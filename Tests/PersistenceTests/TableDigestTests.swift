import LuxTesting
import Persistence
import Testing

@Suite struct `The digest of a table` {
    private static let rows: [[SQLValue]] = (0..<200).map { number in
        [
            .integer(Int64(number)), .text("ação \(number % 7)"), number % 3 == 0 ? .null : .real(0.5),
            .bytes([]),
        ]
    }

    private static func digest(_ rows: [[SQLValue]]) -> TableDigest {
        var digest = TableDigest()
        for row in rows { digest.add(row) }
        return digest
    }

    @Test func `is the same in whatever order the rows come`() {
        var random = SplitMix64(seed: 3)
        let digest = Self.digest(Self.rows)
        #expect(digest.rowCount == 200 && digest.checksum.utf8.count == 32)
        for _ in 0..<20 { #expect(Self.digest(Self.rows.shuffled(using: &random)) == digest) }
    }

    @Test func `is another for another value, and for values that have changed places`() {
        let digest = Self.digest(Self.rows)
        var checksums: Set = [digest.checksum]
        for number in Self.rows.indices {
            var changed = Self.rows
            changed[number][0] = .integer(1_000_000)
            checksums.insert(Self.digest(changed).checksum)
            // What two rows have between them stays the same.
            changed = Self.rows
            changed[number][0] = Self.rows[(number + 1) % 200][0]
            changed[(number + 1) % 200][0] = Self.rows[number][0]
            checksums.insert(Self.digest(changed).checksum)
        }
        #expect(checksums.count == 1 + 2 * 200)
    }

    @Test(
        arguments: [
            ([.null, .text("")], [.text(""), .null]),
            ([.text("ab"), .text("c")], [.text("a"), .text("bc")]),
            ([.text("a")], [.bytes([97])]), ([.integer(0)], [.real(0)]), ([.integer(0)], [.null]),
            ([], [.null]),
        ] as [([SQLValue], [SQLValue])])
    func `tells rows apart that look alike`(_ one: [SQLValue], _ other: [SQLValue]) {
        #expect(Self.digest([one]) != Self.digest([other]))
    }

    @Test func `counts alike what engines keep differently`() {
        #expect(Self.digest([[.boolean(true), .real(-0.0)]]) == Self.digest([[.integer(1), .real(0)]]))
    }

    @Test func `comes back as it was written down`() {
        let digest = Self.digest(Self.rows)
        #expect(TableDigest(rowCount: 200, checksum: digest.checksum) == digest)
        for checksum in ["", "g" + digest.checksum.dropFirst(), "+" + digest.checksum.dropFirst(), "00"] {
            #expect(TableDigest(rowCount: 200, checksum: checksum) == nil)
        }
        #expect(TableDigest(rowCount: -1, checksum: digest.checksum) == nil)
    }
}

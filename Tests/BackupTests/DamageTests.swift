import Backup
import Blobs
import Disk
import Foundation
import Keys
import LuxTesting
import Persistence
import SQLite
import Testing

/// One archive for all tests of damage: some files, so that it has several chunks.
private struct Sample: Sendable {
    let bytes: [UInt8]
    let key: RootKey?

    static let sealed = Task { try await make(RootKey.random()) }
    static let open = Task { try await make(nil) }

    private static func make(_ key: RootKey?) async throws -> Sample {
        try await withTemporaryFolder { folder in
            let here = Installation(folder: folder)
            let database = try await here.database()
            try await database.write(.everyTenant) { try $0.insertThings(0..<100) }
            let blobs = try await here.blobs()
            for seed in 1...3 { _ = try await blobs.put(content(300_000, seed: UInt64(seed)), for: lark) }
            let made = try await here.backup(key).run(here.source(blobs), at: moment)
            await database.close()
            return Sample(bytes: Array(try Data(contentsOf: URL(fileURLWithPath: made.path))), key: key)
        }
    }
}

@Suite struct `A damaged archive` {
    @Test(arguments: 0..<120)
    func `is refused for one changed bit, and the place is named`(seed: UInt64) async throws {
        var random = SplitMix64(seed: seed)
        let sample = try await (seed.isMultiple(of: 4) ? Sample.open : Sample.sealed).value
        var bytes = sample.bytes
        // Heads and ends are where formats are weak.
        let place =
            switch seed % 3 {
            case 0: Int.random(in: 0..<200, using: &random)
            case 1: bytes.count - 1 - Int.random(in: 0..<200, using: &random)
            default: Int.random(in: bytes.indices, using: &random)
            }
        bytes[place] ^= 1 << UInt8.random(in: 0..<8, using: &random)
        try await isRefused(bytes, with: sample.key) { reason in
            switch reason {
            case .notAnArchive: place < 8
            case .newerFormat: place == 7
            case .damaged(_, let named): named <= place
            case .truncated: true
            default: false
            }
        }
    }

    @Test(arguments: 0..<60)
    func `is refused when it is cut off, and the place is named`(seed: UInt64) async throws {
        var random = SplitMix64(seed: seed)
        let sample = try await (seed.isMultiple(of: 4) ? Sample.open : Sample.sealed).value
        let count =
            seed % 2 == 0
            ? Int.random(in: 8..<400, using: &random)
            : Int.random(in: 8..<sample.bytes.count, using: &random)
        try await isRefused(Array(sample.bytes.prefix(count)), with: sample.key) {
            $0 == .truncated(atByte: count)
        }
    }

    @Test func `is refused when something follows it`() async throws {
        let sample = try await Sample.sealed.value
        try await isRefused(sample.bytes + [0], with: sample.key) { reason in
            if case .damaged = reason { true } else { false }
        }
        try await isRefused(sample.bytes + sample.bytes, with: sample.key) { reason in
            if case .damaged = reason { true } else { false }
        }
    }

    @Test func `is refused when chunks change places, go or come twice`() async throws {
        let sample = try await Sample.sealed.value
        var (chunks, place): ([ArraySlice<UInt8>], Int) = ([], 64)
        while place < sample.bytes.count {
            let word = sample.bytes[place..<place + 4].reduce(UInt32(0)) { $0 << 8 | UInt32($1) }
            let end = place + 4 + Int(word & 0x7fff_ffff)
            chunks.append(sample.bytes[place..<end])
            place = end
        }
        #expect(chunks.count >= 4)
        var (swapped, missing, twice) = (chunks, chunks, chunks)
        swapped.swapAt(0, 1)
        missing.remove(at: 1)
        twice.insert(chunks[1], at: 1)
        let headless = Array(chunks.dropLast())
        for changed in [swapped, missing, twice, headless] {
            try await isRefused(sample.bytes[..<64] + changed.joined(), with: sample.key) { reason in
                switch reason {
                case .damaged, .truncated: true
                default: false
                }
            }
        }
    }

    @Test func `is refused with another key or none, and both are named`() async throws {
        let (sample, other) = (try await Sample.sealed.value, RootKey.random())
        let wanted = try #require(sample.key?.fingerprint)
        try await isRefused(sample.bytes, with: other) {
            $0 == .otherKey(wanted: wanted, found: other.fingerprint)
        }
        try await isRefused(sample.bytes, with: nil) { $0 == .otherKey(wanted: wanted, found: nil) }
    }

    @Test(arguments: [
        [], Array("LUX".utf8), Array("SQLite format 3\0".utf8), [UInt8](repeating: 0, count: 999),
    ])
    func `is no other file`(_ bytes: [UInt8]) async throws {
        try await isRefused(bytes, with: nil) { $0 == .notAnArchive }
    }

    @Test func `that expands without end is refused at the limit`() async throws {
        let sample = try await Sample.open.value
        try await withTemporaryFolder { folder in
            let file = folder + "/archive"
            try Data(sample.bytes).write(to: URL(fileURLWithPath: file))
            let refused = await #expect(throws: ArchiveRefused.self) {
                try await Backup(folder: folder, work: folder, key: nil).verify(
                    file, expandedBytesMax: 300_000)
            }
            #expect(refused?.reason == .tooLarge(bytesMax: 300_000))
        }
    }

    /// By a look at it and by a restore, which leaves the place as it was.
    private func isRefused(
        _ bytes: some Sequence<UInt8>, with key: RootKey?, for isRight: (ArchiveRefused.Reason) -> Bool
    ) async throws {
        let bytes = Data(bytes)
        try await withTemporaryFolder { folder in
            let (file, there) = (folder + "/archive", Installation(folder: folder + "/there"))
            try bytes.write(to: URL(fileURLWithPath: file))
            let refused = await #expect(throws: ArchiveRefused.self) {
                try await Backup(folder: folder, work: folder, key: key).verify(file)
            }
            if let refused {
                #expect(isRight(refused.reason), "\(refused)")
                #expect(refused.description.contains(file) && refused.remedy.hasSuffix("."))
            }
            await #expect(throws: ArchiveRefused.self) {
                try await there.restore().run(file, key: key, into: there.place(), at: moment)
            }
            #expect(!Folder.holds(there.folder))
        }
    }
}

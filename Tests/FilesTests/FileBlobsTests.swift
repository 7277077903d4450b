import Blobs
import Core
import Crypto
import Files
import Foundation
import LuxTesting
import Persistence
import Testing

private let sizes = [0, 1, 65_535, 65_536, 65_537, 131_072, 300_000, 1_048_577]

@Suite struct `Blobs on disk` {
    @Test(arguments: sizes)
    func `come back as they were, also after a restart`(size: Int) async throws {
        try await withStore { store in
            let (blobs, bytes) = (try await store.open(), content(size))
            let blob = try await blobs.put(bytes, for: lark)
            #expect(blob.byteCount == size && blob.id == BlobID(SHA256.hash(data: bytes)))
            #expect(try await blobs.whole(blob) == bytes)
            let again = try await store.open()
            #expect(try await again.whole(blob) == bytes)
            #expect(try await again.find(blob.id, of: lark) == blob)
            #expect(try await again.usedBytes(by: lark) == size)
        }
    }

    @Test(arguments: 0..<30)
    func `are read by any range`(seed: UInt64) async throws {
        var random = SplitMix64(seed: seed)
        let bytes = content(sizes.randomElement(using: &random) ?? 0, seed: seed)
        try await withStore { [random] store in
            var random = random
            let blobs = try await store.open()
            let blob = try await blobs.put(bytes, for: lark)
            for _ in 0..<20 {
                let start = Int.random(in: 0...bytes.count + 5, using: &random)
                let end = start + Int.random(in: 0...200_000, using: &random)
                let wanted = bytes[min(start, bytes.count)..<min(end, bytes.count)]
                #expect(try await blobs.bytes(start..<end, in: blob.id, of: lark) == Array(wanted))
            }
        }
    }

    @Test func `are kept once, and each tenant's apart`() async throws {
        try await withStore { store in
            let (blobs, bytes) = (try await store.open(), content(1_000))
            let blob = try await blobs.put(bytes, for: lark)
            #expect(try await blobs.put(bytes, for: lark) == blob)
            #expect(try await blobs.usedBytes(by: lark) == 1_000 && store.files.count == 1)
            #expect(try await blobs.find(blob.id, of: wren) == nil)
            await #expect(throws: NoSuchBlob(blob.id)) {
                try await blobs.bytes(0..<1, in: blob.id, of: wren)
            }
            _ = try await blobs.put(bytes, for: wren)
            #expect(try await blobs.remove(blob.id, of: lark))
            #expect(try await !blobs.remove(blob.id, of: lark))
            #expect(try await blobs.whole(blob, of: wren) == bytes)
            #expect(try await blobs.usedBytes(by: lark) == 0)
            #expect(Set(try await blobs.tenants()) == [lark, wren])
        }
    }

    @Test func `stay inside their folder, whatever a tenant is called`() async throws {
        try await withTemporaryFolder { folder in
            let blobs = try await Store(folder: folder + "/a/blobs").open()
            for name in ["..", "../../x", "/etc", "a\u{0}b", "", String(repeating: "x", count: 4_000)] {
                let blob = try await blobs.put(content(10), for: TenantID(name))
                #expect(try await blobs.whole(blob, of: TenantID(name)) == content(10))
            }
            #expect(try FileManager.default.contentsOfDirectory(atPath: folder) == ["a"])
            #expect(try FileManager.default.contentsOfDirectory(atPath: folder + "/a") == ["blobs"])
        }
    }

    @Test func `have no content in clear on the disk, and nothing for others to read`() async throws {
        try await withStore { store in
            let text = Array(String(repeating: "Ana Souza, CPF 529.982.247-25. ", count: 5_000).utf8)
            _ = try await store.open().put(text, for: lark)
            for file in store.files {
                let path = store.folder + "/" + file
                let bytes = try Data(contentsOf: URL(fileURLWithPath: path))
                #expect(bytes.range(of: Data("Souza".utf8)) == nil)
                let mode = try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int
                #expect(mode == 0o600)
            }
        }
    }

    @Test func `are listed in order, a page at a time`() async throws {
        try await withStore { store in
            let blobs = try await store.open()
            var put: [Blob] = []
            for number in 0..<60 { put.append(try await blobs.put(content(100 + number), for: lark)) }
            put.sort { $0.id < $1.id }
            var listed: [Blob] = []
            while case let page = try await blobs.list(of: lark, after: listed.last?.id, count: 7),
                !page.isEmpty
            {
                listed += page
            }
            #expect(listed == put)
        }
    }

    @Test func `fill a quota exactly, and no more`() async throws {
        try await withStore(quotaBytes: 1_000) { store in
            let blobs = try await store.open()
            let first = try await blobs.put(content(600, seed: 1), for: lark)
            await #expect(throws: QuotaExceeded(quotaBytes: 1_000)) {
                try await blobs.put(content(401, seed: 2), for: lark)
            }
            _ = try await blobs.put(content(600, seed: 1), for: lark)
            _ = try await blobs.put(content(400, seed: 3), for: lark)
            _ = try await blobs.put(content(1_000, seed: 4), for: wren)
            #expect(try await blobs.usedBytes(by: lark) == 1_000 && store.files.count == 3)
            try await blobs.remove(first.id, of: lark)
            _ = try await blobs.put(content(600, seed: 5), for: lark)
        }
    }

    @Test func `fill a quota exactly when many come at once, from two processes`() async throws {
        try await withStore(quotaBytes: 10_000) { store in
            let stores = [try await store.open(), try await store.open()]
            let kept = await withTaskGroup(of: Bool.self) { group in
                for number in 0..<40 {
                    group.addTask {
                        let bytes = content(1_000, seed: UInt64(number))
                        return (try? await stores[number % 2].put(bytes, for: lark)) != nil
                    }
                }
                return await group.reduce(0) { $0 + ($1 ? 1 : 0) }
            }
            #expect(kept == 10 && store.files.count == 10)
        }
    }
}

@Suite struct `Blobs that fail` {
    struct Stop: Error {}

    @Test func `leave nothing when their source fails`() async throws {
        try await withStore { store in
            let blobs = try await store.open()
            var count = 0
            await #expect(throws: Stop.self) {
                try await blobs.put(for: lark) {
                    count += 1
                    if count == 4 { throw Stop() }
                    return content(100_000)
                }
            }
            #expect(store.files == [] && count == 4)
        }
    }

    @Test func `of an earlier process are removed at the start, those at work are not`() async throws {
        try await withStore { store in
            let blobs = try await store.open()
            let left = store.folder + "/unfinished/left"
            try Data(content(10)).write(to: URL(fileURLWithPath: left))
            let blob = try await blobs.put(for: lark) { [second = OneTime()] in
                guard await second.isFirst() else { return nil }
                _ = try await store.open()
                return content(100)
            }
            #expect(!FileManager.default.fileExists(atPath: left))
            #expect(try await blobs.whole(blob) == content(100))
        }
    }

    @Test(arguments: 0..<60)
    func `are damaged by any changed bit or cut, and say so`(seed: UInt64) async throws {
        var random = SplitMix64(seed: seed)
        let size = [1, 65_536, 200_000].randomElement(using: &random) ?? 1
        try await withStore { [random] store in
            var random = random
            let blobs = try await store.open()
            let blob = try await blobs.put(content(size), for: lark)
            let file = URL(fileURLWithPath: store.folder + "/" + (try #require(store.files.first)))
            var bytes = try Data(contentsOf: file)
            if seed.isMultiple(of: 3) {
                bytes = bytes.prefix(Int.random(in: 0..<bytes.count, using: &random))
            } else {
                bytes[Int.random(in: bytes.indices, using: &random)] ^=
                    1 << UInt8.random(in: 0..<8, using: &random)
            }
            try bytes.write(to: file)
            let failure = await #expect(throws: StorageFailure.self) { try await blobs.whole(blob) }
            #expect(failure?.kind == .corrupt)
            #expect(failure?.cause.contains(blob.id.text) == true)
        }
    }

    @Test func `do not open under another name, tenant or key`() async throws {
        try await withStore { store in
            let blobs = try await store.open()
            let one = try await blobs.put(content(100, seed: 1), for: lark)
            let other = try await blobs.put(content(100, seed: 2), for: lark)
            let files = store.files.map { store.folder + "/" + $0 }
            let (a, b) = (
                try #require(files.first { $0.hasSuffix(one.id.text) }),
                try #require(files.first { $0.hasSuffix(other.id.text) })
            )
            try FileManager.default.removeItem(atPath: b)
            try FileManager.default.copyItem(atPath: a, toPath: b)
            await #expect(throws: StorageFailure.self) { try await blobs.whole(other) }
            var changed = store
            changed.keySeed = 2
            let elsewhere = try await changed.open()
            await #expect(throws: StorageFailure.self) { try await elsewhere.whole(one) }
        }
    }

    @Test(.enabled(if: SmallDisk.isPermitted, "mounting is not permitted here"))
    func `leave nothing of what is too large for the disk`() async throws {
        try await SmallDisk.with { disk in
            let store = Store(folder: disk.path + "/blobs")
            let blobs = try await store.open()
            _ = try await blobs.put(content(10_000), for: lark)
            let failure = await #expect(throws: StorageFailure.self) {
                try await blobs.put(content(2_000_000, seed: 2), for: lark)
            }
            #expect(failure?.kind == .full && store.files.count == 1)
        }
    }

    @Test(.enabled(if: SmallDisk.isPermitted, "mounting is not permitted here"))
    func `leave nothing on a full disk, and go on when there is room`() async throws {
        try await SmallDisk.with { disk in
            let store = Store(folder: disk.path + "/blobs")
            let blobs = try await store.open()
            let before = try await blobs.put(content(10_000), for: lark)
            disk.fill()
            let failure = await #expect(throws: StorageFailure.self) {
                try await blobs.put(content(100_000, seed: 3), for: lark)
            }
            #expect(failure?.kind == .full && store.files.count == 1)
            #expect(try await blobs.whole(before) == content(10_000))
            disk.makeRoom()
            let after = try await blobs.put(content(100_000, seed: 3), for: lark)
            #expect(try await blobs.whole(after) == content(100_000, seed: 3))
            #expect(try await blobs.usedBytes(by: lark) == 110_000)
        }
    }

    @Test(.enabled(if: SmallDisk.isPermitted, "mounting is not permitted here"))
    func `are read on a read-only disk`() async throws {
        try await SmallDisk.with { disk in
            let blobs = try await Store(folder: disk.path + "/blobs").open()
            let blob = try await blobs.put(content(10_000), for: lark)
            try disk.makeReadOnly()
            #expect(try await blobs.whole(blob) == content(10_000))
            let failure = await #expect(throws: StorageFailure.self) {
                try await blobs.put(content(10), for: lark)
            }
            #expect(failure?.kind == .readOnly)
        }
    }
}

/// True the first time.
actor OneTime {
    private var wasAsked = false

    func isFirst() -> Bool {
        defer { wasAsked = true }
        return !wasAsked
    }
}

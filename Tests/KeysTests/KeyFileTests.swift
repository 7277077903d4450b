import Disk
import Foundation
import Keys
import LuxTesting
import Testing

@Suite struct `A key file` {
    @Test func `is made once, for its owner only, and read again`() async throws {
        try await withTemporaryFolder { folder in
            let file = KeyFile(.master, at: folder + "/a/b/master.key")
            #expect(try file.read() == nil)
            let made = try file.make()
            #expect(try file.read() == made)
            #expect(try file.make() == made)
            let mode = try FileManager.default.attributesOfItem(atPath: file.path)[.posixPermissions] as? Int
            #expect(mode == 0o600)
            #expect(try FileManager.default.contentsOfDirectory(atPath: folder + "/a/b") == ["master.key"])
            let text = try String(contentsOfFile: file.path, encoding: .utf8)
            #expect(text.hasPrefix("lux-master-key-1 ") && text.hasSuffix("\n") && text.utf8.count == 82)
            #expect(!"\(made) \(String(reflecting: made))".contains(text.dropFirst(17).prefix(64)))
        }
    }

    @Test func `is one key, however many processes make it at once`() async throws {
        try await withTemporaryFolder { folder in
            let file = KeyFile(.master, at: folder + "/master.key")
            let made = try await withThrowingTaskGroup(of: String.self) { group in
                for _ in 0..<8 { group.addTask { try file.make().fingerprint } }
                return try await group.reduce(into: Set()) { $0.insert($1) }
            }
            #expect(made.count == 1)
        }
    }

    private static let good = "lux-master-key-1 " + String(repeating: "0a", count: 32)

    @Test(arguments: [
        "", good.dropLast(1) + "", good + "00", good + " more", good.replacing("0a", with: "0g"),
        good.replacing("0a", with: "0A"), good.replacing("master", with: "backup"),
        String(repeating: "x", count: 5000),
    ])
    func `is refused when it is something else`(_ text: String) async throws {
        try await refuses(.malformed) { file in
            try Data(text.utf8).write(to: URL(fileURLWithPath: file))
            try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: file)
        }
    }

    @Test(arguments: [0o640, 0o604, 0o660, 0o777])
    func `is refused when others can read or change it`(_ mode: Int) async throws {
        try await refuses(.readableByOthers(mode: UInt32(mode))) { file in
            try Data(Self.good.utf8).write(to: URL(fileURLWithPath: file))
            try FileManager.default.setAttributes([.posixPermissions: mode], ofItemAtPath: file)
        }
    }

    @Test func `is no folder`() async throws {
        try await refuses(.malformed) { file in
            try FileManager.default.createDirectory(
                atPath: file, withIntermediateDirectories: false, attributes: [.posixPermissions: 0o700])
        }
    }

    @Test func `derives another key for each use`() {
        let (key, other) = (RootKey.random(), RootKey.random())
        #expect(key.derived(for: "a") == key.derived(for: "a"))
        #expect(key.derived(for: "a") != key.derived(for: "b"))
        #expect(key.derived(for: "a") != key.derived(for: "a", salt: [1]))
        #expect(key.derived(for: "a") != other.derived(for: "a"))
        #expect(key.fingerprint != other.fingerprint && key.fingerprint.utf8.count == 16)
    }

    private func refuses(
        _ reason: KeyFileRefused.Reason, prepare: @escaping @Sendable (String) throws -> Void
    )
        async throws
    {
        try await withTemporaryFolder { folder in
            let file = KeyFile(.master, at: folder + "/master.key")
            try prepare(file.path)
            let refused = #expect(throws: KeyFileRefused.self) { try file.read() }
            #expect(refused?.reason == reason)
            #expect(refused?.description.contains(file.path) == true)
            #expect(refused?.remedy.hasSuffix(".") == true)
            #expect(refused?.description.contains("0a0a") == false)
        }
    }
}

import Disk
import Persistence

/// A file of one line, `KIND HEX`, that holds a secret of 32 bytes and that only its owner may read.
package struct KeyFile: Sendable {
    package enum Kind: String, Sendable {
        /// Wraps the tenants' keys.
        case master = "lux-master-key-1"
        /// Encrypts backups.
        case backup = "lux-backup-key-1"
        /// Encrypts files at rest.
        case files = "lux-files-key-1"
    }

    package let kind: Kind
    package let path: String

    package init(_ kind: Kind, at path: String) {
        (self.kind, self.path) = (kind, path)
    }

    /// The key that a rotation is bringing in, beside the one that is in use.
    package var next: KeyFile { KeyFile(kind, at: path + ".next") }

    private static let bytesMax = 4096

    /// Nil when there is no such file.
    package func read() throws(KeyFileRefused) -> RootKey? {
        let (facts, text): (DiskFile.Facts, [UInt8]?)
        do throws(StorageFailure) {
            guard let file = try DiskFile.open(path, for: .reading) else { return nil }
            facts = try file.facts()
            text = facts.isPlainFile ? try file.contents(bytesMax: Self.bytesMax) : nil
        } catch {
            throw KeyFileRefused(self, .unreadable(error.cause))
        }
        guard facts.mode & 0o077 == 0 else {
            throw KeyFileRefused(self, .readableByOthers(mode: facts.mode))
        }
        guard let text, let key = parse(text) else { throw KeyFileRefused(self, .malformed) }
        return key
    }

    /// Makes the file with a new key. When another process was faster, its key is the answer.
    package func make() throws(KeyFileRefused) -> RootKey {
        let key = RootKey.random()
        do throws(StorageFailure) {
            if try put("\(kind.rawValue) \(key.hexadecimal)\n") { return key }
        } catch {
            throw KeyFileRefused(self, .cannotMake(error.cause))
        }
        guard let other = try read() else { throw KeyFileRefused(self, .cannotMake("it comes and goes")) }
        return other
    }

    /// False when there is a file of that name.
    private func put(_ line: String) throws(StorageFailure) -> Bool {
        try Folder.make(Folder.of(path))
        // Under a name of its own first: nobody must ever read half a key.
        let unfinished = path + "." + RootKey.random().fingerprint
        guard let file = try DiskFile.make(unfinished) else { return false }
        do throws(StorageFailure) {
            try file.write(line.utf8)
            try file.synchronize()
            let isOurs = try Folder.rename(unfinished, toNew: path)
            if !isOurs { try Folder.remove(unfinished) }
            return isOurs
        } catch {
            // What went wrong is told already; the rest of a failed start is removed as far as it can be.
            try? Folder.remove(unfinished)
            throw error
        }
    }

    private func parse(_ text: [UInt8]) -> RootKey? {
        let words = text.split { $0 == 0x20 || $0 == 0x0a || $0 == 0x0d }
        guard words.count == 2, words[0].elementsEqual(kind.rawValue.utf8) else { return nil }
        return RootKey(hexadecimal: words[1])
    }
}

/// Why a key file is not used, with what to do about it. Never tells what is in it.
package struct KeyFileRefused: CannotStart, Equatable {
    package enum Reason: Equatable, Sendable {
        case readableByOthers(mode: UInt32)
        case malformed
        case unreadable(String)
        case cannotMake(String)
    }

    package let path: String
    package let kind: KeyFile.Kind
    package let reason: Reason

    init(_ file: KeyFile, _ reason: Reason) {
        (path, kind, self.reason) = (file.path, file.kind, reason)
    }

    package var description: String {
        switch reason {
        case .readableByOthers(let mode):
            "the key file \(path) can be read by others: its mode is 0\(String(mode, radix: 8))"
        case .malformed: "\(path) is not a key file: one line \"\(kind.rawValue) \" and 64 digits is expected"
        case .unreadable(let cause): "the key file cannot be read: \(cause)"
        case .cannotMake(let cause): "the key file \(path) cannot be made: \(cause)"
        }
    }

    package var remedy: String {
        switch reason {
        case .readableByOthers: "Take it away from the others with chmod 600, and ask who may have read it."
        case .malformed: "Restore the file from the copy that you keep elsewhere, or name another file."
        case .unreadable: "Let the user that Lux runs as read it, or name another file."
        case .cannotMake: "Make its folder writable for this user, or name a file in another folder."
        }
    }
}

import Core
import Disk
import Glibc
import Persistence

/// The plugins of third parties: one in each folder of a folder.
package struct PluginFolder: Sendable {
    package struct Refused: Hashable, Sendable {
        /// Of the plugin's folder.
        package let name: String
        package let reason: String
    }

    /// In the order of their folders' names.
    package private(set) var programs: [PluginProgram] = []
    package private(set) var refused: [Refused] = []

    /// Processes of all plugins together. Each that answers holds a thread, and those are not without end.
    package static let processesMax = 64

    /// Those that cannot be taken are refused one by one.
    /// - Parameter taken: ids that others have.
    /// - Throws: when the folder itself cannot be read.
    package init(_ path: String, taken: Set<String> = [], _ needs: PluginProgram.Needs) throws {
        guard let root = Self.resolved(path) else {
            throw PluginManifest.Refused("the folder \(path) is not there")
        }
        var ids = taken
        var places = Self.processesMax
        // Hidden ones are leftovers of editors and archives.
        let names = try Folder.names(in: root).filter { !$0.hasPrefix(".") }.sorted()
        for name in names where Self.isFolderOrLink(root + "/" + name) {
            do throws(PluginManifest.Refused) {
                let place = try Self.place(name, in: root)
                let wanted = place.manifest.limits.concurrency
                guard wanted <= places else {
                    throw PluginManifest.Refused(
                        "/limits/concurrency is \(wanted); of \(Self.processesMax) for all plugins \(places) are left"
                    )
                }
                guard ids.insert(place.manifest.id).inserted else {
                    throw PluginManifest.Refused("another plugin has the id \(place.manifest.id)")
                }
                places -= wanted
                programs.append(PluginProgram(place, needs))
            } catch {
                refused.append(Refused(name: name, reason: error.description))
            }
        }
    }

    /// Looks after all of them until the task is cancelled, and ends their processes then.
    package func run() async {
        await withTaskGroup { group in
            for program in programs { group.addTask { await program.run() } }
        }
    }

    private static func place(
        _ name: String, in root: String
    ) throws(PluginManifest.Refused) -> PluginProgram.Place {
        let folder = try inside(root, name, "the folder")
        let manifest = try PluginManifest(
            contents(of: inside(folder, PluginManifest.fileName, PluginManifest.fileName)))
        guard let relative = manifest.command.first, !relative.hasPrefix("/") else {
            throw PluginManifest.Refused("/command must begin with a path in the plugin's own folder")
        }
        let program = try inside(folder, relative, "/command")
        guard isRegularFile(program), access(program, X_OK) == 0 else {
            throw PluginManifest.Refused("/command names \(relative), which cannot be run")
        }
        return PluginProgram.Place(
            manifest: manifest, folder: folder, command: [program] + manifest.command.dropFirst())
    }

    /// Where a path leads when `..` and links are followed, provided that it stays in the folder.
    private static func inside(
        _ folder: String, _ path: String, _ what: String
    ) throws(PluginManifest.Refused) -> String {
        guard let found = resolved(folder + "/" + path) else {
            throw PluginManifest.Refused("\(what): there is no \(path)")
        }
        guard found.utf8.starts(with: "\(folder)/".utf8) else {
            throw PluginManifest.Refused("\(what): \(path) leads out of its folder")
        }
        return found
    }

    private static func contents(of path: String) throws(PluginManifest.Refused) -> [UInt8] {
        // Opening a pipe would wait for somebody to write to it.
        guard isRegularFile(path) else {
            throw PluginManifest.Refused("\(PluginManifest.fileName) is no file")
        }
        let bytes: [UInt8]?
        do {
            bytes = try DiskFile.open(path, for: .reading)?.contents(bytesMax: PluginManifest.bytesMax)
        } catch {
            throw PluginManifest.Refused("\(PluginManifest.fileName) cannot be read: \(error.cause)")
        }
        guard let bytes else {
            throw PluginManifest.Refused(
                "\(PluginManifest.fileName) has more than \(PluginManifest.bytesMax) bytes")
        }
        return bytes
    }

    private static func isRegularFile(_ path: String) -> Bool {
        var facts = stat()
        return stat(path, &facts) == 0 && facts.st_mode & S_IFMT == S_IFREG
    }

    private static func isFolderOrLink(_ path: String) -> Bool {
        var facts = stat()
        guard lstat(path, &facts) == 0 else { return false }
        let kind = facts.st_mode & S_IFMT
        return kind == S_IFDIR || kind == S_IFLNK
    }

    private static func resolved(_ path: String) -> String? {
        guard let found = realpath(path, nil) else { return nil }
        defer { free(found) }
        return String(cString: found)
    }
}

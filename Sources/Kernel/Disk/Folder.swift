package import Persistence

#if canImport(Darwin)
    import Darwin
#else
    import Glibc
#endif

/// Names in folders, and how they come and go so that a crash finds the old or the new and nothing between.
package enum Folder {
    /// Makes the folder and those above it where they are missing, for their owner only.
    package static func make(_ path: String) throws(StorageFailure) {
        var folder = path.hasPrefix("/") ? "" : "."
        for name in path.split(separator: "/") {
            let parent = folder
            folder += "/" + name
            if mkdir(folder, 0o700) == 0 {
                try synchronize(parent.isEmpty ? "/" : parent)
            } else if errno != EEXIST {
                let code = errno
                // A folder above ours may refuse, and yet hold what we look for.
                guard access(folder, X_OK) == 0 else { throw StorageFailure(errno: code, folder) }
            }
        }
    }

    /// Returns once the disk has the names in the folder.
    package static func synchronize(_ path: String) throws(StorageFailure) {
        let descriptor = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard descriptor >= 0 else { throw StorageFailure(errno: errno, path) }
        defer { close(descriptor) }
        guard fsync(descriptor) == 0 else { throw StorageFailure(errno: errno, path) }
    }

    /// The folder that a file is in.
    package static func of(_ path: String) -> String {
        guard let slash = path.lastIndex(of: "/") else { return "." }
        return slash == path.startIndex ? "/" : String(path[..<slash])
    }

    /// The names in a folder, in no order, without `.` and `..`; empty when there is no such folder.
    package static func names(in path: String) throws(StorageFailure) -> [String] {
        guard let folder = opendir(path) else {
            if errno == ENOENT { return [] }
            throw StorageFailure(errno: errno, path)
        }
        defer { closedir(folder) }
        var names: [String] = []
        while let entry = readdir(folder) {
            let name = withUnsafePointer(to: &entry.pointee.d_name) {
                $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
            }
            if name != ".", name != ".." { names.append(name) }
        }
        return names
    }

    package static func holds(_ path: String) -> Bool { access(path, F_OK) == 0 }

    /// Gives a finished file its name, durably; what had that name before is gone.
    package static func rename(_ path: String, to name: String) throws(StorageFailure) {
        #if canImport(Darwin)
            let code = Darwin.rename(path, name)
        #else
            let code = Glibc.rename(path, name)
        #endif
        guard code == 0 else { throw StorageFailure(errno: errno, name) }
        try synchronize(of(name))
    }

    /// Gives a finished file its name, durably. False, with nothing changed, when something has that name.
    package static func rename(_ path: String, toNew name: String) throws(StorageFailure) -> Bool {
        guard link(path, name) == 0 else {
            if errno == EEXIST { return false }
            throw StorageFailure(errno: errno, name)
        }
        try remove(path)
        try synchronize(of(name))
        return true
    }

    /// Nothing happens when there is no such file.
    package static func remove(_ path: String) throws(StorageFailure) {
        guard unlink(path) == 0 || errno == ENOENT else { throw StorageFailure(errno: errno, path) }
    }

    /// Removes a folder with all that is in it; symbolic links in it are removed and not followed.
    package static func removeTree(_ path: String) throws(StorageFailure) {
        var facts = stat()
        guard lstat(path, &facts) == 0 else { return }
        guard facts.st_mode & S_IFMT == S_IFDIR else { return try remove(path) }
        for name in try names(in: path) { try removeTree(path + "/" + name) }
        guard rmdir(path) == 0 else { throw StorageFailure(errno: errno, path) }
    }
}

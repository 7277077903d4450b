import Persistence

/// Why an archive is not restored, with what to do about it. Nothing was touched when this is thrown.
package struct ArchiveRefused: CannotStart, Equatable {
    package enum Reason: Error, Equatable, Sendable {
        case notAnArchive
        case newerFormat(Int)
        /// `found` is nil when no key was given.
        case otherKey(wanted: String, found: String?)
        case truncated(atByte: Int)
        case damaged(String, atByte: Int)
        /// An entry's name, place or length that no archive of ours has.
        case foreign(String)
        case tooLarge(bytesMax: Int)
        /// Made for another purpose or engine than what is to be done with it.
        case otherContents(String)
        case unreadable(String)
    }

    package let path: String
    package let reason: Reason

    package init(_ path: String, _ reason: Reason) {
        (self.path, self.reason) = (path, reason)
    }

    package var description: String {
        switch reason {
        case .notAnArchive: "\(path) is no backup of Lux"
        case .newerFormat(let format): "\(path) has format \(format), which is newer than this version of Lux"
        case .otherKey(let wanted, let found):
            "\(path) needs the backup key \(wanted), and \(found.map { "the one given is \($0)" } ?? "none is given")"
        case .truncated(let place): "\(path) is cut off after \(place) bytes"
        case .damaged(let part, let place): "\(path) is damaged at byte \(place): \(part)"
        case .foreign(let name): "\(path) holds what no backup has: \(name)"
        case .tooLarge(let bytesMax): "\(path) expands to more than \(bytesMax) bytes"
        case .otherContents(let what): "\(path) is \(what)"
        case .unreadable(let cause): "\(path) cannot be read: \(cause)"
        }
    }

    package var remedy: String {
        switch reason {
        case .notAnArchive, .foreign: "Name another file; this one was not made by `lux backup`."
        case .newerFormat: "Use the version of Lux that made it, or a newer one."
        case .otherKey: "Name the key file that was in use when the backup was made."
        case .truncated, .damaged: "Use an older backup or another copy of this one; nothing was restored."
        case .tooLarge: "If it is what you expect, restore it with a larger limit."
        case .otherContents: "Name another archive, or another place to restore it to."
        case .unreadable: "Name one of the files in the folder of backups, and look at who may read it."
        }
    }
}

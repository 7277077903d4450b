import Foundation
import Glibc

/// Keeps a file open by every descriptor that this process has of it, as does a program that is being started, in the
/// moment before it closes what it was not given.
package final class DescriptorCopies: Sendable {
    package let count: Int
    private let descriptors: [Int32]

    package init(of path: String) throws {
        let (folder, manager) = ("/proc/self/fd", FileManager.default)
        let numbers = try manager.contentsOfDirectory(atPath: folder).compactMap { name in
            // Others come and go meanwhile.
            let place = try? manager.destinationOfSymbolicLink(atPath: "\(folder)/\(name)")
            return place == path ? Int32(name) : nil
        }
        // Not as they are found: a copy may get the number of one that the list still names.
        descriptors = numbers.map { dup($0) }
        count = descriptors.count
    }

    deinit {
        for descriptor in descriptors { close(descriptor) }
    }
}

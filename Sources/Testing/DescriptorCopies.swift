import Glibc

/// Keeps a file open by every descriptor that this process has of it, as does a program that is being started, in the
/// moment before it closes what it was not given.
package final class DescriptorCopies: Sendable {
    package let count: Int
    private let descriptors: [Int32]

    package init(of path: String) {
        // Others come and go meanwhile.
        let numbers = (names(in: "/proc/self/fd") ?? []).compactMap(Int32.init).filter { place($0) == path }
        // Not as they are found: a copy may get the number of one that the list still names.
        descriptors = numbers.map { dup($0) }
        count = descriptors.count
    }

    deinit {
        for descriptor in descriptors { close(descriptor) }
    }
}

private func place(_ descriptor: Int32) -> String? {
    var path = [CChar](repeating: 0, count: Int(PATH_MAX))
    let count = readlink("/proc/self/fd/\(descriptor)", &path, path.count)
    return count < 0 ? nil : String(decoding: path.prefix(count).map(UInt8.init(bitPattern:)), as: UTF8.self)
}

import Glibc
import Processes

/// What is there to be read, at most `count` bytes; waits for the first. Empty when nobody can write any more.
///
/// A signal is no reason to give up: Foundation's `readDataToEndOfFile` ends the process for one.
func read(_ descriptor: Int32, atMost count: Int = 64 * 1024) -> [UInt8] {
    [UInt8](unsafeUninitializedCapacity: count) { room, filled in
        var taken: Int
        repeat { taken = Glibc.read(descriptor, room.baseAddress, count) } while taken < 0 && errno == EINTR
        filled = max(0, taken)
    }
}

/// All that is written to each of these until nobody can write to any.
func readToEnds(_ descriptors: [Int32]) -> [[UInt8]] {
    var texts: [[UInt8]] = descriptors.map { _ in [] }
    // Negative numbers are passed over.
    var entries = descriptors.map { pollfd(fd: $0, events: Int16(POLLIN), revents: 0) }
    while entries.contains(where: { $0.fd >= 0 }) {
        guard poll(&entries, nfds_t(entries.count), -1) > 0 else { continue }
        for index in entries.indices where entries[index].fd >= 0 && entries[index].revents != 0 {
            let more = read(descriptors[index])
            if more.isEmpty { entries[index].fd = -1 }
            texts[index] += more
        }
    }
    return texts
}

/// For this process alone.
func openFile(_ path: String, _ flags: Int32) throws -> Int32 {
    let descriptor = open(path, flags | O_CLOEXEC, 0o644)
    guard descriptor >= 0 else {
        throw CommandRun.Failed(description: "\(path): \(String(cString: strerror(errno)))")
    }
    return descriptor
}

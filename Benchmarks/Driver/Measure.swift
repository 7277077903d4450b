import Core
import Glibc

/// What the process used between two moments.
struct Usage {
    let seconds: Double
    let cpuSeconds: Double

    static var now: Usage {
        var (time, usage) = (timespec(), rusage())
        clock_gettime(CLOCK_MONOTONIC, &time)
        getrusage(__rusage_who_t(RUSAGE_SELF.rawValue), &usage)
        return Usage(
            seconds: Double(time.tv_sec) + Double(time.tv_nsec) / 1e9,
            cpuSeconds: seconds(usage.ru_utime) + seconds(usage.ru_stime))
    }

    func since(_ start: Usage) -> Usage {
        Usage(seconds: seconds - start.seconds, cpuSeconds: cpuSeconds - start.cpuSeconds)
    }

    private static func seconds(_ time: timeval) -> Double {
        Double(time.tv_sec) + Double(time.tv_usec) / 1e6
    }
}

/// Memory of this process that is in RAM now, in bytes.
func residentBytes() -> Int {
    guard let file = fopen("/proc/self/statm", "r") else { return 0 }
    defer { fclose(file) }
    var text = [CChar](repeating: 0, count: 128)
    guard fgets(&text, Int32(text.count), file) != nil else { return 0 }
    // Pages: the whole address space, then what is resident.
    let pages = String(decoding: text.prefix { $0 != 0 }.map { UInt8($0) }, as: UTF8.self).split(
        separator: " ")
    return pages.count > 1 ? (Int(pages[1]) ?? 0) * sysconf(Int32(_SC_PAGESIZE)) : 0
}

/// On standard error.
func complain(_ text: String) {
    let line = Array("lux-bench: \(text)\n".utf8)
    _ = write(2, line, line.count)
}

func report(_ members: [(String, JSON?)]) {
    print(JSON.object(members.compactMap { name, value in value.map { JSON.Member(name, $0) } }).written)
}

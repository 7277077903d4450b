import CMalloc
import Glibc

package enum Heap {
    /// Lets the C library have one arena a processor in place of eight. What one thread frees in its arena, others
    /// cannot take: over a million jobs that had grown a process by 3 MB, and grows it by none so. To be called
    /// before other threads begin.
    package static func boundArenas() {
        let processors = max(2, sysconf(Int32(_SC_NPROCESSORS_ONLN)))
        _ = mallopt(M_ARENA_MAX, Int32(clamping: processors))
    }
}

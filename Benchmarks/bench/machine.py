"""What the machine is, and what processes cost on it."""

import os
import pathlib
import platform
import subprocess
import time

PROC = pathlib.Path("/proc")
TICKS_PER_SECOND = os.sysconf("SC_CLK_TCK")


def cores():
    return len(os.sched_getaffinity(0))


def description():
    memory_kib = int(field(PROC / "meminfo", "MemTotal").split()[0])
    return {
        "processor": field(PROC / "cpuinfo", "model name") or platform.machine(),
        "cores": str(cores()),
        "memory": f"{memory_kib / 2**20:.1f} GiB",
        "system": f"{release()}, Linux {platform.release()}",
        "load before": " ".join(f"{load:.2f}" for load in os.getloadavg()),
    }


def field(path, name):
    for line in path.read_text().splitlines():
        key, _, value = line.partition(":")
        if key.strip() == name:
            return value.strip()
    return ""


def release():
    try:
        return platform.freedesktop_os_release()["PRETTY_NAME"]
    except (AttributeError, OSError, KeyError):
        return platform.system()


class Cost:
    """What one command took: CPU with its children's, wall time, the share of the machine that others had."""

    def __init__(self, cpu_seconds, wall_seconds, others_share):
        self.cpu_seconds = cpu_seconds
        self.wall_seconds = wall_seconds
        self.others_share = others_share


def timed(command, **streams):
    """Runs a command to its end. Returns its exit code and its cost."""
    busy, begun = busy_seconds(), time.monotonic()
    child = subprocess.Popen(command, **streams)
    _, status, usage = os.wait4(child.pid, 0)
    wall = time.monotonic() - begun
    child.returncode = os.waitstatus_to_exitcode(status)
    cpu = usage.ru_utime + usage.ru_stime
    others = max(0.0, busy_seconds() - busy - cpu) / (wall * cores())
    return child.returncode, Cost(cpu, wall, others)


def busy_seconds():
    """CPU time spent on this machine by anybody, what the hypervisor took away included."""
    user, nice, system, _, _, irq, softirq, steal = map(int, (PROC / "stat").read_text().split()[1:9])
    return (user + nice + system + irq + softirq + steal) / TICKS_PER_SECOND


def tree(root):
    """The process and everything below it."""
    children = {}
    for entry in PROC.iterdir():
        if entry.name.isdigit() and (fields := stat(int(entry.name))):
            children.setdefault(int(fields[1]), []).append(int(entry.name))
    found = [root]
    for pid in found:
        found.extend(children.get(pid, []))
    return found


def stat(pid):
    """The fields of /proc/PID/stat from the third on; the second may hold spaces and brackets."""
    try:
        return (PROC / str(pid) / "stat").read_text().rpartition(")")[2].split()
    except (FileNotFoundError, ProcessLookupError):
        return []


def cpu_seconds(root):
    """User and system time of a process tree, children that have ended included."""
    return sum(sum(map(int, fields[11:15])) for pid in tree(root) if (fields := stat(pid))) / TICKS_PER_SECOND


def cpu_seconds_fine(pid):
    """The same for one process, to the nanosecond, for times far below a clock tick."""
    spent = 0
    for thread in (PROC / str(pid) / "task").iterdir():
        try:
            spent += int((thread / "schedstat").read_text().split()[0])
        except (FileNotFoundError, ProcessLookupError):
            continue
    return spent / 1e9


def resident_mib(root):
    resident = 0
    for pid in tree(root):
        try:
            resident += int(field(PROC / str(pid) / "status", "VmRSS").split()[0])
        except (FileNotFoundError, ProcessLookupError, IndexError):
            continue
    return resident / 1024

import Core
import Glibc
import Processes

/// One question to a process and its answer, within limits.
struct Exchange {
    /// Between two looks at the time and at whether anybody still waits.
    static let tick = Duration.milliseconds(50)

    private let child: ChildProcess
    private let limits: PluginLimits
    private let needs: PluginProgram.Needs
    private let isStopped: @Sendable () -> Bool
    private let start: Ticks
    private var unsent: ArraySlice<UInt8>
    private var answer: [UInt8] = []
    private var notes: NoteReader
    /// Of processor, when the question was put.
    private let spentBefore: Duration
    private var nextCount: Ticks

    init(
        _ child: ChildProcess, _ question: [UInt8], _ limits: PluginLimits, _ needs: PluginProgram.Needs,
        of id: String, from start: Ticks, isStopped: @escaping @Sendable () -> Bool
    ) {
        (self.child, self.limits, self.needs, self.start) = (child, limits, needs, start)
        self.isStopped = isStopped
        unsent = question[...]
        notes = NoteReader(id: id, note: needs.note)
        spentBefore = child.family.processorTime() ?? .zero
        nextCount = start.advanced(by: Self.countEvery)
    }

    /// Finding a family costs a look at every process of the machine.
    private static let countEvery = Duration.milliseconds(200)
    private static let pieceBytes = 64 * 1024

    /// Whether a process that stands still has said nothing that nobody asked for.
    static func isQuiet(_ child: ChildProcess) -> Bool {
        var byte: UInt8 = 0
        return recv(child.channel, &byte, 1, Int32(MSG_PEEK)) < 0 && errno == EAGAIN
    }

    /// - Returns: the line without its end.
    mutating func run() throws -> [UInt8] {
        defer { notes.finish(child.notes) }
        while true {
            try Task.checkCancellation()
            guard !isStopped() else { throw ProcessFailure.stopped }
            try checkLimits()
            let ready = wait()
            if ready.notes { notes.read(child.notes) }
            if ready.sending { try send() }
            if ready.receiving, let line = try receive() { return line }
            // Children of one that has ended may hold its side open. They end with it; what it said last stays.
            if !ready.receiving { _ = child.ownEnd() }
        }
    }

    private func wait() -> (sending: Bool, receiving: Bool, notes: Bool) {
        let left = start.advanced(by: limits.time).since(needs.clock.ticks())
        let wanted = Int16(POLLIN) | (unsent.isEmpty ? 0 : Int16(POLLOUT))
        var entries = [
            pollfd(fd: child.channel, events: wanted, revents: 0),
            // Negative numbers are passed over: one that nobody can write to any more is ready for ever.
            pollfd(fd: notes.isOver ? -1 : child.notes, events: Int16(POLLIN), revents: 0),
        ]
        let count = poll(&entries, 2, Int32(clamping: min(left, Self.tick).wholeMilliseconds + 1))
        guard count > 0 else { return (false, false, false) }
        let channel = entries[0].revents
        return (
            channel & Int16(POLLOUT) != 0, channel & ~Int16(POLLOUT) != 0, entries[1].revents != 0
        )
    }

    private mutating func checkLimits() throws(ProcessFailure) {
        let now = needs.clock.ticks()
        let elapsed = now.since(start)
        guard elapsed < limits.time else {
            throw ProcessFailure(.timeout, "no answer within \(limits.time.inSeconds) s")
        }
        guard now >= nextCount else { return }
        nextCount = now.advanced(by: Self.countEvery)
        let count = child.family.count()
        guard count <= limits.processesMax else {
            throw ProcessFailure(
                .processes, "it has \(count) processes; \(limits.processesMax) are the most")
        }
        let spent = (child.family.processorTime() ?? .zero) - spentBefore
        guard spent <= limits.cpu else {
            throw ProcessFailure(.cpu, "more than \(limits.cpu.inSeconds) s of processor")
        }
    }

    private mutating func send() throws(ProcessFailure) {
        let count = unsent.withUnsafeBytes {
            Glibc.send(
                child.channel, $0.baseAddress, min($0.count, Self.pieceBytes), Int32(MSG_NOSIGNAL))
        }
        guard count >= 0 else {
            if errno == EAGAIN || errno == EINTR { return }
            throw ended()
        }
        unsent = unsent.dropFirst(count)
    }

    private mutating func receive() throws(ProcessFailure) -> [UInt8]? {
        var piece = [UInt8](repeating: 0, count: Self.pieceBytes)
        let count = recv(child.channel, &piece, piece.count, 0)
        guard count != 0 else { throw ended() }
        guard count > 0 else {
            if errno == EAGAIN || errno == EINTR { return nil }
            throw ended()
        }
        let new = piece.prefix(count)
        guard let end = new.firstIndex(of: UInt8(ascii: "\n")) else {
            answer += new
            guard answer.count <= PluginLimits.answerBytesMax else {
                throw ProcessFailure(
                    .flood, "an answer has \(PluginLimits.answerBytesMax) bytes at most")
            }
            return nil
        }
        guard end + 1 == new.count else {
            throw ProcessFailure(.garbage, "it said more than one line for one question")
        }
        guard unsent.isEmpty else {
            throw ProcessFailure(.garbage, "it answered before it had heard the question")
        }
        return answer + new[..<end]
    }

    /// It closed its side: by its end, as a rule.
    private func ended() -> ProcessFailure {
        for _ in 0..<Self.looksMax {
            if let end = child.ownEnd() { return Self.failure(end) }
            poll(nil, 0, Self.lookMilliseconds)
        }
        return ProcessFailure(.died, "it closed its output")
    }

    private static let looksMax = 20
    private static let lookMilliseconds: Int32 = 10

    private static func failure(_ end: ProgramEnd) -> ProcessFailure {
        switch end {
        case .exit(126), .exit(127): ProcessFailure(.start, "its program cannot be run")
        case .exit(let code): ProcessFailure(.died, "it ended with code \(code) instead of answering")
        case .signal(SIGXCPU): ProcessFailure(.cpu, "it spent the processor time of its whole life")
        case .signal(let number): ProcessFailure(.died, "it was ended by signal \(number)")
        }
    }
}

/// Hands on what a plugin says on its standard error, line by line and no more than its limit.
struct NoteReader {
    let id: String
    let note: @Sendable (_ plugin: String, _ line: String) -> Void
    /// Its other end is closed.
    private(set) var isOver = false
    private var line: [UInt8] = []
    private var taken = 0
    private var dropped = 0

    init(id: String, note: @escaping @Sendable (_ plugin: String, _ line: String) -> Void) {
        (self.id, self.note) = (id, note)
    }

    mutating func read(_ descriptor: Int32) {
        var piece = [UInt8](repeating: 0, count: 16 * 1024)
        let count = Glibc.read(descriptor, &piece, piece.count)
        guard count > 0 else {
            isOver = count == 0 || (errno != EAGAIN && errno != EINTR)
            return
        }
        for byte in piece.prefix(count) { take(byte) }
    }

    /// What is there already, and what was said of it.
    mutating func finish(_ descriptor: Int32) {
        for _ in 0..<Self.lastReadsMax where !isOver {
            let before = taken + dropped
            read(descriptor)
            if taken + dropped == before { break }
        }
        flush()
        if dropped > 0 { note(id, "… and \(dropped) bytes more") }
    }

    private static let lastReadsMax = 16

    private mutating func take(_ byte: UInt8) {
        guard byte != UInt8(ascii: "\n") else { return flush() }
        guard taken < PluginLimits.notesBytesMax, line.count < PluginLimits.noteBytesMax else {
            dropped += 1
            return
        }
        taken += 1
        line.append(byte)
    }

    private mutating func flush() {
        guard !line.isEmpty else { return }
        note(id, String(decoding: line, as: UTF8.self))
        line = []
    }
}

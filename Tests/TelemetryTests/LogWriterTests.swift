import Core
import Foundation
import Logging
import Synchronization
import Telemetry
import Testing

@Suite struct `The log writer` {
    private static let patient: LogWriter.Limits = {
        var limits = LogWriter.Limits()
        // Nothing is written before the test asks for it.
        limits.gathering = .seconds(3600)
        return limits
    }()

    @Test func `drops what does not fit its queue and says so afterwards`() throws {
        var limits = Self.patient
        limits.queueBytesMax = 400
        let probe = try LogProbe(queue: limits)
        let logger = probe.output.logger()
        for number in 0..<20 { logger.info("\(number)") }
        let lines = try probe.objects()
        let kept = lines.count - 1
        #expect(kept > 0 && kept < 20)
        #expect(lines.last?["level"]?.text == "warning")
        #expect(lines.last?["metadata"]?["lost_lines"]?.whole == Int64(20 - kept))
        #expect(probe.output.writer.lostLineCount == 20 - kept)
        logger.info("again")
        #expect(try probe.objects().last?["message"]?.text == "again")
    }

    @Test func `writes a critical line before it returns`() throws {
        let probe = try LogProbe(queue: Self.patient)
        probe.output.logger().critical("the last words")
        #expect(probe.folder.lines("log").count == 1)
    }

    @Test func `writes by itself after gathering`() async throws {
        let (ends, continuation) = AsyncStream<Int32>.makeStream()
        let pipe = Pipe()
        // Its descriptors must not be closed, and taken by another test, before the writer is done.
        defer { withExtendedLifetime(pipe) {} }
        pipe.fileHandleForReading.readabilityHandler = { _ in
            continuation.yield(0)
            continuation.finish()
        }
        let writer = LogWriter(descriptor: pipe.fileHandleForWriting.fileDescriptor) { _ in [] }
        writer.append(Array("line\n".utf8))
        for await _ in ends {}
        pipe.fileHandleForReading.readabilityHandler = nil
        #expect(pipe.fileHandleForReading.availableData == Data("line\n".utf8))
    }

    @Test func `does not hold up who logs when nobody reads the pipe`() throws {
        let pipe = Pipe()
        // Its descriptors must not be closed, and taken by another test, before the writer is done.
        defer { withExtendedLifetime(pipe) {} }
        let descriptor = pipe.fileHandleForWriting.fileDescriptor
        let writer = LogWriter(descriptor: descriptor, limits: Self.patient) { count in
            Array("lost \(count)\n".utf8)
        }
        let line = Array(repeating: UInt8(ascii: "x"), count: 1023) + [0x0a]
        for _ in 0..<3000 { writer.append(line) }
        #expect(!writer.flush(within: .zero))
        pipe.fileHandleForReading.readabilityHandler = { _ = $0.availableData }
        #expect(writer.flush(within: .seconds(60)))
        #expect(writer.lostLineCount > 0)
        pipe.fileHandleForReading.readabilityHandler = nil
    }

    @Test func `waits for a pipe that is in non-blocking mode`() throws {
        let pipe = Pipe()
        // Its descriptors must not be closed, and taken by another test, before the writer is done.
        defer { withExtendedLifetime(pipe) {} }
        let descriptor = pipe.fileHandleForWriting.fileDescriptor
        _ = fcntl(descriptor, F_SETFL, fcntl(descriptor, F_GETFL) | O_NONBLOCK)
        let read = Mutex(0)
        let writer = LogWriter(descriptor: descriptor, limits: Self.patient) { _ in [] }
        for _ in 0..<200 { writer.append(Array(repeating: UInt8(ascii: "x"), count: 999) + [0x0a]) }
        pipe.fileHandleForReading.readabilityHandler = { handle in
            let count = handle.availableData.count
            read.withLock { $0 += count }
        }
        #expect(writer.flush(within: .seconds(60)))
        #expect(writer.lostLineCount == 0)
        pipe.fileHandleForReading.readabilityHandler = nil
    }

    @Test func `survives a reader that went away`() throws {
        let pipe = Pipe()
        // Its descriptors must not be closed, and taken by another test, before the writer is done.
        defer { withExtendedLifetime(pipe) {} }
        let descriptor = pipe.fileHandleForWriting.fileDescriptor
        let writer = LogWriter(descriptor: descriptor, limits: Self.patient) { _ in [0x0a] }
        try pipe.fileHandleForReading.close()
        writer.append(Array("a\n".utf8))
        writer.append(Array("b\n".utf8))
        writer.flush()
        #expect(writer.lostLineCount == 2)
    }
}

@Suite struct `The log file` {
    private func line(_ number: Int) -> String {
        "\(number)".padding(toLength: 9, withPad: " ", startingAt: 0)
    }

    private func writer(_ folder: TemporaryFolder, bytesMax: Int, filesMax: Int) throws -> LogWriter {
        var rotation = LogRotation()
        rotation.fileBytesMax = bytesMax
        rotation.filesMax = filesMax
        return try LogWriter(.file(path: folder.file("log"), rotation: rotation)) { count in
            Array("lost \(count)\n".utf8)
        }
    }

    @Test func `rotates by size without losing or tearing a line`() throws {
        let folder = TemporaryFolder()
        let writer = try writer(folder, bytesMax: 100, filesMax: 1000)
        for number in 0..<500 {
            writer.append(Array((line(number) + "\n").utf8))
            if number % 37 == 0 { writer.flush() }
        }
        writer.flush()
        let names = try FileManager.default.contentsOfDirectory(atPath: folder.path)
        #expect(names.count == 50)
        let ordered = (1..<50).reversed().map { "log.\($0)" } + ["log"]
        #expect(ordered.flatMap(folder.lines) == (0..<500).map(line))
        #expect(ordered.allSatisfy { folder.text($0).utf8.count == 100 })
    }

    @Test(arguments: [1, 2, 5])
    func `keeps as many files as it may`(_ filesMax: Int) throws {
        let folder = TemporaryFolder()
        let writer = try writer(folder, bytesMax: 50, filesMax: filesMax)
        for number in 0..<100 { writer.append(Array((line(number) + "\n").utf8)) }
        writer.flush()
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path).count == filesMax)
        #expect(folder.lines("log").last == line(99))
    }

    @Test func `writes a line that is larger than a file`() throws {
        let folder = TemporaryFolder()
        let writer = try writer(folder, bytesMax: 10, filesMax: 3)
        for letter in ["a", "b"] { writer.append(Array((String(repeating: letter, count: 40) + "\n").utf8)) }
        writer.flush()
        #expect(folder.lines("log.1") == [String(repeating: "a", count: 40)])
        #expect(folder.lines("log") == [String(repeating: "b", count: 40)])
    }

    @Test func `follows a file that was renamed or removed`() throws {
        let folder = TemporaryFolder()
        let writer = try writer(folder, bytesMax: 1000, filesMax: 3)
        writer.append(Array("before\n".utf8))
        writer.flush()
        try FileManager.default.moveItem(atPath: folder.file("log"), toPath: folder.file("log-yesterday"))
        writer.append(Array("after\n".utf8))
        writer.flush()
        #expect(folder.lines("log-yesterday") == ["before"] && folder.lines("log") == ["after"])
        try FileManager.default.removeItem(atPath: folder.file("log"))
        writer.append(Array("anew\n".utf8))
        writer.flush()
        #expect(folder.lines("log") == ["anew"])
    }

    @Test func `counts lines on a full disk and goes on when there is room`() throws {
        let folder = TemporaryFolder()
        try FileManager.default.createSymbolicLink(
            atPath: folder.file("log"), withDestinationPath: "/dev/full")
        let writer = try writer(folder, bytesMax: 1000, filesMax: 3)
        writer.append(Array("gone\ngone too\n".utf8))
        writer.flush()
        #expect(writer.lostLineCount == 2)
        try FileManager.default.removeItem(atPath: folder.file("log"))
        writer.append(Array("here\n".utf8))
        writer.flush()
        #expect(folder.lines("log") == ["here", "lost 2"])
    }

    @Test func `counts lines while its folder is gone`() throws {
        let folder = TemporaryFolder()
        let writer = try writer(folder, bytesMax: 1000, filesMax: 3)
        try FileManager.default.removeItem(atPath: folder.path)
        writer.append(Array("gone\n".utf8))
        writer.flush()
        #expect(writer.lostLineCount == 1)
        try FileManager.default.createDirectory(atPath: folder.path, withIntermediateDirectories: true)
        writer.append(Array("here\n".utf8))
        writer.flush()
        #expect(folder.lines("log") == ["here", "lost 1"])
    }

    @Test func `refuses a path that cannot be opened`() {
        let path = "/nowhere/at/all"
        let refusal = #expect(throws: LogFileUnusable.self) {
            try LogWriter(.file(path: path, rotation: LogRotation())) { _ in [] }
        }
        #expect(refusal?.description == "cannot open log file /nowhere/at/all: No such file or directory")
    }
}

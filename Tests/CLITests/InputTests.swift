import CLI
import Glibc
import LuxTesting
import Testing

@Suite struct `Input is read in blocks of whole lines` {
    static func blocks(_ text: String) throws -> [(lines: [String], first: Int)] {
        let folder = try TemporaryFolder()
        var blocks = LineBlocks(try InputFile(path: try folder.write(text, to: "in")))
        var found: [([String], Int)] = []
        while let block = try blocks.next() {
            var lines: [String] = []
            block.forEachLine { line, _ in lines.append(String(decoding: line, as: UTF8.self)) }
            found.append((lines, block.firstLine))
        }
        return found
    }

    @Test func `every line once, numbered from one, blank ones left out`() throws {
        let text = (1...40_000).map { $0 % 1000 == 0 ? "" : "line \($0)" }.joined(separator: "\n")
        let blocks = try Self.blocks(text)
        #expect(blocks.count > 2)
        #expect(blocks.flatMap(\.lines) == (1...40_000).filter { $0 % 1000 != 0 }.map { "line \($0)" })
        for block in blocks {
            // The blank lines are counted though they are not given out.
            let number = block.lines.first.flatMap { Int($0.dropFirst(5)) } ?? 0
            #expect(block.first == number || block.first == number - 1)
        }
    }

    @Test func `a last line without its end counts`() throws {
        #expect(try Self.blocks("a\nb").flatMap(\.lines) == ["a", "b"])
        #expect(try Self.blocks("").isEmpty)
    }

    @Test func `a line without end is refused at the limit`() throws {
        let failure = #expect(throws: CommandFailure.self) {
            try Self.blocks(String(repeating: "x", count: LineBlocks.lineBytesMax + 200_000))
        }
        #expect(failure?.status == .noInput)
    }

    @Test func `what cannot be opened or is too large is named`() throws {
        let missing = #expect(throws: CommandFailure.self) { try InputFile(path: "/nowhere/x") }
        #expect(missing?.status == .noInput && missing?.message.contains("/nowhere/x") == true)
        let folder = try TemporaryFolder()
        let file = try folder.write("abcdef", to: "f")
        #expect(try InputFile(path: file).readAll(limit: 6).count == 6)
        #expect(throws: CommandFailure.self) { try InputFile(path: file).readAll(limit: 5) }
        #expect(throws: CommandFailure.self) { try InputFile(path: folder.path).readAll(limit: 5) }
    }
}

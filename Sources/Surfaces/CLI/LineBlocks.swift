/// Cuts a file into blocks of whole lines, so that several cores can work on them.
package struct LineBlocks {
    private let file: InputFile
    private var rest: [UInt8] = []
    private var line = 1
    private var isAtEnd = false

    /// One line may have so many bytes: a text of the largest size with every character escaped.
    package static let lineBytesMax = 8 * 1024 * 1024
    /// Enough to outweigh what handing a block over costs, small enough to keep many cores busy.
    private static let blockBytes = 128 * 1024

    package init(_ file: InputFile) {
        self.file = file
    }

    package struct Block: Sendable {
        /// Whole lines, the last perhaps without its line end.
        package let bytes: [UInt8]
        /// Counted from 1 in the file.
        package let firstLine: Int

        /// Calls `body` for each line that holds more than white space.
        package func forEachLine(_ body: (_ line: [UInt8], _ number: Int) -> Void) {
            var start = 0
            var number = firstLine
            while start < bytes.count {
                let end = bytes[start...].firstIndex(of: 0x0a) ?? bytes.count
                let line = bytes[start..<end]
                if line.contains(where: { $0 > 0x20 }) { body(Array(line), number) }
                start = end + 1
                number += 1
            }
        }
    }

    /// Nil at the end of the file.
    package mutating func next() throws(CommandFailure) -> Block? {
        while !isAtEnd {
            let piece = try file.read(upTo: Self.blockBytes)
            isAtEnd = piece.isEmpty
            let searched = rest.count
            rest += piece
            guard let lastEnd = rest[searched...].lastIndex(of: 0x0a) else {
                guard rest.count <= Self.lineBytesMax else {
                    throw CommandFailure(
                        .noInput, "\(file.name):\(line): the line has more than \(Self.lineBytesMax) bytes")
                }
                continue
            }
            return cut(at: lastEnd + 1)
        }
        return rest.isEmpty ? nil : cut(at: rest.count)
    }

    private mutating func cut(at end: Int) -> Block {
        let block = Block(bytes: Array(rest[..<end]), firstLine: line)
        line += block.bytes.count { $0 == 0x0a }
        rest.removeFirst(end)
        return block
    }
}

/// Passages that stand in the sources more than once.
struct Duplication: Sendable {
    /// Shorter passages are idiom, not copies.
    static let tokensMin = 60

    private(set) var duplicatedLines = 0
    private(set) var lines = 0
    /// Where long copies begin, each with the place it repeats.
    private(set) var copies: [String] = []

    /// Share of the lines that stand in a copy, 0 to 1.
    var share: Double { lines == 0 ? 0 : Double(duplicatedLines) / Double(lines) }

    init(_ files: [SourceFile]) {
        var passages = Passages()
        for (number, file) in files.enumerated() { passages.add(file.text.tokens, of: number) }
        for (number, file) in files.enumerated() {
            let found = passages.copies(in: file.text.tokens, of: number)
            lines += Set(file.text.tokens.map(\.line)).count
            duplicatedLines += found.lines.count
            copies += found.begins.map { here, there in
                "\(file.path):\(here) repeats \(files[there.file].path):\(there.line)"
            }
        }
    }
}

/// Every passage of the given length by its rolling hash.
private struct Passages {
    struct Place {
        let file: Int
        let line: Int
        let start: Int
    }

    private var numbers: [String: UInt64] = [:]
    private var places: [UInt64: [Place]] = [:]

    mutating func add(_ tokens: [Token], of file: Int) {
        for token in tokens where numbers[token.text] == nil {
            numbers[token.text] = UInt64(numbers.count) + 1
        }
        for (start, hash) in hashes(of: tokens).enumerated() {
            places[hash, default: []].append(Place(file: file, line: tokens[start].line, start: start))
        }
    }

    func copies(in tokens: [Token], of file: Int) -> (lines: Set<Int>, begins: [(here: Int, there: Place)]) {
        var (lines, begins, previous) = (Set<Int>(), [(here: Int, there: Place)](), -2)
        for (start, hash) in hashes(of: tokens).enumerated() {
            guard
                let other = places[hash]?.first(where: {
                    $0.file != file || abs($0.start - start) >= Duplication.tokensMin
                })
            else { continue }
            if start != previous + 1 { begins.append((tokens[start].line, other)) }
            previous = start
            lines.formUnion(tokens[start..<start + Duplication.tokensMin].map(\.line))
        }
        return (lines, begins)
    }

    private func hashes(of tokens: [Token]) -> [UInt64] {
        let length = Duplication.tokensMin
        guard tokens.count >= length else { return [] }
        let factor: UInt64 = 0x9E37_79B9_7F4A_7C15
        let leaving = (0..<length).reduce(UInt64(1)) { power, _ in power &* factor }
        let values = tokens.map { numbers[$0.text] ?? 0 }
        var hash = values[..<length].reduce(UInt64(0)) { $0 &* factor &+ $1 }
        var hashes = [hash]
        for next in length..<values.count {
            hash = hash &* factor &+ values[next] &- values[next - length] &* leaving
            hashes.append(hash)
        }
        return hashes
    }
}

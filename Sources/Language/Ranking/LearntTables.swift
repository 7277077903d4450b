/// What many texts taught about single words: in how many they stand, and what they add to a phrase.
struct LearntTables: Equatable, Sendable {
    /// Texts learnt from.
    var documents = 0
    /// By the key of a stem, the texts that hold it.
    var frequencies = KeyTable()
    /// By lexical key, 1,024ths of what it adds to the sum.
    var weights = KeyTable()

    static let weightUnit: Float = 1 / 1_024
    /// The entries of each table, that a model stays below its size.
    static let frequenciesMax = 4_000
    static let weightsMax = 8_000
    /// Texts that must hold a word before anything is said of it.
    static let documentsMin = 3
}

/// Whole numbers by key, in order of the keys.
struct KeyTable: Equatable, Sendable {
    private(set) var keys: [UInt32] = []
    private(set) var values: [Int16] = []
    /// Open addressing, at twice the size or more: the key, above it the value, above that whether there is one.
    private var slots: [UInt64] = [0]

    static let entriesMax = 16_384

    init() {}

    /// nil where the keys do not ascend or are too many.
    init?(keys: [UInt32], values: [Int16]) {
        guard keys.count == values.count, keys.count <= Self.entriesMax else { return nil }
        for index in keys.indices.dropFirst() where keys[index - 1] >= keys[index] { return nil }
        self.keys = keys
        self.values = values
        if keys.isEmpty { return }
        var size = 16
        while size < keys.count * 2 { size *= 2 }
        slots = Array(repeating: 0, count: size)
        for (key, value) in zip(keys, values) {
            var slot = Self.slot(key, size)
            while slots[slot] != 0 { slot = (slot + 1) & (size - 1) }
            slots[slot] = Self.taken | UInt64(UInt16(bitPattern: value)) << 32 | UInt64(key)
        }
    }

    init(_ entries: [UInt32: Int16]) {
        let keys = entries.keys.sorted()
        self = KeyTable(keys: keys, values: keys.map { entries[$0] ?? 0 }) ?? KeyTable()
    }

    @inline(__always)
    fileprivate static func slot(_ key: UInt32, _ size: Int) -> Int {
        Int((key &* 0x9E37_79B1) >> 8) & (size - 1)
    }

    private static let taken: UInt64 = 1 << 48

    /// For many questions in a row.
    @inline(__always)
    func read<Answer>(_ body: (Reader) -> Answer) -> Answer {
        slots.withUnsafeBufferPointer { body(Reader(slots: $0)) }
    }

    struct Reader {
        fileprivate let slots: UnsafeBufferPointer<UInt64>

        /// 0 where the key is not known.
        @inline(__always)
        subscript(key: UInt32) -> Int {
            var slot = KeyTable.slot(key, slots.count)
            while true {
                let found = slots[slot]
                if found == 0 { return 0 }
                if UInt32(truncatingIfNeeded: found) == key {
                    return Int(Int16(truncatingIfNeeded: found >> 32))
                }
                slot = (slot + 1) & (slots.count - 1)
            }
        }
    }
}

extension FeatureRows {
    /// Adds what the tables know. `own` is 1 where the texts are among those learnt from, so that none counts
    /// itself.
    mutating func add(_ tables: LearntTables, _ keys: LexicalKeys, rows: Range<Int>, own: Int = 0) {
        addRarity(tables, keys, rows: rows, own: own)
        tables.weights.read { weights in
            for row in rows {
                let entry = keys.rows[row]
                var (words, context) = (0, 0)
                for index in entry.words { words += weights[keys.keys[index]] }
                for index in entry.context { context += weights[keys.keys[index]] }
                self[row, .lexicalWords] = Float(words) * LearntTables.weightUnit
                self[row, .lexicalContext] = Float(context) * LearntTables.weightUnit
            }
        }
    }

    mutating func addRarity(_ tables: LearntTables, _ keys: LexicalKeys, rows: Range<Int>, own: Int) {
        let documents = Swift.max(1, tables.documents - own)
        let logarithm = Logarithm.table
        let whole = 1 / Float(logarithm.of(documents + 1))
        tables.frequencies.read { frequencies in
            for row in rows {
                let stems = keys.rows[row].stems
                var (sum, least, most): (Float, Float, Float) = (0, .infinity, 0)
                for index in stems {
                    let holding = Swift.max(0, frequencies[keys.stems[index]] - own)
                    let rarity = 1 - Float(logarithm.of(holding + 1)) * whole
                    sum += rarity
                    least = Swift.min(least, rarity)
                    most = Swift.max(most, rarity)
                }
                self[row, .rarity] = stems.isEmpty ? 0 : sum / Float(stems.count)
                self[row, .rarityLeast] = stems.isEmpty ? 0 : least
                self[row, .rarityMost] = most
            }
        }
    }

    /// How much more of both lexical sums the best phrase around has, and the best inside.
    mutating func surround(_ nestings: [Pool.Nesting]) {
        let lexical = (0..<count).map { self[$0, .lexicalWords] + self[$0, .lexicalContext] }
        surround(nestings, by: lexical, around: .aroundLexical, inside: .insideLexical)
    }
}

/// Byte strings given small numbers, in the order they came. Open addressing; the hash is seeded per
/// process, so nobody can write a text whose words collide, and no result depends on it.
struct Interner {
    private(set) var bytes: [UInt8] = []
    private(set) var entries: [Entry] = []
    private var slots: [UInt32]

    struct Entry {
        var hash: UInt32
        var offset: UInt32
        var length: UInt32
    }

    private let seed: UInt64
    private static let processSeed = UInt64.random(in: 1...UInt64.max) | 1

    init(slots count: Int = 4_096) {
        slots = Array(repeating: 0, count: count)
        seed = Self.processSeed
    }

    var count: Int { entries.count }
    var byteCount: Int { bytes.count }

    func text(_ id: Int) -> ArraySlice<UInt8> {
        let entry = entries[id]
        return bytes[Int(entry.offset)..<Int(entry.offset + entry.length)]
    }

    /// The number of these bytes, and whether they are new.
    @inline(__always)
    mutating func intern(_ word: UnsafeBufferPointer<UInt8>) -> (id: Int, isNew: Bool) {
        let hash = self.hash(word)
        var slot = Int(hash) & (slots.count - 1)
        while true {
            let number = slots[slot]
            if number == 0 { break }
            let entry = entries[Int(number) - 1]
            if entry.hash == hash, Int(entry.length) == word.count, equal(Int(entry.offset), word) {
                return (Int(number) - 1, false)
            }
            slot = (slot + 1) & (slots.count - 1)
        }
        return (insert(word, hash: hash, slot: slot), true)
    }

    func contains(_ word: UnsafeBufferPointer<UInt8>) -> Bool {
        let hash = self.hash(word)
        var slot = Int(hash) & (slots.count - 1)
        while slots[slot] != 0 {
            let entry = entries[Int(slots[slot]) - 1]
            if entry.hash == hash, Int(entry.length) == word.count, equal(Int(entry.offset), word) {
                return true
            }
            slot = (slot + 1) & (slots.count - 1)
        }
        return false
    }

    @inline(__always)
    private func equal(_ offset: Int, _ word: UnsafeBufferPointer<UInt8>) -> Bool {
        for index in 0..<word.count where bytes[offset + index] != word[index] { return false }
        return true
    }

    @inline(never)
    private mutating func insert(_ word: UnsafeBufferPointer<UInt8>, hash: UInt32, slot: Int) -> Int {
        let id = entries.count
        entries.append(Entry(hash: hash, offset: UInt32(bytes.count), length: UInt32(word.count)))
        bytes.append(contentsOf: word)
        slots[slot] = UInt32(id + 1)
        if entries.count * 2 > slots.count { grow() }
        return id
    }

    private mutating func grow() {
        slots = Array(repeating: 0, count: slots.count * 2)
        for (id, entry) in entries.enumerated() {
            var slot = Int(entry.hash) & (slots.count - 1)
            while slots[slot] != 0 { slot = (slot + 1) & (slots.count - 1) }
            slots[slot] = UInt32(id + 1)
        }
    }

    @inline(__always)
    private func hash(_ word: UnsafeBufferPointer<UInt8>) -> UInt32 {
        var state = seed ^ UInt64(truncatingIfNeeded: word.count)
        var index = 0
        let base = UnsafeRawPointer(word.baseAddress)
        while index + 8 <= word.count {
            state = Self.mix(state ^ base!.loadUnaligned(fromByteOffset: index, as: UInt64.self))
            index += 8
        }
        var tail: UInt64 = 0
        while index < word.count {
            tail = tail << 8 | UInt64(word[index])
            index += 1
        }
        let final = Self.mix(Self.mix(state ^ tail) ^ seed)
        return UInt32(truncatingIfNeeded: final)
    }

    @inline(__always)
    private static func mix(_ value: UInt64) -> UInt64 {
        let product = value.multipliedFullWidth(by: 0x9E37_79B9_7F4A_7C15)
        return product.high ^ product.low
    }
}

/// Every word a workspace has met, with all that is known of it: found once, used in every later text.
struct Lexicon {
    private(set) var words = Interner()
    private(set) var stems = Interner()
    var facts: [Facts] = []
    /// The number of "§".
    private(set) var sectionSign: UInt32 = 0
    /// For each stem, in which text it was last seen and its number there.
    var stemMarks: [Mark] = []

    struct Facts {
        var roles: WordRoles
        var stem: UInt32 = 0
        var stemTongue: UInt8 = .max
        /// The text in which a caller's list held the word.
        var listed: UInt32 = 0
    }

    struct Mark {
        var text: UInt32 = 0
        var number: UInt32 = 0
        /// The text whose seed list held a word of this stem.
        var seeded: UInt32 = 0
    }

    /// Beyond this many words the memory of former texts is dropped before the next one.
    static let wordsKept = 60_000

    init() {
        // Number 0 is the word that is never a keyword.
        _ = words.intern(UnsafeBufferPointer(start: nil, count: 0))
        facts.append(Facts(roles: WordRoles()))
        sectionSign = Array("§".utf8).withUnsafeBufferPointer { UInt32(words.intern($0).id) }
        facts.append(Facts(roles: WordRoles()))
    }

    var isFull: Bool { words.count > Self.wordsKept || stems.count > Self.wordsKept }

    @inline(__always)
    mutating func number(of word: UnsafeBufferPointer<UInt8>) -> UInt32 {
        let (id, isNew) = words.intern(word)
        if isNew { learn(id) }
        return UInt32(id)
    }

    @inline(never)
    private mutating func learn(_ id: Int) {
        facts.append(Facts(roles: WordRoleTable.shared.roles(of: words.text(id))))
    }

    /// The stem of a word in a language; computed at the first call, remembered after.
    @inline(__always)
    mutating func stem(of word: UInt32, in tongue: Tongue, by stemmers: inout Stemmers) -> UInt32 {
        let known = facts[Int(word)]
        if known.stemTongue == tongue.rawValue { return known.stem }
        return learnStem(of: word, in: tongue, by: &stemmers)
    }

    @inline(never)
    private mutating func learnStem(of word: UInt32, in tongue: Tongue, by stemmers: inout Stemmers) -> UInt32
    {
        let stem = stemmers.stem(words.text(Int(word)), in: tongue)
        let (id, isNew) = stem.withUnsafeBufferPointer { stems.intern($0) }
        if isNew { stemMarks.append(Mark()) }
        facts[Int(word)].stem = UInt32(id)
        facts[Int(word)].stemTongue = tongue.rawValue
        return UInt32(id)
    }
}

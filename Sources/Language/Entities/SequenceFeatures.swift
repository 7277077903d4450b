/// What the sequence model asks about a word of a sentence: numbers, one for each thing that holds.
struct SequenceFeatures {
    /// No word has more.
    static let countMax = 80
    /// Changes when the questions do, because weights belong to them.
    static let version: UInt8 = 2

    private let words: ArraySlice<WordSigns>
    private var runs: [Run] = []
    private var lastContent: [UInt32] = []
    private var places: [Place] = []
    private let isShouted: Bool

    /// Words with capitals, and what joins them, that stand together: mostly one name.
    private struct Run {
        var first: Int32 = -1
        var last: Int32 = -1
    }

    /// What stands around a word beyond its neighbours.
    private struct Place {
        /// The nearest words before and behind that are neither connectors nor marks.
        var before: UInt32 = 2
        var behind: UInt32 = 2
        /// The nearest word before that says what follows, such as a title, and how near it is; 0 where none is.
        var cue: UInt32 = 0
        var cueDistance: UInt32 = 0
        var isInBrackets = false
    }

    /// Beyond this many words a title says nothing any more.
    private static let cueWords = 8
    private static let cues = NameLists.honorific | NameLists.body | NameLists.law | NameLists.place

    /// A sentence of an array of words; its neighbours are not looked at.
    init(_ words: ArraySlice<WordSigns>) {
        self.words = words
        var (capitals, small) = (0, 0)
        for word in words {
            if word.casing == .upper { capitals += 1 }
            if word.casing == .lower, !word.isConnector { small += 1 }
        }
        isShouted = capitals > small * 2
        markRuns()
        markContent()
        markPlaces()
    }

    private mutating func markRuns() {
        runs = [Run](repeating: Run(), count: words.count)
        let base = words.startIndex
        var index = 0
        while index < words.count {
            guard Self.isCapital(words[base + index]) else {
                index += 1
                continue
            }
            var (end, last) = (index + 1, index)
            while end < words.count {
                let word = words[base + end]
                if Self.isCapital(word) {
                    last = end
                } else if !(word.isConnector && end - last <= 2) {
                    break
                }
                end += 1
            }
            for inside in index...last { runs[inside] = Run(first: Int32(index), last: Int32(last)) }
            index = last + 1
        }
    }

    /// For each word the nearest before it that is no connector.
    private mutating func markContent() {
        lastContent = [UInt32](repeating: 0, count: words.count)
        var latest: UInt32 = 0
        for (index, word) in words.enumerated() {
            lastContent[index] = latest
            if !word.isConnector { latest = word.lower }
        }
    }

    private mutating func markPlaces() {
        places = [Place](repeating: Place(), count: words.count)
        var (before, cue, cueAt, isInBrackets): (UInt32, UInt32, Int, Bool) = (2, 0, 0, false)
        for (index, word) in words.enumerated() {
            places[index].before = before
            if cue != 0, index - cueAt <= Self.cueWords {
                places[index].cue = cue
                places[index].cueDistance = Self.nearness(index - cueAt)
            }
            if word.isMark {
                isInBrackets = word.hash == 0x28 || isInBrackets && word.hash != 0x29
            } else if !word.isConnector {
                before = word.lower
            }
            places[index].isInBrackets = isInBrackets
            if word.lists & Self.cues != 0 { (cue, cueAt) = (word.lower, index) }
        }
        markBehind()
    }

    private mutating func markBehind() {
        var behind: UInt32 = 2
        for (index, word) in words.enumerated().reversed() {
            places[index].behind = behind
            if !word.isMark, !word.isConnector { behind = word.lower }
        }
    }

    /// In three steps: a cue two words away says as much as one beside.
    @inline(__always)
    private static func nearness(_ words: Int) -> UInt32 {
        if words <= 2 { return 1 }
        return words <= 4 ? 2 : 3
    }

    @inline(__always)
    private static func isCapital(_ word: WordSigns) -> Bool {
        (word.casing != .lower && word.casing != .none) && !word.isMark && !word.isConnector
    }

    /// Writes the features of one word.
    func write(of index: Int, to features: inout FeatureList) {
        features.count = 0
        let base = words.startIndex
        let word = words[base + index]
        writeItself(word, to: &features)
        writeNeighbours(index, to: &features)
        writeRun(index, word, to: &features)
        writePlace(places[index], word, to: &features)
    }

    private func writePlace(_ place: Place, _ word: WordSigns, to features: inout FeatureList) {
        let casing = UInt32(word.casing.rawValue)
        features.add(Mix.feature(48, place.before, casing))
        features.add(Mix.feature(49, place.before, word.shape))
        features.add(Mix.feature(50, place.behind))
        features.add(Mix.feature(51, place.before, word.lower))
        features.add(Mix.feature(52, place.isInBrackets ? 1 : 0, casing, word.hasDigit ? 1 : 0))
        if place.cue != 0 {
            features.add(Mix.feature(53, place.cue, place.cueDistance))
            features.add(Mix.feature(54, place.cue, place.cueDistance, casing))
        }
    }

    @inline(__always)
    private func writeItself(_ word: WordSigns, to features: inout FeatureList) {
        features.add(Mix.feature(0, 1))
        features.add(Mix.feature(1, word.lower))
        features.add(Mix.feature(2, word.exact))
        features.add(Mix.feature(3, word.shape))
        features.add(Mix.feature(4, UInt32(word.casing.rawValue), word.hasDigit ? 1 : 0, isShouted ? 1 : 0))
        if word.prefixes[0] != 0 { features.add(Mix.feature(5, word.prefixes[0])) }
        if word.prefixes[1] != 0 { features.add(Mix.feature(6, word.prefixes[1])) }
        if word.suffixes[0] != 0 { features.add(Mix.feature(7, word.suffixes[0])) }
        if word.suffixes[1] != 0 { features.add(Mix.feature(8, word.suffixes[1])) }
        if word.suffixes[2] != 0 { features.add(Mix.feature(9, word.suffixes[2])) }
    }

    @inline(__always)
    private func at(_ index: Int) -> WordSigns? {
        index >= 0 && index < words.count ? words[words.startIndex + index] : nil
    }

    private func writeNeighbours(_ index: Int, to features: inout FeatureList) {
        let word = words[words.startIndex + index]
        let (one, two, three) = (at(index - 1), at(index - 2), at(index - 3))
        let (next, after, third) = (at(index + 1), at(index + 2), at(index + 3))
        let (left, leftTwo) = (one?.lower ?? 2, two?.lower ?? 2)
        let (right, rightTwo) = (next?.lower ?? 2, after?.lower ?? 2)
        features.add(Mix.feature(10, left))
        features.add(Mix.feature(11, leftTwo))
        features.add(Mix.feature(12, three?.lower ?? 2))
        features.add(Mix.feature(13, right))
        features.add(Mix.feature(14, rightTwo))
        features.add(Mix.feature(15, third?.lower ?? 2))
        features.add(Mix.feature(16, left, word.lower))
        features.add(Mix.feature(17, word.lower, right))
        features.add(Mix.feature(18, leftTwo, left))
        features.add(Mix.feature(19, right, rightTwo))
        features.add(Mix.feature(20, left, word.lower, right))
        features.add(Mix.feature(21, leftTwo, left, word.lower))
        features.add(Mix.feature(22, word.lower, right, rightTwo))
        features.add(Mix.feature(23, one?.shape ?? 2, word.shape))
        features.add(Mix.feature(24, word.shape, next?.shape ?? 2))
        features.add(Mix.feature(25, one?.shape ?? 2, word.shape, next?.shape ?? 2))
        features.add(Mix.feature(26, left, word.shape))
        features.add(Mix.feature(27, word.shape, right))
        features.add(Mix.feature(28, left, right))
        if let one { features.add(Mix.feature(29, one.suffixes[1], 0)) }
        if let next { features.add(Mix.feature(30, next.suffixes[1], 0)) }
        writeMarks(word, one, next, two, after, to: &features)
    }

    /// What lists of names and the written rules know.
    private func writeMarks(
        _ word: WordSigns, _ one: WordSigns?, _ next: WordSigns?, _ two: WordSigns?, _ after: WordSigns?,
        to features: inout FeatureList
    ) {
        if word.lists != 0 {
            features.add(Mix.feature(31, UInt32(word.lists)))
            features.add(Mix.feature(32, UInt32(word.lists), UInt32(word.casing.rawValue)))
        }
        if let one, one.lists != 0 { features.add(Mix.feature(33, UInt32(one.lists), UInt32(word.lists))) }
        if let next, next.lists != 0 { features.add(Mix.feature(34, UInt32(next.lists), UInt32(word.lists))) }
        if let two, two.lists != 0 { features.add(Mix.feature(46, UInt32(two.lists))) }
        if let after, after.lists != 0 { features.add(Mix.feature(47, UInt32(after.lists))) }
        let (before, later) = (UInt32(one?.found ?? 0), UInt32(next?.found ?? 0))
        let found = UInt32(word.found)
        if found | before | later != 0 {
            features.add(Mix.feature(35, found))
            features.add(Mix.feature(36, found, word.lower))
            features.add(Mix.feature(37, before, found))
            features.add(Mix.feature(38, found, later))
        }
    }

    private func writeRun(_ index: Int, _ word: WordSigns, to features: inout FeatureList) {
        let run = runs[index]
        features.add(Mix.feature(39, lastContent[index]))
        guard run.first >= 0 else {
            // Outside a name: which words end and begin the ones beside it.
            return
        }
        let (first, last) = (Int(run.first), Int(run.last))
        let head = words[words.startIndex + first]
        let tail = words[words.startIndex + last]
        let place: UInt32 = index == first ? (index == last ? 3 : 0) : index == last ? 2 : 1
        features.add(Mix.feature(40, head.lower, place))
        features.add(Mix.feature(41, tail.lower, place))
        features.add(Mix.feature(42, UInt32(min(last - first, 8)), place, UInt32(word.casing.rawValue)))
        features.add(Mix.feature(43, at(first - 1)?.lower ?? 2, place))
        features.add(Mix.feature(44, at(last + 1)?.lower ?? 2, place))
        features.add(Mix.feature(45, UInt32(head.lists), UInt32(tail.lists), place))
    }
}

/// The features of one word, in a buffer used again and again.
struct FeatureList {
    private(set) var items = [UInt32](repeating: 0, count: SequenceFeatures.countMax)
    var count = 0

    @inline(__always)
    mutating func add(_ feature: UInt32) {
        guard count < SequenceFeatures.countMax else { return }
        items[count] = feature
        count += 1
    }
}

/// What a text is like, from signals that cost nothing: they choose how its phrases are weighed.
struct Shape {
    private var words = 0
    private var inside = 0
    private var capitalsInside = 0
    private(set) var hasCapitals = false
    /// Words of content in lines that are in capitals.
    var shouted = 0

    @inline(__always)
    mutating func note(_ token: Token) {
        words += 1
        if token.traits.contains(.capitals) { hasCapitals = true }
        guard token.part == .content, !token.beginsSentence else { return }
        inside += 1
        if token.traits.contains(.capital), !token.traits.contains(.capitals) { capitalsInside += 1 }
    }

    /// Written in capitals, so that casing says nothing.
    var isShouted: Bool { shouted * 2 > inside && words >= 2 && shouted >= 2 }

    /// Reporting names people and places; exposition (abstracts, papers, laws) names few, and says what it is
    /// about in longer phrases. From 0 (exposition) to 1 (reporting): the share of words inside sentences
    /// that begin with a capital, faded out for texts longer than any report.
    var reporting: Double {
        if isShouted { return 0.5 }
        let share = Double(capitalsInside) / Double(inside + 1)
        let named = min(
            1, max(0, (share - Self.shareOfExposition) / (Self.shareOfReporting - Self.shareOfExposition)))
        return named * (1 - length)
    }

    /// From 0 to 1: how far the text is from a page and near to a paper.
    var length: Double {
        min(1, max(0, (Double(words) - Self.wordsOfReport) / (Self.wordsOfPaper - Self.wordsOfReport)))
    }

    var profile: TextProfile {
        let (reporting, paper) = (self.reporting, length)
        return TextProfile(
            exposition: max(0, 1 - reporting - paper), reporting: reporting, paper: paper,
            isShouted: isShouted)
    }

    private static let shareOfExposition = 0.04
    private static let shareOfReporting = 0.12
    private static let wordsOfReport = 1_500.0
    private static let wordsOfPaper = 4_000.0
}

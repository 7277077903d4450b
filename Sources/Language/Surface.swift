/// The form that stands for all inflections and casings of a phrase.
enum Surface {
    /// Different writings looked at; a phrase with more is written so variously that the first ones do.
    private static let writingsMax = 16

    /// One writing of the phrase, to the byte.
    private struct Writing {
        var range: Range<Int>
        /// Writings that differ in nothing but case have the same form.
        var form: Int
        var count = 0
        /// Occurrences whose casing is the phrase's own: not at the beginning of a sentence, which lends its
        /// capital, and not in a line or a row of words in capitals.
        var own = 0
        /// Occurrences that are not in capitals for the sake of the line.
        var calm = 0
    }

    /// The most frequent form whatever its case, the first among equals; of its casings the one that most often
    /// is its own, then the most frequent, then the first.
    static func choose(_ places: [Keyword.Place], page: borrowing Page, text: Span<UInt8>) -> Range<Int> {
        let first = places[0].range
        if places.dropFirst().allSatisfy({ same(text, first, $0.range) }) { return first }
        var writings: [Writing] = []
        for place in places {
            let known = writings.firstIndex { same(text, $0.range, place.range) }
            guard let index = known ?? add(place, to: &writings, text) else { continue }
            let isCalm = page.tokens[place.token...place.last].allSatisfy {
                $0.traits.isDisjoint(with: .unclear)
            }
            writings[index].count += 1
            if isCalm { writings[index].calm += 1 }
            if isCalm, !page.tokens[place.token].beginsSentence { writings[index].own += 1 }
        }
        return best(of: writings).range
    }

    /// The number of a new writing; nil where there are too many.
    private static func add(
        _ place: Keyword.Place, to writings: inout [Writing], _ text: Span<UInt8>
    ) -> Int? {
        if writings.count == writingsMax { return nil }
        let form = writings.first { differsInCase(text, $0.range, place.range) }?.form
        writings.append(Writing(range: place.range, form: form ?? writings.count))
        return writings.count - 1
    }

    private static func best(of writings: [Writing]) -> Writing {
        var votes = [(count: Int, own: Int)](repeating: (0, 0), count: writings.count)
        for writing in writings {
            votes[writing.form].count += writing.count
            votes[writing.form].own += writing.own
        }
        var form = 0
        for other in votes.indices where isMore(votes[other], than: votes[form]) { form = other }
        var best = writings[form]
        for writing in writings
        where writing.form == form
            && (writing.own, writing.calm, writing.count) > (best.own, best.calm, best.count)
        {
            best = writing
        }
        return best
    }

    /// Among forms as frequent, one that stands somewhere with its own casing.
    private static func isMore(_ one: (count: Int, own: Int), than other: (count: Int, own: Int)) -> Bool {
        (one.count, min(1, one.own)) > (other.count, min(1, other.own))
    }

    private static func same(_ text: Span<UInt8>, _ one: Range<Int>, _ other: Range<Int>) -> Bool {
        guard one.count == other.count else { return false }
        for offset in 0..<one.count where text[one.lowerBound + offset] != text[other.lowerBound + offset] {
            return false
        }
        return true
    }

    private static func differsInCase(_ text: Span<UInt8>, _ one: Range<Int>, _ other: Range<Int>) -> Bool {
        var (left, right) = (one.lowerBound, other.lowerBound)
        while left < one.upperBound, right < other.upperBound {
            let (first, second) = (text.scalar(at: left), text.scalar(at: right))
            if Letters.lower(first.value) != Letters.lower(second.value) { return false }
            left += first.length
            right += second.length
        }
        return left == one.upperBound && right == other.upperBound
    }
}

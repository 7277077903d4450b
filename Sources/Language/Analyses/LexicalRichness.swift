#if canImport(Glibc)
    internal import Glibc
#elseif canImport(Musl)
    internal import Musl
#else
    internal import Darwin
#endif

/// How varied the words of a text are. What cannot be said of so short a text is nil.
public struct LexicalRichness: Hashable, Sendable {
    /// All words, and the different ones among them, casing apart.
    public let words: Int
    public let types: Int
    /// Types that occur once, and twice.
    public let hapaxes: Int
    public let dislegomena: Int
    /// Types by words. It falls with length: compare only texts of like length.
    public let typeTokenRatio: Double?
    /// The mean ratio of all windows of 50 words (Covington and McFall 2010); hardly moves with length.
    public let movingAverageRatio: Double?
    /// Types by the square root of words (Guiraud 1954).
    public let guiraud: Double?
    /// The logarithm of types by that of words (Herdan 1960).
    public let herdan: Double?
    /// Repetition, the greater the poorer (Yule 1944): 10,000 · (Σ m²·V(m) − N) / N².
    public let yuleK: Double?
    /// The slope of the logarithm of frequency over that of rank, by least squares over the types that
    /// occur twice or more; near −1 in natural text (Zipf 1949).
    public let zipfSlope: Double?
    /// How much of the variation that line explains, from 0 to 1.
    public let zipfFit: Double?

    static let window = 50
    private static let zipfTypesMin = 10

    /// From the number of each word, in order of the text.
    init(of numbers: [Int]) {
        var counts = [Int](repeating: 0, count: (numbers.max() ?? -1) + 1)
        for number in numbers { counts[number] += 1 }
        let met = counts.filter { $0 > 0 }
        let all = Double(numbers.count)
        let different = Double(met.count)
        words = numbers.count
        types = met.count
        hapaxes = met.count { $0 == 1 }
        dislegomena = met.count { $0 == 2 }
        typeTokenRatio = numbers.isEmpty ? nil : different / all
        guiraud = numbers.isEmpty ? nil : different / all.squareRoot()
        herdan = numbers.count < 2 ? nil : log(different) / log(all)
        let squares = met.reduce(0.0) { $0 + Double($1) * Double($1) }
        yuleK = numbers.isEmpty ? nil : 10_000 * (squares - all) / (all * all)
        movingAverageRatio = Self.movingAverage(numbers, kinds: counts.count)
        let line = Self.zipf(met)
        zipfSlope = line?.slope
        zipfFit = line?.fit
    }

    private static func movingAverage(_ numbers: [Int], kinds: Int) -> Double? {
        guard numbers.count >= window else { return nil }
        var inWindow = [Int32](repeating: 0, count: kinds)
        var types = 0
        var sum = 0
        for (index, number) in numbers.enumerated() {
            if inWindow[number] == 0 { types += 1 }
            inWindow[number] += 1
            if index >= window {
                let left = numbers[index - window]
                inWindow[left] -= 1
                if inWindow[left] == 0 { types -= 1 }
            }
            if index >= window - 1 { sum += types }
        }
        return Double(sum) / Double(window) / Double(numbers.count - window + 1)
    }

    private static func zipf(_ counts: [Int]) -> (slope: Double, fit: Double)? {
        let repeated = counts.filter { $0 > 1 }.sorted(by: >)
        guard repeated.count >= zipfTypesMin else { return nil }
        let size = Double(repeated.count)
        var meanX = 0.0
        var meanY = 0.0
        for (index, count) in repeated.enumerated() {
            meanX += log(Double(index + 1)) / size
            meanY += log(Double(count)) / size
        }
        var crossed = 0.0
        var squareX = 0.0
        var squareY = 0.0
        for (index, count) in repeated.enumerated() {
            let x = log(Double(index + 1)) - meanX
            let y = log(Double(count)) - meanY
            crossed += x * y
            squareX += x * x
            squareY += y * y
        }
        // Words all equally frequent have no slope to speak of.
        guard squareY > 0 else { return (0, 1) }
        return (crossed / squareX, crossed * crossed / (squareX * squareY))
    }
}

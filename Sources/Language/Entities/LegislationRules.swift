/// References to articles and laws, put in one order: law, article, paragraph, item, letter.
extension RuleReader {
    /// What one reference names of a law.
    private struct Articles {
        var items: [String] = []
        var end: Int
    }

    func legislation(at index: Int) -> Found? {
        if let found = articlesFirst(at: index) ?? partsFirst(at: index) { return found }
        guard let law = laws(at: index) else { return nil }
        guard let articles = articles(behind: law) else {
            return Found(kind: .legislation, pieces: index..<law.end, value: law.value)
        }
        let isClosed = isMark(law.end, "(") && isMark(articles.end, ")")
        return found(law.value, articles, from: index, end: articles.end + (isClosed ? 1 : 0))
    }

    /// `CPC, art. 1.003`. An article with a law of its own behind it is another reference.
    private func articles(behind law: Law) -> Articles? {
        var next = law.end
        if isMark(next, oneOf: ",(") { next += 1 }
        if term(.preposition, next) != nil || term(.article, next) != nil { next += 1 }
        // CF, em seu art. 5º
        if term(.link, next) != nil, next + 1 < pieces.count, Self.its.contains(pieces[next + 1].hash) {
            next += 2
        }
        guard gap(next) != .paragraph, let articles = articles(at: next, parts: ""),
            self.law(behind: articles.end, allowsBare: false) == nil
        else { return nil }
        return articles
    }

    private func articlesFirst(at index: Int) -> Found? {
        guard let articles = articles(at: index, parts: "") else { return nil }
        return closed(articles, from: index)
    }

    private static let its = Set(["seu", "seus"].map { WordHash.of($0.utf8) })

    /// `§ 5º do art. 1.003 do CPC`, `§ 1º, II, do art. 489`: the small before the great.
    private func partsFirst(at index: Int) -> Found? {
        var next = index
        var parts: [String] = []
        for _ in 0..<4 {
            guard let (part, end) = part(at: next, isFirst: true) else { break }
            parts.append(part)
            next = end
            while parts.count < 12, let (more, after) = self.part(at: next, isFirst: false) {
                parts.append(more)
                next = after
            }
            let isParted = isMark(next, ",")
            if isParted { next += 1 }
            if isParted, term(.articleWord, next) != nil { break }
            guard let of = term(.preposition, next) else { break }
            next += of.length
        }
        guard !parts.isEmpty, let articles = articles(at: next, parts: Self.ordered(parts)) else {
            return nil
        }
        return closed(articles, from: index)
    }

    private func closed(_ articles: Articles, from index: Int) -> Found {
        if let behind = law(behind: articles.end) {
            var found = found(behind.law.value, articles, from: index, end: behind.law.end)
            if behind.isOfAll { found.sharedLaw = behind.law.value }
            return found
        }
        var found = found(nil, articles, from: index, end: articles.end)
        found.lacksLaw = true
        return found
    }

    /// Gives the law of several references to those before: `art. 5º, V, e art. 37, ambos da CF`.
    func share(_ law: String, with found: inout [Found], before index: Int) {
        var place = index
        for number in found.indices.reversed().prefix(12) {
            let before = found[number]
            guard before.lacksLaw, before.pieces.upperBound <= place,
                (before.pieces.upperBound..<place).allSatisfy({ joinsReferences($0) })
            else { break }
            found[number].value = "\(law), \(before.value)"
            found[number].lacksLaw = false
            place = before.pieces.lowerBound
        }
    }

    private func joinsReferences(_ index: Int) -> Bool {
        guard gap(index) != .paragraph else { return false }
        if pieces[index].kind == .mark { return isMark(index, oneOf: ",;/.") }
        return Self.joiningWords.contains(pieces[index].hash)
    }

    private static let joiningWords = Set(
        "e c cc com combinado combinados combinada o os a as ao aos no nos bem como assim tambem ou and"
            .split(separator: " ").map { WordHash.of($0.utf8) })

    private func found(_ law: String?, _ articles: Articles, from index: Int, end: Int) -> Found {
        let value = articles.items.joined(separator: "; ")
        return Found(
            kind: .legislation, pieces: index..<end, value: law.map { "\($0), \(value)" } ?? value)
    }

    /// A law behind its articles, and whether it is said to be that of all articles named.
    private struct LawBehind {
        var law: Law
        var isOfAll = false
    }

    /// `do CPC`, `, da Lei 9.099/95`, `(CPC)`, `, todos do CPC`, `, CPC`.
    private func law(behind index: Int, allowsBare: Bool = true) -> LawBehind? {
        let start = skipping(",", at: index)
        var next = skippingAll(start)
        let isOfAll = next > start
        if isMark(next, "(") { return law(inBracketAt: next).map { LawBehind(law: $0) } }
        if let of = term(.preposition, next), gap(next) != .paragraph {
            next += of.length
            for _ in 0..<2 where next < pieces.count && Self.polite.contains(pieces[next].hash) { next += 1 }
            return (law(at: next) ?? constitution(at: next)).map { LawBehind(law: $0, isOfAll: isOfAll) }
        }
        if isOfAll { return nil }
        if isMark(next, "/") || next == index {
            return law(at: skipping("/", at: next)).map { LawBehind(law: $0) }
        }
        return allowsBare ? law(behindCommaAt: next).map { LawBehind(law: $0) } : nil
    }

    /// Behind `todos`, `ambos`, `todos eles`, which say that the law is that of all articles named; the place
    /// itself where none of them stands.
    private func skippingAll(_ index: Int) -> Int {
        guard index < pieces.count, Self.all.contains(pieces[index].hash) else { return index }
        let next = index + 1
        return next < pieces.count && Self.allOfThem.contains(pieces[next].hash) ? next + 1 : next
    }

    /// `art. 5º, LV, CF/88`: with only a comma before it a law is that of the articles, unless it begins a reference
    /// of its own: `art. 5º, CPC, art. 7º`.
    private func law(behindCommaAt index: Int) -> Law? {
        guard gap(index) != .paragraph, let law = law(at: index) else { return nil }
        return term(.articleWord, skipping(",(", at: law.end)) == nil ? law : nil
    }

    private func law(inBracketAt index: Int) -> Law? {
        guard let law = law(at: index + 1), isMark(law.end, ")") else { return nil }
        return Law(value: law.value, end: law.end + 1)
    }

    private static let all = Set(["todos", "todas", "ambos", "ambas", "tudo"].map { WordHash.of($0.utf8) })
    private static let allOfThem = Set(["eles", "elas"].map { WordHash.of($0.utf8) })
    private static let polite = Set(
        "referida referido citada citado mencionada nova novo atual antigo antiga vigente mesma mesmo revogado"
            .split(separator: " ").map { WordHash.of($0.utf8) })

    private func articles(at index: Int, parts: String) -> Articles? {
        guard let word = term(.articleWord, index) else { return nil }
        let isPlural = bytes[pieces[index].range].last.map { $0 | 0x20 } == UInt8(ascii: "s")
        let first = skippingStop(index + word.length)
        guard let (name, end) = article(at: first, isPlural: isPlural) ?? articleInWords(at: first) else {
            return nil
        }
        var articles = Articles(items: [name + parts], end: end)
        for _ in 0..<40 {
            guard let (joint, after) = joint(at: articles.end),
                let (more, end) = article(at: after, isPlural: isPlural),
                !counts(at: after, isPlural: isPlural)
            else { break }
            if joint == " a " {
                articles.items[articles.items.count - 1] += " a " + more.dropFirst("art. ".count)
            } else {
                articles.items.append(more)
            }
            articles.end = end
        }
        articles.end = followingEnd(articles.end)
        return articles
    }

    /// Whether a joined number counts what follows it: `art. 71 e 15 dias`. Behind one article's word any small word
    /// but those that lead to a law does.
    private func counts(at index: Int, isPlural: Bool) -> Bool {
        guard let (_, after) = grouped(index, firstMax: 4), gap(after) != .paragraph else { return false }
        let next = skippingOrdinal(after)
        if term(.unit, next) != nil { return true }
        guard !isPlural, next == after, next < pieces.count, pieces[next].casing == .lower else {
            return false
        }
        return term(.preposition, next) == nil && term(.and, next) == nil && term(.upTo, next) == nil
            && term(.caput, next) == nil && !Self.all.contains(pieces[next].hash)
            && !Self.shortFollowing.contains(pieces[next].hash) && pieces[next].hash != Self.or
    }

    /// Behind `e seguintes`, `e ss.`; the place itself where that does not stand.
    private func followingEnd(_ index: Int) -> Int {
        let and = skipping(",", at: index)
        let next = term(.and, and) != nil ? and + 1 : and
        guard next < pieces.count, gap(next) != .paragraph else { return index }
        if Self.shortFollowing.contains(pieces[next].hash) {
            return isMark(next + 1, ".") && gap(next + 1) == .none ? next + 2 : next + 1
        }
        return next > and && pieces[next].hash == Self.following ? next + 1 : index
    }

    private static let following = WordHash.of("seguintes".utf8)
    private static let shortFollowing = Set(["ss", "segs", "seg"].map { WordHash.of($0.utf8) })

    /// What joins articles: a comma, `e`, `c/c`, or `a` for all between.
    private func joint(at index: Int) -> (String, Int)? {
        var next = index
        var joint: String?
        if isMark(next, ",") || isMark(next, ";") { (joint, next) = ("; ", next + 1) }
        if let with = term(.withWord, next) {
            (joint, next) = ("; ", next + with.length)
            if let article = term(.article, next) { next += article.length }
        } else if isAndOrOr(next) {
            (joint, next) = ("; ", next + 1)
        }
        if joint == nil, isUpTo(next) { (joint, next) = (" a ", next + 1) }
        guard let joint, isDigits(next), gap(next) != .paragraph else { return nil }
        return (joint, next)
    }

    private func isAndOrOr(_ index: Int) -> Bool {
        term(.and, index) != nil || index < pieces.count && pieces[index].hash == Self.or
    }

    /// `a`, `até`, or a dash with a blank before it: without one the dash is of a number such as 5-A.
    private func isUpTo(_ index: Int) -> Bool {
        term(.upTo, index) != nil || isMark(index, "-") && gap(index) != .none
    }

    private static let or = WordHash.of("ou".utf8)

    /// In the order of the law: paragraph, item, letter.
    private static func ordered(_ parts: [String]) -> String {
        func rank(_ part: String) -> Int {
            if part.hasPrefix(", §") || part.hasPrefix(", par") || part.hasPrefix(", caput") { return 0 }
            let first = part.utf8.dropFirst(2).first ?? 0
            return first | 0x20 == first && first > 0x60 ? 2 : 1
        }
        return parts.enumerated().sorted { (rank($0.element), $0.offset) < (rank($1.element), $1.offset) }
            .map(\.element).joined()
    }
}

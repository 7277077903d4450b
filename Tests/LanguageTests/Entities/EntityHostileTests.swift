import Language
import Testing

@Suite struct EntityHostileTests {
    /// In order, apart, within the text, on scalar bounds.
    static func areSound(_ entities: [Entity], in text: String) -> Bool {
        let bytes = Array(text.utf8)
        var end = 0
        for entity in entities {
            let span = entity.span
            guard span.lowerBound >= end, span.upperBound <= bytes.count, !span.isEmpty else { return false }
            end = span.upperBound
            if bytes[span.lowerBound] & 0xC0 == 0x80 || end < bytes.count && bytes[end] & 0xC0 == 0x80 {
                return false
            }
            if let confidence = entity.confidence, !(confidence > 0 && confidence <= 1) { return false }
        }
        return true
    }

    private static let pieces = [
        "art. ", "arts. ", "artigo ", "§", "§§ ", "º", "ª", "1", "5", "12", "15 ", "1.003", "9.099/95",
        "Lei nº ", "lei ",
        "Súmula ", "do ", "da ", "de ", "e ", "a ", ", ", ". ", ".", "-", "/", "(", ")", "\"", "''", "``",
        "R$ ", "R$",
        "mil ", "milhões ", "reais ", "cem ", "duzentos ", "vinte ", "três ", "maio ", "May ", "dia ",
        "dias ", "úteis ",
        "prazo ", "em ", "OAB", "/SP ", "SP", "CPF ", "CNPJ ", "529.982.247-25", "11.222.333/0001-81",
        "0001234-71",
        ".2024", ".8.26.0100", "00012347120248260100", "TJ", "TRF", "4ª Região", "Vara ", "Cível ",
        "Comarca de ",
        "Campinas ", "João ", "da Silva ", "MARIA ", "inciso ", "II", "IIII", "alínea ", "caput", "CPC ",
        "CF/88 ", "\n",
        "\n\n", "\r\n", "\u{0}", "\u{301}", "\u{200D}", "é", "ß", "🙂", "語", "ا", "\u{FEFF}",
        "99999999999999999999", "%",
        "n", "no ", "sob ", "nº ", "HC ", "REsp ", "one ", "hundred ", "thousand ", "billion ", "bilhões ",
        "ZZ",
    ]

    private static let seeds = 40
    private static let textsOfSeed = HostileTests.texts(ofOneIn: seeds, inAll: 6_000)

    @Test(arguments: 1...seeds)
    func `any text gives entities on scalar bounds, in order and apart`(seed: Int) throws {
        var dice = HostileTests.Dice(state: UInt64(seed) &* 0x9E37_79B9)
        let recognizer = EntityRecognizer()
        for _ in 0..<Self.textsOfSeed {
            var text = (0...dice.roll(60)).map { _ in Self.pieces[dice.roll(Self.pieces.count)] }.joined()
            if dice.roll(3) == 0 { text = Self.mutated(text, &dice) }
            let entities = try recognizer.entities(in: text)
            #expect(Self.areSound(entities, in: text), "\(text.debugDescription)")
        }
    }

    @Test(arguments: EntityCases.all)
    func `a case with a byte changed, dropped or doubled gives no unsound span`(cases: EntityCases) throws {
        var dice = HostileTests.Dice(state: 7)
        for line in cases.lines {
            for _ in 0..<12 {
                let text = Self.mutated(EntityRuleTests.Case(line).text, &dice)
                let entities = try EntityRecognizer(model: nil).entities(in: text)
                #expect(Self.areSound(entities, in: text), "\(text.debugDescription)")
            }
        }
    }

    /// Rules read ahead, so each must see where a text ends: after `R$ 5 (` no sum in words follows.
    @Test(arguments: EntityCases.all)
    func `a case cut off anywhere, and before a bracket, gives no unsound span`(cases: EntityCases) throws {
        let recognizer = EntityRecognizer(model: nil)
        for line in cases.lines {
            let whole = EntityRuleTests.Case(line).text.unicodeScalars
            for end in whole.indices {
                for text in [String(whole[..<end]), String(whole[..<end]) + " (", String(whole[end...])] {
                    let entities = try recognizer.entities(in: text)
                    #expect(Self.areSound(entities, in: text), "\(text.debugDescription)")
                }
            }
        }
    }

    private static func mutated(_ text: String, _ dice: inout HostileTests.Dice) -> String {
        var scalars = Array(text.unicodeScalars)
        for _ in 0...dice.roll(3) where !scalars.isEmpty {
            let place = dice.roll(scalars.count)
            switch dice.roll(4) {
            case 0: scalars.remove(at: place)
            case 1: scalars.insert(scalars[place], at: place)
            case 2: scalars[place] = scalars[dice.roll(scalars.count)]
            default: scalars.insert(["\u{0}", "\n", "é", "9", "-", "🙂"][dice.roll(6)], at: place)
            }
        }
        var mutated = String.UnicodeScalarView()
        mutated.append(contentsOf: scalars)
        return String(mutated)
    }

    /// A text of one piece over and over.
    struct Repeated: Sendable, CustomTestStringConvertible {
        var piece: String
        var count: Int

        init(_ piece: String, _ count: Int) {
            self.piece = piece
            self.count = count
        }

        var text: String { String(repeating: piece, count: count) }
        var testDescription: String { "\(count) of \(piece.debugDescription)" }
    }

    private static let repeated = [
        Repeated("", 1), Repeated(" ", 1), Repeated("\n", 1), Repeated("a", 1), Repeated("9", 1),
        Repeated("§", 1), Repeated("1.", 20_000), Repeated("art. 5º, ", 5_000), Repeated("e ", 20_000),
        Repeated("mil ", 10_000), Repeated("prazo de ", 10_000), Repeated("CPF ", 10_000),
        Repeated("CNPJ nº ", 10_000), Repeated("(", 50_000), Repeated("João ", 10_000),
        Repeated("9", 100_000), Repeated("Comarca de ", 10_000), Repeated("á", 50_000),
        Repeated("R$ 9", 10_000), Repeated("R$ 5 (", 1), Repeated("Súmulas 5 e ", 5_000),
        Repeated("1-", 10_000),
        Repeated("OAB - ", 10_000), Repeated("do art. 5º ", 5_000), Repeated("§§ 1º e ", 5_000),
    ]

    @Test(arguments: repeated)
    func `survives`(repeated: Repeated) throws {
        let entities = try EntityRecognizer().entities(in: repeated.text)
        #expect(Self.areSound(entities, in: repeated.text))
    }

    @Test func `refuses a text beyond the limit and stops when told to`() {
        let long = String(repeating: " ", count: EntityLimits.textBytes + 1)
        #expect(throws: EntityRefusal.textTooLarge(bytes: long.utf8.count, limit: EntityLimits.textBytes)) {
            try EntityRecognizer(model: nil).entities(in: long)
        }
        #expect(throws: EntityRefusal.cancelled) {
            try EntityRecognizer().entities(in: "João", isCancelled: { true })
        }
    }

    @Test func `the same text gives the same entities on every thread`() async throws {
        let text =
            "O Ministro João da Silva, do Supremo Tribunal Federal, citou a Lei 9.099/95 em 03/05/2024."
        let alone = try EntityRecognizer().entities(in: text)
        await withTaskGroup(of: Bool.self) { group in
            for _ in 0..<8 {
                group.addTask { (try? EntityRecognizer().entities(in: text)) == alone }
            }
            for await isEqual in group { #expect(isEqual) }
        }
    }
}

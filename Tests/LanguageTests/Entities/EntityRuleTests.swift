import Language
import Testing

@Suite struct EntityRuleTests {
    /// A case read: the text without its marks, the spans they marked, and what is to be found there.
    struct Case {
        var text = ""
        var spans: [Range<Int>] = []
        var values: [String] = []

        init(_ line: String) {
            let sides = line.split(separator: " => ", maxSplits: 1).map(String.init)
            var (bytes, open): ([UInt8], Int) = ([], 0)
            var rest = Substring(sides[0])
            while let character = rest.unicodeScalars.first {
                if rest.hasPrefix("\\n") {
                    bytes.append(0x0A)
                    rest = rest.dropFirst(2)
                    continue
                }
                if character == "‹" {
                    open = bytes.count
                } else if character == "›" {
                    spans.append(open..<bytes.count)
                } else {
                    bytes += Array(String(character).utf8)
                }
                rest.unicodeScalars.removeFirst()
            }
            text = String(decoding: bytes, as: UTF8.self)
            if sides.count > 1 { values = sides[1].split(separator: " & ").map(String.init) }
        }
    }

    /// What was wrongly found, what was missed, and what was right.
    static func judge(_ line: String, _ kind: EntityKind) throws -> (
        wrong: [String], missed: [String], right: Int
    ) {
        let one = Case(line)
        let found = try EntityRecognizer(model: nil).entities(in: one.text).filter { $0.kind == kind }
        let got = Set(
            found.map { "\($0.span) \($0.validity == .invalid ? "!" : "")\($0.value ?? "")" })
        let wanted = Set(zip(one.spans, one.values).map { "\($0) \($1)" })
        precondition(one.spans.count == one.values.count, line)
        return (
            got.subtracting(wanted).sorted(), wanted.subtracting(got).sorted(), got.intersection(wanted).count
        )
    }

    @Test(arguments: EntityCases.all)
    func `finds what has a form and puts it in one`(cases: EntityCases) throws {
        for line in cases.lines {
            let (wrong, missed, _) = try Self.judge(line, cases.kind)
            #expect(wrong.isEmpty && missed.isEmpty, "\(line): wrong \(wrong), missed \(missed)")
        }
    }

    @Test func `is right in 99 of 100 of at least 300 cases`() throws {
        var (wrong, missed, right, count) = (0, 0, 0, 0)
        for cases in EntityCases.all {
            for line in cases.lines {
                let judged = try Self.judge(line, cases.kind)
                wrong += judged.wrong.count
                missed += judged.missed.count
                right += judged.right
                count += 1
            }
        }
        #expect(count >= 300)
        #expect(Double(right) / Double(max(1, right + wrong)) >= 0.99)
        #expect(Double(right) / Double(max(1, right + missed)) >= 0.99)
    }

    private static let shortNames: [EntityKind: String] = [
        .caseNumber: "case", .legislation: "law", .jurisprudence: "cite", .deadline: "term",
    ]

    @Test(arguments: [EntityCasesUnseen.text, EntityCasesUnseen.second])
    func `is right in 98 of 100 of the cases nobody mended a rule by`(cases: String) throws {
        var (wrong, missed, right) = (0, 0, 0)
        for line in cases.split(separator: "\n") {
            let one = Case(String(line))
            let found = try EntityRecognizer(model: nil).entities(in: one.text)
            let got = Set(
                found.map {
                    let kind = Self.shortNames[$0.kind] ?? $0.kind.rawValue
                    return "\($0.span) \(kind) \($0.validity == .invalid ? "!" : "")\($0.value ?? "")"
                })
            let wanted = Set(zip(one.spans, one.values).map { "\($0) \($1)" })
            right += got.intersection(wanted).count
            wrong += got.subtracting(wanted).count
            missed += wanted.subtracting(got).count
        }
        #expect(Double(right) / Double(max(1, right + wrong)) >= 0.98)
        #expect(Double(right) / Double(max(1, right + missed)) >= 0.98)
    }

    @Test func `tells all kinds of one text apart, in order`() throws {
        let text = """
            Processo nº 0001234-71.2024.8.26.0100. Intime-se o réu, CPF 529.982.247-25, pelo advogado (OAB/SP 123.456), \
            para pagar R$ 1.000,00 no prazo de 15 (quinze) dias úteis, nos termos do art. 523 do CPC e da Súmula 517 \
            do STJ, até 03/05/2024. Empresa de CNPJ 11.222.333/0001-81. Publicado pelo TJSP.
            """
        let kinds = try EntityRecognizer(model: nil).entities(in: text).map(\.kind)
        #expect(
            kinds == [
                .caseNumber, .cpf, .oab, .money, .deadline, .legislation, .jurisprudence, .date, .cnpj,
                .court,
            ])
    }
}

/// The words of the rules, written without accents: `value|phrase, phrase`. A phrase all in capitals is an acronym
/// and counts only in capitals.
enum LegalTermLists {
    static let rows: [(role: LegalTerm.Role, text: String)] =
        [
            (.preposition, "de|de, do, da, dos, das, of, c. , d"),
            (.and, "e|e, and"), (.article, "o|o, os, as, the"), (.upTo, "a|a, ao, ate, to"),
            (.numberSign, "n|n, no, nos, nr, num, numero, numeros, number, nro, sob"),
            (.oab, "OAB|oab, oabs"), (.cpf, "CPF|cpf, cpfs, cic"), (.cnpj, "CNPJ|cnpj, cgc"),
            (.law, laws), (.regulation, regulations), (.lawQualifier, lawQualifiers), (.code, codes),
            (.articleWord, "art|art, arts, artigo, artigos, article, articles"),
            (.paragraphWord, "§|§, paragrafo, paragrafos, par"),
            (
                .soleParagraph,
                "parágrafo único|paragrafo unico, par . unico, p . unico, § unico, paragr . unico, p . u ."
            ),
            (.itemWord, "inc|inciso, incisos, inc, incs, item, itens"),
            (.letterWord, "al|alinea, alineas, al, letra"),
            (.caput, "caput|caput"),
            (.withWord, "c/c|c / c, cc /, combinado com, c . c, c . c ., combinados com, combinada com"),
            (.sumula, sumulas), (.theme, themes), (.appeal, appeals),
            (.link, "no|no, nos, na, em"),
            (.court, courts), (.regionalCourt, regionalCourts), (.chamber, chambers),
            (.chamberKind, chamberKinds), (.seat, seats),
            (.region, "região|regiao, reg"),
            (.panel, panels), (.themeKind, themeKinds), (.landmark, landmarks),
            (.month, months), (.shortMonth, shortMonths), (.dayOrdinal, "1|primeiro"), (.day, "d|dia, dias"),
            (.monthPhrase, "m|do mes de, do mes"),
            (.state, states), (.stateName, stateNames), (.number, numbers), (.scale, scales),
            (.half, "meio|meio, meia"),
            (.ordinal, ordinals),
            (.currency, currencies), (.cent, "cent|centavos, centavo, cents, cent"),
            (
                .currencySign,
                // Old moneys where the sign leaves no doubt; Cr$ was three of them.
                "BRL|r $, BRL\nUSD|us $, u $ s, u $, USD, $\nEUR|€, EUR\nGBP|£, GBP\n"
                    + "BRN|ncz $\nBRC|cz $\nBRB|ncr $"
            ),
            (.term, "prazo|prazo, prazos, deadline, period"),
            (
                .termQualifier,
                termQualifiers
            ),
            (
                .unit,
                "dia|dia, dias, day, days\nhora|hora, horas, hour, hours, hs, h, hrs\nmês|mes, meses, month, months\n"
                    + "ano|ano, anos, year, years\nsemana|semana, semanas, week, weeks"
            ),
            (.workday, "úteis|uteis, util, business, working, court"),
            (.calendarDay, "corridos|corridos, corrido, calendar, consecutivos"),
            (.within, "em|em, within, dentro de, em ate"),
        ]

    static let stateCodes = "AC AL AM AP BA CE DF ES GO MA MG MS MT PA PB PE PI PR RJ RN RO RR RS SC SE SP TO"

    static func isState(_ code: Substring) -> Bool {
        code.utf8.count == 2 && stateCodes.split(separator: " ").contains(code)
    }

    /// States with a court of their own for their military.
    static func hasMilitaryCourt(_ code: Substring) -> Bool { ["SP", "MG", "RS"].contains(code) }

    private static let stateNames = """
        AC|acre
        AL|alagoas
        AM|amazonas
        AP|amapa
        BA|bahia
        CE|ceara
        DF|distrito federal, distrito federal e dos territorios, distrito federal e territorios
        ES|espirito santo
        GO|goias
        MA|maranhao
        MG|minas gerais
        MS|mato grosso do sul
        MT|mato grosso
        PA|para
        PB|paraiba
        PE|pernambuco
        PI|piaui
        PR|parana
        RJ|rio de janeiro
        RN|rio grande do norte
        RO|rondonia
        RR|roraima
        RS|rio grande do sul
        SC|santa catarina
        SE|sergipe
        SP|sao paulo
        TO|tocantins
        """

    private static let states = stateCodes.split(separator: " ").map { "\($0)|\($0)" }.joined(separator: "\n")

    private static let months = """
        1|janeiro, january
        2|fevereiro, february
        3|marco, march
        4|abril, april
        5|maio, may
        6|junho, june
        7|julho, july
        8|agosto, august
        9|setembro, september
        10|outubro, october
        11|novembro, november
        12|dezembro, december
        """

    private static let shortMonths = """
        1|jan
        2|fev, feb
        3|mar
        4|abr, apr
        5|mai
        6|jun
        7|jul
        8|ago, aug
        9|set, sep, sept
        10|out, oct
        11|nov
        12|dez, dec
        """

    private static let termQualifiers = """
        q|legal, comum, sucessivo, improrrogavel, prorrogavel, maximo, peremptorio, recursal, fatal, total, razoavel, \
        judicial, minimo, derradeiro, suplementar, adicional, fixo, novo, de ate, de, em, within, of, e, common, \
        maximum, the, prescricional, decadencial, quinquenal, trienal, bienal, decenal, vintenario, contratual, \
        processual, regimental, regulamentar, estabelecido, estipulado, fixado, assinado, assinalado, concedido, \
        deferido, previsto, ordinario, geral, especial, integral, preclusivo, dilatorio, remanescente, restante, \
        inicial, excepcional, simples, dobrado, em dobro, unico, individual, respectivo, impreterivel, sera, sera de, \
        nao superior a, nao inferior a, superior a, inferior a, de resposta, de defesa, para resposta, para defesa, \
        para recurso, para contestacao, para manifestacao, para pagamento, para impugnacao, para contestar, \
        para recorrer, para pagar, de carencia, de garantia, de vigencia, de validade, de prescricao, de decadencia, \
        da prescricao, da decadencia
        """

    private static let currencies = """
        BRL|reais, real, brl
        USD|dolares, dolar, dolares americanos, dollars, dollar, u . s . dollars
        EUR|euros, euro
        """

    private static let scales = """
        100|hundred
        1000|mil, thousand
        1000000|milhao, milhoes, million, mi
        1000000000|bilhao, bilhoes, billion, bi
        1000000000000|trilhao, trilhoes, trillion, tri
        """

    private static let numbers = """
        0|zero
        1|um, uma, hum, one
        2|dois, duas, two
        3|tres, three
        4|quatro, four
        5|cinco, five
        6|seis, six
        7|sete, seven
        8|oito, eight
        9|nove, nine
        10|dez, ten
        11|onze, eleven
        12|doze, twelve
        13|treze, thirteen
        14|quatorze, catorze, fourteen
        15|quinze, fifteen
        16|dezesseis, sixteen
        17|dezessete, seventeen
        18|dezoito, eighteen
        19|dezenove, nineteen
        20|vinte, twenty
        30|trinta, thirty
        40|quarenta, forty
        50|cinquenta, cincoenta, fifty
        60|sessenta, sixty
        70|setenta, seventy
        80|oitenta, eighty
        90|noventa, ninety
        100|cem, cento
        200|duzentos, duzentas
        300|trezentos, trezentas
        400|quatrocentos, quatrocentas
        500|quinhentos, quinhentas
        600|seiscentos, seiscentas
        700|setecentos, setecentas
        800|oitocentos, oitocentas
        900|novecentos, novecentas
        """

    private static let ordinals = """
        1|primeira, primeiro
        2|segunda, segundo
        3|terceira, terceiro
        4|quarta, quarto
        5|quinta, quinto
        6|sexta, sexto
        7|setima, setimo
        8|oitava, oitavo
        9|nona, nono
        10|decima, decimo
        20|vigesima, vigesimo
        30|trigesima, trigesimo
        40|quadragesima, quadragesimo
        50|quinquagesima, quinquagesimo
        60|sexagesima, sexagesimo
        70|septuagesima, septuagesimo
        80|octogesima, octogesimo
        90|nonagesima, nonagesimo
        100|centesima, centesimo
        200|ducentesima, ducentesimo
        """
}

import Language
import Testing

/// Written cases: a text with what is to be found between ‹ and ›, and behind => the values in order, parted by &.
/// A value after ! is to be called invalid. A text without marks is a trap. `\n` stands for a line end.
struct EntityCases: Sendable, CustomTestStringConvertible {
    let kind: EntityKind
    let lines: [String]

    var testDescription: String { kind.rawValue }

    init(_ kind: EntityKind, _ text: String) {
        self.kind = kind
        lines = text.split(separator: "\n").map(String.init)
    }

    static let all = [
        caseNumbers, people, companies, bar, articles, laws, precedents, courts, dates, money, deadlines,
    ]

    static let caseNumbers = EntityCases(
        .caseNumber,
        #"""
        Processo nº ‹0001234-71.2024.8.26.0100› => 0001234-71.2024.8.26.0100
        ‹0715337-93.2014.8.01.0001› => 0715337-93.2014.8.01.0001
        RO ‹0000020-15.2020.5.02.0032›, da 32ª Vara => 0000020-15.2020.5.02.0032
        (autos ‹0005001-13.2019.4.03.6100›) => 0005001-13.2019.4.03.6100
        Autos n.º ‹1002199-81.2017.8.01.0000›/50000 => 1002199-81.2017.8.01.0000
        ‹7654321-37.2022.8.19.0001›. => 7654321-37.2022.8.19.0001
        Apelação ‹33-32.2009.7.05.0005›/PR => 0000033-32.2009.7.05.0005
        ‹0800123-33.2021.8.20.5001›; => 0800123-33.2021.8.20.5001
        autos ‹0001234-\n71.2024.8.26.0100› => 0001234-71.2024.8.26.0100
        autos ‹0001234- 71.2024.8.26.0100› => 0001234-71.2024.8.26.0100
        autos ‹0001234–71.2024.8.26.0100› => 0001234-71.2024.8.26.0100
        autos ‹00012347120248260100› => 0001234-71.2024.8.26.0100
        errado ‹0001234-56.2024.8.26.0100› => !0001234-56.2024.8.26.0100
        errado ‹0001234-71.2024.8.26.0101› => !0001234-71.2024.8.26.0101
        errado ‹0001234-71.2023.8.26.0100› => !0001234-71.2023.8.26.0100
        ‹0001234-71.2024.8.26.0100› e ‹0000020-15.2020.5.02.0032› => 0001234-71.2024.8.26.0100 & 0000020-15.2020.5.02.0032
        Nº‹0000010-28.2018.1.00.0000› => 0000010-28.2018.1.00.0000
        n°: ‹0000599-56.2016.6.19.0028› => 0000599-56.2016.6.19.0028
        código 00012345620248260100 da guia
        boleto 23793.38128 60000.000003 00000.000400 1 84340000010000
        telefone 11 98765-4321.2024
        0001234-71.2024.8.26.01000
        0001234-71.2024.8.26
        autos ‹0001234.71.2024.8.26.0100› => 0001234-71.2024.8.26.0100
        autos ‹0001234\n71.2024.8.26.0100› => 0001234-71.2024.8.26.0100
        autos ‹0001234\n-71.2024.8.26.0100› => 0001234-71.2024.8.26.0100
        autos ‹0001234 71 2024 8 26 0100› => 0001234-71.2024.8.26.0100
        autos ‹000123471.2024.8.26.0100› => 0001234-71.2024.8.26.0100
        ‹5012924-20.2012.404.7200› => 5012924-20.2012.4.04.7200
        0001234.72.2024.8.26.0100
        0001234.71.2024.8.26.01000
        90001234-71.2024.8.26.0100
        IP 10.0.0.1, versão 1.2.3
        """#)

    static let people = EntityCases(
        .cpf,
        #"""
        CPF nº ‹123.456.789-09› => 123.456.789-09
        inscrito no CPF sob o nº ‹529.982.247-25›, => 529.982.247-25
        ‹529.982.247-25› => 529.982.247-25
        CPF/MF ‹987.654.321-00› => 987.654.321-00
        CPF: ‹52998224725› => 529.982.247-25
        seu CPF é ‹52998224725› => 529.982.247-25
        C.P.F. ‹111.444.777-35› => 111.444.777-35
        CPF ‹529 982 247 25› => 529.982.247-25
        CPF n.º ‹529.982.247/25› => 529.982.247-25
        CPF (‹529982247-25›) => 529.982.247-25
        CPF ‹000.000.001-91› => 000.000.001-91
        cpf ‹314.159.265-90›. => 314.159.265-90
        ‹529.982.247–25› => 529.982.247-25
        ‹529.982.247-\n25› => 529.982.247-25
        CPF ‹529.982.247-26› => !529.982.247-26
        ‹111.111.111-11› => !111.111.111-11
        CPF ‹12345678900› => !123.456.789-00
        CPFs ‹123.456.789-09› e ‹529.982.247-25› => 123.456.789-09 & 529.982.247-25
        CPF ***.982.247-**
        celular 11987654321
        protocolo 52998224725
        1.529.982.247-25
        529.982.247-255
        conta 529.982.247
        CPF não informado
        RG 12.345.678-9
        CEP 01310-100
        529.982,247-25
        """#)

    static let companies = EntityCases(
        .cnpj,
        #"""
        CNPJ ‹12.345.678/0001-95› => 12.345.678/0001-95
        CNPJ/MF sob o nº ‹11.222.333/0001-81› => 11.222.333/0001-81
        ‹11.222.333/0001-81› => 11.222.333/0001-81
        CNPJ: ‹11222333000181› => 11.222.333/0001-81
        CNPJ nº ‹11.222.333/0001–81› => 11.222.333/0001-81
        CNPJ ‹11.222.333/\n0001-81› => 11.222.333/0001-81
        CNPJ ‹12.ABC.345/01DE-35› => 12.ABC.345/01DE-35
        ‹A1.B2C.3D4/0001-93› => A1.B2C.3D4/0001-93
        CNPJ ‹B4.CD1.2E3/0001-16› => B4.CD1.2E3/0001-16
        CNPJ ‹12ABC34501DE35› => 12.ABC.345/01DE-35
        CNPJ ‹ZZ.9XY.87W/0A1B-18› => ZZ.9XY.87W/0A1B-18
        Banco do Brasil, CNPJ ‹00.000.000/0001-91›, => 00.000.000/0001-91
        (‹33.444.555/0002-62›) => 33.444.555/0002-62
        CNPJ ‹11.222.333/0001-82› => !11.222.333/0001-82
        ‹12.ABC.345/01DE-36› => !12.ABC.345/01DE-36
        CNPJ ‹11222333000180› => !11.222.333/0001-80
        CGC ‹11.222.333/0001-81› => 11.222.333/0001-81
        guia 11222333000181
        11.222.333/0001
        12.ABC.345/01DE-3X
        111.222.333/0001-81
        chave 35240111222333000181550010000000011000000019
        CNPJ em branco
        art. 11.222
        """#)

    static let bar = EntityCases(
        .oab,
        #"""
        ‹OAB/SP 123.456› => OAB/SP 123456
        ‹OAB/SP nº 123.456› => OAB/SP 123456
        ‹OAB/SP n. 123.456› => OAB/SP 123456
        ‹OAB-SP 123456› => OAB/SP 123456
        ‹OAB SP 123456› => OAB/SP 123456
        ‹OAB/RJ 98.765› => OAB/RJ 98765
        ‹OAB 123.456/SP› => OAB/SP 123456
        ‹OAB nº 123456-SP› => OAB/SP 123456
        ‹OAB n.º 12.345/DF› => OAB/DF 12345
        ‹OAB/SP sob o nº 123.456› => OAB/SP 123456
        ‹OAB(SP) 123456› => OAB/SP 123456
        ‹OAB: SP123456› => OAB/SP 123456
        ‹OAB SP123456› => OAB/SP 123456
        ‹OAB/MG 123.456-A› => OAB/MG 123456-A
        ‹OAB/SP 123456A› => OAB/SP 123456-A
        ‹OAB/PR 12.345-E› => OAB/PR 12345-E
        ‹O.A.B./SP 123.456› => OAB/SP 123456
        ‹OAB/SP\nnº 123.456› => OAB/SP 123456
        ‹OAB/AC 1.234›, => OAB/AC 1234
        ‹OAB 123456 (SP)› => OAB/SP 123456
        ‹oab/SP 123.456› => OAB/SP 123456
        ‹OAB nº 123.456› => OAB 123456
        ‹OAB - SP - 123456› => OAB/SP 123456
        ‹OAB/SP: 123.456› => OAB/SP 123456
        ‹OAB, Seção de SP, nº 123.456› => OAB/SP 123456
        ‹OAB/RS 012.345› => OAB/RS 12345
        (‹OAB/SP 1.234› e ‹OAB/RJ 5.678›) => OAB/SP 1234 & OAB/RJ 5678
        a OAB publicou nota
        OAB/SP
        Exame da OAB
        OAB/SP nº
        CRM/SP 123456
        Conselho Federal da OAB
        """#)

    static let precedents = EntityCases(
        .jurisprudence,
        #"""
        ‹Súmula 7 do STJ› => Súmula 7/STJ
        ‹Súmula 7/STJ› => Súmula 7/STJ
        ‹Súmula nº 331 do TST› => Súmula 331/TST
        ‹SÚMULA N. 410 DO STJ› => Súmula 410/STJ
        ‹Súmula n.º 126, do TST› => Súmula 126/TST
        ‹Súmulas 5 e 7 do STJ› => Súmula 5/STJ; Súmula 7/STJ
        ‹Súmula Vinculante 11› => Súmula Vinculante 11/STF
        ‹Súmula Vinculante nº 11 do STF› => Súmula Vinculante 11/STF
        ‹SV 13› => Súmula Vinculante 13/STF
        ‹Súmula nº 503 do colendo Superior Tribunal de Justiça› => Súmula 503/STJ
        ‹Súmula 282 (STF)› => Súmula 282/STF
        ‹Enunciado nº 106 do STJ› => Enunciado 106/STJ
        ‹Súmula 83› => Súmula 83
        ‹Tema 1.046 do STF› => Tema 1.046/STF
        ‹Tema nº 988/STJ› => Tema 988/STJ
        ‹Tema Repetitivo 1.076 do STJ› => Tema 1.076/STJ
        ‹REsp 1.234.567/SP› => REsp 1.234.567/SP
        ‹REsp nº 1.234.567-SP› => REsp 1.234.567/SP
        ‹REsp 1234567/SP› => REsp 1.234.567/SP
        ‹AgRg no REsp 936574/SP› => AgRg no REsp 936.574/SP
        ‹AgInt no AREsp 388.570/RJ› => AgInt no AREsp 388.570/RJ
        ‹HC 105.959/DF› => HC 105.959/DF
        ‹Habeas Corpus nº 118255/PR› => HC 118.255/PR
        ‹RE 586453› => RE 586.453
        ‹ADI 3767› => ADI 3.767
        ‹Ação Direta de Inconstitucionalidade nº 3.767› => ADI 3.767
        ‹Recurso Extraordinário 586.453› => RE 586.453
        ‹Súmulas nºs 5 e 7 do STJ› => Súmula 5/STJ; Súmula 7/STJ
        ‹Súmula 331, IV, do TST› => Súmula 331, IV/TST
        ‹Súmula nº 331, itens IV e V, do TST› => Súmula 331, IV, V/TST
        ‹Súmulas 219, I, e 329 do TST› => Súmula 219, I/TST; Súmula 329/TST
        ‹OJ 394 da SDI-1 do TST› => OJ 394/SDI-1/TST
        ‹OJ nº 394 da SBDI-I do TST› => OJ 394/SDI-1/TST
        ‹OJ 394/SDI-1/TST› => OJ 394/SDI-1/TST
        ‹OJ 17 da SDC do TST› => OJ 17/SDC/TST
        ‹Tema 1.076 dos recursos repetitivos do STJ› => Tema 1.076/STJ
        a súmula do julgamento
        o tema do recurso
        interpôs recurso especial em 10 folhas
        re 123 da lista
        impetrou habeas corpus
        a aula sobre o tema 7 do curso
        o ‹tema 7 do STJ› => Tema 7/STJ
        conforme o ‹tema 1.046› => Tema 1.046
        o ‹tema 5 da repercussão geral› => Tema 5
        """#)
}

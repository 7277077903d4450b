import Language

extension EntityCases {
    static let dates = EntityCases(
        .date,
        #"""
        ‹03/05/2024› => 2024-05-03
        ‹3/5/2024› => 2024-05-03
        ‹03.05.2024› => 2024-05-03
        ‹3-5-2024› => 2024-05-03
        ‹03/05/24› => 2024-05-03
        ‹18⁄06⁄2015› => 2015-06-18
        ‹2024-05-03› => 2024-05-03
        ‹2024-05-03›T10:00 => 2024-05-03
        ‹3 de maio de 2024› => 2024-05-03
        ‹1º de janeiro de 2023› => 2023-01-01
        ‹1° de janeiro de 2023› => 2023-01-01
        ‹3 de maio de 2.024› => 2024-05-03
        ‹03 DE MAIO DE 2024› => 2024-05-03
        ‹16 de março\nde 2018› => 2018-03-16
        ‹maio de 2024› => 2024-05
        ‹março/2019› => 2019-03
        ‹cinco de maio de dois mil e vinte e quatro› => 2024-05-05
        ‹primeiro de janeiro de dois mil e vinte› => 2020-01-01
        aos ‹cinco dias do mês de maio de 2024› => 2024-05-05
        ‹vinte e três de agosto de mil novecentos e noventa e quatro› => 1994-08-23
        ‹May 3, 2024› => 2024-05-03
        ‹3 May 2024› => 2024-05-03
        ‹May 3rd, 2024› => 2024-05-03
        ‹3rd of May, 2024› => 2024-05-03
        ‹December 2023› => 2023-12
        the 21st of the month
        ‹29/02/2024› => 2024-02-29
        ‹29/02/2023› => !2023-02-29
        ‹31/04/2024› => !2024-04-31
        ‹05/13/2024› => 2024-05-13
        ‹45/13/2024› => !2024-13-45
        de ‹01/02/2020› a ‹03/04/2021› => 2020-02-01 & 2021-04-03
        (‹03/05/2024›). => 2024-05-03
        em ‹10.05.2023›, => 2023-05-10
        ‹01.03.24› => 2024-03-01
        em ‹1.3.24› => 2024-03-01
        em ‹01-03-24› => 2024-03-01
        ‹1º/3/2024› => 2024-03-01
        ‹25/dez/2023› => 2023-12-25
        ‹25-dez-23› => 2023-12-25
        ‹25.dez.2023› => 2023-12-25
        ‹25/dezembro/2023› => 2023-12-25
        ‹dez/2023› => 2023-12
        ‹dez./23› => 2023-12
        ‹março/24› => 2024-03
        ‹3 mai. 2024› => 2024-05-03
        ‹3 de mai. de 2024› => 2024-05-03
        ‹Jan. 3, 2024› => 2024-01-03
        ‹10 / 01 / 2020› => 2020-01-10
        ‹2024/05/03› => 2024-05-03
        ‹quinze (15) de março de 2024› => 2024-03-15
        dia ‹15 do mês de março de 2024› => 2024-03-15
        aos ‹15 (quinze) dias do mês de março de 2024› => 2024-03-15
        de ‹jan/2020› a ‹31/dez/2021› => 2020-01 & 2021-12-31
        versão 1.2.2024
        versão nº 1.2.2024
        item 10.11.12
        subitem 2.1.20
        o mar 2024
        99.99.24
        fls. 10 / 20 / 30
        set de ferramentas
        10-12-20 unidades
        versão 01.02.03
        12/2023
        1/2 do valor
        proporção 3/5/7
        IP 10.10.2024.1
        123/04/2024
        fls. 12/15
        3 de maio
        em maio
        Maria de março
        Lei 9.099/95
        cinco dias
        10-20-30
        99/99/99x
        """#)

    static let money = EntityCases(
        .money,
        #"""
        ‹R$ 1.234,56› => BRL 1234.56
        ‹R$1.234,56› => BRL 1234.56
        ‹R$ 1.234› => BRL 1234.00
        ‹R$ 10› => BRL 10.00
        ‹R$ 0,50› => BRL 0.50
        ‹R$ 1.000.000,00› => BRL 1000000.00
        ‹R$ 1234,5› => BRL 1234.50
        ‹R$ 10 mil› => BRL 10000.00
        ‹R$ 1,5 milhão› => BRL 1500000.00
        ‹R$ 2 milhões› => BRL 2000000.00
        ‹R$ 3,25 bilhões› => BRL 3250000000.00
        ‹R$\n500,00› => BRL 500.00
        ‹R$ 500,00›. => BRL 500.00
        ‹R$ 500,00›, => BRL 500.00
        ‹R$ 1234.56› => BRL 1234.56
        ‹R$ 1.000,00 (mil reais)› => BRL 1000.00
        ‹R$ 1.000,00 (dois mil reais)› => !BRL 1000.00
        ‹R$ 2.500,00 (dois mil e quinhentos reais)› => BRL 2500.00
        ‹R$ 15,30 (quinze reais e trinta centavos)› => BRL 15.30
        ‹mil reais› => BRL 1000.00
        ‹dois mil e quinhentos reais› => BRL 2500.00
        ‹cento e vinte e três reais› => BRL 123.00
        ‹um milhão de reais› => BRL 1000000.00
        ‹1.234,56 reais› => BRL 1234.56
        ‹10 mil reais› => BRL 10000.00
        ‹dez reais e cinquenta centavos› => BRL 10.50
        ‹vinte centavos› => BRL 0.20
        ‹um real› => BRL 1.00
        ‹US$ 1,000.50› => USD 1000.50
        ‹US$ 500› => USD 500.00
        ‹USD 1,500› => USD 1500.00
        ‹$ 99.99› => USD 99.99
        ‹€ 1.000,00› => EUR 1000.00
        ‹EUR 250,00› => EUR 250.00
        ‹£10.50› => GBP 10.50
        ‹cem dólares› => USD 100.00
        ‹two thousand dollars› => USD 2000.00
        ‹500 euros› => EUR 500.00
        entre ‹R$ 10,00› e ‹R$ 20,00› => BRL 10.00 & BRL 20.00
        valor de ‹R$ 10.000,00 (dez mil reais)› => BRL 10000.00
        ‹R$ 3,4 bi› => BRL 3400000000.00
        ‹R$ 3,4bi› => BRL 3400000000.00
        ‹R$ 5 mi› => BRL 5000000.00
        ‹R$ 1 tri› => BRL 1000000000000.00
        ‹R$ 2 trilhões› => BRL 2000000000000.00
        ‹R$. 1.000› => BRL 1000.00
        ‹R$: 1.000› => BRL 1000.00
        ‹R$ 10 000,00› => BRL 10000.00
        ‹meio milhão de reais› => BRL 500000.00
        ‹dois milhões e meio de reais› => BRL 2500000.00
        ‹R$ 2 milhões e meio› => BRL 2500000.00
        ‹NCz$ 500,00› => BRN 500.00
        ‹Cz$ 500,00› => BRC 500.00
        ‹U$ 500,00› => USD 500.00
        Cr$ 1.000,00
        CR$ 1.000,00
        HK$ 300 e A$ 200
        meio dia
        R$
        R$ a definir
        o valor real do bem
        motivos reais
        1.234,56
        mil vezes
        direitos reais
        20%
        """#)

    static let deadlines = EntityCases(
        .deadline,
        #"""
        ‹prazo de 15 (quinze) dias úteis› => 15 dias úteis
        ‹prazo de 15 dias› => 15 dias
        ‹prazo de quinze dias› => 15 dias
        no ‹prazo de 5 (cinco) dias› => 5 dias
        no ‹prazo legal de 10 dias› => 10 dias
        no ‹prazo comum de 15 dias› => 15 dias
        no ‹prazo sucessivo de 10 (dez) dias› => 10 dias
        no ‹prazo improrrogável de 48 (quarenta e oito) horas› => 48 horas
        ‹prazo de 48 horas› => 48 horas
        ‹prazo de 30 (trinta) dias corridos› => 30 dias
        ‹prazo de 15 (dez) dias› => !15 dias
        ‹prazo de dois meses› => 2 meses
        ‹prazo de 1 (um) ano› => 1 ano
        ‹prazo máximo de 60 dias› => 60 dias
        ‹prazo de até 30 dias› => 30 dias
        ‹PRAZO DE 15 DIAS› => 15 dias
        ‹Prazo: 15 dias› => 15 dias
        ‹prazo\nde 15\ndias úteis› => 15 dias úteis
        manifeste-se em ‹5 dias› => 5 dias
        em ‹48 horas› => 48 horas
        em ‹15 (quinze) dias› => 15 dias
        ‹15 dias úteis› => 15 dias úteis
        ‹quinze dias úteis› => 15 dias úteis
        dentro de ‹10 dias› => 10 dias
        within ‹15 business days› => 15 dias úteis
        within ‹fifteen (15) days› => 15 dias
        within ‹ten days› => 10 dias
        ‹prazo de vinte e quatro horas› => 24 horas
        ‹prazo de 120 dias› => 120 dias
        ‹prazo de 1 dia útil› => 1 dia útil
        em ‹72h› => 72 horas
        no ‹prazo de 24h› => 24 horas
        em até ‹48 hs› => 48 horas
        ‹prazo prescricional de 5 (cinco) anos› => 5 anos
        ‹prazo decadencial de quatro anos› => 4 anos
        ‹prazo de cinco (5) dias› => 5 dias
        manifeste-se, ‹cinco (5) dias› => 5 dias
        Intime-se: ‹5 (cinco) dias›. => 5 dias
        ‹prazo de 2 (dois) anos e 6 (seis) meses› => 2 anos e 6 meses
        ‹prazo de 1 ano, 2 meses e 10 dias› => 1 ano, 2 meses e 10 dias
        ‹prazo para contestar será de 15 dias› => 15 dias
        às 14h30
        funciona 24h
        pena de 2 (dois) anos e 6 (seis) meses
        por 15 (quinze) dias
        15 (quinze) dias de férias
        em 10 dias-multa
        a 10 (dez) dias multa
        6 (seis) horas diárias e 40 (quarenta) horas semanais
        no prazo legal
        há 15 dias
        férias de 30 dias
        pena de 2 anos
        em 2 anos
        o prazo venceu
        prazo em dobro
        30 dias de trabalho
        por cinco anos
        prazo recursal
        em 2020
        """#)
}

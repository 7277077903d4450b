/// Cases written before the rules were last worked on, measured once before and once after, and never used to mend a
/// rule: what they tell of other texts stands in docs/text/entities.md. Unlike the other tables each line holds all
/// kinds, each value behind its kind, and whatever else is found is wrong.
enum EntityCasesUnseen {
    static let text = #"""
        conforme ‹art. 1.015, parágrafo único, do CPC›, cabe agravo => law CPC, art. 1015, parágrafo único
        violou os ‹arts. 11 e 489, § 1º, IV, do CPC/2015› => law CPC, art. 11; art. 489, § 1, IV
        nos termos do ‹artigo 373, incisos I e II, do CPC› => law CPC, art. 373, I, II
        multa do ‹art. 523, §§ 1º e 3º, do CPC› => law CPC, art. 523, § 1, § 3
        honorários (‹art. 85, §§ 8º, 10 e 11, do CPC›) => law CPC, art. 85, § 8, § 10, § 11
        majoração pelo ‹artigo 85, parágrafos 1º e 11, do Código de Processo Civil› => law CPC, art. 85, § 1, § 11
        o ‹art. 100, §§ 5º, 12 e 20, da CF› rege os precatórios => law CF, art. 100, § 5, § 12, § 20
        a teor do ‹art. 202, VI, do CC› => law CC, art. 202, VI
        tutela do ‹art. 300, CPC› => law CPC, art. 300
        garantia do ‹art. 7º, XXX, CF/88› => law CF, art. 7, XXX
        crime do ‹art. 157, § 2º, II, CP› => law CP, art. 157, § 2, II
        ‹art. 319, III a VI, do CPC› => law CPC, art. 319, III a VI
        ‹art. 24, incisos I a IV, da Lei nº 8.666/93› => law Lei 8.666/1993, art. 24, I a IV
        rol dos ‹arts. 1.009 e seguintes do CPC› => law CPC, art. 1009
        ‹art. 190 e ss. do CPC› => law CPC, art. 190
        o ‹art. 5º, inciso XXXV, da Constituição› assegura => law CF, art. 5, XXXV
        ‹art. 144, § 8º, da Constituição da República› => law CF, art. 144, § 8
        tempestivo: ‹art. 1.003, § 5º›, c/c ‹art. 219, ambos do CPC› => law CPC, art. 1003, § 5 & law CPC, art. 219
        ‹art. 121, § 2º, I›, c/c ‹art. 14, II, ambos do CP› => law CP, art. 121, § 2, I & law CP, art. 14, II
        ‹art. 186› e ‹art. 927, ambos do Código Civil› => law CC, art. 186 & law CC, art. 927
        ‹arts. 186 e 927, ambos do CC› => law CC, art. 186; art. 927
        ‹art. 1.694 do CC/2002› => law CC, art. 1694
        ‹art. 177 do CC/1916› prescrevia => law CC/1916, art. 177
        ‹art. 20 do CPC/73› regia => law CPC/1973, art. 20
        ‹artigo primeiro da Lei 8.009/90› => law Lei 8.009/1990, art. 1
        ‹art. 2º-A da Lei 9.494/97› => law Lei 9.494/1997, art. 2-A
        ‹art. 1º-F da Lei nº 9.494/97›, com redação da ‹Lei nº 11.960/09› => law Lei 9.494/1997, art. 1-F & law Lei 11.960/2009
        ‹§ 3º do art. 98 do CPC› => law CPC, art. 98, § 3
        ‹inciso III do art. 1º da Constituição Federal› => law CF, art. 1, III
        ‹art. 14, caput e § 1º, do CDC› => law CDC, art. 14, caput, § 1
        ‹art. 105, III, alíneas a e c, da CF› => law CF, art. 105, III, a, c
        ‹art. 33, § 4º, da Lei nº 11.343/2006› => law Lei 11.343/2006, art. 33, § 4
        ‹Lei nº 14.133, de 1º de abril de 2021› => law Lei 14.133/2021
        as ‹Leis nº 10.637/2002 e nº 10.833/2003› => law Lei 10.637/2002; Lei 10.833/2003
        ‹Leis nºs 7.713/88 e 9.250/95› => law Lei 7.713/1988; Lei 9.250/1995
        ‹Lei Complementar n. 101/2000› => law Lei Complementar 101/2000
        ‹Lei Estadual nº 10.705/2000› => law Lei Estadual 10.705/2000
        ‹Lei Municipal nº 13.478/02› => law Lei Municipal 13.478/2002
        ‹Decreto-Lei 5.452/43› => law Decreto-Lei 5.452/1943
        ‹Decreto nº 20.910/32› => law Decreto 20.910/1932
        ‹MP 927/2020› => law Medida Provisória 927/2020
        ‹MP nº 2.158-35/2001› => law Medida Provisória 2.158-35/2001
        ‹EC nº 62/2009› => law Emenda Constitucional 62/2009
        ‹Resolução CNJ nº 303/2019› => law Resolução CNJ 303/2019
        ‹Res. CNJ 345/2020› => law Resolução CNJ 345/2020
        ‹Portaria MTE nº 3.214/1978› => law Portaria MTE 3.214/1978
        ‹Instrução Normativa RFB nº 1.500/2014› => law Instrução Normativa RFB 1.500/2014
        ‹Resolução Normativa ANS nº 465/2021› => law Resolução Normativa ANS 465/2021
        ‹Resolução BACEN 4.893/2021› => law Resolução BACEN 4.893/2021
        ‹Provimento CG nº 30/2013› => law Provimento CG 30/2013
        o ‹Estatuto da Pessoa Idosa› e o ‹Código de Trânsito Brasileiro› => law Estatuto do Idoso & law CTB
        ‹CPC, art. 926› => law CPC, art. 926
        ‹CF, art. 93, IX› => law CF, art. 93, IX
        ‹arts. 6º, VIII, e 14 do CDC› => law CDC, art. 6, VIII; art. 14
        ‹arts. 489, § 1º, IV, e 1.022, II, do CPC› => law CPC, art. 489, § 1, IV; art. 1022, II
        ‹art. 65, III, "d", do CP› => law CP, art. 65, III, d
        ‹art. 62, II, b, da CLT› => law CLT, art. 62, II, b
        ‹art. 59-A, parágrafo único, da CLT› => law CLT, art. 59-A, parágrafo único
        ‹art. 932, inc. IV, alínea "b", do CPC› => law CPC, art. 932, IV, b
        ‹Súmula nº 385 do STJ› => cite Súmula 385/STJ
        ‹Súmula 54/STJ› e ‹Súmula 362/STJ› => cite Súmula 54/STJ & cite Súmula 362/STJ
        ‹Súmulas n. 282 e 356 do STF› => cite Súmula 282/STF; Súmula 356/STF
        ‹Súmulas nºs 83 e 568/STJ› => cite Súmula 83/STJ; Súmula 568/STJ
        ‹Súmula 338, I, do TST› => cite Súmula 338, I/TST
        ‹Súmula Vinculante nº 37› => cite Súmula Vinculante 37/STF
        ‹Tema 1.059/STJ› => cite Tema 1.059/STJ
        ‹Tema nº 793 da Repercussão Geral› => cite Tema 793
        ‹OJ nº 113 da SDI-1 do TST› => cite OJ 113/SDI-1/TST
        ‹REsp n. 1.740.911/DF› => cite REsp 1.740.911/DF
        ‹AgInt no REsp 1.889.704/PR› => cite AgInt no REsp 1.889.704/PR
        ‹ADI 5.766/DF› e ‹ADC 58› => cite ADI 5.766/DF & cite ADC 58
        ‹RE 870.947/SE› => cite RE 870.947/SE
        condeno ao pagamento de ‹R$ 12.345,67› => money BRL 12345.67
        ‹R$ 8.000,00 (oito mil reais)› => money BRL 8000.00
        ‹R$ 3.200,50 (três mil, duzentos reais e cinquenta centavos)› => money BRL 3200.50
        ‹R$ 1.000,00 (cem reais)› => money !BRL 1000.00
        ‹R$ 7 mi› de capital e ‹R$ 1,2 bi› de dívida => money BRL 7000000.00 & money BRL 1200000000.00
        ‹R$ 2 tri› => money BRL 2000000000000.00
        ‹meio milhão de reais› => money BRL 500000.00
        ‹cinquenta mil reais› => money BRL 50000.00
        ‹R$: 450,00› => money BRL 450.00
        ‹U$ 300,00› => money USD 300.00
        ‹EUR 1.200,00› e ‹€ 80› => money EUR 1200.00 & money EUR 80.00
        ‹quinze mil e duzentos reais› => money BRL 15200.00
        ‹R$1.500› mensais => money BRL 1500.00
        ‹NCz$ 1.200,00› pagos em 1989 => money BRN 1200.00
        Cr$ 50.000,00 pagos em 1985
        no valor de A$ 500 e C$ 300
        juízo da ‹7ª Vara Cível da Comarca de Ribeirão Preto› => court 7ª Vara Cível da Comarca de Ribeirão Preto
        ‹12a. Vara Federal› => court 12ª Vara Federal
        ‹3ª Vara de Família e Sucessões› => court 3ª Vara de Família e Sucessões
        ‹1ª Turma Recursal› => court 1ª Turma Recursal
        ‹2ª Turma Recursal Cível› => court 2ª Turma Recursal Cível
        ‹Quarta Turma› do ‹STJ› => court 4ª Turma & court STJ
        ‹35ª Câmara de Direito Privado› do ‹TJSP› => court 35ª Câmara de Direito Privado & court TJSP
        ‹Vara do Juizado Especial Cível de Osasco› => court Vara do Juizado Especial Cível de Osasco
        ‹2ª Vara do Trabalho de Guarulhos› => court 2ª Vara do Trabalho de Guarulhos
        ‹Tribunal de Justiça Militar de Minas Gerais› => court TJMMG
        ‹1ª Vara da Fazenda Pública da Comarca de Santos› => court 1ª Vara da Fazenda Pública da Comarca de Santos
        ‹Tribunal Regional do Trabalho da Segunda Região› => court TRT2
        ‹TRF da 5ª Região› e ‹TJMG› => court TRF5 & court TJMG
        ‹TJ/RS› negou => court TJRS
        ‹Tribunal de Justiça do Paraná› => court TJPR
        ‹Vara de Execuções Penais› => court Vara de Execuções Penais
        ‹Tribunal de Contas da União› => court TCU
        em ‹07/09/2023› => date 2023-09-07
        em ‹7.9.23›, compareceu => date 2023-09-07
        até ‹1º/12/2024› => date 2024-12-01
        ‹14/set/2022› => date 2022-09-14
        competência ‹jan/2021› a ‹fev/2022› => date 2021-01 & date 2022-02
        ‹12 out. 2023› => date 2023-10-12
        ‹22 / 11 / 2021› => date 2021-11-22
        ‹sete (7) de julho de 2020› => date 2020-07-07
        aos ‹doze dias do mês de junho de dois mil e vinte e dois› => date 2022-06-12
        São Paulo, ‹9 de agosto de 2021›. => date 2021-08-09
        ‹31/06/2023› => date !2023-06-31
        em ‹março de 2020›, a pandemia => date 2020-03
        publicado em ‹2022-11-30› => date 2022-11-30
        ‹25 de Dezembro de 1998› => date 1998-12-25
        ‹1o de fevereiro de 2019› => date 2019-02-01
        versão 1.2.2024 do sistema
        versão 3.4.21
        servidor 192.168.0.1 e 10.0.12.24
        v2.1.20 do PJe
        item 2.1 da inicial
        cláusula 4.3.1 do contrato
        fone (11) 3456-7890
        tel. 0800 123 4567
        juros de 1% ao mês e multa de 20%
        correção de 12,5%
        art. déco e arte moderna
        art direction 2024
        o art. do jornal
        artigo de luxo
        pág. 12 de 20
        fls. 100/105 e 1.022
        sala 5º andar, bloco II
        nota 10 em 2019
        Rua XV de Novembro, 300
        CEP 04538-133
        RG 34.567.890-1 SSP/SP
        matrícula 12.345
        proporção de 3/4
        placa ABC1D23
        lei da oferta
        a MP requereu vista
        MS 12 megabytes
        os autos da seção 3
        vai e vem
        conta 12345-6, agência 0001
        ISO 9001:2015
        às 14h30
        autos nº ‹1004567-63.2021.8.26.0053› => case 1004567-63.2021.8.26.0053
        ‹0801234-75.2019.8.06.0001›; => case 0801234-75.2019.8.06.0001
        ‹0010345.96.2018.5.04.0021› => case 0010345-96.2018.5.04.0021
        RE ‹5012345-12.2020.4.04.7000›/PR => case 5012345-12.2020.4.04.7000
        ‹0600123-\n08.2022.6.13.0001› => case 0600123-08.2022.6.13.0001
        ‹0023456-29.2017.3.00.0000› => case 0023456-29.2017.3.00.0000
        ‹07055666320238070016› => case 0705566-63.2023.8.07.0016
        ‹0000099-03.2015.5.15.0066› => case !0000099-02.2015.5.15.0066
        ‹1500321-19.2024.8.26.0228› (criminal) => case 1500321-19.2024.8.26.0228
        0010345.97.2018.5.04.0021
        protocolo 07055666420238070016
        CPF ‹245.678.913-09› => cpf 245.678.913-09
        CPF nº ‹87123654080› => cpf 871.236.540-80
        CPF: ‹006.543.219-31› => cpf !006.543.219-31
        CNPJ ‹45.321.789/0001-10› => cnpj 45.321.789/0001-10
        CNPJ nº ‹07526557000100› => cnpj 07.526.557/0001-00
        CNPJ ‹B4.CD1.2E3/0001-16› => cnpj B4.CD1.2E3/0001-16
        CNPJ ‹60.746.948/0001-13› => cnpj !60.746.948/0001-13
        ‹OAB/PR 45.678› => oab OAB/PR 45678
        ‹OAB/SP n.º 301.222› => oab OAB/SP 301222
        inscrita na ‹OAB/BA sob nº 12.345› => oab OAB/BA 12345
        ‹prazo de 8 (oito) dias› => term 8 dias
        no ‹prazo de 30 dias úteis› => term 30 dias úteis
        em ‹24h›, sob pena => term 24 horas
        ‹prazo prescricional de 5 anos› => term 5 anos
        ‹prazo decadencial de 120 (cento e vinte) dias› => term 120 dias
        no ‹prazo de três (3) dias› => term 3 dias
        ‹prazo de 1 (um) ano e 6 (seis) meses› => term 1 ano e 6 meses
        ‹prazo de cento e oitenta dias› => term 180 dias
        no ‹prazo de 48h› => term 48 horas
        ‹prazo de 10 (quinze) dias› => term !10 dias
        manifeste-se em ‹15 (quinze) dias úteis› => term 15 dias úteis
        trabalhou 44 horas semanais
        há 3 anos e 2 meses
        prazo razoável
        O ‹TJSP› (‹35ª Câmara de Direito Privado›), em ‹10/05/2022›, fixou ‹R$ 10.000,00› com base no ‹art. 944 do CC› => court TJSP & court 35ª Câmara de Direito Privado & date 2022-05-10 & money BRL 10000.00 & law CC, art. 944
        """#
}

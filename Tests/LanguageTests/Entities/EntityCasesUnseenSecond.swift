extension EntityCasesUnseen {
    /// Written later, by somebody who knew neither the rules nor the other tables but only the forms of the values.
    static let second = #"""
        EXTINÇÃO SEM MÉRITO, ‹ART. 485, VI, DO CPC› => law CPC, art. 485, VI
        dr, o bloqueio é pelo ‹art 854 do cpc› né? => law CPC, art. 854
        inadimplemento: ‹artigos 389, 395 e 402 do Código Civil› => law CC, art. 389; art. 395; art. 402
        repetição em dobro (‹art. 42, par. único, do CDC›) => law CDC, art. 42, parágrafo único
        fixo a verba na forma dos ‹§§ 2º e 6º do artigo 85 do CPC› => law CPC, art. 85, § 2, § 6
        princípios do ‹caput do art. 37 da CF› => law CF, art. 37, caput
        recurso pela ‹alínea "c" do inciso III do art. 105 da Constituição Federal› => law CF, art. 105, III, c
        revogo a preventiva, ‹art. 282, § 6º, do Código de Processo Penal› => law CPP, art. 282, § 6
        interrompida a prescrição (‹art. 174, parágrafo único, I, do CTN›) => law CTN, art. 174, parágrafo único, I
        exigibilidade suspensa, ‹art. 151, inc. V, do Código Tributário Nacional› => law CTN, art. 151, V
        ação de improbidade fundada na ‹Lei n.º 8.429/92› => law Lei 8.429/1992
        a ‹Lei nº 8.245, de 18 de outubro de 1991›, rege as locações urbanas => law Lei 8.245/1991
        liminar de despejo: ‹art. 59, § 1º, IX, da Lei nº 8.245/91› => law Lei 8.245/1991, art. 59, § 1, IX
        optante pelo Simples (‹LC 123/2006›) => law Lei Complementar 123/2006
        não incide o ICMS, a teor do ‹art. 3º, II, da LC nº 87/96› => law Lei Complementar 87/1996, art. 3, II
        aposentadoria após a ‹EC 103/2019› => law Emenda Constitucional 103/2019
        agente nocivo previsto no ‹Decreto n. 3.048/99› => law Decreto 3.048/1999
        busca e apreensão, ‹art. 3º, §2º do Decreto-lei n. 911/69› => law Decreto-Lei 911/1969, art. 3, § 2
        suspensão contratual da ‹Medida Provisoria n. 1.045/2021› => law Medida Provisória 1.045/2021
        créditos tratados na ‹Instrução Normativa RFB n. 2.121/2022› => law Instrução Normativa RFB 2.121/2022
        alteradas pelas ‹Leis n. 9.503/97 e 12.760/12› => law Lei 9.503/1997; Lei 12.760/2012
        ‹arts. 5º, LXXVIII, e 37, § 6º, da CF/88› => law CF, art. 5, LXXVIII; art. 37, § 6
        destituição: ‹art. 1.638, parágrafo único, inciso I, alínea "a", do CC› => law CC, art. 1638, parágrafo único, I, a
        furto qualificado (‹art. 155, §4º, incs. I e IV, do CP›) => law CP, art. 155, § 4, I, IV
        inelegível pelo ‹art. 1º, inciso I, alínea "e", da Lei Complementar nº 64/90› => law Lei Complementar 64/1990, art. 1, I, e
        ação monitória do ‹art.\n700 do CPC› => law CPC, art. 700
        ônus do empregador: ‹CLT, art. 818, II› => law CLT, art. 818, II
        lesão corporal, ‹art. 129, §§ 9º e 13, do Código Penal› => law CP, art. 129, § 9, § 13
        estelionato eletrônico do ‹art. 171, § 2º-A, do CP› => law CP, art. 171, § 2-A
        dissídio não demonstrado, ‹artigo 1.029, parágrafo primeiro, do CPC› => law CPC, art. 1029, § 1
        as hipóteses do ‹art. 833, IV e X, do Codigo de Processo Civil› => law CPC, art. 833, IV, X
        fortuito interno, ‹Súmula 479 do STJ› => cite Súmula 479/STJ
        ÓBICE DA ‹SÚMULA N. 126 DO STJ› => cite Súmula 126/STJ
        joga a ‹súmula 297 do stj› na inicial tbm => cite Súmula 297/STJ
        incidem as ‹Súmulas 5 e 7 do STJ› => cite Súmula 5/STJ; Súmula 7/STJ
        reserva de plenário (‹Súmula Vinculante 10›) => cite Súmula Vinculante 10/STF
        responsabilidade subsidiária, ‹Súmula n. 331, IV, do TST› => cite Súmula 331, IV/TST
        índices do ‹Tema 810/STF› => cite Tema 810/STF
        honorários por equidade: ‹Tema no. 1.076 do STJ› => cite Tema 1.076/STJ
        afetação dos ‹Temas 988 e 1.000 do STJ› => cite Tema 988/STJ; Tema 1.000/STJ
        reconhecimento de pessoas (‹HC n. 598.051/SP›) => cite HC 598.051/SP
        precedente: ‹EDcl no AgInt no AREsp 1.456.789/RJ› => cite EDcl no AgInt no AREsp 1.456.789/RJ
        rol taxativo mitigado no ‹EREsp 1.886.929/SP› => cite EREsp 1.886.929/SP
        prevalência do negociado (‹ARE 1.121.633/GO›) => cite ARE 1.121.633/GO
        majoração reflexa do DSR, ‹OJ nº 394 da SDI-1 do TST› => cite OJ 394/SDI-1/TST
        a exclusão do ICMS da base, ‹Tema 69 da repercussão geral› => cite Tema 69
        Autos n. ‹1002345-02.2022.8.26.0114› conclusos => case 1002345-02.2022.8.26.0114
        segue o nr do processo: ‹0803311-75.2021.8.10.0001› => case 0803311-75.2021.8.10.0001
        Proc. ‹00123882120198190209› em segredo de justiça => case 0012388-21.2019.8.19.0209
        (Processo Eletrônico nº ‹5009876-41.2023.4.03.6183›) => case 5009876-41.2023.4.03.6183
        AIRR-‹0100456-71.2018.5.01.0034› => case 0100456-71.2018.5.01.0034
        prestação de contas ‹0601555-05.2022.6.26.0000› => case 0601555-05.2022.6.26.0000
        execução fiscal nº ‹1509988-42.2017.8.26.0564› => case !1509988-42.2017.8.26.0564
        vinculado ao feito ‹7000123-51.2021.7.00.0000› => case 7000123-51.2021.7.00.0000
        portador do CPF sob o nº ‹318.442.907-51› => cpf 318.442.907-51
        C.P.F. n. ‹072.915.538-22›, residente nesta cidade => cpf 072.915.538-22
        CPF/MF nº ‹956.231.480-42› => cpf 956.231.480-42
        meu cpf é ‹40377812552› => cpf 403.778.125-52
        consta CPF ‹111.111.111-11› no cadastro => cpf !111.111.111-11
        CPF (MF) ‹660.127.394-54› => cpf !660.127.394-54
        empresa inscrita no CNPJ/MF sob o nº ‹31.889.045/0001-92› => cnpj 31.889.045/0001-92
        CNPJ n° ‹09441773000269› => cnpj 09.441.773/0002-69
        filial com CNPJ ‹27.701.366/0014-69› => cnpj 27.701.366/0014-69
        novo formato: CNPJ ‹7K.2R9.B4M/0001-34› => cnpj 7K.2R9.B4M/0001-34
        CNPJ: ‹55.412.098/0001-89› (conferir) => cnpj !55.412.098/0001-89
        pessoa jurídica de direito privado, ‹18.330.572/0001-02›, com sede nesta Capital => cnpj 18.330.572/0001-02
        ADV: MARIA HELENA PRADO (‹OAB 214567/SP›) => oab OAB/SP 214567
        advogado, ‹OAB/RJ nº 98.765› => oab OAB/RJ 98765
        ‹OAB-MG 112.233› => oab OAB/MG 112233
        inscrição suplementar ‹OAB/SC 23.456-A› => oab OAB/SC 23456-A
        assinado digitalmente por Carlos Nunes, ‹OAB/DF n. 34.567› => oab OAB/DF 34567
        patrono inscrito na ‹OAB/CE sob o nº 21.908› => oab OAB/CE 21908
        Dra. Lívia, ‹OAB/RS 77.120› => oab OAB/RS 77120
        Exmo. Juiz da ‹4ª Vara Cível da Comarca de Joinville› => court 4ª Vara Cível da Comarca de Joinville
        distribuído à ‹Vara Única da Comarca de Xapuri› => court Vara Única da Comarca de Xapuri
        a ‹6a Vara do Trabalho de Betim› designou perícia => court 6ª Vara do Trabalho de Betim
        o EGRÉGIO ‹SUPERIOR TRIBUNAL DE JUSTIÇA› reformou => court STJ
        decidiu o ‹Tribunal de Justiça do Estado da Bahia› => court TJBA
        perante o ‹TJ-PE› => court TJPE
        o ‹Tribunal Superior do Trabalho› uniformizou => court TST
        acórdão do ‹TJDFT› => court TJDFT
        a ‹Décima Câmara Cível› manteve => court 10ª Câmara Cível
        ‹9ª Vara Federal de Porto Alegre› => court 9ª Vara Federal de Porto Alegre
        audiência redesignada p/ ‹23/10/2024› às 15h => date 2024-10-23
        Curitiba, ‹3 de dezembro de 2019›. => date 2019-12-03
        nascido a ‹05/10/88› => date 1988-10-05
        rescisão em ‹30/02/2021› => date !2021-02-30
        salário de ‹setembro de 2018› em aberto => date 2018-09
        aos ‹vinte dias do mês de março de dois mil e vinte e quatro› => date 2024-03-20
        último reajuste em ‹nov/2019› => date 2019-11
        dá-se à causa o valor de ‹R$ 48.750,00› => money BRL 48750.00
        acordo fechado em ‹12 mil reais› => money BRL 12000.00
        indenização de ‹R$ 4.000,00 (quatro mil e cem reais)› => money !BRL 4000.00
        orçamento de ‹R$ 2,5 milhões› para a obra => money BRL 2500000.00
        o cliente oferece ‹R$ 100 mil› e nada mais => money BRL 100000.00
        fatura de ‹US$ 2.750,00› => money USD 2750.00
        custas de ‹R$96,30› => money BRL 96.30
        pagou ‹mil e quinhentos reais› de caução => money BRL 1500.00
        emende a inicial no ‹prazo de quinze dias› => term 15 dias
        ao MP pelo ‹prazo de 05 (cinco) dias› => term 5 dias
        cumpra a liminar no ‹prazo de 72 horas› => term 72 horas
        ‹PRAZO DE 20 (VINTE) DIAS ÚTEIS› => term 20 dias úteis
        contestar em ‹15 dias uteis›, sob pena de revelia => term 15 dias úteis
        ‹prazo decadencial de 2 (dois) anos› => term 2 anos
        apresentem memoriais no ‹prazo sucessivo de 10 dias› => term 10 dias
        no ‹prazo de 6 (seis) meses› contados da publicação => term 6 meses
        ‹prazo de 15 (dez) dias› => term !15 dias
        no ‹prazo de 30\n(trinta) dias› => term 30 dias
        Processo nº ‹1007712-61.2023.8.26.0602›, da ‹3ª Vara Cível da Comarca de Sorocaba›: recolha o autor as custas no ‹prazo de 15 (quinze) dias›, sob pena do ‹art. 290 do CPC›. => case 1007712-61.2023.8.26.0602 & court 3ª Vara Cível da Comarca de Sorocaba & term 15 dias & law CPC, art. 290
        Condeno a ré a pagar ‹R$ 6.000,00 (seis mil reais)›, corrigidos desde o arbitramento (‹Súmula 362 do STJ›), com juros do ‹art. 406 do CC›. => money BRL 6000.00 & cite Súmula 362/STJ & law CC, art. 406
        João da Silva, CPF ‹215.873.046-35›, e Alfa Comércio Ltda., CNPJ ‹40.221.687/0001-00›, firmam o presente em ‹14/03/2023›. => cpf 215.873.046-35 & cnpj 40.221.687/0001-00 & date 2023-03-14
        (‹STJ›, ‹AgInt no AREsp 1.501.223/SP›, ‹Quarta Turma›, julgado em ‹18/05/2020›) => court STJ & cite AgInt no AREsp 1.501.223/SP & court 4ª Turma & date 2020-05-18
        O ‹STF›, no ‹RE 574.706/PR›, excluiu o imposto da base de cálculo. => court STF & cite RE 574.706/PR
        Cite-se para pagar em ‹03 (três) dias›, nos termos do ‹art. 829 do CPC›. => term 3 dias & law CPC, art. 829
        Adv. Pedro Lins (‹OAB 45.881/PR›), processo ‹0004521-27.2020.8.16.0014› => oab OAB/PR 45881 & case 0004521-27.2020.8.16.0014
        Homologo o acordo de ‹R$ 22.000,00›, em 10 parcelas, a primeira em ‹10/08/2023›, com base no ‹art. 487, III, "b", do CPC›. => money BRL 22000.00 & date 2023-08-10 & law CPC, art. 487, III, b
        Bom dia dr, saiu a sentença do ‹0020977-94.2021.5.04.0404›, deram ‹R$ 35 mil› de danos => case 0020977-94.2021.5.04.0404 & money BRL 35000.00
        O réu foi denunciado pelo ‹art. 157›, c/c o ‹art. 14, II, ambos do Código Penal›, em ‹2 de maio de 2022›. => law CP, art. 157 & law CP, art. 14, II & date 2022-05-02
        A ‹Lei 11.101/2005› foi reformada pela ‹Lei nº 14.112/20›, em vigor desde ‹23/01/2021›. => law Lei 11.101/2005 & law Lei 14.112/2020 & date 2021-01-23
        Interposto o apelo em ‹11/4/2022›, dentro do ‹prazo de 15 dias úteis›, é tempestivo (‹art. 1.003, § 5º, do CPC›). => date 2022-04-11 & term 15 dias úteis & law CPC, art. 1003, § 5
        O ‹TRT da 3ª Região› aplicou a ‹Súmula 437, I, do TST› e deferiu ‹R$ 9.321,77› de intervalo. => court TRT3 & cite Súmula 437, I/TST & money BRL 9321.77
        A ‹Sexta Turma› do ‹STJ› concedeu a ordem no ‹HC 610.201/SP›. => court 6ª Turma & court STJ & cite HC 610.201/SP
        Aplica-se o ‹art. 14, § 3º, II, do CDC›, afastada a ‹Súmula 479/STJ›. => law CDC, art. 14, § 3, II & cite Súmula 479/STJ
        Publicado no DJe de ‹27/11/2023›; o ‹prazo de 5 dias› para embargos corre na forma do ‹art. 1.023 do CPC›. => date 2023-11-27 & term 5 dias & law CPC, art. 1023
        Fulana, brasileira, CPF nº ‹88901456257›, advogada, ‹OAB/GO 41.002›, vem expor o que segue. => cpf 889.014.562-57 & oab OAB/GO 41002
        A locatária pagará ‹R$ 3.400,00› por mês a partir de ‹1o de julho de 2024›. => money BRL 3400.00 & date 2024-07-01
        O ‹TJRS›, por sua ‹11a. Câmara Cível›, deu provimento em ‹09/08/2021›. => court TJRS & court 11ª Câmara Cível & date 2021-08-09
        Apelação n. ‹0700812-60.2022.8.07.0001›, ‹TJDFT›, ‹3ª Turma Cível› => case 0700812-60.2022.8.07.0001 & court TJDFT & court 3ª Turma Cível
        Sigo aguardando: proc. ‹5003344-45.2021.4.04.7201›, ‹2ª Vara Federal de Joinville›, RPV de ‹R$ 41.218,09› => case 5003344-45.2021.4.04.7201 & court 2ª Vara Federal de Joinville & money BRL 41218.09
        Os ‹arts. 186, 187 e 927 do CC› amparam o pedido de ‹R$ 15.000,00›. => law CC, art. 186; art. 187; art. 927 & money BRL 15000.00
        No ‹Tema 1.102/STF›, a revisão foi julgada em ‹1º/12/2022›. => cite Tema 1.102/STF & date 2022-12-01
        A vítima, nascida em ‹17/09/2010›, foi ouvida na forma da ‹Lei n. 13.431/2017›. => date 2010-09-17 & law Lei 13.431/2017
        Notifique-se a autoridade para informações em ‹10 (dez) dias› (‹art. 7º, I, da Lei nº 12.016/2009›). => term 10 dias & law Lei 12.016/2009, art. 7, I
        Transitou em julgado em ‹15 de fevereiro de 2024› o acórdão da ‹5ª Câmara de Direito Público› do ‹TJSP›. => date 2024-02-15 & court 5ª Câmara de Direito Público & court TJSP
        O débito de ‹R$ 1.312,45›, vencido em ‹20/12/21›, foi protestado. => money BRL 1312.45 & date 2021-12-20
        Beta Serviços S/A (CNPJ ‹61.820.334/0001-04›) deve ‹R$ 7.890,00›. => cnpj 61.820.334/0001-04 & money BRL 7890.00
        Nos termos do ‹art. 98, § 3º, do CPC›, suspendo a cobrança; honorários de ‹R$ 1.200,00›. => law CPC, art. 98, § 3 & money BRL 1200.00
        A ‹Sumula 443 do TST› e o ‹art. 1º da Lei 9.029/95› vedam a dispensa. => cite Súmula 443/TST & law Lei 9.029/1995, art. 1
        Contrato assinado em ‹04/06/2019› com pagamento de ‹US$ 80.000,00› no ‹prazo de 60 (sessenta) dias›. => date 2019-06-04 & money USD 80000.00 & term 60 dias
        Dr. Otávio Reis, ‹OAB/BA nº 30.114›, e Dra. Ana Reis, ‹OAB/SE 8.765›, pelo apelante. => oab OAB/BA 30114 & oab OAB/SE 8765
        Remeta-se ao ‹TRF4›, com as homenagens da ‹1ª Vara Federal de Londrina›. => court TRF4 & court 1ª Vara Federal de Londrina
        Conforme o ‹REsp 1.733.136/RO› e o ‹Tema 990/STJ›, a operadora não custeia. => cite REsp 1.733.136/RO & cite Tema 990/STJ
        Oficie-se ao juízo da ‹1ª Vara de Família de Niterói›, autos ‹0031290-66.2016.8.19.0002›. => court 1ª Vara de Família de Niterói & case 0031290-66.2016.8.19.0002
        A prescrição do ‹art. 7º, XXIX, da CF› atinge as parcelas anteriores a ‹22/05/2016›. => law CF, art. 7, XXIX & date 2016-05-22
        Intimado em ‹03/07/2023›, o INSS quedou-se inerte no ‹prazo de 45 (quarenta e cinco) dias›. => date 2023-07-03 & term 45 dias
        Bloqueio via Sisbajud de ‹R$ 2.045,11› em nome do CPF ‹134.609.782-87›; impugnação em ‹5 dias› (‹art. 854, § 3º, do CPC›). => money BRL 2045.11 & cpf 134.609.782-87 & term 5 dias & law CPC, art. 854, § 3
        No ‹AREsp 2.045.678/MT›, o relator aplicou a ‹Súmula 182/STJ›. => cite AREsp 2.045.678/MT & cite Súmula 182/STJ
        As ‹Súmulas n. 283 e 284 do STF› e o ‹art. 932, III, do CPC› impedem o conhecimento. => cite Súmula 283/STF; Súmula 284/STF & law CPC, art. 932, III
        LOCADOR: CPF ‹547.290.138-32›; LOCATÁRIO: CPF ‹761.043.295-43›; caução de ‹R$ 5.100,00›. => cpf 547.290.138-32 & cpf 761.043.295-43 & money BRL 5100.00
        Em ‹agosto de 2020› o salário passou a ‹R$ 2.910,00›, sem anotação (‹art. 29 da CLT›). => date 2020-08 & money BRL 2910.00 & law CLT, art. 29
        O ‹Supremo Tribunal Federal› julgou a ‹ADI 6.363/DF› em ‹17.04.2020›. => court STF & cite ADI 6.363/DF & date 2020-04-17
        Vencimento antecipado: multa de ‹R$ 900,00› se não sanada a mora no ‹prazo de 48 horas›. => money BRL 900.00 & term 48 horas
        De acordo com o ‹art. 75, VIII, da Lei 14.133/21› e o ‹Decreto nº 10.922/2021›, a compra direta é lícita. => law Lei 14.133/2021, art. 75, VIII & law Decreto 10.922/2021
        Segue o alvará de ‹R$ 17.502,33› no proc ‹1015590-93.2020.8.11.0041›, pix do escritorio é o cnpj ‹35091724000172› => money BRL 17502.33 & case 1015590-93.2020.8.11.0041 & cnpj 35.091.724/0001-72
        Embargos à execução: ‹prazo de 30 dias› do ‹art. 16 da Lei nº 6.830/80›, contado de ‹06/10/2022›. => term 30 dias & law Lei 6.830/1980, art. 16 & date 2022-10-06
        Crime do ‹art. 33, caput, da Lei 11.343/06› praticado em ‹21/01/2023›, com apreensão de ‹R$ 780,00›. => law Lei 11.343/2006, art. 33, caput & date 2023-01-21 & money BRL 780.00
        Do ‹TJMG›: fixada a astreinte em ‹R$ 300,00›, conforme o ‹art. 537, § 1º, I, do CPC›. => court TJMG & money BRL 300.00 & law CPC, art. 537, § 1, I
        Recebo o recurso (‹art. 43 da Lei 9.099/95›); à ‹2ª Turma Recursal›. => law Lei 9.099/1995, art. 43 & court 2ª Turma Recursal
        Procuração outorgada a Célia Moraes, ‹OAB/PA 19.334›, CPF ‹620.958.417-94›, em ‹28 de abril de 2021›. => oab OAB/PA 19334 & cpf 620.958.417-94 & date 2021-04-28
        Feito ‹0801177-39.2018.8.20.5001› apenso ao ‹0812044-57.2019.8.20.5001›. => case 0801177-39.2018.8.20.5001 & case 0812044-57.2019.8.20.5001
        A sociedade de CNPJ ‹07.991.426/0001-01› incorporou a de CNPJ ‹88.447.015/0001-43› em ‹31/12/2015›. => cnpj 07.991.426/0001-01 & cnpj 88.447.015/0001-43 & date 2015-12-31
        Diante da ‹Súmula Vinculante 25› e do ‹art. 5º, § 2º, da Constituição Federal›, concedo a ordem. => cite Súmula Vinculante 25/STF & law CF, art. 5, § 2
        O ‹TST› fixou que o ‹art. 384 da CLT› foi recepcionado; revogado pela ‹Lei 13.467/2017›. => court TST & law CLT, art. 384 & law Lei 13.467/2017
        Ciência a Dra. Renata Paz (‹OAB 302118/SP›) e ao Dr. Ivo Melo (‹OAB 18.455/ES›): manifestem-se no ‹prazo comum de 5 dias›. => oab OAB/SP 302118 & oab OAB/ES 18455 & term 5 dias
        Réu: Gama Transportes Ltda., CNPJ nº ‹23.098.117/0003-17›; valor da causa: ‹R$ 64.320,00›; autos ‹0010087-71.2023.5.15.0032›. => cnpj 23.098.117/0003-17 & money BRL 64320.00 & case 0010087-71.2023.5.15.0032
        Digo que o CPF ‹290.481.735-26› está errado; o certo é ‹290.481.753-05›. => cpf !290.481.735-26 & cpf 290.481.753-05
        A ‹8ª Vara Criminal de Belém› recebeu a denúncia em ‹16/03/2022› no processo ‹0816204-17.2022.8.14.0401›. => court 8ª Vara Criminal de Belém & date 2022-03-16 & case 0816204-17.2022.8.14.0401
        O devedor, CPF/MF ‹418.027.369-13›, purgará a mora em ‹15 (quinze) dias› (‹art. 26, § 1º, da Lei nº 9.514/97›). => cpf 418.027.369-13 & term 15 dias & law Lei 9.514/1997, art. 26, § 1
        Intime-se o Dr. Saulo Brito, ‹OAB/AM 9.812›, para devolver os autos em ‹24 (vinte e quatro) horas›, sob as penas do ‹art. 234, § 2º, do CPC›. => oab OAB/AM 9812 & term 24 horas & law CPC, art. 234, § 2
        Cumprimento de sentença nº ‹0002719-33.2024.8.26.0577›: pague a executada ‹R$ 13.940,62› no ‹prazo de 15 dias›. => case 0002719-33.2024.8.26.0577 & money BRL 13940.62 & term 15 dias
        Fornecedora: CNPJ ‹Q4.T8Z.W1P/0002-16›, novo cadastro emitido em ‹03/08/2026›. => cnpj Q4.T8Z.W1P/0002-16 & date 2026-08-03
        Dra., o prazo do ‹1032456-77.2023.8.26.0002› vence em ‹19/02/2024›; preciso da sua ‹OAB/SP 401.337› pra procuração => case 1032456-77.2023.8.26.0002 & date 2024-02-19 & oab OAB/SP 401337
        Sem ofensa ao ‹art. 489, § 1º, VI, do CPC› nem ao ‹art. 93, IX, da Constituição›, rejeito os embargos opostos no ‹REsp 1.899.304/SP›. => law CPC, art. 489, § 1, VI & law CF, art. 93, IX & cite REsp 1.899.304/SP
        me liga no (31) 98877-1020
        protocolo de atendimento 20231100458712
        NUP 23480.012345/2022-71
        desconto de 35% à vista e 12,75% no cartão
        vide págs. 210-215 e 330
        atualize para a versão 10.15.7 do navegador
        terreno de 12,50 m x 30,00 m, com 375,00 m²
        conforme cláusula 12.3, item 5.1.2, da minuta
        veículo placa QRS-4E56, RENAVAM 00987654321
        Banco 341, ag. 4567, c/c 98765-4
        Rua Treze de Maio, 1.215, apto 42
        CEP: 80.420-090
        RG nº 8.765.432-1 SESP/PR
        o Bahia perdeu de 3 x 0
        EC Vitória 2 x 0 Sport
        SKU 7891000-12, lote L2305
        é a lei do menor esforço, doutor
        publicou um artigo sobre arbitragem na revista da faculdade
        pela lei de Murphy, o PJe cai sempre no último dia
        Av. 23 de Maio, 1.500, conj. 12
        PIS 120.45678.90-3
        boleto 34191.79001 01043.510047 91020.150008 1
        CRM/SP 145.678 e CREA 5061234567
        Edital nº 5/2023 da Prefeitura
        Ofício n. 10/2024-GAB
        Contrato nº 012/2022 firmado com a concessionária
        IP 177.92.10.34, porta 443
        rodovia MS-156, km 87
        Ed. Aurora, ap. 101, bl. B
        autos conclusos, cf. fls. 45/52
        o periciado mede 1,78 m e pesa 82,4 kg, CID F32.1
        autor, hoje com 47 anos, casado há 20 anos
        condenado a 8 anos de reclusão em regime fechado
        os reais motivos do inadimplemento
        valor de R$ ________ (____________)
        contrato por prazo indeterminado
        a súmula da partida, assinada pelo árbitro
        o tema 4 da palestra ficou com o Dr. Paulo
        a 3ª turma de formandos da faculdade
        câmara fria nº 2 do frigorífico
        ganhou 500 mil seguidores
        NF-e 000.123.456, série 1
        inscrição estadual 110.042.490.114
        apólice 01.0531.0012345.000
        a OAB publicou nota de repúdio
        me manda o CPF e o CNPJ da firma pfv
        teto de 60 salários mínimos
        """#
}

import Language

extension EntityCases {
    static let articles = EntityCases(
        .legislation,
        #"""
        ‹art. 1.003, § 5º, do CPC› => CPC, art. 1003, § 5
        ‹art. 5º, inciso II, da CF› => CF, art. 5, II
        ‹art. 5º, II, da Constituição Federal› => CF, art. 5, II
        ‹artigo 186 do Código Civil› => CC, art. 186
        ‹artigos 186 e 927 do CC› => CC, art. 186; art. 927
        ‹arts. 186, 187 e 927 do Código Civil› => CC, art. 186; art. 187; art. 927
        ‹art. 105, III, alínea "a", da CF› => CF, art. 105, III, a
        ‹art. 105, III, "a" e "c", da CF› => CF, art. 105, III, a, c
        ‹art. 105, inciso III, alínea ‘a’, da Constituição Federal› => CF, art. 105, III, a
        ‹art. 73, VI, b, da Lei n° 9.504/97› => Lei 9.504/1997, art. 73, VI, b
        ‹§ 5º do art. 1.003 do CPC› => CPC, art. 1003, § 5
        ‹inciso II do § 3º do art. 5º da CF› => CF, art. 5, § 3, II
        ‹alínea "a" do inciso III do art. 105 da CF› => CF, art. 105, III, a
        ‹parágrafo único do art. 3º da Lei 9.099/95› => Lei 9.099/1995, art. 3, parágrafo único
        ‹caput do art. 5º da CF› => CF, art. 5, caput
        ‹art. 5º, caput, da CF› => CF, art. 5, caput
        ‹art. 28, parágrafo único, da Lei 9.868/1999› => Lei 9.868/1999, art. 28, parágrafo único
        ‹art. 477 da CLT› => CLT, art. 477
        ‹art. 477-A da CLT› => CLT, art. 477-A
        ‹art. 896, § 1º-A, I, da CLT› => CLT, art. 896, § 1-A, I
        ‹art. 896, § 1.º-A, I, da CLT› => CLT, art. 896, § 1-A, I
        ‹ART. 619 DO CPP› => CPP, art. 619
        ‹Art. 5o da CF› => CF, art. 5
        ‹art. 5.º da CF› => CF, art. 5
        ‹art. 1º da Lei nº 8.009/90› => Lei 8.009/1990, art. 1
        ‹art. 150, III, "b", da CF› => CF, art. 150, III, b
        ‹artigo 129, inciso I, da CF/88› => CF, art. 129, I
        ‹art. 535 do CPC/73› => CPC/1973, art. 535
        ‹art. 1.022 do CPC/2015› => CPC, art. 1022
        ‹art. 485, VI, do NCPC› => CPC, art. 485, VI
        ‹art. 485, VI, do novo CPC› => CPC, art. 485, VI
        ‹art. 14 do CDC› => CDC, art. 14
        ‹art. 6º, VIII, do Código de Defesa do Consumidor› => CDC, art. 6, VIII
        ‹art. 121, § 2º, I e IV, do CP› => CP, art. 121, § 2, I, IV
        ‹art. 150, §§ 1º e 4º, do CTN› => CTN, art. 150, § 1, § 4
        ‹Constituição Federal (art. 226, § 8º)› => CF, art. 226, § 8
        ‹CPC, art. 300› => CPC, art. 300
        ‹Lei 8.078/90, art. 14, § 3º, II› => Lei 8.078/1990, art. 14, § 3, II
        ‹art. 300 (CPC)› => CPC, art. 300
        ‹arts. 5º a 7º da CF› => CF, art. 5 a 7
        ‹art. 330 do Código\nde Processo Civil› => CPC, art. 330
        ‹art. 98,\n§ 3º, do CPC› => CPC, art. 98, § 3
        ‹art. 7º› => art. 7
        ‹artigo 10› => art. 10
        ‹art. 5º, LXXVIII, da CF› => CF, art. 5, LXXVIII
        ‹art. 1.003 do CPC› c/c ‹art. 219 do CPC› => CPC, art. 1003 & CPC, art. 219
        ‹art. 20, § 3º, alíneas "a" e "c", do CPC› => CPC, art. 20, § 3, a, c
        ‹art. 37, caput e inciso IX, da CF› => CF, art. 37, caput, IX
        ‹art. 2º, inc. I, da LC 123/2006› => Lei Complementar 123/2006, art. 2, I
        ‹art. 28, II, do ECA› => ECA, art. 28, II
        ‹art. 4º da LINDB› => LINDB, art. 4
        ‹art. 7º, XXIX, da Constituição da República› => CF, art. 7, XXIX
        ‹art. 311 do Código de Processo Penal Militar› => CPPM, art. 311
        ‹art . 36-A da Lei n . 9.504/97› => Lei 9.504/1997, art. 36-A
        ‹inc . V do art . 36-A da Lei 9.504/97› => Lei 9.504/1997, art. 36-A, V
        ‹art. 85, §§ 2º e 11, do CPC› => CPC, art. 85, § 2, § 11
        ‹art. 85, parágrafos 2º e 11, do CPC› => CPC, art. 85, § 2, § 11
        ‹art. 85, §§ 2º, 3º e 11, do CPC› => CPC, art. 85, § 2, § 3, § 11
        ‹art. 85, §§2º e 8º-A, do CPC› => CPC, art. 85, § 2, § 8-A
        ‹art. 85, §§ 2.º e 3.º, CPC› => CPC, art. 85, § 2, § 3
        ‹art. 85, §§ 2º, I a IV, e 11, do CPC› => CPC, art. 85, § 2, I a IV, § 11
        ‹art. 100, §§ 10 a 13, da CF› => CF, art. 100, § 10 a 13
        ‹arts. 85, §§ 2º e 11, e 86 do CPC› => CPC, art. 85, § 2, § 11; art. 86
        ‹arts. 3º, §§ 1º e 2º, e 5º da Lei 9.099/95› => Lei 9.099/1995, art. 3, § 1, § 2; art. 5
        ‹art. 71, § 1º› e 15 dias => art. 71, § 1
        ‹art. 71› e 30 testemunhas => art. 71
        ‹arts. 71 e 30› dispõem => art. 71; art. 30
        ‹§§ 2º e 11 do art. 85 do CPC› => CPC, art. 85, § 2, § 11
        ‹§ 1º, IV, do art. 489 do CPC› => CPC, art. 489, § 1, IV
        ‹§ 6º, art. 37, CF› => CF, art. 37, § 6
        ‹alíneas "a" e "c" do inciso III do art. 105 da CF› => CF, art. 105, III, a, c
        ‹parágrafo primeiro do artigo 5º da CF› => CF, art. 5, § 1
        ‹art. 5º, LV, CF/88› => CF, art. 5, LV
        ‹art. 85, CPC›, é claro => CPC, art. 85
        ‹art. 489, § 1º, IV, NCPC› => CPC, art. 489, § 1, IV
        ‹art. 1º, Lei 8.009/90› => Lei 8.009/1990, art. 1
        ‹art. 5º, LV›, ‹CPC, art. 7º› => art. 5, LV & CPC, art. 7
        ‹art. 5º, LV, CR/88› => CF, art. 5, LV
        ‹art. 1.022, I a III, do CPC› => CPC, art. 1022, I a III
        ‹arts. 489, § 1º, II a IV, e 1.022, p. único, II, do CPC› => CPC, art. 489, § 1, II a IV; art. 1022, parágrafo único, II
        ‹art. 1.022, inciso II, e parágrafo único, II, do CPC› => CPC, art. 1022, II, parágrafo único, II
        ‹art. 5º, incisos II ao V, da CF› => CF, art. 5, II a V
        ‹art. 5º, inciso iv, da CF› => CF, art. 5, IV
        ‹art. 73›, inciso li, da => art. 73
        ‹arts. 300 e ss. do CPC› => CPC, art. 300
        ‹arts. 300 e seguintes do CPC› => CPC, art. 300
        ‹arts. 300 e ss.›; segue => art. 300
        ‹art. 37, § 6º, da Constituição›, => CF, art. 37, § 6
        ‹art. 5º da Constituição de 1967› => CF/1967, art. 5
        ‹art. 5º›, da Constituição Portuguesa => art. 5
        ‹art. 5º da Constituição do Brasil› => CF, art. 5
        ‹art. 111 da Constituição do Estado de São Paulo› => Constituição Estadual/SP, art. 111
        ‹art. 111 da Constituição Estadual› => Constituição Estadual, art. 111
        ‹arts. 186 c/c 927 do CC› => CC, art. 186; art. 927
        ‹arts. 186, 187 c/c o 927, todos do CC› => CC, art. 186; art. 187; art. 927
        ‹arts. 186 ou 927 do CC› => CC, art. 186; art. 927
        ‹art. 155, § 4º, I e IV›, c.c. ‹art. 71, do CP› => art. 155, § 4, I, IV & CP, art. 71
        ‹art. 105, III, a e c, da CF› => CF, art. 105, III, a, c
        ‹art. 105, III, a, b e c, da CF› => CF, art. 105, III, a, b, c
        ‹art. 485, VI›, c/c o ‹art. 330, III, ambos do CPC› => CPC, art. 485, VI & CPC, art. 330, III
        ‹art. 5º, V e X›, e ‹art. 37, § 6º, ambos da CF› => CF, art. 5, V, X & CF, art. 37, § 6
        ‹art. 1º›, ‹art. 2º› e ‹art. 3º, todos da CF› => CF, art. 1 & CF, art. 2 & CF, art. 3
        ‹art. 1º da CLT› e ‹art. 3º, ambas da CF› => CLT, art. 1 & CF, art. 3
        ‹art. 1º› foi lido; ‹art. 3º, ambos da CF› => art. 1 & CF, art. 3
        ‹art. 927 do CC/16› => CC/1916, art. 927
        ‹art. 153 da CF/46› => CF/1946, art. 153
        ‹art. 20 do CPC de 73› => CPC/1973, art. 20
        ‹art. 219 do CPC› de 15 (quinze) dias => CPC, art. 219
        ‹art. 219 do CPC 2015› => CPC, art. 219
        ‹artigo quinto, inciso LV da Constituição da República› => CF, art. 5, LV
        ‹artigo vigésimo primeiro da Lei 9.099/95› => Lei 9.099/1995, art. 21
        ‹CF, em seu art. 5º, LV› => CF, art. 5, LV
        ‹art. 300 do C.P.C.› => CPC, art. 300
        ‹art. 186 do Cód. Civil› => CC, art. 186
        o artigo segundo o qual todos
        fim do artigo . 5 pessoas
        artigo publicado no jornal
        art. decorativa
        estado da arte 2024
        artigos de limpeza
        """#)

    static let laws = EntityCases(
        .legislation,
        #"""
        ‹Lei nº 9.099/95› => Lei 9.099/1995
        ‹Lei n. 9.099/1995› => Lei 9.099/1995
        ‹Lei 9099/95› => Lei 9.099/1995
        ‹Lei n.º 9.099, de 26 de setembro de 1995› => Lei 9.099/1995
        ‹Lei nº 9.099 de 1995› => Lei 9.099/1995
        ‹LEI Nº 13.105/2015› => Lei 13.105/2015
        ‹Lei no 9.099/95› => Lei 9.099/1995
        ‹Lei 11.705⁄2008› => Lei 11.705/2008
        ‹Lei Federal nº 4.320, de 17 de março de 1964› => Lei 4.320/1964
        ‹Lei Complementar nº 123/2006› => Lei Complementar 123/2006
        ‹LC 123/06› => Lei Complementar 123/2006
        ‹Decreto nº 3.048/99› => Decreto 3.048/1999
        ‹Decreto nº 24.643/34› => Decreto 24.643/1934
        ‹Decreto-Lei nº 200/67› => Decreto-Lei 200/1967
        ‹Decreto-lei 2.848/1940› => Decreto-Lei 2.848/1940
        ‹Decreto Estadual nº 35.530/59› => Decreto Estadual 35.530/1959
        ‹DL 2.848/40› => Decreto-Lei 2.848/1940
        ‹Medida Provisória nº 1.108/2022› => Medida Provisória 1.108/2022
        ‹MP nº 449/2008› => Medida Provisória 449/2008
        ‹MP n° 2.200-2/2001› => Medida Provisória 2.200-2/2001
        ‹Emenda Constitucional nº 45/2004› => Emenda Constitucional 45/2004
        ‹EC 103/2019› => Emenda Constitucional 103/2019
        ‹Resolução CNJ nº 65/2008› => Resolução CNJ 65/2008
        ‹Resolução nº 65/2008› => Resolução 65/2008
        ‹Resolução 23.607/2019› => Resolução 23.607/2019
        ‹Portaria nº 1.510/2009› => Portaria 1.510/2009
        ‹Instrução Normativa nº 39/2016› => Instrução Normativa 39/2016
        ‹Lei 8.112› => Lei 8.112
        ‹Lei Maria da Penha› => Lei Maria da Penha
        ‹Código de Processo Civil› => CPC
        ‹Código Civil de 1916› => CC/1916
        ‹Estatuto da Criança e do Adolescente› => ECA
        ‹Consolidação das Leis do Trabalho› => CLT
        ‹CF/1988› => CF
        ‹Lei nº\n9.099/95› => Lei 9.099/1995
        ‹Lei\nnº 9.099/95› => Lei 9.099/1995
        ‹Lei nº 9.099/95›. => Lei 9.099/1995
        (‹Lei nº 9.099/95›) => Lei 9.099/1995
        ‹MP 2.200-2/2001› => Medida Provisória 2.200-2/2001
        ‹MP nº 2.158-35, de 24 de agosto de 2001› => Medida Provisória 2.158-35/2001
        ‹Leis nºs 8.666/93 e 10.520/02› => Lei 8.666/1993; Lei 10.520/2002
        ‹Leis n.os 8.666/93 e 10.520/02› => Lei 8.666/1993; Lei 10.520/2002
        ‹Leis 8.212/91 e 8.213/91› => Lei 8.212/1991; Lei 8.213/1991
        ‹Leis nº 8.212, de 24 de julho de 1991, e nº 8.213, de 24 de julho de 1991› => Lei 8.212/1991; Lei 8.213/1991
        ‹Leis 8.212, 8.213 e 9.099› => Lei 8.212; Lei 8.213; Lei 9.099
        ‹Decretos-Leis 200/67 e 2.848/40› => Decreto-Lei 200/1967; Decreto-Lei 2.848/1940
        ‹Lei 8.212/91› e 15 dias => Lei 8.212/1991
        ‹Portaria MTP nº 671/2021› => Portaria MTP 671/2021
        ‹Portaria Interministerial MPS/MF nº 12/2022› => Portaria Interministerial MPS/MF 12/2022
        ‹Portaria GM-MS nº 2.048/2009› => Portaria GM-MS 2.048/2009
        ‹Res. CNJ 125/2010› => Resolução CNJ 125/2010
        ‹Res. nº 125/2010› => Resolução 125/2010
        ‹Resolução nº 125/2010 do CNJ› => Resolução CNJ 125/2010
        ‹Resolução nº 125/2010, do Conselho Nacional de Justiça› => Resolução CNJ 125/2010
        ‹Resolução CONTRAN 432/2013› => Resolução CONTRAN 432/2013
        ‹Resolução Contran nº 432/2013› => Resolução CONTRAN 432/2013
        ‹Resolução-TSE nº 23.607/2019› => Resolução TSE 23.607/2019
        ‹RESOLUÇÃO CNJ Nº 125/2010› => Resolução CNJ 125/2010
        ‹IN RFB nº 1.500/2014› => Instrução Normativa RFB 1.500/2014
        ‹Lei Complementar estadual nº 1.010/2007› => Lei Complementar Estadual 1.010/2007
        ‹Lei Estadual/SP nº 10.705/2000› => Lei Estadual/SP 10.705/2000
        ‹Resolução nº 40/2013 da ARSAE› => Resolução ARSAE 40/2013
        ‹Res.-TSE n° 21.841/2004› => Resolução TSE 21.841/2004
        ‹IN/TCU 56/2007› => Instrução Normativa TCU 56/2007
        INSTRUÇÃO FINAL 5
        citou a lei 5 vezes
        a resolução 1080 da tela
        a circular 12 do prédio
        uma resolução de 15 dias
        na forma da lei
        a lei não retroage
        decreto a prisão preventiva
        a MP opinou
        o MP requereu
        cc: fulano
        lei do mais forte
        a portaria do prédio
        EC nº
        """#)
}

extension GlossaryEntries {
    /// Rights of the constitution and crime. CF is the Constitution of 1988, CP the Código Penal (Decreto-Lei
    /// 2.848/1940), CPP the Código de Processo Penal (Decreto-Lei 3.689/1941).
    static let crime = """
        habeas corpus | CF, art. 5º, LXVIII; CPP, art. 647
        Ação para soltar quem está preso ilegalmente ou evitar que o seja.
        = habeas corpus

        habeas data | CF, art. 5º, LXXII; Lei 9.507/1997
        Ação para conhecer ou corrigir os dados que o governo tem sobre a pessoa.
        = habeas data

        mandado de injunção | CF, art. 5º, LXXI; Lei 13.300/2016
        Ação para usar um direito da Constituição que ainda não tem lei.
        = writ of injunction (missing legislation)

        ação popular | CF, art. 5º, LXXIII; Lei 4.717/1965
        Ação de qualquer eleitor contra ato que prejudica o patrimônio público.
        = citizen's action

        ação direta de inconstitucionalidade; adi | CF, art. 102, I, a; Lei 9.868/1999
        Pedido ao Supremo para anular uma lei contrária à Constituição.
        = direct action of unconstitutionality

        devido processo legal | CF, art. 5º, LIV
        Ninguém perde a liberdade ou os bens sem um processo justo.
        = due process of law

        contraditório; ampla defesa | CF, art. 5º, LV
        O direito de saber do que se é acusado e de se defender por todos os meios.
        = right to be heard and to a full defence

        presunção de inocência | CF, art. 5º, LVII
        Ninguém é culpado antes da decisão definitiva.
        = presumption of innocence

        inquérito policial | CPP, art. 4º
        Investigação da polícia para saber se houve crime e quem o cometeu.
        = police investigation

        indiciamento; indiciado; indiciada | Lei 12.830/2013, art. 2º, § 6º
        Ato da polícia que aponta alguém como provável autor do crime.
        = being named as a suspect

        denúncia; oferecer denúncia | CPP, art. 41
        A acusação que o Ministério Público leva ao juiz.
        = indictment by the prosecution

        queixa-crime | CPP, arts. 30 e 41
        A acusação feita pela própria vítima, por advogado, em certos crimes.
        = private criminal complaint

        representação criminal; representação da vítima | CPP, art. 24
        Autorização da vítima para que o autor de certos crimes seja processado.
        = victim's request to prosecute

        flagrante; prisão em flagrante; flagrante delito | CPP, art. 302
        Prisão de quem é pego cometendo o crime ou logo depois.
        = arrest in the act

        audiência de custódia | CPP, art. 310
        O preso é levado logo ao juiz, que vê se a prisão é legal e necessária.
        = custody hearing

        prisão preventiva | CPP, art. 312
        Prisão antes da sentença para proteger as pessoas ou o processo.
        = pre-trial detention

        prisão temporária | Lei 7.960/1989
        Prisão por poucos dias para permitir a investigação de crimes graves.
        = temporary detention

        fiança criminal; liberdade provisória | CPP, arts. 321 e 322
        Responder ao processo solto, às vezes pagando uma garantia.
        = bail, provisional release

        medidas cautelares diversas da prisão; tornozeleira eletrônica | CPP, art. 319
        Regras que substituem a prisão, como não sair da cidade ou usar tornozeleira.
        = alternatives to detention

        pronúncia; sentença de pronúncia | CPP, art. 413
        Decisão que manda o acusado ao júri.
        = committal for jury trial

        tribunal do júri; júri popular | CF, art. 5º, XXXVIII; CPP, art. 447
        Julgamento, por cidadãos sorteados, de crimes contra a vida.
        = jury court

        dolo; crime doloso; dolosamente | CP, art. 18, I
        Querer o resultado ou aceitar o risco dele.
        = intent

        culpa; crime culposo; homicídio culposo | CP, art. 18, II
        Causar o resultado sem querer, por descuido, pressa ou falta de preparo.
        = negligence

        legítima defesa | CP, art. 25
        Defender-se, na medida certa, de ataque injusto; não é crime.
        = self-defence

        estado de necessidade | CP, art. 24
        Causar um dano para salvar-se de um perigo que não se criou; não é crime.
        = necessity

        dosimetria; dosimetria da pena | CP, art. 68
        A conta, em três passos, que o juiz faz para fixar a pena.
        = sentencing calculation

        regime fechado; regime semiaberto; regime aberto | CP, art. 33
        As formas de cumprir a pena: na prisão, em parte fora dela, ou fora.
        = closed, semi-open and open prison regimes

        progressão de regime | Lei 7.210/1984, art. 112
        Passar para uma forma mais branda de cumprir a pena.
        = progression to a milder regime

        livramento condicional | CP, art. 83
        Soltura antes do fim da pena, com regras a cumprir.
        = parole

        suspensão condicional da pena; sursis | CP, art. 77
        A pena curta fica suspensa se a pessoa cumprir as condições.
        = suspended sentence

        suspensão condicional do processo | Lei 9.099/1995, art. 89
        O processo para, com condições, e acaba se elas forem cumpridas.
        = conditional stay of prosecution

        transação penal | Lei 9.099/1995, art. 76
        Acordo em crimes leves para não haver processo.
        = plea settlement for minor offences

        acordo de não persecução penal; anpp | CPP, art. 28-A
        Acordo em que a pessoa confessa, cumpre condições e não é processada.
        = non-prosecution agreement

        colaboração premiada; delação premiada | Lei 12.850/2013, art. 3º-A
        Contar o que sabe do crime em troca de pena menor.
        = plea cooperation agreement

        extinção da punibilidade | CP, art. 107
        O Estado já não pode punir, por exemplo porque o tempo passou.
        = extinction of criminal liability

        reincidência; reincidente | CP, art. 63
        Cometer novo crime depois de condenação definitiva.
        = recidivism

        medida protetiva; medidas protetivas | Lei 11.340/2006, art. 22
        Ordem que afasta o agressor da vítima de violência doméstica.
        = protective order

        feminicídio | CP, art. 121-A
        Matar mulher por ela ser mulher.
        = femicide

        estelionato | CP, art. 171
        Enganar alguém para tirar vantagem.
        = fraud, swindling

        peculato | CP, art. 312
        O funcionário público fica com o que está sob a sua guarda.
        = embezzlement by a public official

        furto | CP, art. 155
        Tirar coisa de outro sem violência nem ameaça.
        = theft

        roubo | CP, art. 157
        Tirar coisa de outro com violência ou ameaça.
        = robbery

        calúnia | CP, art. 138
        Acusar alguém, sabendo que é mentira, de um crime.
        = false accusation of a crime

        difamação | CP, art. 139
        Espalhar um fato que ofende a reputação de alguém.
        = defamation

        injúria | CP, art. 140
        Ofender alguém na sua dignidade, como com xingamento.
        = insult

        """
}

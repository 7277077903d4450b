extension GlossaryEntries {
    /// Contracts, property, family, inheritance, consumers. CC is the Código Civil (Lei 10.406/2002), CDC the
    /// Código de Defesa do Consumidor (Lei 8.078/1990).
    static let civil = """
        procuração; instrumento de mandato | CC, art. 653
        Documento em que alguém autoriza outra pessoa a agir em seu nome.
        = power of attorney

        substabelecimento | CC, art. 667; Lei 8.906/1994, art. 26
        Documento em que quem recebeu uma procuração passa os poderes a outra pessoa.
        = sub-delegation of a power of attorney

        dano moral; danos morais | CF, art. 5º, V e X; CC, art. 186
        Prejuízo que não é de dinheiro, como humilhação, dor ou ofensa ao nome.
        = non-pecuniary damages

        dano material; danos materiais; perdas e danos | CC, art. 402
        Prejuízo que se mede em dinheiro: o que se perdeu e o que se deixou de ganhar.
        = pecuniary damages

        lucros cessantes; lucro cessante | CC, art. 402
        O que a pessoa deixou de ganhar por causa do dano.
        = lost profits

        danos emergentes; dano emergente | CC, art. 402
        O que a pessoa perdeu ou gastou de fato por causa do dano.
        = actual loss

        dano estético; danos estéticos | Súmula 387 do STJ
        Marca ou deformidade no corpo; pode ser pago junto com o dano moral.
        = disfigurement damages

        responsabilidade civil | CC, art. 927
        O dever de reparar o dano que se causou a alguém.
        = civil liability

        responsabilidade objetiva | CC, art. 927, parágrafo único
        Dever de reparar o dano mesmo sem culpa.
        = strict liability

        nexo causal; nexo de causalidade | CC, arts. 186 e 403
        A ligação entre o que a pessoa fez e o dano que aconteceu.
        = causation

        ato ilícito; atos ilícitos | CC, art. 186
        Ação ou descuido que viola um direito e causa dano a alguém.
        = unlawful act, tort

        caso fortuito; força maior | CC, art. 393, parágrafo único
        Fato que ninguém podia evitar e que livra do dever de indenizar.
        = act of God, force majeure

        boa-fé objetiva | CC, art. 422
        O dever de agir com lealdade e correção nos contratos.
        = objective good faith

        cláusula penal; multa contratual | CC, art. 408
        Multa combinada no contrato para quem não o cumprir.
        = contractual penalty

        cláusula abusiva; cláusulas abusivas | CDC, art. 51
        Regra de contrato que prejudica demais o consumidor; não vale.
        = unfair contract term

        contrato de adesão | CDC, art. 54; CC, art. 423
        Contrato pronto, que a pessoa só pode aceitar ou recusar.
        = standard-form contract

        rescisão; rescisão contratual | CC, art. 475
        O fim do contrato, em geral porque um dos lados não cumpriu.
        = termination for breach

        resilição; distrato | CC, arts. 472 e 473
        O fim do contrato por vontade dos dois lados ou, quando permitido, de um só.
        = termination by agreement or notice

        inadimplemento; inadimplência; inadimplente | CC, art. 389
        Não cumprir o que se devia, como não pagar no dia.
        = default, non-performance

        mora | CC, art. 394
        Atraso em pagar ou em cumprir o combinado.
        = delay in performance

        juros de mora; juros moratórios | CC, art. 406
        O que se paga a mais pelo atraso.
        = default interest

        correção monetária; atualização monetária | CC, art. 389; Lei 6.899/1981
        Ajuste do valor para que a inflação não o diminua.
        = inflation adjustment

        fiança; fiador; fiadora | CC, art. 818
        Promessa de pagar a dívida do outro se ele não pagar.
        = suretyship, guarantor

        aval; avalista | CC, art. 897
        Garantia dada por assinatura em um título, como cheque ou nota promissória.
        = guarantee on a negotiable instrument

        nota promissória | Decreto 57.663/1966, anexo I, art. 75
        Papel em que alguém promete pagar certo valor em certo dia.
        = promissory note

        alienação fiduciária; propriedade fiduciária | CC, art. 1.361; Lei 9.514/1997
        O bem fica em nome do credor até a última parcela ser paga.
        = fiduciary transfer of title as security

        busca e apreensão | Decreto-Lei 911/1969, art. 3º
        Ordem para tomar o bem financiado de quem deixou de pagar.
        = search and seizure of financed goods

        hipoteca | CC, art. 1.473
        Imóvel dado em garantia de uma dívida, sem sair das mãos do dono.
        = mortgage

        penhor | CC, art. 1.431
        Bem móvel entregue em garantia de uma dívida.
        = pledge

        sub-rogação | CC, art. 346
        Quem paga a dívida de outro fica no lugar do credor.
        = subrogation

        novação | CC, art. 360
        Troca de uma dívida antiga por uma nova, que acaba com a primeira.
        = novation

        enriquecimento sem causa; enriquecimento ilícito | CC, art. 884
        Ganhar à custa de outro sem motivo justo; tem de ser devolvido.
        = unjust enrichment

        repetição de indébito; repetição do indébito | CC, art. 876; CDC, art. 42, parágrafo único
        Devolução do que foi cobrado ou pago sem ser devido.
        = recovery of undue payment

        usucapião | CC, art. 1.238; CF, art. 183
        Tornar-se dono de um bem por usá-lo como seu, sem oposição, por muito tempo.
        = adverse possession

        posse; possuidor; possuidora | CC, art. 1.196
        Ter e usar a coisa como dono, ainda que não seja.
        = possession

        reintegração de posse; esbulho; esbulho possessório | CPC, art. 560; CC, art. 1.210
        Ação para ter de volta a posse de que se foi tirado à força.
        = repossession action, dispossession

        manutenção de posse; turbação | CPC, art. 560; CC, art. 1.210
        Ação de quem continua na posse, mas está sendo perturbado nela.
        = action to quiet possession

        interdito proibitório | CPC, art. 567
        Ação para impedir que alguém invada ou perturbe a posse.
        = injunction against threatened dispossession

        usufruto; usufrutuário; usufrutuária | CC, art. 1.390
        Direito de usar o bem de outro e ficar com o que ele rende.
        = usufruct

        servidão; servidão de passagem | CC, art. 1.378
        Direito de usar parte do imóvel vizinho, por exemplo para passar.
        = easement

        bem de família | Lei 8.009/1990
        A casa em que a família mora, que em geral não pode ser tomada por dívida.
        = homestead protection

        despejo; ação de despejo | Lei 8.245/1991, art. 5º
        Ação para que o inquilino deixe o imóvel.
        = eviction

        locador; locadora | CC, art. 565; Lei 8.245/1991
        Quem dá o imóvel em aluguel.
        = landlord, lessor

        locatário; locatária; inquilino; inquilina | CC, art. 565; Lei 8.245/1991
        Quem paga aluguel para usar o imóvel.
        = tenant, lessee

        averbação | Lei 6.015/1973, art. 167, II
        Anotação de uma mudança na matrícula do imóvel ou no registro civil.
        = annotation in a public register

        guarda compartilhada; guarda unilateral | CC, art. 1.583
        Pai e mãe decidem juntos a vida do filho, ou só um deles decide.
        = joint or sole custody

        alimentos; pensão alimentícia | CC, art. 1.694; Lei 5.478/1968
        Valor pago a quem precisa dele para viver, como filho ou ex-cônjuge.
        = maintenance, child support

        alienação parental | Lei 12.318/2010, art. 2º
        Pôr a criança contra o pai, a mãe ou os avós.
        = parental alienation

        união estável | CC, art. 1.723
        Convivência pública e duradoura de casal, com direitos de família.
        = civil union, de facto marriage

        regime de bens; comunhão parcial de bens; comunhão universal de bens; separação de bens | CC, arts. 1.639 e 1.658
        As regras sobre de quem são os bens do casal.
        = matrimonial property regime

        meação; meeiro; meeira | CPC, art. 651, II
        A metade dos bens comuns que cabe a cada um do casal.
        = spouse's half of common property

        pacto antenupcial | CC, art. 1.653
        Contrato feito antes do casamento sobre os bens.
        = prenuptial agreement

        curatela; interdição; curador; curadora | CC, art. 1.767; CPC, art. 747
        Nomeação de alguém para cuidar dos atos de um adulto que não pode fazê-lo só.
        = guardianship of an adult

        tutor; tutora; tutela de menor | CC, art. 1.728
        Pessoa nomeada para cuidar de criança sem os pais.
        = guardian of a minor

        inventário | CPC, art. 610; CC, art. 1.991
        Procedimento que lista e reparte os bens de quem morreu.
        = probate, estate proceedings

        partilha; formal de partilha | CC, art. 2.013; CPC, art. 655
        A divisão dos bens entre herdeiros ou ex-cônjuges, e o papel que a prova.
        = division of assets

        espólio | CPC, art. 75, VII; CC, art. 1.991
        O conjunto dos bens e dívidas de quem morreu, até a divisão.
        = estate of a deceased person

        inventariante | CPC, art. 617
        Quem cuida dos bens de quem morreu até a divisão.
        = administrator of the estate

        herdeiro necessário; herdeira necessária; legítima dos herdeiros | CC, arts. 1.845 e 1.846
        Filhos, pais e cônjuge: metade da herança é deles, mesmo com testamento.
        = forced heirs and their share

        legado; legatário; legatária | CC, art. 1.912
        Bem certo deixado a alguém em testamento.
        = legacy, bequest

        de cujus | CC, art. 1.784
        Expressão latina: a pessoa que morreu e deixou a herança.
        = the deceased

        vício redibitório; vícios redibitórios; vício oculto | CC, art. 441
        Defeito escondido da coisa, que permite devolvê-la ou pagar menos.
        = hidden defect

        evicção | CC, art. 447
        Perder a coisa comprada porque a justiça disse que era de outro.
        = eviction by superior title

        desconsideração da personalidade jurídica | CC, art. 50; CPC, art. 133
        Cobrar dos sócios a dívida da empresa quando ela foi usada para fraude.
        = piercing the corporate veil

        recuperação judicial | Lei 11.101/2005, art. 47
        Plano, aprovado pelos credores, para a empresa pagar dívidas e não quebrar.
        = court-supervised reorganization

        falência; massa falida | Lei 11.101/2005, art. 75
        Fim da empresa que não paga: os bens são vendidos e divididos entre os credores.
        = bankruptcy

        fraude contra credores | CC, art. 158
        Passar bens adiante para não pagar dívidas; pode ser desfeito.
        = fraudulent conveyance

        fraude à execução | CPC, art. 792
        Passar bens adiante quando já há processo que pode levar à cobrança.
        = transfer in fraud of enforcement

        consignação em pagamento; consignatória | CPC, art. 539; CC, art. 334
        Depositar na justiça ou no banco o que o credor não quer ou não pode receber.
        = payment into court

        interpelação; notificação extrajudicial | CC, art. 397; CPC, art. 726
        Aviso formal que prova que alguém foi cobrado ou avisado.
        = formal notice of demand

        hipossuficiente; hipossuficiência | CDC, art. 6º, VIII
        A parte mais fraca, em dinheiro ou em informação.
        = the weaker party

        negativação; cadastro de inadimplentes; inscrição indevida | CDC, art. 43
        Pôr o nome de alguém na lista de maus pagadores.
        = entry in a bad-debtor register

        """
}

extension GlossaryEntries {
    /// Work, social security, administration, taxes. CLT is the labour code (Decreto-Lei 5.452/1943), CTN the
    /// Código Tributário Nacional (Lei 5.172/1966), CF the Constitution of 1988.
    static let publicLaw = """
        reclamação trabalhista; reclamatória trabalhista | CLT, art. 840
        O processo do trabalhador na justiça do trabalho.
        = labour claim

        reclamante | CLT, art. 843
        Quem abre o processo na justiça do trabalho, em geral o trabalhador.
        = claimant in a labour case

        reclamada; reclamado | CLT, art. 843
        Quem é processado na justiça do trabalho, em geral a empresa.
        = respondent in a labour case

        vínculo empregatício; vínculo de emprego; relação de emprego | CLT, arts. 2º e 3º
        A ligação de emprego: pessoal, com salário, hábito e ordens.
        = employment relationship

        verbas rescisórias | CLT, art. 477
        O que se paga ao trabalhador quando o emprego acaba.
        = severance payments

        aviso prévio | CLT, art. 487; Lei 12.506/2011
        Comunicação antecipada do fim do emprego, ou o pagamento no lugar dela.
        = notice of termination

        justa causa | CLT, art. 482
        Falta grave do empregado que permite a demissão sem vários direitos.
        = dismissal for cause

        rescisão indireta | CLT, art. 483
        O empregado sai com todos os direitos porque a empresa cometeu falta grave.
        = constructive dismissal

        fgts; fundo de garantia; fundo de garantia do tempo de serviço | Lei 8.036/1990
        Depósito mensal da empresa em conta do trabalhador.
        = severance indemnity fund

        horas extras; hora extra; horas extraordinárias | CF, art. 7º, XVI; CLT, art. 59
        O trabalho além da jornada, pago com pelo menos metade a mais.
        = overtime

        adicional de insalubridade | CLT, art. 192
        Valor a mais para quem trabalha com o que faz mal à saúde.
        = hazard pay for unhealthy work

        adicional de periculosidade | CLT, art. 193
        Valor a mais para quem trabalha com perigo de vida.
        = danger pay

        décimo terceiro salário; gratificação natalina | CF, art. 7º, VIII; Lei 4.090/1962
        Um salário a mais por ano.
        = thirteenth salary

        recurso ordinário | CLT, art. 895
        Na justiça do trabalho, o recurso contra a sentença.
        = ordinary labour appeal

        recurso de revista | CLT, art. 896
        Recurso ao Tribunal Superior do Trabalho para igualar decisões.
        = appeal to the Superior Labour Court

        depósito recursal | CLT, art. 899
        Valor que a empresa deposita para poder recorrer.
        = appeal bond in labour cases

        auxílio-doença; benefício por incapacidade temporária; auxílio por incapacidade temporária | Lei 8.213/1991, art. 59
        Benefício do INSS a quem não pode trabalhar por um tempo.
        = sickness benefit

        benefício de prestação continuada; bpc; loas | Lei 8.742/1993, art. 20
        Um salário mínimo ao idoso ou à pessoa com deficiência sem renda.
        = continuous social assistance benefit

        precatório | CF, art. 100
        Ordem de pagamento de dívida do governo decidida pela justiça, paga em fila.
        = court-ordered government debt

        requisição de pequeno valor; rpv | CF, art. 100, § 3º
        Dívida pequena do governo, paga fora da fila dos precatórios.
        = small-claim payment order against the state

        desapropriação | CF, art. 5º, XXIV; Decreto-Lei 3.365/1941
        O governo toma um bem por necessidade pública e paga por ele.
        = expropriation

        licitação | CF, art. 37, XXI; Lei 14.133/2021
        Disputa pública para escolher com quem o governo contrata.
        = public procurement

        improbidade administrativa; ato de improbidade | CF, art. 37, § 4º; Lei 8.429/1992
        Desonestidade no cargo público, punida com perda do cargo e multa.
        = administrative misconduct

        ato administrativo; atos administrativos | Lei 9.784/1999, art. 53
        Decisão de um órgão público que cria ou muda direitos.
        = administrative act

        poder de polícia | CTN, art. 78
        Poder do governo de limitar atividades pelo bem de todos, como fechar bar barulhento.
        = police power of the state

        tributo; tributos | CTN, art. 3º
        Pagamento obrigatório ao governo: imposto, taxa ou contribuição.
        = tax, levy

        fato gerador | CTN, art. 114
        O acontecimento que faz nascer o imposto, como vender ou ter renda.
        = taxable event

        crédito tributário; lançamento tributário | CTN, arts. 139 e 142
        O valor que o governo apura e pode cobrar.
        = tax claim and assessment

        execução fiscal | Lei 6.830/1980
        Cobrança de dívida com o governo na justiça.
        = tax enforcement action

        certidão de dívida ativa; cda; dívida ativa | Lei 6.830/1980, art. 2º; CTN, art. 202
        Documento do governo que prova a dívida e permite cobrá-la.
        = certificate of tax debt

        ministério público; promotor de justiça; parquet | CF, art. 127
        Órgão que acusa nos crimes e defende os interesses de todos.
        = public prosecution service

        defensoria pública; defensor público | CF, art. 134
        Órgão que dá advogado de graça a quem não pode pagar.
        = public defender's office

        erga omnes | Lei 9.868/1999, art. 28, parágrafo único
        Expressão latina: que vale contra todos.
        = effective against everyone

        ex tunc | Lei 9.868/1999, art. 11, § 1º
        Expressão latina: que vale desde o começo, voltando no tempo.
        = with retroactive effect

        ex nunc | Lei 9.868/1999, art. 11, § 1º
        Expressão latina: que só vale daqui para a frente.
        = without retroactive effect

        ex officio; de ofício | CPC, arts. 2º e 10
        Por iniciativa do próprio juiz, sem que ninguém peça.
        = of the court's own motion

        in dubio pro reo | CPP, art. 386, VII
        Expressão latina: na dúvida, decide-se a favor do acusado.
        = when in doubt, for the accused

        """
}

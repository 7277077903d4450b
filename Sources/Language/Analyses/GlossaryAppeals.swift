extension GlossaryEntries {
    /// Appeals, enforcement, costs and what goes with every lawsuit.
    static let appeals = """
        apelação; recurso de apelação | CPC, art. 1.009
        Recurso contra a sentença, julgado pelo tribunal.
        = appeal from the judgment

        agravo de instrumento | CPC, art. 1.015
        Recurso contra certas decisões tomadas no meio do processo.
        = interlocutory appeal

        agravo interno; agravo regimental | CPC, art. 1.021
        Recurso para que o grupo de juízes reveja o que o relator decidiu sozinho.
        = appeal to the panel from a single judge

        embargos de declaração; embargos declaratórios | CPC, art. 1.022
        Pedido para que o juiz esclareça, complete ou corrija a própria decisão.
        = motion for clarification

        recurso especial | CF, art. 105, III; CPC, art. 1.029
        Recurso ao Superior Tribunal de Justiça quando uma lei federal foi mal aplicada.
        = appeal to the Superior Court of Justice on federal law

        recurso extraordinário | CF, art. 102, III; CPC, art. 1.029
        Recurso ao Supremo Tribunal Federal quando a Constituição foi contrariada.
        = appeal to the Supreme Federal Court on the Constitution

        repercussão geral | CF, art. 102, § 3º; CPC, art. 1.035
        A importância do tema para todos, sem a qual o Supremo não julga o recurso.
        = general repercussion

        prequestionamento | CPC, art. 1.025
        O ponto da lei precisa ter sido tratado na decisão para ir aos tribunais superiores.
        = requirement that the point was raised below

        efeito suspensivo | CPC, art. 1.012
        O recurso faz a decisão esperar: ela não vale enquanto ele não for julgado.
        = stay pending appeal

        preparo | CPC, art. 1.007
        O pagamento das despesas do recurso, sem o qual ele não é julgado.
        = appeal fee

        deserção; recurso deserto | CPC, art. 1.007
        Perda do recurso por falta do pagamento das despesas dele.
        = dismissal of an appeal for unpaid fees

        contrarrazões | CPC, art. 1.010, § 1º
        A resposta escrita ao recurso do outro lado.
        = response to an appeal

        sustentação oral | CPC, art. 937
        A fala do advogado diante dos juízes antes do julgamento no tribunal.
        = oral argument

        ação rescisória | CPC, art. 966
        Processo para desfazer uma decisão definitiva em casos raros, como fraude do juiz.
        = action to set aside a final judgment

        mandado de segurança; writ; mandamus | CF, art. 5º, LXIX; Lei 12.016/2009
        Ação contra abuso de autoridade quando o direito já está provado por documentos.
        = writ of mandamus

        cumprimento de sentença | CPC, art. 513
        A fase em que se faz quem perdeu cumprir ou pagar o que foi decidido.
        = enforcement of judgment

        execução; processo de execução | CPC, art. 771
        O processo para cobrar à força uma dívida já reconhecida em documento.
        = enforcement proceedings

        título executivo; título executivo extrajudicial; título executivo judicial | CPC, arts. 515 e 784
        Documento que permite cobrar direto, sem discutir antes se a dívida existe.
        = enforceable instrument

        penhora | CPC, art. 831
        Reserva de um bem do devedor, pela justiça, para pagar a dívida.
        = attachment of assets

        penhora online; bloqueio online; sisbajud | CPC, art. 854
        Ordem eletrônica que tranca dinheiro do devedor no banco.
        = electronic freezing of bank funds

        impenhorabilidade; bem impenhorável | CPC, art. 833
        Proteção de bens que não podem ser tomados, como o salário e as ferramentas de trabalho.
        = exemption from attachment

        hasta pública; leilão judicial | CPC, art. 881
        Venda pública, pela justiça, do bem tomado do devedor.
        = judicial auction

        arresto | CPC, arts. 301 e 830
        Apreensão de bens do devedor antes da hora, para que não sumam.
        = pre-judgment attachment

        embargos à execução | CPC, art. 914
        A defesa de quem está sendo cobrado por documento.
        = debtor's objection to enforcement

        embargos de terceiro | CPC, art. 674
        Defesa de quem não é parte e teve um bem tomado no processo dos outros.
        = third-party claim to seized property

        exceção de pré-executividade; objeção de pré-executividade | Súmula 393 do STJ
        Defesa simples na execução, sobre o que o juiz pode ver sem novas provas.
        = summary objection to enforcement

        honorários de sucumbência; honorários sucumbenciais; honorários advocatícios | CPC, art. 85
        O que quem perdeu paga ao advogado de quem ganhou.
        = court-awarded attorney fees

        sucumbência; parte sucumbente | CPC, arts. 82 e 85
        O fato de perder o processo, no todo ou em parte, com as despesas que isso traz.
        = being the losing party

        custas; custas processuais; custas judiciais | CPC, art. 82
        As despesas que se pagam à justiça pelo processo.
        = court costs

        gratuidade da justiça; gratuidade de justiça; justiça gratuita; assistência judiciária gratuita | CPC, art. 98
        Direito de não pagar as despesas do processo por não ter dinheiro para isso.
        = waiver of court fees

        litigância de má-fé; litigante de má-fé | CPC, arts. 79 a 81
        Agir com desonestidade no processo, como mentir de propósito; dá multa.
        = bad-faith litigation

        astreintes; multa diária; multa cominatória | CPC, art. 537
        Multa que cresce a cada dia até que a ordem do juiz seja cumprida.
        = daily penalty for non-compliance

        preclusão; direito precluso | CPC, art. 507
        Perda da chance de fazer algo no processo porque o momento passou.
        = loss of a procedural right

        decadência | CC, art. 207
        Perda do próprio direito porque não foi usado dentro do prazo.
        = lapse of a right

        prescrição | CC, art. 189
        Perda do direito de cobrar na justiça porque o tempo passou.
        = statute of limitations

        prescrição intercorrente | CPC, arts. 921, § 4º, e 924, V
        Fim da cobrança porque o processo ficou parado tempo demais.
        = time bar by inactivity during enforcement

        segredo de justiça | CPC, art. 189
        Processo que só as partes e os seus advogados podem ver.
        = sealed case

        competência; incompetência do juízo | CPC, arts. 42 a 66
        A regra que diz qual juiz pode julgar cada caso.
        = jurisdiction and venue

        foro; foro de eleição | CPC, arts. 46 e 63
        O lugar onde o processo corre; pode ser escolhido em contrato.
        = venue, forum

        comarca | CF, art. 125, § 1º; lei de organização judiciária de cada Estado
        O território, de uma ou mais cidades, em que um juiz estadual trabalha.
        = judicial district

        jurisprudência | CPC, art. 926
        O conjunto das decisões dos tribunais sobre um assunto.
        = case law

        súmula | CPC, art. 926, § 1º
        Frase em que o tribunal resume o que costuma decidir sobre um tema.
        = summary of settled case law

        súmula vinculante | CF, art. 103-A
        Frase do Supremo que todos os juízes e a administração têm de seguir.
        = binding precedent of the Supreme Court

        arbitragem; juízo arbitral | Lei 9.307/1996
        Solução do conflito por um árbitro escolhido pelas partes, fora da justiça.
        = arbitration

        juizado especial; juizados especiais; pequenas causas | Lei 9.099/1995
        Justiça mais simples e rápida para causas de menor valor.
        = small claims court

        ação monitória; monitória | CPC, art. 700
        Cobrança rápida com prova escrita que ainda não permite execução direta.
        = order-for-payment action

        ação civil pública | Lei 7.347/1985
        Processo que protege muita gente de uma vez, como no meio ambiente e no consumo.
        = class action by public bodies

        """
}

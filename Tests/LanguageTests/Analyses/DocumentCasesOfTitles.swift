extension DocumentCases {
    /// Looked at while the rules of titles were written: papers that name other papers, and what names papers and is
    /// none.
    static let ofTitles = parse(
        """
        petition MANDADO DE SEGURANÇA|Impetrante: Farmácia Boa Hora Ltda.|Autoridade coatora: o delegado da receita|Requer a concessão da segurança para que se expeça a certidão negada.
        petition HABEAS CORPUS|O advogado impetra a presente ordem em favor de Caio Lins, paciente, preso por força de mandado nulo.
        petition CUMPRIMENTO DE SENTENÇA|Transitada em julgado a sentença, o credor requer a intimação do executado para o pagamento.
        petition RECLAMAÇÃO TRABALHISTA|Ao Juízo da Vara do Trabalho. O autor teve o contrato rompido sem aviso. Dos pedidos: verbas rescisórias.
        petition AÇÃO DE COBRANÇA fundada em contrato de locação, que move Lia Reis em face de Ivo Sá. Requer a citação.
        petition EXCELENTÍSSIMO SENHOR JUIZ DA 3ª VARA|Processo nº 10|O autor, já qualificado, requer a juntada da procuração e da certidão anexas.|Nestes termos, pede deferimento.
        defence IMPUGNAÇÃO AO CUMPRIMENTO DE SENTENÇA|A conta passa do que a sentença mandou pagar. Há excesso de execução.
        defence Contestação|A ré nega que o contrato tenha sido assinado. Requer a improcedência.
        appeal RECURSO ORDINÁRIO|A reclamada recorre da sentença que a condenou em horas extras.
        appeal RECURSO ESPECIAL|O recorrente pede que esta Corte venha a reformar o acórdão, que negou vigência à lei federal.
        appeal AGRAVO DE INSTRUMENTO|EGRÉGIO TRIBUNAL|A decisão de primeiro grau causa dano. A agravante requer a reforma.
        appeal APELAÇÃO|O apelante, inconformado com a r. sentença, pede a reforma da sentença pelas razões que seguem.
        appeal Vem o município interpor AGRAVO INTERNO contra a decisão monocrática que negou seguimento ao recurso.
        appeal RECURSO EXTRAORDINÁRIO|A recorrente, não se conformando com o acórdão da turma, recorre ao Supremo.
        defence EXMO. SR. DR. JUIZ DA 1ª VARA|A autora vem apresentar RÉPLICA À CONTESTAÇÃO pelos motivos abaixo.
        order Autos nº 12/2023|DESPACHO|Sobre a certidão do oficial, manifeste-se o exequente.
        order DESPACHO Manifeste-se a parte autora sobre o laudo e a contestação. Int.
        interlocutory DECISÃO|O réu opôs exceção contra o cumprimento de sentença. Rejeito a exceção. Intimem-se.
        sentence SENTENÇA|Cuida-se de mandado de segurança contra ato do prefeito. Ante o exposto, denego a segurança. P.R.I.
        sentence SENTENÇA|Trata-se de ação fundada em contrato de mútuo. Diante do exposto, julgo procedente o pedido.
        sentence PODER JUDICIÁRIO|2ª VARA CÍVEL|SENTENÇA Nº 45/2024|Vistos. O réu não apresentou contestação. É o relatório. Decido.
        ruling RECURSO ESPECIAL Nº 1.111 - SP|RELATOR: MINISTRO OTTO LIRA|EMENTA. CONTRATO. CLÁUSULA NULA. RECURSO PROVIDO.|ACÓRDÃO|Acordam os ministros, por unanimidade, dar provimento ao recurso.
        ruling MANDADO DE SEGURANÇA Nº 22.333|RELATORA: DES. CORA LEME|EMENTA: CONCURSO. EDITAL. ORDEM DENEGADA. Por maioria, denegaram a ordem.
        ruling ACÓRDÃO|Recurso ordinário contra sentença que anulou contrato de trabalho. Acordam os juízes da 2ª Turma em negar provimento ao recurso.
        decision DECISÃO MONOCRÁTICA|Habeas corpus contra mandado de prisão. Relator: Des. Ari Paz. Nego seguimento.
        publication EDITAL DE CITAÇÃO|Ação de usucapião fundada em contrato de gaveta. FAZ SABER aos réus ausentes que têm quinze dias para a contestação.
        writ MANDADO DE CITAÇÃO E INTIMAÇÃO|Fica citado para apresentar contestação. O oficial de justiça cumpra na forma da lei.
        certificate CERTIDÃO|Certifico que a contestação é tempestiva e que a procuração está nos autos. Dou fé.
        contract CONTRATO DE PRESTAÇÃO DE SERVIÇOS ADVOCATÍCIOS|Contratante: Rui Maia. O advogado fará a contestação e os recursos, com procuração.
        contract Contrato de Locação Residencial|Locador: Saul Dias|Locatário: Ney Porto|Cláusula 1ª. O prazo é de trinta meses.
        contract CONTRATO DE PARCERIA RURAL que entre si fazem Gil Prado e Eva Nunes. Fica eleito o foro de Lavras.
        power_of_attorney PROCURAÇÃO|Outorgante: Dora Luz. Poderes para apresentar contestação, interpor recurso e firmar contrato.
        power_of_attorney Procuração Ad Judicia|Outorgante: Raul Sena, pedreiro.
        email Prezado Dr. Otto, a sentença saiu hoje e cabe recurso. Segue em anexo a procuração. Atenciosamente, Nair
        minutes TERMO DE AUDIÊNCIA|Foi aberta a audiência. O réu apresentou contestação escrita. Nada mais havendo, encerrou-se.
        opinion PARECER|O contrato pode ser aditado, e o edital não o proíbe. É o parecer, salvo melhor juízo.
        none Contrato de energia terá reajuste em julho|A conta sobe cinco por cento, segundo a agência.
        none Procuração falsa foi usada em golpe contra idosa|A delegada ouviu três testemunhas.
        none Parecer do relator deve sair na quarta|A votação ficou para a semana que vem.
        none Acórdão publicado hoje encerra disputa por terreno|O prefeito comemorou.
        none Mandado é cumprido em três bairros da capital|A operação começou às seis.
        none Certidão passa a ser grátis para quem ganha pouco|A lei entra em vigor em maio.
        none Despacho de cargas no porto cresce pelo quinto mês|O café puxou a alta.
        none Contestação de pênalti marca a final|O técnico reclamou do árbitro.
        none Sentença de morte é comutada após trinta anos|A família recebeu a notícia em casa.
        none CONTRATO DE GÁS SERÁ REVISTO|O governo abriu consulta.
        none SENTENÇA ANULOU MULTA DE BANCO|O valor volta ao cofre da empresa.
        none Recurso do time foi negado, e o jogador fica fora da final. O clube vai interpor recurso de novo.
        none Ata do banco central mostra cautela com os preços|O documento saiu nesta terça.
        none Desembargadores acordam em reduzir a pena|Por unanimidade, o recurso da defesa foi aceito.
        none A cláusula do contrato gera disputa: o clube, contratante, diz que a multa contratual vale.
        none O deputado apresentou o parecer, e o plenário, por maioria, rejeitou o contrato.
        none A série mostra um juiz que recebe um mandado de segurança e um habeas corpus na mesma noite.
        none O oficial de justiça contou como é entregar mandado de citação e ofício na serra.
        none Caro demais, o carro encalhou nas lojas. Abraço de torcida não paga a conta.
        none Nas relações de trabalho, a testemunha com OAB é rara.
        none O manual explica o que é petição inicial, contestação, réplica, despacho, sentença e acórdão.
        """)
}

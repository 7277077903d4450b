import Language

/// Beginnings and ends of documents, written for the test as such documents are drafted.
enum DocumentCases {
    struct Case: Sendable {
        let kind: DocumentKind?
        let text: String
    }

    /// Blocks parted by blank lines; the first word of each is its kind, or "none".
    static func parse(_ text: String) -> [Case] {
        text.split(separator: "\n").compactMap { line in
            guard let space = line.firstIndex(of: " ") else { return nil }
            return Case(
                kind: DocumentKind(rawValue: String(line[..<space])),
                text: line[line.index(after: space)...].split(separator: "|").joined(separator: "\n"))
        }
    }

    /// Looked at while the rules were written.
    static let seen = parse(
        """
        petition EXCELENTÍSSIMO SENHOR DOUTOR JUIZ DE DIREITO DA 2ª VARA CÍVEL DE CAMPINAS|MARIA ALVES, brasileira, solteira, vem propor a presente AÇÃO DE INDENIZAÇÃO em face de LOJAS SOL LTDA.|DOS FATOS|A autora comprou um fogão que nunca chegou.|Requer a citação da ré. Dá-se à causa o valor de R$ 10.000,00.
        petition AO JUÍZO DA VARA DO TRABALHO DE NATAL|JOSÉ LIMA, residente e domiciliado na rua das Flores, vem ajuizar RECLAMAÇÃO TRABALHISTA contra PADARIA BOM PÃO.|Protesta provar o alegado por todos os meios. Pede deferimento.
        defence EXCELENTÍSSIMO SENHOR DOUTOR JUIZ DA 4ª VARA CÍVEL|BANCO PRATA S.A., nos autos da ação que lhe move João Dias, vem apresentar CONTESTAÇÃO.|Preliminarmente, alega o autor fato que não provou. Não assiste razão ao autor. Requer a total improcedência.
        defence Processo nº 0001111-22.2023.8.26.0001|O réu vem, por seu advogado, oferecer CONTESTAÇÃO, pelas razões que seguem. Síntese da inicial. Impugna-se o valor pedido. Da improcedência dos pedidos.
        appeal EGRÉGIO TRIBUNAL DE JUSTIÇA|RAZÕES DE APELAÇÃO|Apelante: Carla Nunes. Da tempestividade. A sentença recorrida merece reforma. Requer seja conhecido e provido o recurso para a reforma da sentença.
        appeal A ré, inconformada com a r. sentença, vem interpor RECURSO DE APELAÇÃO, com as inclusas razões. Do preparo. Nestes termos, pede deferimento.
        appeal Vem o autor opor EMBARGOS DE DECLARAÇÃO contra a r. sentença, que foi omissa quanto aos juros. Do cabimento. Pede o conhecimento e provimento.
        order DESPACHO|Vistos. Manifeste-se o autor sobre a contestação, no prazo de quinze dias. Intime-se.
        order Especifiquem as partes as provas que pretendem produzir. Após, voltem conclusos. Intimem-se.
        order DESPACHO. Dê-se vista ao Ministério Público. Após, conclusos.
        interlocutory DECISÃO|Trata-se de pedido de tutela de urgência para religar a energia. Presentes a probabilidade do direito e o perigo de dano, defiro a tutela de urgência para que a ré religue a luz em dois dias. Cite-se. Intimem-se.
        interlocutory Vistos. Rejeito a preliminar de inépcia. Fixo os pontos controvertidos e nomeio perito o engenheiro Paulo Reis. Intimem-se.
        interlocutory DECISÃO INTERLOCUTÓRIA|Indefiro o pedido liminar, pois não há perigo de dano. Defiro a gratuidade.
        sentence SENTENÇA|Vistos. Relatório dispensado. Fundamento e decido. Ante o exposto, JULGO PROCEDENTE o pedido e condeno a ré a pagar cinco mil reais, com resolução do mérito. Publique-se. Registre-se. Intimem-se.
        sentence É o relatório. Decido. O pedido não procede. Isto posto, julgo improcedente a ação. Custas pelo autor. P.R.I.
        sentence Vistos. As partes fizeram acordo. Homologo o acordo e julgo extinto o processo. Transitada em julgado, arquivem-se.
        ruling ACÓRDÃO|Vistos, relatados e discutidos estes autos de Apelação Cível, em que é apelante Ana Rios. ACORDAM os desembargadores da 3ª Câmara, por unanimidade, em negar provimento ao recurso, nos termos do voto do relator.
        ruling EMENTA: CONSUMIDOR. VOO CANCELADO. DANO MORAL. RECURSO DESPROVIDO.|Acorda a Turma, por votação unânime, em negar provimento ao recurso. Sessão de julgamento de 3 de maio.
        decision DECISÃO MONOCRÁTICA|Agravante: Pedro Sá. Relator: Ministro Luís Prado. Com fundamento no art. 932 do CPC e no regimento interno, não conheço do agravo. Publique-se.
        decision O recurso especial não comporta trânsito. Ante o exposto, nego seguimento e não conheço do recurso, decido monocraticamente. Ministro relator.
        publication DIÁRIO DA JUSTIÇA ELETRÔNICO|Disponibilização: segunda-feira, 4 de março. Processo 0002222-33. Adv: Rui Costa (OAB 1234/SP). Teor do ato: fica intimado o autor.
        publication EDITAL DE CITAÇÃO. Prazo de vinte dias. O juiz FAZ SABER a todos que tramita a ação contra Nilo Braga.
        publication DJEN. Tipo de comunicação: intimação. Ficam as partes intimadas. Advs.: Lia Porto, OAB 99/RJ.
        writ MANDADO DE CITAÇÃO|O juiz da 1ª Vara MANDA o oficial de justiça que cite o réu. Cumpra-se na forma da lei.
        writ OFÍCIO Nº 45/2024|Senhor gerente, solicito a Vossa Senhoria que informe o saldo da conta.
        writ ALVARÁ DE LEVANTAMENTO. Autorizo o banco a entregar ao autor o valor depositado.
        certificate CERTIDÃO|Certifico e dou fé que decorreu o prazo sem manifestação do réu. O referido é verdade.
        certificate Certifico que, nesta data, juntei aos autos a petição. Nada mais. Dou fé.
        contract CONTRATO DE LOCAÇÃO|LOCADOR: Ivo Sena. LOCATÁRIA: Bia Moura. Cláusula primeira. Do objeto: o apartamento 12. Elegem o foro da comarca de Recife. Por estarem justas, assinam em duas vias.
        contract CONTRATO DE PRESTAÇÃO DE SERVIÇOS|As partes têm entre si justo e contratado: cláusula 1ª, a CONTRATADA obriga-se a fazer a obra. Multa contratual de dez por cento.
        contract TERMO ADITIVO ao contrato. A vigência fica prorrogada por um ano. Cláusula segunda: mantém-se o resto.
        power_of_attorney PROCURAÇÃO|OUTORGANTE: Zélia Prates. OUTORGADO: Dr. Rui Costa. Por este instrumento nomeia e constitui seu bastante procurador, com poderes para o foro em geral.
        power_of_attorney SUBSTABELECIMENTO|Substabeleço, com reserva de poderes, à Dra. Lia Porto os poderes que me foram conferidos.
        email Assunto: documentos do processo|Prezada Dra. Lia, segue em anexo o comprovante. Qualquer dúvida, fico à disposição. Atenciosamente, João
        email Oi, Marcos! Tudo bem? Conforme conversamos, mando o contrato amanhã. Abraços, Bia
        email Bom dia, doutor. Alguma novidade do meu processo? Aguardo retorno. Grata, Zélia
        minutes TERMO DE AUDIÊNCIA|Aos três dias de maio, feito o pregão, compareceram as partes. Proposta a conciliação, sem êxito. Nada mais havendo, lavrou-se este termo.
        minutes ATA DA ASSEMBLEIA GERAL do Condomínio Sol. Aberta a sessão, presentes doze condôminos. Lida e achada conforme.
        opinion PARECER JURÍDICO|Consulta-nos a prefeitura sobre licitação. Somos pelo prosseguimento. É o parecer, s.m.j.
        opinion LAUDO PERICIAL|Metodologia. Resposta aos quesitos: 1) sim. Conclusão: há nexo entre a queda e a lesão.
        none O cachorro correu atrás da bola e caiu no rio.
        none Receita de bolo: misture a farinha e os ovos e leve ao forno por meia hora.
        none A lei entrou em vigor ontem, segundo o jornal.
        none 123 456 789
        none The quarterly report shows a small rise in sales.
        """)

    /// Written after the rules were closed, looked at once.
    static let unseen = parse(
        """
        petition Exma. Sra. Dra. Juíza de Direito da Vara de Família|Rosa Teles, já qualificada, vem, respeitosamente, requerer a fixação de alimentos em face de Caio Teles.|Dos fatos: o réu não ajuda no sustento do filho. Requer a procedência do pedido. Termos em que pede deferimento.
        petition Ao Juizado Especial Cível de Olinda. Nair Brito propõe ação de cobrança contra Gil Motos. Dos pedidos: a condenação em três mil reais. Atribui-se à causa o valor de três mil reais.
        defence A União apresenta sua contestação. O autor pretende reajuste sem base na lei. Das preliminares: falta de interesse. No mérito, requer a improcedência do pedido.
        defence RESPOSTA À ACUSAÇÃO. O acusado, por seu defensor, nega os fatos e arrola testemunhas. Requer a absolvição sumária.
        appeal AGRAVO DE INSTRUMENTO com pedido de efeito suspensivo. O agravante vem interpor agravo de instrumento contra a decisão agravada, que negou a liminar. Requer a reforma da decisão.
        appeal CONTRARRAZÕES. A sentença não merece reforma. O recorrente não trouxe argumento novo. Espera-se que o recurso não seja provido.
        order Vistos. Diga a parte contrária em cinco dias. Int.
        order Certifique-se o trânsito e, nada requerido, arquivem-se os autos.
        interlocutory Vistos. O autor pede o bloqueio de contas. Defiro a penhora de dinheiro até o valor da dívida. Cumpra-se.
        interlocutory Recebo a denúncia. Decreto a prisão preventiva do acusado para garantia da ordem pública.
        sentence Posto isso, julgo parcialmente procedentes os pedidos para condenar o réu ao pagamento de alimentos. Sem custas.
        sentence SENTENÇA. Dispensado o relatório. O autor provou a compra e o defeito. Condeno a ré a trocar o aparelho. Registre-se.
        ruling APELAÇÃO CÍVEL. Relator: Des. Otto Paz. Deram provimento ao recurso. V.U.
        ruling Vistos e relatados, acordam em sessão da Quinta Turma, por maioria, dar provimento ao recurso, nos termos do voto da relatora.
        decision Agravo em recurso extraordinário. Relatora: Ministra Eva Luz. Nego provimento ao agravo, com fundamento no art. 932, IV, do CPC.
        decision Inadmito o recurso especial, pois a parte não indicou a lei violada. Relator: vice-presidente do tribunal.
        publication Data da publicação: 7 de junho. Intimação de advogado. Processo 0003333. Adv. Ney Luz.
        publication Edital de intimação. Faz saber que fica intimada Dora Pires da penhora sobre o veículo.
        writ MANDADO DE BUSCA E APREENSÃO. O oficial de justiça deverá apreender o automóvel e depositá-lo com o credor.
        writ Ofício. Requisito a Vossa Senhoria a folha de antecedentes do réu. Atenciosamente, o escrivão.
        certificate CERTIDÃO NEGATIVA. Nada consta em nome de Raul Melo nos registros deste distribuidor.
        certificate Certifico e dou fé que intimei o réu em sua casa, onde assinou a contrafé.
        contract INSTRUMENTO PARTICULAR DE CONTRATO DE COMPRA E VENDA. Vendedor: Saul Reis. Comprador: Ida Maia. O preço é de cem mil reais, pago em dez parcelas.
        contract ACORDO DE CONFIDENCIALIDADE. As partes comprometem-se a não divulgar dados. Cláusula 1. Vigência de dois anos.
        power_of_attorney Por este instrumento, Ciro Leal confere poderes à advogada Eni Rosa para representá-lo perante o INSS, podendo substabelecer, receber e dar quitação.
        power_of_attorney Procuração ad judicia. Outorgante: Abel Nunes, casado, pedreiro.
        email Prezados, encaminho a planilha de custas atualizada. Att, Tânia
        email Boa noite, dra. Ainda não recebi o boleto. Pode mandar de novo? Obrigada!
        minutes Assentada. Ausente o réu. O MM. Juiz ouviu a testemunha, que, às perguntas, respondeu que viu o acidente.
        minutes Ata de reunião da diretoria. Presentes os sócios. Decidiu-se abrir filial.
        opinion O Ministério Público opina pelo provimento do recurso. É o parecer.
        opinion Laudo técnico. A rachadura na parede vem da obra vizinha.
        none Vendo bicicleta usada, aro 29, em ótimo estado.
        none O time jogou mal e perdeu em casa por dois a zero.
        none Hoje aprendemos frações na escola.
        none Chegou o verão e as praias estão cheias de turistas.
        """)
}

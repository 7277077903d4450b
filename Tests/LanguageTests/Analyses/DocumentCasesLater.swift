extension DocumentCases {
    /// Written before the rules of titles were tried on anything, and never looked at one by one: what the figures of
    /// version 2 rest on.
    static let later = parse(
        """
        petition MERITÍSSIMO JUÍZO DA 5ª VARA CÍVEL DA COMARCA DE LONDRINA|Autos nº 0004455-66.2023.8.16.0014|CLÓVIS PEDROSA, já qualificado, por sua advogada, requer a juntada do comprovante de pagamento das custas e o prosseguimento do feito.|Termos em que, pede deferimento.
        petition EXCELENTÍSSIMO SENHOR DOUTOR JUIZ FEDERAL DA SUBSEÇÃO DE JOINVILLE|HABEAS CORPUS com pedido liminar|A advogada que esta subscreve impetra a presente ordem em favor de NEI FARIAS, preso há noventa dias sem sentença.|Requer a concessão da ordem.
        petition AÇÃO CIVIL PÚBLICA|O MINISTÉRIO PÚBLICO, por seu promotor, vem ajuizar a presente ação contra o MUNICÍPIO DE SERRANA, pelos fatos e fundamentos que passa a expor.|Dá-se à causa o valor de R$ 50.000,00.
        petition CUMPRIMENTO DE SENTENÇA|A exequente, nos autos em que foi proferida a sentença de fls. 80, transitada em julgado, requer a intimação do executado para pagar o débito em quinze dias, sob pena de multa de 10%.
        petition MANDADO DE SEGURANÇA COM PEDIDO DE LIMINAR|IMPETRANTE: Drogaria Vida Ltda.|IMPETRADO: Secretário da Fazenda|A impetrante teve negada a certidão de que precisa. Requer a notificação da autoridade coatora.
        petition Ao Juízo da Vara de Família de Caruaru. Ana e Davi, casados, vêm requerer a homologação do DIVÓRCIO CONSENSUAL, nos termos do acordo anexo. Nestes termos, pedem deferimento.
        defence CONTESTAÇÃO|A ré SEGURADORA FAROL S.A., nos autos da ação de cobrança, contesta os pedidos pelas razões abaixo.|1. Da ilegitimidade passiva.|2. Do mérito. O contrato exclui o dano por enchente.|Pede a improcedência.
        defence IMPUGNAÇÃO AO CUMPRIMENTO DE SENTENÇA|O executado alega excesso de execução: a sentença fixou juros de um por cento, e a conta do autor traz dois.
        defence EXCELENTÍSSIMA SENHORA JUÍZA DO TRABALHO|A reclamada, nos autos da reclamação trabalhista, apresenta sua DEFESA. Prescrição: estão prescritas as parcelas anteriores a 2018. Horas extras: nega. Requer sejam julgados improcedentes os pedidos.
        appeal RECURSO ORDINÁRIO|O reclamante recorre da sentença que negou o adicional noturno.|Ao Tribunal Regional do Trabalho da 9ª Região.|A prova oral mostra o labor à noite. Pede a reforma do julgado.
        appeal EXCELENTÍSSIMO SENHOR DESEMBARGADOR PRESIDENTE DO TRIBUNAL DE JUSTIÇA DE GOIÁS|TEREZA BRAGA, inconformada com o acórdão de fls., interpõe RECURSO ESPECIAL, com base no art. 105, III, da Constituição. O acórdão violou o art. 373 do CPC. Pede a reforma do acórdão.
        appeal AGRAVO DE INSTRUMENTO|Agravante: Condomínio Mar Azul|Agravada: Lúcia Prado|EGRÉGIO TRIBUNAL, a decisão que negou a tutela causa dano grave. Requer o efeito suspensivo e, no final, a reforma.
        appeal EMBARGOS DE DECLARAÇÃO|A embargante aponta contradição entre o fundamento e o dispositivo da sentença, e requer que seja sanado o vício.
        appeal CONTRARRAZÕES DE APELAÇÃO|Apelado: Jorge Lins|A r. sentença julgou bem a causa e deve ser mantida. Espera o apelado que se negue provimento ao recurso.
        order Processo nº 0007788-99.2024.8.19.0001|DESPACHO|Intime-se o exequente para dar andamento ao feito em cinco dias, sob pena de extinção.
        order Vistos.|1. Fls. 44: anote-se.|2. Cite-se o réu por carta.|3. Com a resposta, tornem conclusos.
        order Despacho|Ciência às partes do laudo. Prazo comum de dez dias. Nada sendo requerido, ao contador.
        interlocutory DECISÃO|Vistos. A autora pede, em tutela de urgência, a retirada de seu nome do cadastro. Há prova do pagamento. Concedo a tutela para que o réu retire a anotação em 48 horas, sob pena de multa diária.
        interlocutory Decido. A alegação de ilegitimidade não procede e fica rejeitada. Defiro a prova testemunhal e designo audiência de instrução para 10 de agosto. Indefiro a perícia.
        interlocutory DECISÃO INTERLOCUTÓRIA|Cuida-se de exceção de pré-executividade. O título é líquido e certo. Rejeito a exceção e determino o prosseguimento da execução.
        sentence SENTENÇA|Processo 0001212-34.2022|BEATRIZ LEMOS ajuizou ação contra TELEFÔNICA LUZ. Narra que foi cobrada por linha que não pediu. A ré contestou. É o relatório. Decido. A cobrança é indevida. JULGO PROCEDENTES os pedidos.
        sentence Vistos etc. Relatório dispensado na forma do art. 38 da Lei 9.099/95. A ausência da autora leva à extinção. Julgo extinto o processo sem resolução do mérito. P. R. I.
        sentence SENTENÇA TIPO A. Trata-se de ação em que o segurado pede aposentadoria. Diante do exposto, julgo improcedente o pedido e extingo o processo com resolução do mérito, art. 487, I, do CPC.
        ruling TRIBUNAL DE JUSTIÇA DO ESTADO DO CEARÁ|APELAÇÃO CÍVEL Nº 0123456-78.2020.8.06.0001|RELATOR: DES. HÉLIO MATOS|EMENTA: CIVIL. CONTRATO DE LOCAÇÃO. SENTENÇA DE DESPEJO MANTIDA. RECURSO DESPROVIDO.
        ruling HABEAS CORPUS Nº 555.444 - RS|RELATORA: MINISTRA SÔNIA REIS|EMENTA. PROCESSO PENAL. PRISÃO PREVENTIVA. ORDEM CONCEDIDA.|ACÓRDÃO|Acordam os ministros da Sexta Turma, por unanimidade, conceder a ordem.
        ruling ACÓRDÃO|Vistos, relatados e discutidos os autos do agravo, a Câmara decidiu, por maioria, dar parcial provimento ao recurso, vencido o revisor.
        decision DECISÃO MONOCRÁTICA|AGRAVO DE INSTRUMENTO Nº 2012345-67|Relator: Des. Ivo Prates|O agravo é intempestivo. Não conheço do recurso.
        decision RECURSO ESPECIAL Nº 1.999.888 - PR|RELATOR: MINISTRO CAIO BRITO|DECISÃO|Incide a Súmula 7. Ante o exposto, com fundamento no art. 932, III, do CPC, não conheço do recurso especial. Publique-se.
        decision Vistos. Trata-se de agravo contra decisão que indeferiu a liminar. Nesta fase, não vejo risco de dano. Nego o efeito suspensivo. À contraminuta. Des. Lauro Pinho, relator.
        publication Diário da Justiça Eletrônico - Caderno Judicial|Edição 3.210 - Disponibilização: 05/06/2024|2ª Vara Cível - Relação nº 0456/2024|Advogados: Saulo Neri (OAB 12.345/MG). Intimação da parte autora.
        publication EDITAL DE LEILÃO|A juíza FAZ SABER que no dia 3 de julho será vendido em hasta pública o lote 12. Quem quiser pode ver o bem.
        publication PUBLICAÇÃO DE INTIMAÇÃO|Data de disponibilização: 11/11/2024. Órgão: 1ª Turma Recursal. Ficam intimados os advogados das partes da inclusão do feito em pauta.
        writ MANDADO DE INTIMAÇÃO|O Dr. Álvaro Teixeira, juiz de direito, MANDA a qualquer oficial de justiça que intime a testemunha Rita Dutra.
        writ Ofício nº 88/2024 - Vara Única|Ao Senhor Diretor do Hospital|Senhor Diretor, requisito o prontuário da paciente no prazo de dez dias.
        writ CARTA PRECATÓRIA|Juízo deprecante: Vara Criminal de Bagé|Juízo deprecado: Vara Criminal de Tubarão|Finalidade: inquirição da testemunha.
        certificate CERTIDÃO DE TRÂNSITO EM JULGADO|Certifico que a sentença de fls. 101 transitou em julgado em 2 de abril. Dou fé.
        certificate Certidão|Certifico que deixei de citar o requerido por não o encontrar no endereço do mandado, onde mora sua irmã. O referido é verdade e dou fé.
        certificate ATESTADO|Atesto, para os devidos fins, que o senhor Plínio Rocha compareceu a este juízo no dia 9.
        contract CONTRATO DE HONORÁRIOS ADVOCATÍCIOS|CONTRATANTE: Elza Freire|CONTRATADO: Escritório Porto e Maia|Cláusula 1ª. O contratado defenderá a contratante na ação trabalhista. Cláusula 2ª. Os honorários são de vinte por cento.
        contract TERMO DE CONFISSÃO DE DÍVIDA|O DEVEDOR confessa dever ao CREDOR oito mil reais, que pagará em quatro parcelas. Cláusula terceira: o atraso vence as demais. Foro da comarca de Ilhéus.
        contract Contrato de Comodato|Pelo presente instrumento, as partes abaixo ajustam o empréstimo gratuito de um trator, que o comodatário devolverá no fim da safra. E, por estarem de acordo, firmam em duas vias.
        power_of_attorney PROCURAÇÃO AD JUDICIA ET EXTRA|Outorgante: Sílvio Cunha, brasileiro, viúvo. Outorgada: Dra. Mara Dias, OAB/BA 7.654. Poderes: os da cláusula ad judicia.
        power_of_attorney Pelo presente instrumento de mandato, nomeio e constituo minha procuradora a senhora Inês Sá, a quem confiro poderes para vender meu carro.
        power_of_attorney PROCURAÇÃO PÚBLICA|Saibam quantos este virem que compareceu Olga Reis e nomeou seu procurador o filho, com amplos poderes para gerir suas contas.
        email De: bruno@exemplo.com|Para: lia@exemplo.com|Assunto: audiência de amanhã|Oi, Lia, você confirma o horário? Um abraço, Bruno
        email Prezada Dra. Sônia, boa tarde. A cliente perguntou pela sentença e pelo contrato. Podemos conversar hoje? Atenciosamente, Rui
        email Olá! Consegui o laudo e a certidão que faltavam. Mando junto. Beijos, Nana
        minutes ATA DE AUDIÊNCIA DE INSTRUÇÃO|No dia 7 de maio, na sala de audiências, presente a juíza, foi apregoado o feito. Ouvida a testemunha do autor. Pelo juiz foi dito que encerrava a instrução.
        minutes TERMO DE AUDIÊNCIA DE CONCILIAÇÃO|Presentes as partes e seus advogados. A conciliação foi frutífera nos termos seguintes. Nada mais. Eu, escrevente, digitei.
        minutes Ata da Reunião do Conselho|Aos dois dias de março reuniram-se os conselheiros na sede. Aprovada a pauta, passou-se ao primeiro item. Lida a ata, todos assinaram.
        opinion PARECER Nº 31/2024|Interessado: Secretaria de Obras|Assunto: aditivo contratual|Ementa: aditivo de prazo. Possibilidade. É o parecer, salvo melhor juízo.
        opinion LAUDO DE AVALIAÇÃO|Perito: Eng. Tales Moura. Vistoria feita em 4 de junho. Resposta aos quesitos do juízo. O imóvel vale trezentos mil reais.
        opinion MINISTÉRIO PÚBLICO|Parecer|Trata-se de apelação. A sentença andou bem ao condenar o réu. Pelo exposto, o Ministério Público manifesta-se pelo desprovimento do recurso.
        none Contrato de concessão da rodovia será renovado, diz governo|O ministro afirmou ontem que a nova concessão prevê obras em três trechos.
        none Procuração forjada rendeu R$ 2 milhões a quadrilha|A polícia prendeu cinco pessoas nesta terça-feira.
        none Sentença contra prefeito sai na sexta|A defesa informou que vai recorrer ao tribunal assim que for intimada.
        none Acórdão do TCU aponta falhas em hospital|Auditores visitaram a obra em maio e acharam leitos sem uso.
        none Mandado de prisão contra cantor é suspenso por ministro|O artista estava em turnê pela Europa.
        none Parecer favorável libera votação da reforma na comissão|O relator, deputado Tito Faria, leu o texto por duas horas.
        none Certidão de nascimento agora sai pela internet em todo o estado|O serviço é gratuito e leva dois dias.
        none Edital do concurso dos Correios sai em julho|São três mil vagas, e o salário inicial é de dois mil reais.
        none TJ decide, por unanimidade, que escola pode cobrar material|A decisão vale para todo o estado. O relator citou lei de 2013.
        none Oficial de justiça é recebido a tiros em fazenda|O homem cumpria mandado de reintegração de posse.
        none Como escrever um recurso: dicas para quem estuda|Comece pela tese. Depois, mostre a prova e peça a reforma da decisão com clareza.
        none Dispõe sobre o uso de bicicletas elétricas. Art. 1º Esta lei regula o uso de bicicletas. Art. 2º É livre o trânsito em ciclovias.
        none Currículo|Experiência: vendedora por três anos. Formação: ensino médio. Idiomas: inglês básico.
        none A tese deste artigo é que o contrato, como promessa, nasce da confiança. Hume via nele uma convenção; Kant, um dever.
        none Nota fiscal. Dois quilos de arroz, um quilo de feijão. Total: trinta e dois reais.
        none Era uma vez um juiz que não sabia rir. Um dia, no meio da audiência, um gato entrou na sala.
        """)

    /// Written after the rules of titles were closed, judged once.
    static let last = parse(
        """
        petition EXCELENTÍSSIMO SENHOR DOUTOR JUIZ DE DIREITO DO JUIZADO ESPECIAL DE PATOS|RENATO ALVES, motorista, propõe AÇÃO DE RESTITUIÇÃO contra AÉREA SUL S.A. O voo foi cancelado e o valor não voltou. Pede a condenação da ré.
        petition Autos 0001234-11|O Ministério Público oferece DENÚNCIA contra Tito Reis pelo furto de um celular, narrado no inquérito anexo, e arrola duas vítimas.
        petition PEDIDO DE ALVARÁ JUDICIAL|Os herdeiros pedem autorização para levantar o saldo da conta da falecida.
        defence Processo 55|A empresa ré, citada, responde à ação: o defeito veio do mau uso. Não há dano a reparar. Que os pedidos sejam rejeitados.
        appeal APELANTE: João. APELADO: Município. RAZÕES|Nobres julgadores, a sentença errou ao negar o adicional. Que seja reformada.
        appeal EMBARGOS DE DECLARAÇÃO em face da sentença de fls. 200, que nada disse sobre as custas.
        order Cls. Ao autor, para réplica. Depois, especifiquem-se provas.
        order ATO ORDINATÓRIO|Fica a parte autora ciente da devolução da carta sem cumprimento.
        interlocutory Vistos em saneador. As partes são legítimas. Não há nulidades. Defiro prova oral.
        sentence Isso posto, JULGO PROCEDENTE EM PARTE a ação, para declarar nulo o contrato de empréstimo e determinar a devolução dos valores.
        ruling Apelação. Plano de saúde. Negativa de cobertura. Sentença de procedência mantida. Recurso a que se nega provimento, por votação unânime.
        decision Reclamação nº 44.555|Relator: Min. Saulo Prata|Decisão: ausentes os requisitos, nego seguimento à reclamação.
        publication Intimação - Vara Cível de Assis - Advogado: Rui Dias (OAB/SP 1) - Teor do ato: ciência do laudo.
        writ MANDADO DE PENHORA E AVALIAÇÃO|Proceda o oficial à penhora do veículo e à sua avaliação.
        certificate CERTIDÃO DE PUBLICAÇÃO|Certifico que a decisão de fls. 30 foi publicada hoje.
        contract CONTRATO DE TRABALHO POR PRAZO DETERMINADO|EMPREGADORA: Casa Lar. EMPREGADA: Iara Sá. O salário é de dois mil reais.
        contract ACORDO|As partes, para encerrar a disputa, ajustam: 1. O vendedor devolve o sinal. 2. O comprador entrega as chaves.
        power_of_attorney SUBSTABELECIMENTO SEM RESERVAS|Passo ao Dr. Caio Nunes os poderes recebidos de Ema Reis.
        email Doutora, recebi a intimação da sentença. E agora? Me liga quando puder. Abraço, Zeca
        minutes ATA DA ASSEMBLEIA GERAL ORDINÁRIA|Aos dez de abril, reuniram-se os condôminos para aprovar as contas.
        opinion LAUDO PERICIAL CONTÁBIL|O saldo devedor, refeito sem a capitalização, é de nove mil reais.
        none Ministro nega recurso e mantém sentença contra ex-diretor|O acórdão deve ser publicado na semana que vem.
        none Prefeitura rompe contrato com empresa de lixo|O edital da nova licitação sai em agosto.
        none Advogada é presa com procurações falsas|O mandado foi expedido pela 2ª Vara.
        none Aula 3. O despacho é ato do juiz sem carga decisória. A decisão interlocutória resolve questão no curso do processo.
        none LISTA DE COMPRAS|arroz|feijão|café
        none O parecer técnico atrasou, e a obra da ponte parou.
        none Resenha: em "O Contrato", o autor conta a vida de um escrivão de Minas.
        none Comunicado: a agência não abre na segunda-feira.
        """)
}

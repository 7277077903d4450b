extension DocumentCues {
    /// What surrounds a lawsuit.
    static let papers = [
        Cues(
            .publication,
            """
            title 5 diário da justiça eletrônico;diário de justiça eletrônico;diário oficial
            title 5 diário da justiça;edital de citação;edital de intimação;edital de leilão
            title 5 edital de convocação;edital de praça;edital de hasta pública;publicação de intimação
            title 5 intimação de advogado;intimação de advogados
            title 4 edital;publicação;djen;dje;diário da justiça eletrônico nacional
            line 4 disponibilização;data de disponibilização;data da publicação;data de publicação
            line 3 tipo de comunicação;caderno;teor do ato;adv;advs;advogados;órgão
            said 3 considera-se publicado;fica intimado;ficam intimados;fica intimada
            said 3 ficam as partes intimadas
            said 2 adv;advs;relação nº;teor do ato;faz saber;ficam cientes;saibam quantos
            said 1 oab
            """),
        Cues(
            .writ,
            """
            title 5 mandado de citação;mandado de intimação;mandado de penhora;mandado de prisão;ofício nº
            title 5 mandado de busca e apreensão;alvará de levantamento;alvará judicial;carta precatória
            title 5 mandado de reintegração de posse;mandado de despejo;carta rogatória;ofício circular
            title 5 mandado de averbação;carta de ordem;carta de citação;carta de intimação;ofício n
            title 5 mandado;alvará;alvará de soltura;ofício;ordem de serviço
            line 3 juízo deprecante;juízo deprecado;deprecante;deprecado
            said 4 manda o oficial de justiça;manda a qualquer oficial de justiça
            said 4 manda ao oficial de justiça;em cumprimento ao presente;mando que;manda que
            said 4 em cumprimento do presente mandado
            said 3 solicito a vossa senhoria;requisito a vossa senhoria;requisito a vossa excelência
            said 2 cumpra-se na forma da lei;senhor oficial;vossa senhoria
            said 1 oficial de justiça;requisito
            """),
        Cues(
            .certificate,
            """
            title 5 certidão;certidão de objeto e pé;certidão negativa;certidão de nascimento;atestado
            title 5 certidão positiva;certidão de trânsito em julgado;certidão de óbito
            title 5 certidão de casamento;certidão de dívida ativa
            said 4 certifico e dou fé;certifico que;certifico para os devidos fins;dou fé;certifica que
            said 4 atesto para os devidos fins;atesto que;certifico a pedido
            said 2 o referido é verdade;é o que me cumpria certificar;decorreu in albis
            said 1 nada mais;decorreu o prazo;para os devidos fins
            """),
        Cues(
            .contract,
            """
            title 5 contrato de prestação de serviços;contrato de locação;contrato de compra e venda
            title 5 contrato social;instrumento particular de contrato;termo aditivo
            title 5 contrato de honorários;instrumento particular;contrato;contrato de trabalho
            title 5 acordo de confidencialidade;contrato de doação;distrato;termo de confissão de dívida
            title 5 instrumento particular de confissão de dívida;termo de acordo;acordo extrajudicial
            title 5 contrato de comodato;contrato de empreitada;compromisso de compra e venda
            title 5 termo de rescisão;aditivo contratual;contrato de mútuo;termo de adesão
            title 5 instrumento de transação
            line 2 contratante;contratada;contratado;locador;locatário;locadora;locatária;vendedor
            line 2 comprador;cedente;cessionário;comodante;comodatário;vendedora;compradora
            line 2 promitente vendedor;devedor
            line 3 do objeto;cláusula primeira;cláusula 1ª;cláusula 1;cláusula segunda;cláusula 2ª
            line 3 cláusula terceira
            opening 2 pelo presente instrumento;pelo presente instrumento particular
            opening 1 de um lado
            said 3 têm entre si justo;justo e contratado;justos e contratados;têm justo;as partes acima
            said 3 por estarem justas;por estarem assim justos;as partes abaixo;por estarem de acordo
            said 2 cláusula primeira;cláusula 1ª;cláusula segunda;cláusula 2ª;cláusula terceira;cláusula 1
            said 2 elegem o foro;fica eleito o foro;duas vias;doravante denominado
            said 2 doravante denominada
            said 1 multa contratual;obriga-se;foro da comarca;rescisão do contrato;vigência;cláusula
            """),
        Cues(
            .powerOfAttorney,
            """
            title 6 procuração;procuração ad judicia;instrumento de procuração;substabelecimento
            title 6 procuração pública;procuração ad judicia et extra;instrumento particular de procuração
            said 2 confere poderes
            line 3 outorgante;outorgado;outorgada;poderes;outorgantes;outorgados
            opening 1 pelo presente instrumento;por este instrumento;saibam quantos
            said 5 nomeia e constitui;nomeio e constituo;constitui seu bastante procurador
            said 5 bastante procurador;nomeiam e constituem;constitui e nomeia
            said 5 nomeia seu bastante procurador;bastante procuradora
            said 4 poderes para o foro em geral;cláusula ad judicia;substabeleço;instrumento de mandato
            said 3 confiro poderes;podendo substabelecer;ad judicia et extra
            said 3 confere amplos poderes
            said 2 amplos poderes;poderes especiais;seu procurador;sua procuradora;minha procuradora
            said 2 meu procurador;receber e dar quitação;firmar compromisso;reserva de poderes;transigir
            said 2 substabelecer
            """),
    ]

    /// What people write to each other, and what they write down of a meeting or a matter.
    static let letters = [
        Cues(
            .email,
            """
            line 4 assunto;enviado em;enviada em;mensagem encaminhada;fwd;enc;atenciosamente;att;abraço
            line 4 abraços;abs;cordialmente;um abraço;saudações;cordiais saudações
            line 3 prezado;prezada;prezados;prezadas;caro;cara;caros;caras;olá;oi;bom dia;boa tarde
            line 3 boa noite;prezado senhor;prezada senhora;prezados senhores;caro colega;cara colega
            line 3 caros colegas;grato;grata;beijos;beijo;melhores cumprimentos;obrigado;obrigada
            line 1 cc;cco
            said 3 segue em anexo;seguem em anexo;segue anexo;conforme conversamos;fico à disposição
            said 3 estou à disposição;fico no aguardo;segue anexa;seguem anexos;conforme combinado
            said 3 no aguardo
            said 2 aguardo retorno;aguardo seu retorno;qualquer dúvida;enviado do meu;por e-mail
            said 2 este e-mail;em anexo;mando junto;aguardo resposta;atenciosamente;cordialmente
            """),
        Cues(
            .minutes,
            """
            title 6 ata de audiência;ata da audiência;termo de audiência;assentada;ata de assembleia
            title 6 ata da reunião;ata de reunião;ata da assembleia;ata da assembleia geral
            title 6 termo de assentada;ata da sessão;ata de julgamento;termo de conciliação
            title 6 termo de depoimento;termo de interrogatório;ata
            said 4 aberta a audiência;feito o pregão;apregoadas as partes;foi aberta a audiência
            said 4 aberta a sessão
            said 3 proposta a conciliação;pelo mm juiz foi dito;lida e achada conforme;nada mais havendo
            said 3 pelo juiz foi dito;pela juíza foi dito;foi apregoado o feito;pela mm juíza foi dito
            said 2 às perguntas;lavrou-se;lavrei a presente ata;presentes as partes;sala de audiências
            said 1 compareceram;presentes;ausente;ausentes;respondeu que;inquirido;inquirida;nada mais
            """),
        Cues(
            .opinion,
            """
            title 6 parecer;parecer jurídico;parecer técnico;laudo pericial;laudo técnico
            title 6 manifestação ministerial;parecer do ministério público;laudo de avaliação;laudo médico
            title 6 nota técnica;laudo médico pericial
            title 5 laudo
            line 2 consulente;interessado;interessada;quesitos;metodologia
            line 1 conclusão
            said 4 é o parecer;salvo melhor juízo;opina o ministério público;opino pelo;opina-se
            said 4 opina pelo;o ministério público opina;opina pela;opino pela
            said 4 o ministério público manifesta-se pelo
            said 3 s.m.j;consulta-nos;somos pelo;resposta aos quesitos;o ministério público manifesta-se
            said 1 quesitos;metodologia
            """),
    ]
}

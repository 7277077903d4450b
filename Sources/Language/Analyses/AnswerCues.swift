extension DocumentCues {
    /// What courts answer.
    static let answers = [
        Cues(
            .order,
            """
            title 5 despacho;despacho de mero expediente;despacho ordinatório;ato ordinatório
            line 1 vistos;vistos etc
            said 2 manifeste-se;manifestem-se;diga o autor;diga a parte;dê-se vista;abra-se vista
            said 2 digam as partes;intime-se a parte autora;intime-se o autor;aguarde-se;arquivem-se
            said 2 especifiquem as partes;intime-se o exequente;intime-se a exequente;anote-se
            said 2 ciência às partes;dê-se ciência;cls;remetam-se;ao contador;voltem conclusos
            said 2 tornem conclusos;após conclusos;subam os autos
            said 1 intime-se;intimem-se;cumpra-se;no prazo de;oficie-se;cite-se;certifique-se
            """),
        Cues(
            .interlocutory,
            """
            title 5 decisão interlocutória;decisão saneadora;despacho saneador;decisão de saneamento
            title 3 decisão
            line 1 vistos;vistos etc
            opening 2 trata-se de pedido de tutela;pedido de tutela de urgência;pedido liminar
            said 4 defiro a tutela;indefiro a tutela;defiro o pedido de tutela;indefiro o pedido de tutela
            said 4 defiro a liminar;indefiro a liminar;concedo a liminar;defiro a tutela de urgência
            said 4 saneador;indefiro a tutela de urgência;defiro a antecipação;indefiro a antecipação
            said 4 concedo a tutela
            said 3 defiro o pedido liminar;indefiro o pedido liminar;decreto a prisão preventiva
            said 3 defiro a penhora;fixo os pontos controvertidos;inverto o ônus da prova
            said 3 defiro a gratuidade;recebo a denúncia;rejeito a preliminar;rejeito as preliminares
            said 3 defiro a prova pericial;nomeio perito;indefiro o pedido;rejeito a exceção
            said 3 rejeito a impugnação;defiro a prova testemunhal;designo audiência de instrução
            said 3 defiro o bloqueio;indefiro a perícia
            said 2 defiro;indefiro;probabilidade do direito;perigo de dano;fumus boni iuris
            said 2 periculum in mora
            said 1 intime-se;intimem-se;cite-se;cumpra-se
            """),
        Cues(
            .sentence,
            """
            title 5 sentença
            line 1 vistos;vistos etc;relatório
            said 5 julgo procedente;julgo procedentes;julgo improcedente;julgo improcedentes;julgo extinto
            said 5 julgo parcialmente procedente;julgo parcialmente procedentes
            said 5 julgo extinta a punibilidade
            said 4 julgo procedente em parte;homologo o acordo;homologo por sentença;pronuncio o réu
            said 4 julgo extinta a execução;julgo procedente a denúncia;concedo a segurança
            said 3 resolução do mérito;resolução de mérito;é o relatório;é o relatório fundamento e decido
            said 3 fundamento e decido;dispensado o relatório;relatório dispensado;denego a segurança
            said 2 publique-se registre-se intimem-se;p.r.i;p r i;publique-se;registre-se
            said 2 transitada em julgado;ante o exposto;isto posto;diante do exposto;condeno o réu
            said 2 condeno a ré;decido
            said 1 condeno;absolvo;honorários advocatícios;custas
            """),
        Cues(
            .ruling,
            """
            title 5 acórdão
            title 4 ementa
            title 3 apelação cível nº;apelação criminal nº;agravo de instrumento nº;recurso especial nº
            title 3 recurso extraordinário nº;habeas corpus nº;mandado de segurança nº;apelação nº
            title 3 apelação cível;apelação cível n;agravo de instrumento n;recurso especial n
            title 3 habeas corpus n
            title 2 agravo de instrumento;recurso especial;recurso extraordinário;apelação criminal
            line 4 ementa
            line 2 relator;relatora;desembargador relator;desembargadora relatora
            line 1 apelante;apelado;apelada;agravante;agravado;agravada;recorrente;recorrido;recorrida
            line 1 impetrante
            line 4 acordam;acorda;acordam em
            said 5 acordam os desembargadores;acordam os ministros;acorda a turma;acordam em sessão
            said 4 vistos relatados e discutidos;relatados e discutidos;por votação unânime
            said 4 turma julgadora
            said 2 por unanimidade;por maioria;negaram provimento;deram provimento;nos termos do voto
            said 2 voto do relator;é como voto;recurso desprovido;recurso provido;v.u
            said 2 recurso conhecido e desprovido;recurso conhecido e provido;sessão de julgamento
            said 2 é o voto;ordem concedida;ordem denegada;sentença mantida;recurso improvido
            said 2 recurso não provido
            said 3 negar provimento ao recurso;dar provimento ao recurso;dar parcial provimento
            said 3 à unanimidade
            """),
        Cues(
            .decision,
            """
            title 5 decisão monocrática
            title 2 decisão;apelação cível nº;agravo de instrumento nº;recurso especial nº
            title 2 habeas corpus nº;recurso extraordinário nº;mandado de segurança nº;reclamação nº
            title 2 recurso especial n;agravo em recurso extraordinário;agravo em recurso especial
            line 2 relator;relatora;ministro relator;ministra relatora;desembargador relator
            line 1 agravante;recorrente;reclamante
            said 4 decido monocraticamente;nego seguimento;art 932;não conheço do recurso
            said 4 não conheço do agravo;nego provimento ao recurso;dou provimento ao recurso
            said 4 nego provimento ao agravo;não conheço do recurso especial;não conheço do habeas corpus
            said 4 nego o efeito suspensivo
            said 3 inadmito o recurso;não admito o recurso;admito o recurso;concedo efeito suspensivo
            said 3 indefiro o efeito suspensivo;atribuo efeito suspensivo;dou provimento;nego provimento
            said 2 com fundamento no art 932;regimento interno;nego provimento monocraticamente
            said 2 à contraminuta
            """),
    ]
}

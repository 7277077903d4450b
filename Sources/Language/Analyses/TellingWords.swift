/// Common words of content that speak for one language. They are evidence of the language only: no stop
/// words, so they part no phrase. Where two languages share a word it stands in both lists or in none.
enum TellingWords {
    static func of(_ tongue: Tongue) -> String {
        switch tongue {
        case .none: ""
        case .portuguese: portuguese
        case .english: english
        case .spanish: spanish
        case .french: french
        case .german: german
        case .italian: italian
        case .dutch: dutch
        }
    }

    private static let portuguese = """
        ação ações acórdão acordo advogada advogado advogados agravo alvará apelação artigo audiência autos \
        banco cartão cartório casa casamento certidão cidade cliente cobrança código comarca compra conta \
        contestação contrato crime culpa dano danos decisão defesa depoimento despacho despesa dinheiro \
        direito direitos dívida divórcio documento emprego empresa escritório escritura estado execução \
        família fazenda férias fiança filho filha filhos fiscal governo guarda herança homem imóvel imposto \
        indenização inquérito intimação inventário juiz juízo julgamento jurídico justiça lei leis liminar \
        locação mandado mãe menor moral mulher multa nome pagamento pai partilha país pedido pensão perícia \
        petição plano polícia posse prazo prazos preço prefeitura presidente previdência prisão procuração \
        processo processos prova provas queixa recurso recursos réu rua saúde segurança seguro sentença \
        serviço sócio sociedade súmula telefone testemunha testemunhas título trabalho trânsito tribunal \
        turma união usucapião vara venda vendas verão vida vizinho vítima voto água ajuizamento câmara \
        coisa dinheiros feriado ontem obrigação penhora precatório rescisão aluguel locador locatário \
        reunião trabalhador trabalhista trabalhistas demissão consumidor consumidores moradia imóveis \
        universidade pesquisa educação escola escolas eleição eleições notícia jogo jogos cerveja \
        inicial doméstica penal cível civil criminal extrajudicial judicial particular público pública
        """

    private static let english = """
        agreement appeal attorney bank bill case cases claim company contract court courts crime damages day \
        debt decision defendant evidence family government hearing house judge judgment jury justice law \
        laws lawyer letter liability money murder office order parties party payment people plaintiff police \
        property request right rights ruling sentence school services share state statute street suit tax \
        trial trust witness woman word world work year young learning machine model data system language \
        water child children church city country night power room story town voice window
        """

    private static let spanish = """
        abogado abogada abogados acuerdo ayuntamiento banco calle casa ciudad cobro compra contrato corte \
        cuenta daño daños decisión delito demanda demandado demandante derecho derechos despido deuda dinero \
        divorcio documento ejército empresa escuela estado familia fiscal gobierno herencia hijo hijos \
        hombre iglesia impuesto jefe juez jueces juicio justicia ley leyes madre menor ministerio multa mujer \
        muerte mundo nación noche nombre noticia obligación padre pago país partido petición plazo policía \
        precio presidente proceso prueba pruebas pueblo queja recurso reunión salud sentencia servicio sueldo \
        testigo trabajador trabajo tribunal vecino venta vida agua ciudadano elecciones propiedad universidad \
        niños perro silla civil penal judicial moral
        """

    private static let french = """
        accord affaire arrêt audience avocat avocate banque billet chambre code conseil contrat cour crime \
        décision défense demande demandeur dette divorce dommages droit droits eau école élection enfant \
        enfants enquête entreprise état famille femme frère gouvernement homme héritage impôt juge juges \
        jugement justice loi lois loyer maire maison ministre monde mort mère mot nuit parti pays père \
        peine police politique pouvoir président prison procès propriété prix recours rue santé salaire \
        société témoin travail tribunal vente vie ville voix voleur eaux jour chef prochain
        """

    private static let german = """
        abend amt angeklagte anwalt anwältin arbeit arbeitgeber bank bericht bescheid betrug beweis bürger \
        bundesgericht entscheidung erbe familie firma frage frau freiheit geld gericht gesellschaft gesetz \
        gesetze haus hilfe jahr jahre kaufvertrag kind kinder klage kläger land leben leute mann mieter \
        miete mutter nacht partei polizei präsident preis problem recht rechte regierung richter richterin \
        satz schaden schuld schule staat stadt steuer strafe straße tag urteil vater verfahren vermieter \
        vertrag wasser welt wort zeit zeuge zeugin berufung
        """

    private static let italian = """
        accordo acqua affitto appello avvocata avvocato azienda banca bambini bambino casa causa città \
        codice contratto corte danno danni decisione denaro diritto diritti divorzio documento donna eredità \
        famiglia figlia figli figlio giorno giudice giudici giudizio giustizia governo guerra imposta \
        lavoratore lavoro legge leggi madre mese mondo morte multa notte nome padre paese pagamento parola \
        partito pena polizia prezzo presidente processo proprietà prova prove querela reato ricerca ricorso \
        salute scuola sentenza servizio società stato strada testimone tribunale uomo vendita vita civile \
        penale giudiziario
        """

    private static let dutch = """
        advocaat avond bedrijf belasting beroep beslissing besluit bewijs bestuur burger dag eigendom \
        familie geld gemeente gerecht getuige gezin grond hof huis huur huurder jaar kind kinderen kosten \
        land leven mensen minister moeder nacht overeenkomst partij politie prijs provincie recht rechtbank \
        rechten rechter regering schade school schuld stad staat straat straf uitspraak vader verdachte \
        verhuurder verkoop verzoek vonnis vraag vrijheid vrouw waarheid water week wereld werk werkgever \
        werknemer wet wetten woord zaak zaken ziekenhuis
        """
}

/// Sentences of ten words or more, written for the test: everyday talk, letters, news, science and law.
enum LanguageSentences {
    static let all: [(code: String, text: String)] = [
        ("pt", portuguese), ("en", english), ("es", spanish), ("fr", french), ("de", german), ("it", italian),
        ("nl", dutch),
    ].flatMap { code, text in text.split(separator: "\n").map { (code, String($0)) } }

    private static let portuguese = """
        O ônibus passou tão cheio que preferi esperar pelo próximo na chuva.
        Minha avó fazia pão de queijo toda vez que os netos vinham visitar.
        O juiz indeferiu o pedido de tutela por falta de prova do perigo de dano.
        A empresa ré deixou de pagar as verbas rescisórias no prazo previsto em lei.
        Intime-se a parte autora para se manifestar sobre a contestação em quinze dias.
        Os pesquisadores mediram a temperatura do solo em doze pontos da fazenda.
        Quero saber se o meu processo andou desde a audiência de conciliação passada.
        O contrato prevê multa de dez por cento em caso de rescisão antecipada.
        Choveu muito ontem à noite e a rua ficou cheia de galhos caídos.
        A prefeitura vai abrir concurso para professores da rede municipal em março.
        Ninguém respondeu ao e-mail que mandei na terça-feira pedindo os comprovantes.
        Ele comprou um carro usado e descobriu depois que o motor estava trocado.
        O relator votou pelo provimento do recurso, no que foi acompanhado pelos demais.
        Segue em anexo a procuração assinada com firma reconhecida em cartório.
        As crianças brincavam no quintal enquanto o almoço ficava pronto no fogão.
        A taxa de juros caiu pela terceira vez seguida, informou o banco central.
        Requer a citação do réu para, querendo, apresentar defesa no prazo legal.
        O paciente foi medicado, apresentou melhora e recebeu alta na manhã seguinte.
        Encontrei a chave do apartamento dentro do bolso do casaco que emprestei.
        O time perdeu o jogo em casa, mas continua na frente do campeonato.
        Testemunhas afirmaram que o motorista avançou o sinal vermelho em alta velocidade.
        Não houve acordo entre as partes e a instrução foi encerrada sem provas novas.
        Gostaria de agendar uma reunião para tratar da partilha dos bens do inventário.
        A planta cresce melhor em lugares com sombra, água abundante e terra fofa.
        Todos os condôminos serão convocados para a assembleia extraordinária do dia dez.
        """

    private static let english = """
        The bus was so full that I waited for the next one in the rain.
        My grandmother baked bread every Sunday and the whole street could smell it.
        The judge denied the motion because the plaintiff had shown no urgent harm.
        The company failed to pay the final wages within the time set by law.
        Please send me the signed agreement before noon on Thursday if you can.
        Researchers measured soil temperature at twelve points across the farm last summer.
        I would like to know whether anything has happened since our hearing.
        The contract provides for a penalty of ten percent upon early termination.
        It rained hard last night and the road was covered with fallen branches.
        The city council will hire new teachers for its primary schools in March.
        Nobody answered the message I sent on Tuesday asking for the receipts.
        He bought a used car and later found that its engine had been replaced.
        Two of the three judges agreed that the appeal should be allowed in part.
        Attached you will find the power of attorney signed before a notary.
        Children were playing in the yard while lunch was cooking on the stove.
        Interest rates fell for the third time in a row, the bank announced.
        We propose a simple method for ranking documents without any training data.
        The patient was treated, improved quickly and went home the next morning.
        I found the key to the flat inside the pocket of my old coat.
        Their team lost at home but still leads the league by two points.
        Witnesses said the driver ran a red light at very high speed.
        No settlement was reached and discovery closed without any new evidence.
        Could we arrange a meeting to discuss how the estate will be divided?
        This plant grows best in shade, with plenty of water and loose soil.
        All owners are called to the special meeting on the tenth of June.
        """

    private static let spanish = """
        El autobús iba tan lleno que preferí esperar el siguiente bajo la lluvia.
        Mi abuela hacía pan cada domingo y toda la calle olía a horno.
        El juez rechazó la medida cautelar por falta de pruebas del daño alegado.
        La empresa demandada no pagó el finiquito dentro del plazo que fija la ley.
        Le ruego que me envíe el contrato firmado antes del mediodía del jueves.
        Los investigadores midieron la temperatura del suelo en doce puntos de la finca.
        Quisiera saber si ha pasado algo con mi expediente desde la última audiencia.
        El contrato prevé una multa del diez por ciento en caso de rescisión anticipada.
        Anoche llovió mucho y la carretera quedó cubierta de ramas caídas.
        El ayuntamiento contratará nuevos maestros para las escuelas públicas en marzo.
        Nadie contestó al correo que mandé el martes pidiendo los recibos.
        Compró un coche usado y después descubrió que le habían cambiado el motor.
        El tribunal estimó en parte el recurso presentado por los trabajadores despedidos.
        Adjunto encontrará el poder notarial firmado por los tres herederos.
        Los niños jugaban en el patio mientras la comida se hacía en la cocina.
        Los tipos de interés bajaron por tercera vez consecutiva, según anunció el banco.
        Se proponen criterios sencillos para ordenar documentos sin datos de entrenamiento.
        El paciente fue tratado, mejoró pronto y volvió a casa a la mañana siguiente.
        Encontré la llave del piso en el bolsillo del abrigo que había prestado.
        El equipo perdió en casa pero sigue primero en la clasificación general.
        Varios testigos dijeron que el conductor se saltó el semáforo en rojo.
        No hubo acuerdo entre las partes y la vista quedó señalada para septiembre.
        ¿Podríamos reunirnos para hablar de cómo se repartirán los bienes de la herencia?
        Esta planta crece mejor a la sombra, con mucha agua y tierra suelta.
        Se convoca a todos los propietarios a la junta extraordinaria del día diez.
        """

    private static let french = """
        Le bus était si plein que j'ai préféré attendre le suivant sous la pluie.
        Ma grand-mère faisait du pain chaque dimanche et toute la rue le sentait.
        Le juge a rejeté la demande faute de preuve du dommage allégué.
        La société défenderesse n'a pas versé les indemnités dans le délai légal.
        Merci de m'envoyer le contrat signé avant jeudi midi si possible.
        Les chercheurs ont mesuré la température du sol en douze points de la ferme.
        Je voudrais savoir si mon dossier a avancé depuis la dernière audience.
        Le contrat prévoit une pénalité de dix pour cent en cas de résiliation anticipée.
        Il a beaucoup plu cette nuit et la route était couverte de branches.
        La mairie recrutera de nouveaux enseignants pour les écoles primaires en mars.
        Personne n'a répondu au message que j'ai envoyé mardi pour demander les reçus.
        Il a acheté une voiture d'occasion dont le moteur avait été remplacé.
        La cour d'appel a confirmé le jugement rendu en première instance.
        Vous trouverez ci-joint la procuration signée devant notaire par les héritiers.
        Les enfants jouaient dans la cour pendant que le repas cuisait.
        Les taux d'intérêt ont baissé pour la troisième fois de suite, annonce la banque.
        Nous proposons une méthode simple pour classer des documents sans apprentissage.
        Le patient a été soigné, son état s'est amélioré et il est rentré chez lui.
        J'ai trouvé la clé de l'appartement dans la poche de mon vieux manteau.
        L'équipe a perdu à domicile mais reste en tête du championnat.
        Des témoins ont déclaré que le conducteur avait grillé un feu rouge.
        Aucun accord n'a été trouvé et l'affaire sera plaidée en septembre.
        Pourrions-nous nous voir pour parler du partage des biens de la succession ?
        Cette plante pousse mieux à l'ombre, avec beaucoup d'eau et une terre légère.
        Tous les copropriétaires sont convoqués à l'assemblée extraordinaire du dix juin.
        """

    private static let german = """
        Der Bus war so voll, dass ich im Regen auf den nächsten gewartet habe.
        Meine Großmutter backte jeden Sonntag Brot, und die ganze Straße roch danach.
        Das Gericht wies den Antrag ab, weil kein Schaden nachgewiesen worden war.
        Die beklagte Firma zahlte den restlichen Lohn nicht innerhalb der gesetzlichen Frist.
        Bitte schicken Sie mir den unterschriebenen Vertrag bis Donnerstag um zwölf Uhr.
        Die Forscher haben die Temperatur des Bodens an zwölf Stellen des Hofes gemessen.
        Ich möchte wissen, ob sich seit der letzten Verhandlung etwas getan hat.
        Der Vertrag sieht bei vorzeitiger Kündigung eine Strafe von zehn Prozent vor.
        In der Nacht hat es stark geregnet, und die Straße war voller Äste.
        Die Stadt wird im März neue Lehrer für ihre Grundschulen einstellen.
        Niemand hat auf die Nachricht geantwortet, die ich am Dienstag geschickt habe.
        Er kaufte einen gebrauchten Wagen und merkte später, dass der Motor fehlte.
        Zwei der drei Richter hielten die Berufung für teilweise begründet.
        Anbei finden Sie die vor dem Notar unterzeichnete Vollmacht der drei Erben.
        Die Kinder spielten im Hof, während das Essen auf dem Herd stand.
        Die Zinsen sind zum dritten Mal in Folge gesunken, teilte die Bank mit.
        Wir schlagen ein einfaches Verfahren vor, um Texte ohne Vorwissen zu ordnen.
        Der Patient wurde behandelt, erholte sich rasch und ging am Morgen nach Hause.
        Ich fand den Schlüssel zur Wohnung in der Tasche meines alten Mantels.
        Die Mannschaft verlor zu Hause, führt die Tabelle aber weiterhin an.
        Zeugen sagten aus, der Fahrer sei bei Rot über die Kreuzung gefahren.
        Eine Einigung kam nicht zustande, deshalb wird im September weiter verhandelt.
        Könnten wir uns treffen, um über die Aufteilung des Erbes zu sprechen?
        Diese Pflanze wächst am besten im Schatten und braucht viel Wasser.
        Alle Eigentümer werden zur außerordentlichen Versammlung am zehnten Juni eingeladen.
        """

    private static let italian = """
        L'autobus era così pieno che ho preferito aspettare il prossimo sotto la pioggia.
        Mia nonna faceva il pane ogni domenica e tutta la strada ne sentiva il profumo.
        Il giudice ha respinto la richiesta per mancanza di prove del danno subito.
        La società convenuta non ha pagato le somme dovute entro il termine di legge.
        La prego di inviarmi il contratto firmato entro mezzogiorno di giovedì.
        I ricercatori hanno misurato la temperatura del suolo in dodici punti della fattoria.
        Vorrei sapere se la mia pratica è andata avanti dopo l'ultima udienza.
        Il contratto prevede una penale del dieci per cento in caso di recesso anticipato.
        Stanotte ha piovuto molto e la strada era coperta di rami caduti.
        Il comune assumerà a marzo nuovi insegnanti per le scuole elementari della zona.
        Nessuno ha risposto al messaggio che ho mandato martedì per chiedere le ricevute.
        Ha comprato una macchina usata e poi ha scoperto che il motore era rotto.
        La corte ha accolto in parte il ricorso presentato dai lavoratori licenziati.
        In allegato trova la procura firmata davanti al notaio dai tre eredi.
        I bambini giocavano in cortile mentre il pranzo cuoceva sul fuoco.
        I tassi di interesse sono scesi per la terza volta di fila, annuncia la banca.
        Proponiamo un metodo semplice per ordinare i documenti senza dati di partenza.
        Il paziente è stato curato, è migliorato in fretta ed è tornato a casa.
        Ho trovato la chiave dell'appartamento nella tasca del mio vecchio cappotto.
        La squadra ha perso in casa ma resta in testa alla classifica.
        Alcuni testimoni hanno detto che l'autista è passato con il rosso.
        Non si è raggiunto alcun accordo e la causa sarà discussa a settembre.
        Potremmo incontrarci per parlare della divisione dei beni tra gli eredi?
        Questa pianta cresce meglio all'ombra, con molta acqua e terra leggera.
        Tutti i condomini sono convocati all'assemblea straordinaria del dieci giugno.
        """

    private static let dutch = """
        De bus zat zo vol dat ik in de regen op de volgende heb gewacht.
        Mijn oma bakte elke zondag brood en de hele straat kon het ruiken.
        De rechter wees het verzoek af omdat er geen schade was aangetoond.
        Het bedrijf betaalde het achterstallige loon niet binnen de wettelijke termijn.
        Stuurt u mij het ondertekende contract alstublieft voor donderdagmiddag terug.
        Onderzoekers maten de temperatuur van de bodem op twaalf plekken van de boerderij.
        Ik wil graag weten of er sinds de vorige zitting iets is gebeurd.
        Het contract kent een boete van tien procent bij voortijdige beëindiging.
        Het heeft vannacht hard geregend en de weg lag vol met takken.
        De gemeente neemt in maart nieuwe leraren aan voor de basisscholen.
        Niemand antwoordde op het bericht dat ik dinsdag heb verstuurd over de bonnen.
        Hij kocht een tweedehands auto en merkte later dat de motor stuk was.
        Twee van de drie rechters vonden het hoger beroep gedeeltelijk gegrond.
        Bijgaand vindt u de volmacht die de drie erfgenamen bij de notaris tekenden.
        De kinderen speelden op het plein terwijl het eten op het vuur stond.
        De rente is voor de derde keer op rij gedaald, meldt de bank.
        Wij stellen een eenvoudige methode voor om teksten te ordenen zonder voorkennis.
        De patiënt werd behandeld, knapte snel op en ging de volgende ochtend naar huis.
        Ik vond de sleutel van de woning in de zak van mijn oude jas.
        De ploeg verloor thuis maar staat nog steeds bovenaan in de competitie.
        Volgens getuigen reed de bestuurder met hoge snelheid door rood licht.
        Er kwam geen schikking en de zaak wordt in september verder behandeld.
        Kunnen wij afspreken om te praten over de verdeling van de erfenis?
        Deze plant groeit het best in de schaduw, met veel water en losse grond.
        Alle eigenaren worden uitgenodigd voor de bijzondere vergadering van tien juni.
        """

    /// Portuguese of one to five words, as people type them into a field.
    static let shortPortuguese = """
        Divórcio litigioso
        Contrato de compra e venda
        Recurso de apelação
        Multa de trânsito
        Guarda compartilhada
        Pensão alimentícia
        Audiência de instrução
        Prazo para recurso
        Carta precatória
        Mandado de prisão
        Imposto sobre serviço
        Execução fiscal
        Acidente de carro
        Nota promissória
        Licitação pública
        Plano de saúde
        Inventário extrajudicial
        Testamento particular
        Multa contratual
        Cobrança indevida
        Dano moral
        Casa verde
        Bom dia
        Tudo certo
        Caso encerrado
        Vara cível
        Roubo de celular
        Ata notarial
        Pedido negado
        Salário atrasado
        Férias vencidas
        Homicídio culposo
        Acidente grave
        Crime ambiental
        Tutela antecipada
        Notificado ontem
        Cliente ausente
        Taxa de juros
        Carro usado
        Erro material
        Doutrina e jurisprudência
        Comarca de Santos
        Banco central
        Pago em dinheiro
        Rescisão indireta
        Locação comercial
        Fiador responde
        Processo extinto
        Justa causa
        Direito de família
        """.split(separator: "\n").map(String.init)
}

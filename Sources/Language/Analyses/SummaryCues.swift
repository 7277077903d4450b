/// What marks a sentence as worth citing, beside the words it shares with the rest of the text.
public enum SummaryCue: Int, CaseIterable, Hashable, Sendable {
    /// The part of a decision that decides, or of a contract that binds.
    case operative
    /// What came of it, in words a client uses.
    case outcome
    case deadline, date, money
    /// An article, a law, a case number, a sheet of the file.
    case reference
    /// Words only lawyers use.
    case jargon

    var bit: UInt8 { 1 << UInt8(rawValue) }
}

/// The cues of one language, ready to be found.
struct SummaryCueBook: Sendable {
    private let book: PhraseBook

    static func of(_ tongue: Tongue) -> SummaryCueBook {
        switch tongue {
        case .english: english
        case .portuguese, .none, .spanish, .french, .german, .italian, .dutch: portuguese
        }
    }

    private static let portuguese = SummaryCueBook(
        portugueseCues, verdicts: Verdicts.portuguese, in: .portuguese)
    private static let english = SummaryCueBook(englishCues, verdicts: Verdicts.english, in: .english)

    private init(_ cues: [(SummaryCue, String)], verdicts: [String], in tongue: Tongue) {
        let phrases = cues.flatMap { cue, list in
            list.split(separator: ";").map { (text: String($0), entry: cue.rawValue) }
        }
        let decided = verdicts.map { (text: $0, entry: SummaryCue.operative.rawValue) }
        book = PhraseBook(phrases + decided, by: .words, in: tongue)
    }

    /// The cues of every sentence, one bit each.
    func cues(
        in passage: Passage, _ text: Span<UInt8>, _ workspace: Workspace
    ) -> [UInt8] {
        var cues = [UInt8](repeating: 0, count: passage.sentences.count)
        let matches = book.matches(in: passage, workspace)
        var next = 0
        for (index, sentence) in passage.sentences.enumerated() {
            while next < matches.count, matches[next].tokens.lowerBound < sentence.upperBound {
                cues[index] |= 1 << UInt8(matches[next].entry)
                next += 1
            }
            for token in passage.tokens[sentence] where token.traits.contains(.number) {
                cues[index] |= Self.cue(of: token, text)
            }
        }
        return cues
    }

    /// What a number is: money behind a sign of currency, a date with two strokes, a law with one.
    private static func cue(of token: Token, _ text: Span<UInt8>) -> UInt8 {
        var before = Int(token.start)
        while before > 0, Int(token.start) - before < 2, text[before - 1] == 0x20 { before -= 1 }
        if before > 0, text[before - 1] == UInt8(ascii: "$") { return SummaryCue.money.bit }
        guard token.traits.contains(.reference) else { return 0 }
        var strokes = 0
        for offset in Int(token.start)..<Int(token.end) where text[offset] == UInt8(ascii: "/") {
            strokes += 1
        }
        return strokes == 2 ? SummaryCue.date.bit : SummaryCue.reference.bit
    }

    private static let portugueseCues: [(SummaryCue, String)] = [
        (
            .operative,
            """
            julgo procedente;julgo procedentes;julgo improcedente;julgo improcedentes;julgo extinto;\
            julgo parcialmente procedente;julgo parcialmente procedentes;julgo extinta;ante o exposto;\
            isto posto;isso posto;diante do exposto;pelo exposto;posto isso;posto isto;em face do exposto;\
            dou provimento;nego provimento;dar provimento;negar provimento;deram provimento;\
            negaram provimento;dou parcial provimento;condeno;condenou;absolvo;defiro;indefiro;deferiu;\
            indeferiu;homologo;determino;concedo a segurança;denego a segurança;concedo a ordem;\
            denego a ordem;acordam;acorda;recebo a denúncia;rejeito;acolho;fixo;arbitro;declaro;decreto;\
            não conheço;conheço do recurso;concedo;revogo;nomeio;intime-se;intimem-se;cite-se;cumpra-se;\
            oficie-se;expeça-se;cláusula primeira;obriga-se;obrigam-se;compromete-se;fica rescindido;\
            requer;requerem;julgo o pedido;julgo os pedidos;julgo a ação;julgo o feito;\
            extingo;extinto o processo;extinto o feito;extinta a execução;extinta a punibilidade;anulo;anulou;casso;\
            cassou;reformo;reformou;mantenho a sentença;mantenho a decisão;mantenho a prisão;mantida a sentença;\
            manteve a sentença;manteve a condenação;pronuncio;impronuncio;desclassifico;reconheço a prescrição;\
            reconheço a decadência;reconheço a nulidade;converto o julgamento;converto o feito;converto a prisão;\
            chamo o feito à ordem;suspendo;denego;denegou;desprovejo;afasto a preliminar;afasto as preliminares;\
            resolvo o mérito;com resolução do mérito;sem resolução do mérito;defere-se;indefere-se;concede-se;\
            condena-se;condenar;condenaram;absolveu;absolvem;absolver;homologou;concedeu;extinguiu;determinou;\
            rejeitou;rejeitam;rejeitaram;acolheu;acolheram;não conheceu;não conheceram;não se conhece;\
            julgo prejudicados;declaro extinto;declaro extinta;autorizo;imponho;aplico;torno definitiva;\
            fixo a pena;ratifico;voto pelo;voto por;voto no sentido;por unanimidade;por maioria;unânime;\
            arquivem-se;arquive-se;remetam-se;redistribua-se;suspenda-se;expeçam-se;oficiem-se;citem-se;\
            indefiro a inicial;recebo a inicial;recebo a apelação;recebo o recurso;declino da competência;\
            suscito conflito;nomeou;decretou;decidiu;decidiram
            """
        ),
        (
            .outcome,
            """
            ganhou a causa;ganhou o processo;ganhou a ação;perdeu a causa;perdeu o processo;perdeu a ação;\
            foi condenado;foi condenada;foi absolvido;foi absolvida;deverá pagar;\
            devera pagar;terá de pagar;vai pagar;deve pagar;a pagar;pagará;pagar;tem direito;terá direito;\
            foi aceito;foi aceita;foi negado;foi negada;foi rejeitado;foi rejeitada;foi aprovado;\
            foi aprovada;acordo;houve acordo;não houve acordo;procedente;procedentes;improcedente;\
            improcedentes;condenação;condeno;absolvição;liberdade;foi solto;foi preso;\
            será solto;foi concedida;foi concedido;foi deferida;foi deferido;foi indeferida;foi indeferido;\
            devolver;devolução;encerrado;encerrada;próximo passo;próximos passos;é preciso;deve comparecer;\
            deverá comparecer;audiência;perícia marcada;cabe recurso;ainda cabe recurso
            """
        ),
        (
            .deadline,
            """
            prazo;prazos;dias úteis;no prazo de;até o dia;dentro de;vencimento;vence;venceu o prazo;\
            no prazo legal;sob pena;em até;audiência designada;audiência marcada;horas;dias corridos
            """
        ),
        (
            .date,
            """
            janeiro;fevereiro;março;abril;maio;junho;julho;agosto;setembro;outubro;novembro;dezembro
            """
        ),
        (
            .money,
            """
            reais;valor de;quantia de;salários mínimos;salário mínimo;valor da causa;honorários de;multa de;\
            por cento sobre o valor;custas
            """
        ),
        (
            .reference,
            """
            art;arts;artigo;artigos;§;lei;lei nº;súmula;tema;cpc;clt;cdc;código civil;código penal;\
            constituição federal;cf;fls;id;processo nº;autos nº;resp;agint;recurso especial;precedentes;\
            precedente;jurisprudência;inciso;alínea;decreto;súmulas
            """
        ),
        (
            .jargon,
            """
            data venia;data vênia;ex vi;exordial;outrossim;destarte;mormente;ad argumentandum;fumus boni iuris;\
            periculum in mora;in casu;ab initio;ex officio;inaudita altera parte;hodiernamente;vergastado;\
            vergastada;guerreada;guerreado;objurgado;objurgada;decisum;a quo;ad quem;mandamus;writ;egrégio;\
            colendo;preclaro;ínclito;supedâneo;arrimo;espeque;escólio;colacionar;colacionado;alhures;hermenêutica;\
            teleológica;sucumbenciais;supracitado;supramencionado;retromencionado;ut;erga omnes;\
            litisconsórcio;litispendência;agravante;agravado;agravada;apelante;apelado;apelada;embargante
            """
        ),
    ]

    private static let englishCues: [(SummaryCue, String)] = [
        (
            .operative,
            """
            it is ordered;it is so ordered;we affirm;we reverse;affirmed;reversed;remanded;is granted;is denied;\
            motion granted;motion denied;we hold;we conclude;judgment for;shall pay;the parties agree;dismissed;\
            so ordered;is hereby;for these reasons;for the foregoing reasons;for the reasons stated;shall not;\
            orders;ordered;the appeal is;vacated;appeal dismissed;petition granted;petition denied;writ granted;\
            writ denied;are granted;are denied;is vacated;is sentenced to;judgment is entered;is adjudged
            """
        ),
        (
            .outcome,
            """
            won the case;lost the case;must pay;will pay;has to pay;was convicted;was acquitted;was granted;was denied;settlement;\
            settled;damages;is entitled to;compensation;liable;guilty;next step;hearing;may appeal;refund;awarded
            """
        ),
        (.deadline, "deadline;within;no later than;days;due date;expires;by the end of"),
        (
            .date,
            """
            january;february;april;june;july;august;september;october;november;december
            """
        ),
        (.money, "dollars;pounds;euros;in the amount of;percent of;costs;fees"),
        (
            .reference,
            "section;sec;article;act;statute;code;rule;§;v;vs;case no;precedent;precedents;id;supra;infra"
        ),
        (
            .jargon,
            """
            inter alia;prima facie;mutatis mutandis;heretofore;hereinafter;hereinabove;aforementioned;aforesaid;\
            witnesseth;res judicata;sua sponte;en banc;arguendo;movant;appellant;appellee;whereas;thereof;\
            certiorari;estoppel;ab initio
            """
        ),
    ]
}

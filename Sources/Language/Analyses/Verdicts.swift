/// The phrases by which courts decide, put together from their parts: what is decided and how.
enum Verdicts {
    static let portuguese: [String] = participles + provisions + judgings

    /// What a court decides on, by the ending its participle takes.
    private static let subjects: [(ending: String, list: String)] = [
        (
            "o",
            """
            recurso;recurso especial;recurso extraordinário;recurso ordinário;recurso inominado;recurso de revista;\
            recurso em sentido estrito;recurso adesivo;agravo;agravo interno;agravo regimental;\
            agravo de instrumento;agravo de petição;agravo em recurso especial;apelo;reexame necessário;\
            mandado de segurança;habeas corpus;pedido;pleito;incidente;acórdão
            """
        ),
        (
            "a",
            """
            apelação;apelação cível;apelação criminal;ordem;segurança;remessa necessária;remessa oficial;\
            revisão criminal;reclamação;ação;ação rescisória;impugnação;exceção;preliminar;liminar;tutela;\
            tutela de urgência;tutela antecipada;denúncia;queixa-crime;sentença;decisão;decisão agravada;punibilidade
            """
        ),
        (
            "os",
            """
            recursos;agravos;apelos;embargos;embargos de declaração;embargos declaratórios;embargos infringentes;\
            embargos à execução;pedidos;aclaratórios
            """
        ),
        ("as", "apelações;apelações cíveis;remessas;preliminares;impugnações;sentenças"),
    ]

    /// How it decides; the ending of the participle is left out.
    private static let outcomes = list(
        """
        provid;não provid;desprovid;improvid;parcialmente provid;conhecid;não conhecid;parcialmente conhecid;\
        acolhid;não acolhid;desacolhid;parcialmente acolhid;rejeitad;deferid;indeferid;parcialmente deferid;\
        concedid;parcialmente concedid;denegad;negad;prejudicad;julgad;mantid;reformad;anulad;cassad;revogad;\
        confirmad;homologad;recebid;admitid;inadmitid;extint;desert;\
        conhecid e provid;conhecid e desprovid;conhecid e improvid;conhecid e não provid;conhecid e acolhid;\
        conhecid e rejeitad;conhecid e parcialmente provid
        """)

    private static var participles: [String] {
        subjects.flatMap { ending, subjects in
            list(subjects).flatMap { subject in
                outcomes.map { outcome in
                    let parts = outcome.split(separator: " e ").map { $0 + ending }
                    return subject + " " + parts.joined(separator: " e ")
                }
            }
        }
    }

    private static var provisions: [String] {
        let givers = list(
            """
            dou;dou-lhe;dá-se;se dá;dar;dar-lhe;deu;deu-se;deram;nego;nego-lhe;nega-se;se nega;negar;negar-lhe;negou;\
            negou-se;negaram;negado
            """)
        let things = [
            "provimento", "parcial provimento", "total provimento", "integral provimento", "seguimento",
        ]
        return givers.flatMap { giver in things.map { giver + " " + $0 } }
    }

    private static var judgings: [String] {
        let manners = ["", "totalmente ", "integralmente ", "parcialmente ", "em parte ", "liminarmente "]
        let outcomes = list(
            "procedente;procedentes;improcedente;improcedentes;extinto;extinta;prejudicado;prejudicada")
        return ["julgo", "julgou", "julgar", "julgaram", "julga-se", "julgam-se"].flatMap { judge in
            manners.flatMap { manner in outcomes.map { judge + " " + manner + $0 } }
        }
    }

    static var english: [String] {
        let adverbs = list(
            """
            ;therefore ;thus ;hereby ;accordingly ;hence ;now ;also ;unanimously ;respectfully ;consequently ;further ;\
            must ;must therefore ;would ;likewise ;again 
            """)
        let deeds = list(
            """
            affirm;reverse;vacate;remand;dismiss;deny;grant;order;reject;overrule;sustain;uphold;quash;hold;conclude;\
            decline to
            """)
        let ours = ["we", "i"].flatMap { who in
            adverbs.flatMap { adverb in deeds.map { who + " " + adverb + $0 } }
        }
        let decided = list(
            """
            affirms;affirmed;reverses;reversed;vacates;vacated;remands;remanded;dismisses;dismissed;denies;denied;grants;\
            granted;orders;ordered;rejects;rejected;upholds;upheld;quashes;quashed;holds;held;sustains;overrules
            """)
        let theirs = decided.flatMap { deed in adverbs.prefix(8).map { "court " + $0 + deed } }
        let orders = deeds.prefix(4).flatMap { deed in
            list(
                "the judgment;the decision;the order;the conviction;the sentence;the district court;the ruling"
            )
            .map { deed + " " + $0 }
        }
        return ours + theirs + orders
    }

    private static func list(_ text: String) -> [String] {
        text.split(separator: ";", omittingEmptySubsequences: false).map { String($0) }
    }
}

/// What a Brazilian legal document of each kind says that others do not. Written for the product from how such
/// documents are drafted, not counted in any collection.
enum DocumentCues {
    /// Where a phrase tells most.
    enum Place: String {
        /// The name of the paper, which every other paper names too.
        case title
        /// A label, a greeting, a farewell: it begins a line or a sentence and stands before a mark or a name.
        case line
        /// Said near the beginning.
        case opening
        /// Said anywhere.
        case said
    }

    struct Cues {
        let kind: DocumentKind
        let phrases: [(place: Place, weight: Double, text: String)]

        /// Each line is a place, a weight and phrases separated by semicolons. Of phrases that begin alike the longest
        /// is meant, so that "mandado de segurança" is no "mandado".
        init(_ kind: DocumentKind, _ list: String) {
            self.kind = kind
            phrases = list.split(separator: "\n").flatMap { line in
                let parts = line.split(separator: " ", maxSplits: 2)
                let place = Place(rawValue: String(parts[0])) ?? .said
                let weight = Double(parts[1]) ?? 0
                return parts[2].split(separator: ";").map { (place, weight, String($0)) }
            }
        }
    }

    static let all = requests + answers + papers + letters

    /// What parties ask.
    private static let requests = [
        Cues(
            .petition,
            """
            title 4 petição inicial;ação civil pública;ação popular;mandado de segurança;habeas corpus
            title 4 cumprimento de sentença;habeas data;queixa-crime;reclamação trabalhista
            title 4 ação rescisória;mandado de injunção;embargos à execução;embargos de terceiro
            title 4 alegações finais;memoriais
            title 3 ação de indenização;ação de cobrança;ação de obrigação de fazer;ação de alimentos
            title 3 reclamação;denúncia;ação declaratória;ação ordinária;ação de despejo;ação monitória
            title 3 ação revisional;petição;ação de divórcio;ação de execução;ação de usucapião
            title 3 execução fiscal;divórcio consensual
            line 2 impetrante;exequente;paciente;autoridade coatora;impetrado;impetrada;dos fatos
            line 2 dos pedidos
            line 1 do direito;dos fundamentos;requerente
            opening 3 vem propor;vem ajuizar;propor a presente;ajuizar a presente;promover a presente
            opening 3 vem impetrar;impetrar o presente;impetra a presente;vem requerer;vêm requerer
            opening 3 vem promover
            opening 2 excelentíssimo senhor doutor juiz;excelentíssima senhora doutora juíza
            opening 2 exmo sr dr juiz;excelentíssimo senhor juiz;excelentíssima senhora juíza
            opening 2 meritíssimo juízo;exma sra dra juíza;ao juízo da;ao juízo de;ao juizado especial
            opening 2 vem respeitosamente
            opening 1 qualificado nos autos;já qualificado;já qualificada;respeitosamente;em face de
            opening 1 residente e domiciliado;residente e domiciliada;inscrito no cpf;inscrita no cpf
            said 3 dá-se à causa o valor;dá à causa o valor;atribui-se à causa;requer a citação
            said 3 requer a concessão da ordem;requer a concessão da segurança;requer a juntada
            said 3 inicia o cumprimento
            said 2 pede deferimento;pedem deferimento;nestes termos;termos em que;requer a procedência
            said 2 a citação do réu;a citação da ré;protesta provar;protesta por todos os meios
            said 2 requer a notificação;requer a intimação do executado;requer a intimação da executada
            said 1 requer;requer a concessão;juntada
            """),
        Cues(
            .defence,
            """
            title 5 contestação;contestação com reconvenção;resposta à acusação;defesa prévia
            title 5 defesa preliminar;impugnação ao cumprimento de sentença;impugnação à execução
            title 5 impugnação aos embargos;exceção de pré-executividade;impugnação à contestação;réplica
            title 5 reconvenção;contraminuta
            title 3 defesa;impugnação
            line 2 das preliminares;da improcedência;síntese da inicial
            opening 3 apresentar contestação;oferecer contestação;apresentar sua contestação
            opening 3 apresentar réplica;apresentar impugnação;apresentar defesa;apresenta contestação;apresenta sua contestação
            opening 3 apresenta sua defesa;oferece contestação
            opening 1 excelentíssimo senhor doutor juiz;excelentíssimo senhor juiz;ao juízo da
            opening 1 que lhe move;excelentíssima senhora juíza;excelentíssima senhora doutora juíza
            said 3 não assiste razão ao autor;não assiste razão à autora;improcedência dos pedidos
            said 3 improcedência do pedido;da improcedência;síntese da inicial;contesta os pedidos
            said 3 contesta a ação;julgados improcedentes os pedidos;julgado improcedente o pedido
            said 3 excesso de execução
            said 2 impugna-se;impugna;total improcedência;alega o autor;alega a autora;preliminarmente
            said 2 pede a improcedência;requer a improcedência;ilegitimidade passiva;absolvição sumária
            said 1 pede deferimento;nestes termos;termos em que
            """),
        Cues(
            .appeal,
            """
            title 5 razões de apelação;razões do recurso;razões recursais;recurso de apelação
            title 5 contrarrazões;embargos de declaração;recurso inominado;agravo interno
            title 5 agravo regimental;recurso de revista;contrarrazões de apelação
            title 5 contrarrazões ao recurso;recurso em sentido estrito;agravo em execução
            title 4 recurso ordinário;embargos infringentes;recurso adesivo;agravo de petição
            title 4 embargos declaratórios
            title 4 recurso especial;recurso extraordinário;agravo de instrumento;apelação
            title 3 apelação cível
            title 3 apelação criminal;agravo em recurso especial;recurso;embargos de divergência
            line 3 da tempestividade;do preparo;do cabimento;razões da reforma;das razões da reforma
            line 1 apelante;apelado;apelada;agravante;agravado;agravada;recorrente;recorrido;recorrida
            line 1 embargante
            opening 4 vem interpor;vem opor;vem apelar;vem agravar;vem recorrer
            opening 4 interpor o presente recurso;interpor o presente agravo;opor os presentes embargos
            opening 4 vem tempestivamente interpor
            opening 4 interpor agravo interno;interpor agravo regimental;interpor recurso de revista
            opening 4 interpor recurso inominado;interpor recurso ordinário;interpor recurso especial
            opening 4 interpor recurso extraordinário;interpor recurso adesivo;apresentar contrarrazões
            opening 2 não se conformando com
            opening 3 interpor recurso de apelação;interpor apelação;interpor agravo de instrumento
            opening 3 interpõe recurso especial;interpõe recurso ordinário;interpõe apelação
            opening 3 interpõe o presente;opor embargos de declaração;opõe embargos de declaração
            opening 3 opõe embargos;interpõe agravo
            opening 2 interpor;interpõe;interpor recurso;interpõe recurso;interpor agravo;opor embargos
            opening 2 inconformado com a sentença;inconformada com a sentença
            opening 2 inconformado com a r sentença;inconformada com a r sentença
            opening 2 inconformado com o acórdão;inconformada com o acórdão;inconformado com a decisão
            opening 2 inconformada com a decisão;inconformado com o v acórdão;egrégio tribunal
            opening 2 colenda câmara;colenda turma;ínclitos julgadores;egrégia turma;egrégia câmara
            said 3 reforma da sentença;reforma da decisão;a reforma da r sentença;reforma do acórdão
            said 3 recorre da sentença;recorre do acórdão;recorre da decisão;apela da sentença
            said 3 agrava da decisão;reformar o acórdão;reformar a sentença;reformar a decisão
            said 3 reformar o v acórdão;seja reformada;seja reformado o acórdão;conhecimento e provimento
            said 3 seja conhecido e provido;merece reforma;reformar a r sentença;seja dado provimento
            said 3 seja provido o recurso;reforma do julgado
            said 2 requer a reforma;pede a reforma;sentença recorrida;decisão agravada;decisão recorrida
            said 2 acórdão recorrido;juízo a quo;r sentença;v acórdão;do cabimento;da tempestividade
            said 2 do preparo;seja sanada a omissão;seja sanado o vício;negue provimento
            said 2 a embargante aponta;o embargante aponta
            said 1 pede deferimento;nestes termos;termos em que;a reforma
            """),
    ]
}

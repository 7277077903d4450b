/// General knowledge of names in Brazil, written for this project: what a word is known as, whatever the text.
enum NameLists {
    static let given: UInt8 = 1
    static let surname: UInt8 = 2
    static let place: UInt8 = 4
    static let body: UInt8 = 8
    static let month: UInt8 = 16
    static let law: UInt8 = 32
    static let company: UInt8 = 64
    static let honorific: UInt8 = 128

    /// Adds to each word what the lists know of it.
    static func mark(_ words: inout [WordSigns]) {
        let table = table
        for index in words.indices where !words[index].isMark {
            guard let entry = table[words[index].hash] else { continue }
            words[index].lists = entry.lists
            words[index].isConnector = entry.isConnector
        }
    }

    private struct Entry {
        var lists: UInt8 = 0
        var isConnector = false
    }

    private static let table: [UInt64: Entry] = {
        var table: [UInt64: Entry] = [:]
        for (list, words) in [
            (given, givenNames), (surname, surnames), (place, places), (body, bodies), (month, months),
            (law, laws), (company, companies), (honorific, honorifics),
        ] {
            for word in words.utf8.split(whereSeparator: { $0 == 0x20 || $0 == 0x0A }) {
                table[WordHash.of(word), default: Entry()].lists |= list
            }
        }
        for word in "de da do das dos e di del von van".utf8.split(separator: 0x20) {
            table[WordHash.of(word), default: Entry()].isConnector = true
        }
        return table
    }()

    private static let givenNames = """
        abel adalberto adelia ademar ademir adilson admar adriana adriano afonso agnaldo ailton aird alan alberto \
        alcides aldo alessandra alessandro alex alexandra alexandre alexandro alfredo alice aline aloysio alvaro \
        amanda amauri amelia ana anderson andre andrea andreia andressa angela angelica angelo anna anselmo \
        antonia antonio aparecida arlete armando arnaldo artur arthur augusto aurelio ayres barbara beatriz \
        benedito benjamin bento bernadete bernardo bianca breno bruna bruno caio camila carla carlos carmem \
        carmen carolina caroline cassio catarina cecilia celia celio celso cesar cezar cicero cinthia cintia \
        clara clarice claudia claudio cleber clelio cleide cleusa clovis conceicao cristiane cristiano cristina \
        daiane dalva damiao daniel daniela daniele danilo debora deise delaide denis denise dias diego dilma \
        diogo dirceu domingos donizete dora douglas eder edgar edilson edimar edison edmar edmilson edna edson \
        eduarda eduardo elaine elena eliana eliane elias elisa elisabete elisangela eliseu elizabeth elton elza \
        emanuel emerson emilia emilio emma enrique erica eric erick eros estela ester eugenio eunice evandro \
        fabiana fabiano fabio fatima felipe felix fernanda fernando flavia flavio francisca francisco frederico \
        gabriel gabriela geovana geraldo gerson gilberto gilmar gilson giovana giovanni gisele gislaine glaucia \
        gloria graziela guilherme gustavo heitor helder helena helio heloisa henrique herbert hercules herman \
        hermes hugo humberto iara igor ines ingrid iracema irene iris isabel isabela isabella isadora israel \
        italo iuri ivan ivana ivete ivo ivone jacira jaime jair jairo janaina jane janete jaqueline jean jeferson \
        jefferson jessica joana joao joaquim joel joelma jonas jonatas jorge jose joseane josefa joseli josiane \
        josue juarez julia juliana juliano julio junior jussara karen karina karla katia kelly kleber laercio \
        laila lais lara larissa laura lauro laurita leandro leia leila lelio leonardo leonor leticia lidia lilian \
        liliane lindomar lino livia lorena luan lucas lucia luciana luciane luciano lucio luis luisa luiz luiza \
        luzia magda maira manoel manuel manuela mara marcela marcelo marcia marcio marco marcos marcus margarida \
        maria mariana mariangela marilda marilena marilia marina mario marisa marlene marli marta mateus matheus \
        mauricio mauro max maximiliano maysa meire melissa mercedes michel michele miguel milena milton miriam \
        moacir moises monica murilo nadia nair nancy napoleao natalia nathalia neide neli nelson neusa newton \
        nicolas nilson nilton nilza noemi norma octavio odair og olga olivia orlando oscar osmar osvaldo oswaldo \
        otavio otto pablo pamela patricia paula paulo pedro poliana priscila rafael rafaela raimunda raimundo \
        ramon raphael raquel raul rebeca rebecca regiane regina reginaldo reinaldo renan renata renato ricardo \
        rita roberta roberto robson rodolfo rodrigo rogerio romero romeu romulo ronaldo rosa rosalia rosana \
        rosane rosangela rose roseli rosemeire rosimeire rosilda rosmari ruan rubens rui ruth samanta samara \
        samuel sandra sandro sara sarah sebastiana sebastiao sergio severino sheila sidney silas silvana silvia \
        silvio simone sofia solange sonia sophia stella suelen sueli suzana tais talita tamara tania tarcisio \
        tatiana tatiane tereza teresa terezinha thais thales thereza thiago tiago tomas ubirajara ubiratan \
        valdeci valdemar valdir valentina valeria valmir valter vanda vanderlei vanessa vania vera veronica \
        vicente victor victoria vilma vinicius virginia vitor vitoria viviane waldir walmir walter walton wanda \
        wagner washington wellington wesley william willian wilma wilson yara yasmin yuri zelia zilda
        """

    private static let surnames = """
        abreu aguiar albuquerque alckmin alencar almeida alves amaral amorim andrade anjos antunes aquino aragao \
        araujo arruda assis assuncao azevedo bandeira barbosa barros barroso bastos batista belizze bezerra \
        bittencourt borba borges braga brandao brito britto bueno cabral caldas calmon camargo campos cardoso \
        carmo carneiro carvalhido carvalho castilho castro cavalcante cavalcanti chagas chaves coelho conceicao \
        cordeiro correa correia costa coutinho couto cruz cunha dantas delgado dias diniz domingues duarte dutra \
        esteves evangelista fachin farias faria fernandes ferraz ferreira figueiredo filho fischer flores fonseca \
        fontes forster fortes fraga franca franco freire freitas frota furtado fux galvao gama garcia gomes \
        goncalves gonzaga gouveia guedes guerra guimaraes gurgel hoffmann jesus jobim jorge junqueira kukina \
        lacerda lago leal leao leite lemos lewandowski lima linhares lins lira lobato lobo lopes lourenco lucena \
        luna macedo machado maciel magalhaes maia malta marinho marques martins matos mattos medeiros mello melo \
        mendes mendonca menezes mesquita meyer miranda monteiro moraes morais moreira mota motta moura mourao \
        muller munhoz muniz mussi nascimento navarro neto neves nobre nogueira noronha novaes nunes oliveira pacheco \
        padilha paiva palmeira parente passos paula peixoto peluso penna pereira peres pertence pimenta pimentel \
        pinheiro pinho pinto pires porto prado queiroz quintao ramos rangel rebelo rego reis rezende resende \
        ribeiro rios rocha rodrigues rolim rosa sa sales salles salomao sampaio sanches sanseverino santana \
        santos saraiva schmidt seixas sena serra serrano silva silveira simoes siqueira soares sobrinho souto \
        sousa souza tavares teixeira telles teles toffoli toledo torres trindade vargas vasconcelos vaz veloso \
        velloso viana vianna vidal vieira vilela weber xavier zavascki
        """

    private static let places = """
        acre alagoas amapa amazonas bahia ceara goias maranhao parana paraiba pernambuco piaui rondonia roraima \
        sergipe tocantins brasilia brasil manaus belem recife salvador fortaleza curitiba florianopolis goiania \
        cuiaba maceio aracaju natal teresina palmas macapa niteroi campinas santos osasco guarulhos sorocaba \
        londrina maringa joinville blumenau chapeco pelotas caxias uberaba uberlandia juiz betim contagem \
        petropolis volta campos macae jundiai bauru marilia ribeirao piracicaba limeira taubate franca barueri \
        diadema taguatinga ceilandia sobradinho planaltina samambaia gama guara paranoa cruzeiro anapolis \
        dourados corumba rondonopolis sinop ilheus itabuna feira vitoria serra cariacica olinda caruaru \
        petrolina jaboatao campina mossoro parnaiba imperatriz santarem maraba ananindeua bairro rua avenida \
        municipio comarca cidade estado distrito rodovia alameda praca fazenda vila zona regiao setor quadra \
        portugal argentina paraguai uruguai chile bolivia alemanha franca italia espanha japao china londres \
        paris lisboa mg sp rj df rs pr sc ba pe ce go ma mt ms es pa pb pi rn ro rr ac al am ap se to
        """

    private static let bodies = """
        tribunal tribunais corte camara turma secao vara juizo supremo superior ministerio procuradoria \
        defensoria advocacia secretaria departamento instituto conselho comissao camara senado assembleia \
        prefeitura universidade faculdade fundacao associacao sindicato federacao confederacao banco caixa \
        companhia empresa agencia policia delegacia receita fazenda uniao partido coligacao ordem igreja \
        hospital colegio escola clube cooperativa condominio plenario pleno relatoria stf stj tst tse stm tcu \
        tjsp tjmg tjrj tjdft trf trt tre cnj cnmp oab inss ibama anvisa anatel aneel mpf mpt agu dpu pgr pgfn \
        auditoria colegiado orgao junta gabinete diretoria superintendencia autarquia empresas bancos partidos \
        sociedade grupo centro casa rede liga batalhao regimento brigada exercito marinha aeronautica cartorio \
        tabelionato corregedoria ouvidoria controladoria coordenadoria subprocuradoria subsecao subsecretaria \
        presidio penitenciaria shopping supermercado drogaria construtora transportadora seguradora incorporadora \
        engenharia servicos transportes comercio industria consultoria participacoes empreendimentos investimentos \
        seguros saude telecomunicacoes distribuidora siderurgia mineracao energia petroleo brasileiro brasileira \
        nacional pt psdb mdb pmdb pdt psb dem pp ptb psol pcdob pv pps psc prb pros psd pl republicanos solidariedade \
        novo cidadania podemos avante phs pmn ptc pfl petrobras correios bndes ibge incra funai dnit infraero sebrae \
        senai sesi senac sesc cef ect eletrobras itau bradesco santander unibanco vale telefonica claro embratel \
        volkswagen ambev facebook google microsoft globo twitter onu oea mercosul oit unicef tce tcm cgu cade cvm \
        bacen antt ancine ans ana suframa sudene capes cnpq fiocruz embrapa creci crea crm
        """

    private static let months = """
        janeiro fevereiro marco abril maio junho julho agosto setembro outubro novembro dezembro january february \
        march april may june july august september october november december
        """

    private static let laws = """
        lei leis decreto decretos codigo constituicao artigo artigos art arts inciso incisos alinea alineas \
        paragrafo paragrafos caput regimento resolucao resolucoes portaria instrucao normativa medida provisoria \
        emenda estatuto consolidacao cpc ncpc cpp cpm cppm clt cdc ctn cf crfb adct cc cp ctb eca lindb ricms \
        ristf ristj loman lc mp ec dl
        """

    private static let companies = "ltda sa eireli me epp cia s/a s.a inc corp limitada"

    private static let honorifics = """
        ministro ministra desembargador desembargadora des desa juiz juiza dr dra doutor doutora sr sra senhor \
        senhora relator relatora min promotor promotora procurador procuradora presidente advogado advogada adv \
        advs defensor conselheiro revisor reu re autor autora apelante apelado apelada recorrente recorrido \
        recorrida agravante agravado agravada impetrante paciente embargante embargado reclamante reclamado \
        testemunha perito deputado senador governador prefeito
        """
}

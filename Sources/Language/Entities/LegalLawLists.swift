/// Laws, codes and precedents, as the rules know them.
extension LegalTermLists {
    static let laws = """
        Lei Complementar|lei complementar, LC, lei complementar federal, leis complementares
        Lei Complementar Estadual|lei complementar estadual, LCE, leis complementares estaduais
        Lei Complementar Municipal|lei complementar municipal, LCM, leis complementares municipais
        Lei Complementar Distrital|lei complementar distrital
        Lei Delegada|lei delegada
        Lei|lei, lei ordinaria, lei federal, leis, leis federais, leis ordinarias
        Lei Estadual|lei estadual, lei ordinaria estadual, leis estaduais
        Lei Municipal|lei municipal, lei ordinaria municipal, leis municipais
        Lei Distrital|lei distrital, leis distritais
        Decreto-Lei|decreto - lei, decreto lei, DL, del, decretos - leis, decretos - lei, decretos leis
        Decreto Legislativo|decreto legislativo, decretos legislativos
        Decreto|decreto, decretos, decreto federal, decretos federais
        Decreto Estadual|decreto estadual, decretos estaduais
        Decreto Municipal|decreto municipal, decretos municipais
        Medida Provisória|medida provisoria, MP, medidas provisorias
        Emenda Constitucional|emenda constitucional, EC, emenda, emendas constitucionais
        """

    /// Rules of an authority, whose name may stand before or behind the number.
    static let regulations = """
        Resolução|resolucao, resolucoes, res .
        Resolução Normativa|resolucao normativa, resolucoes normativas
        Resolução Conjunta|resolucao conjunta
        Resolução Administrativa|resolucao administrativa
        Portaria|portaria, portarias, port .
        Portaria Conjunta|portaria conjunta
        Portaria Normativa|portaria normativa
        Portaria Interministerial|portaria interministerial
        Instrução Normativa|instrucao normativa, IN, instrucoes normativas
        Instrução|instrucao
        Provimento|provimento, provimentos
        Provimento Conjunto|provimento conjunto
        Ato Normativo|ato normativo
        Ato Conjunto|ato conjunto
        Ato Declaratório|ato declaratorio
        Deliberação|deliberacao, deliberacoes
        Circular|circular, carta circular
        Comunicado|comunicado, comunicados
        Recomendação|recomendacao
        Norma Regulamentadora|norma regulamentadora
        """

    static let lawQualifiers = """
        CNJ|cnj, do cnj, do conselho nacional de justica
        STF|stf, do stf
        STJ|stj, do stj
        TSE|tse, do tse
        TST|tst, do tst
        CSJT|csjt, do csjt
        CJF|cjf, do cjf, do conselho da justica federal
        CNMP|cnmp, do cnmp
        CONAMA|conama, do conama
        CONTRAN|contran, do contran
        CMN|cmn, do cmn
        BACEN|bacen, do bacen, do banco central
        CVM|cvm, da cvm
        ANEEL|aneel, da aneel
        ANATEL|anatel, da anatel
        ANVISA|anvisa, da anvisa
        ANAC|anac, da anac
        ANTT|antt, da antt
        ANS|ANS, da ANS
        ANP|ANP, da ANP
        RFB|rfb, da rfb, da receita federal
        """

    static let codes = """
        CPC|cpc, ncpc, codigo de processo civil, novo codigo de processo civil, novo cpc, c . p . c, c . p . c ., \
        cod . de processo civil, cod . processo civil, cod . proc . civil, codigo processual civil
        CPP|cpp, codigo de processo penal, c . p . p, c . p . p ., cod . de processo penal, cod . processo penal, \
        cod . proc . penal
        CPPM|cppm, codigo de processo penal militar
        CPM|cpm, codigo penal militar
        CP|CP, codigo penal, codigo penal brasileiro, cod . penal
        CC|CC, codigo civil, codigo civil brasileiro, cod . civil, CCB, novo codigo civil
        CF|CF, CRFB, constituicao federal, constituicao da republica, carta magna, \
        constituicao da republica federativa do brasil, magna carta, carta da republica, constituicao cidada, \
        constituicao federal brasileira, carta politica
        Constituição Estadual|constituicao estadual, constituicao do estado
        CLT|clt, consolidacao das leis do trabalho, c . l . t, c . l . t .
        CTN|ctn, codigo tributario nacional, c . t . n, c . t . n ., cod . tributario nacional
        CDC|cdc, codigo de defesa do consumidor, codigo de protecao e defesa do consumidor, c . d . c, c . d . c ., \
        cod . de defesa do consumidor, codigo do consumidor
        CTB|ctb, codigo de transito brasileiro
        Código Eleitoral|codigo eleitoral
        Código Florestal|codigo florestal
        ECA|ECA, estatuto da crianca e do adolescente
        Estatuto do Idoso|estatuto do idoso, estatuto da pessoa idosa
        Estatuto da Advocacia|estatuto da advocacia, EAOAB, EOAB
        Estatuto da Cidade|estatuto da cidade
        LINDB|lindb, lei de introducao as normas do direito brasileiro
        ADCT|adct, ato das disposicoes constitucionais transitorias
        LEP|LEP, lei de execucao penal
        LGPD|lgpd, lei geral de protecao de dados, lei geral de protecao de dados pessoais
        Lei Maria da Penha|lei maria da penha
        LEF|LEF, lei de execucao fiscal, lei de execucoes fiscais
        RISTF|ristf, regimento interno do stf
        RISTJ|ristj, regimento interno do stj
        """

    static let sumulas = """
        Súmula Vinculante|sumula vinculante, SV, sumulas vinculantes, enunciado de sumula vinculante
        Súmula|sumula, sumulas, enunciado da sumula, verbete sumular, enunciado de sumula, verbete da sumula
        Enunciado|enunciado, enunciados
        OJ|orientacao jurisprudencial, OJ, ojs, orientacoes jurisprudenciais
        """

    /// Panels of the labour courts whose guidance is cited.
    static let panels = """
        SDI|sdi, sbdi, subsecao de dissidios individuais
        SDC|sdc
        """

    /// What may stand between a theme's number and its court.
    static let themeKinds = """
        rg|da repercussao geral, de repercussao geral
        rr|dos recursos repetitivos, de recursos repetitivos, dos repetitivos, da sistematica da repercussao geral
        """

    static let themes = """
        Tema|tema, temas, tema repetitivo, tema de repercussao geral, tema de recursos repetitivos
        """

    static let appeals = """
        REsp|resp, recurso especial, REsp
        AREsp|aresp, agravo em recurso especial
        EREsp|eresp
        RE|RE, recurso extraordinario
        ARE|ARE
        HC|HC, habeas corpus
        RHC|rhc
        MS|mandado de seguranca
        RMS|rms
        ADI|adi, adin, acao direta de inconstitucionalidade
        ADC|adc, acao declaratoria de constitucionalidade
        ADPF|adpf
        Rcl|rcl, reclamacao
        REspe|respe, recurso especial eleitoral
        AgRg|agrg, agr
        AgInt|agint
        EDcl|edcl
        """
}

/// Courts, their parts and their seats, as the rules know them.
extension LegalTermLists {
    static let courts = """
        STF|stf, supremo tribunal federal, suprema corte federal
        STJ|stj, superior tribunal de justica
        TST|tst, tribunal superior do trabalho
        TSE|tse, tribunal superior eleitoral
        STM|stm, superior tribunal militar
        TCU|tcu, tribunal de contas da uniao
        TNU|tnu, turma nacional de uniformizacao
        """

    static let regionalCourts = """
        TJ|tj, tribunal de justica, egregio tribunal de justica
        TJM|tjm, tribunal de justica militar
        TRF|trf, tribunal regional federal
        TRT|trt, tribunal regional do trabalho
        TRE|tre, tribunal regional eleitoral
        """

    static let chambers = """
        Vara|vara, v
        Turma|turma
        Turma Recursal|turma recursal
        Câmara|camara
        Seção|secao
        Juizado Especial|juizado especial, juizado
        """

    static let chamberKinds = """
        Cível|civel
        Criminal|criminal
        Cível e Criminal|civel e criminal
        Cível e Empresarial|civel e empresarial
        Federal|federal
        Única|unica
        Central|central
        Regional|regional
        Empresarial|empresarial
        Previdenciária|previdenciaria
        Ambiental|ambiental
        Agrária|agraria
        Recursal|recursal
        Eleitoral|eleitoral
        do Trabalho|do trabalho
        de Família|de familia, da familia
        de Família e Sucessões|de familia e sucessoes, da familia e sucessoes, de familia e das sucessoes
        de Sucessões|de sucessoes, das sucessoes
        de Órfãos e Sucessões|de orfaos e sucessoes
        da Fazenda Pública|da fazenda publica, de fazenda publica, das fazendas publicas
        de Direito Privado|de direito privado
        de Direito Público|de direito publico
        de Direito Criminal|de direito criminal
        de Direito Empresarial|de direito empresarial, reservada de direito empresarial
        de Direito Bancário|de direito bancario
        da Infância e da Juventude|da infancia e da juventude, da infancia e juventude
        de Execuções Fiscais|de execucoes fiscais, das execucoes fiscais, de execucao fiscal, da execucao fiscal
        de Execuções Penais|de execucoes penais, das execucoes penais, de execucao penal, das execucoes criminais, \
        de execucoes criminais
        do Júri|do juri, do tribunal do juri
        do Juizado Especial|do juizado especial, de juizado especial, do juizado
        dos Juizados Especiais|dos juizados especiais
        de Violência Doméstica e Familiar contra a Mulher|de violencia domestica e familiar contra a mulher, \
        da violencia domestica e familiar contra a mulher
        de Violência Doméstica|de violencia domestica, da violencia domestica
        de Violência Doméstica e Familiar|de violencia domestica e familiar
        de Registros Públicos|de registros publicos, dos registros publicos
        de Acidentes do Trabalho|de acidentes do trabalho, de acidentes de trabalho
        de Falências e Recuperações Judiciais|de falencias e recuperacoes judiciais, \
        de falencia e recuperacao judicial, de recuperacoes judiciais e falencias
        de Relações de Consumo|de relacoes de consumo, das relacoes de consumo
        de Precatórias|de precatorias, de cartas precatorias
        de Crimes contra a Ordem Tributária|de crimes contra a ordem tributaria, dos crimes tributarios
        do Meio Ambiente|do meio ambiente
        da Justiça Militar|da justica militar, da auditoria militar
        """

    /// What names the place behind it.
    static let seats = """
        da Comarca de|da comarca de, comarca de, da comarca do, da comarca da, na comarca de
        do Foro de|do foro de, foro de, do foro do, do foro da
        do Foro Distrital de|do foro distrital de, foro distrital de
        da Subseção Judiciária de|da subsecao judiciaria de, subsecao judiciaria de
        da Seção Judiciária de|da secao judiciaria de, da secao judiciaria do, da secao judiciaria da, \
        secao judiciaria de, secao judiciaria do, secao judiciaria da
        da Circunscrição Judiciária de|da circunscricao judiciaria de, circunscricao judiciaria de
        de|de
        do|do
        da|da
        """

    /// Seats that are told by these words alone.
    static let landmarks = """
        da Capital|da capital
        da Comarca da Capital|da comarca da capital, comarca da capital
        do Foro Central|do foro central, foro central
        do Foro Regional|do foro regional, foro regional
        """
}

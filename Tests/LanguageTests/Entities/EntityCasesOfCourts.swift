import Language

extension EntityCases {
    static let courts = EntityCases(
        .court,
        #"""
        o ‹STF› decidiu => STF
        o ‹Supremo Tribunal Federal› => STF
        ‹SUPERIOR TRIBUNAL DE JUSTIÇA› => STJ
        ‹Superior Tribunal\nde Justiça› => STJ
        ‹TJSP› => TJSP
        ‹TJ-SP› => TJSP
        ‹TJ/SP› => TJSP
        ‹Tribunal de Justiça do Estado de São Paulo› => TJSP
        ‹Tribunal de Justiça de Minas Gerais› => TJMG
        ‹TRIBUNAL DE JUSTIÇA DO ESTADO DO RIO DE JANEIRO› => TJRJ
        ‹TJDFT› => TJDFT
        ‹Tribunal de Justiça do Distrito Federal e dos Territórios› => TJDFT
        ‹TRF4› => TRF4
        ‹TRF-3› => TRF3
        ‹TRF da 1ª Região› => TRF1
        ‹Tribunal Regional Federal da 4ª Região› => TRF4
        ‹Tribunal Regional Federal da Quarta Região› => TRF4
        ‹Tribunal Regional do Trabalho da 15ª Região› => TRT15
        ‹TRT-2› => TRT2
        ‹TRE-SP› => TRE-SP
        ‹TRE/RJ› => TRE-RJ
        ‹TST› => TST
        ‹Tribunal Superior Eleitoral› => TSE
        ‹2ª Vara Cível da Comarca de Campinas› => 2ª Vara Cível da Comarca de Campinas
        ‹1ª Vara do Trabalho de São Paulo› => 1ª Vara do Trabalho de São Paulo
        ‹5ª Vara Federal› => 5ª Vara Federal
        ‹Primeira Turma› => 1ª Turma
        ‹3ª Câmara de Direito Privado› => 3ª Câmara de Direito Privado
        ‹10ª Câmara Cível› => 10ª Câmara Cível
        ‹Vara Única da Comarca de Tarauacá› => Vara Única da Comarca de Tarauacá
        ‹1º Juizado Especial Cível› => 1º Juizado Especial Cível
        ‹2ª Vara da Fazenda Pública› => 2ª Vara da Fazenda Pública
        ‹6a. Vara Cível› => 6ª Vara Cível
        ‹6ª. Vara Cível› => 6ª Vara Cível
        ‹2ª Turma Recursal› => 2ª Turma Recursal
        ‹3ª Turma Recursal dos Juizados Especiais› => 3ª Turma Recursal dos Juizados Especiais
        ‹Tribunal de Justiça Militar do Estado de São Paulo› => TJMSP
        ‹TJMMG› e ‹TJM/RS› => TJMMG & TJMRS
        ‹TJMS› e ‹TJMT› => TJMS & TJMT
        ‹1ª Vara do Juizado Especial Cível de Santo André› => 1ª Vara do Juizado Especial Cível de Santo André
        ‹2ª Vara de Violência Doméstica e Familiar contra a Mulher› => 2ª Vara de Violência Doméstica e Familiar contra a Mulher
        ‹5ª Vara Cível do Foro Central da Comarca de São Paulo› => 5ª Vara Cível do Foro Central da Comarca de São Paulo
        ‹5ª Vara Cível do Foro Central Cível› => 5ª Vara Cível do Foro Central Cível
        ‹5ª Vara Cível do Foro Regional II - Santo Amaro› => 5ª Vara Cível do Foro Regional II de Santo Amaro
        ‹5ª Vara Cível do Foro Regional de Pinheiros› => 5ª Vara Cível do Foro Regional de Pinheiros
        ‹2ª Vara Cível - Foro de Campinas› => 2ª Vara Cível do Foro de Campinas
        ‹3ª Vara da Fazenda Pública da Capital› => 3ª Vara da Fazenda Pública da Capital
        ‹3ª Vara Cível da Comarca da Capital› => 3ª Vara Cível da Comarca da Capital
        ‹4ª Vara Federal da Seção Judiciária do Paraná› => 4ª Vara Federal da Seção Judiciária do Paraná
        ‹1ª Vara Cível do Rio de Janeiro› => 1ª Vara Cível do Rio de Janeiro
        ‹2ª Vara Cível de Campinas› do ‹TJSP› => 2ª Vara Cível de Campinas & TJSP
        ‹2ª Vara Federal› da Justiça Federal => 2ª Vara Federal
        ‹Segundo Juizado Especial Cível de Brasília› => 2º Juizado Especial Cível de Brasília
        ‹Vigésima Primeira Vara Cível› => 21ª Vara Cível
        a corte do tecido
        a câmara fotográfica
        a turma da escola
        a 2ª turma de novos alunos começa em março
        a 5ª seção do relatório trata disso
        a ‹2ª turma› do tribunal => 2ª Turma
        a ‹3ª turma› da mesma corte => 3ª Turma
        a ‹4ª câmara› deste órgão => 4ª Câmara
        vara de pescar
        trf recebido
        """#)
}

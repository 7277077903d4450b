extension WordLists {
    static let portuguese = WordLists(
        stop: """
            a à às ao aos as o os um uma uns umas de do da dos das d em no na nos nas num numa nuns numas \
            por pelo pela pelos pelas para pra pro com sem sob sobre entre até desde ante após contra \
            perante durante mediante conforme segundo consoante salvo exceto excepto e ou nem mas porém \
            contudo todavia entretanto porque pois que se como quando onde aonde donde enquanto embora \
            caso logo portanto assim então também eu tu ele ela nós vós eles elas você vocês me te lhe \
            lhes mim ti si comigo contigo consigo conosco connosco convosco meu minha meus minhas teu tua \
            teus tuas seu sua seus suas nosso nossa nossos nossas vosso vossa dele dela deles delas este \
            esta estes estas esse essa esses essas aquele aquela aqueles aquelas isto isso aquilo deste \
            desta destes destas desse dessa desses dessas daquele daquela daqueles daquelas disto disso \
            daquilo neste nesta nestes nestas nesse nessa nesses nessas naquele naquela naqueles naquelas \
            nisto nisso naquilo àquele àquela àqueles àquelas àquilo nele nela neles nelas qual quais quem \
            cujo cuja cujos cujas quanto quanta quantos quantas algum alguma alguns algumas nenhum nenhuma \
            todo toda todos todas tudo nada algo alguém ninguém outro outra outros outras outrem cada \
            qualquer quaisquer vários várias muito muita muitos muitas pouco pouca poucos poucas tanto \
            tanta tantos tantas mesmo mesma mesmos mesmas próprio própria próprios próprias tal tais certo \
            certa certos certas ambos ambas demais mais menos tão quão já ainda nunca jamais sempre agora \
            hoje ontem amanhã aqui ali aí lá cá acolá não sim talvez só apenas somente quase bem mal \
            depois antes além aquém dentro fora perto longe acima abaixo atrás através diante cerca aliás \
            inclusive sequer eis ora é és sou somos era eras éramos eram fui foi fomos foram ser sido \
            sendo será serão serei seria seriam seja sejam fosse fossem for forem estou está estamos estão \
            estava estavam esteve estiveram estar estado estando estará estarão estaria esteja estejam \
            estivesse estiver tenho tem têm temos tinha tinham teve tive tivemos tiveram ter tido tendo \
            terá terão terei teria teriam tenha tenham tivesse tivessem tiver tiverem hei há havia haviam \
            houve haver havido havendo haverá haja houvesse vai vais vão vou vamos ia iam ir indo irá irão \
            iria vá pode podem posso podemos podia podiam pôde puderam poder podendo poderá poderão \
            poderia poderiam possa possam deve devem devo devemos devia deviam deveria deveriam deverá \
            deverão dever dum duma duns dumas via vez vezes etc sr sra dr dra
            """,
        connectors: """
            de do da dos das d del em no na nos nas para com a à ao aos às por e di van von la
            """,
        weak: """
            obrigado obrigada obrigados satisfeito satisfeitos transformar evitar aumentar garantir \
            apresentou assumir assume assumiu criar criou cria criado criada levado levada chamado chamada \
            chamou chamar marcado marcada previsto prevista decorrer decorre sofreu sofrer provocou \
            provocar causou causar impedir ajudar ajudou ajuda apoiar defender defende defendeu exigir \
            exige exigiu pedir pede pediu propor propôs propõe aprovou aprovar aprovado aprovada rejeitou \
            rejeitar criticou criticar acusou acusar anunciado assinou assinar assinado recusou recusar \
            aceitou aceitar admitiu admitir admite negou negar reconheceu reconhecer insistiu comentou \
            comentar perguntou perguntar respondeu responder responde ouvir ouviu falaram atingiu atingir \
            subiu subir caiu cair desceu cresceu crescer venceu vencer perder ganhar jogar jogou marcou \
            marcar terminou terminar termina iniciou iniciar prosseguir segundo acompanhar acompanhou \
            envolvido envolvidos baseado relacionado relacionada relacionados referente referentes \
            dirigido feita tratado bastante totalmente quinhentas quinze dezasseis dezesseis dezassete \
            dezessete dezoito dezanove dezenove duzentos trezentos quatrocentos quinhentos seiscentos \
            setecentos oitocentos novecentos i.e são diz dizem disse disseram dizer dito dizia afirma \
            afirmou afirmam afirmar explica explicou explicar faz fazem fez fizeram fazer feito feitos \
            feitas fazendo fará faria faça façam quer querem quis querer queria quero sabe sabem soube \
            saber sei sabia vê vêem ver viu viram visto vista vendo vem vêm veio vieram vir vindo venha dá \
            dão deu deram dar dado dada dados dadas dando dará fica ficam ficou ficaram ficar ficará \
            continua continuam continuou continuar passa passam passou passaram passar parece parecem \
            precisa precisam chega chegou chegam chegar chegaram começa começou começaram começar começam \
            deixa deixou deixar deixaram leva levou levar levaram põe pôs pôr posto quiser existe existem \
            existia haver considera considerou considerar tomar tomou permite permitem permitir utiliza \
            utilizar usa usar usado apresenta apresentar encontra encontrou encontrar encontram mostra \
            mostrou mostrar torna tornou tornar segue seguir seguiu trata tratou tratar espera esperar \
            serve servir volta voltou voltar conta contou contar acaba acabou acabar fala falou falar \
            falam pensa pensar acha acho achar refere referiu referir recorda lembra lembrou lembrar \
            anuncia anunciou anunciar garante garantiu acredita acrescentou acrescenta adiantou confirmou \
            confirma revelou revela sublinhou salientou pretende pretendem recebeu receber conseguiu \
            conseguir consegue procura realiza realizou realizado realizada vive sai saiu sair entrou \
            entrar entra ganhou perdeu abriu abre fecha decidiu decide aconteceu acontece ocorreu ocorre \
            surge surgiu morreu nasceu trabalha estuda aumentou aumenta mantém manter manteve produz reduz \
            reduziu inclui incluem devido durante dia dias hora horas ano anos vez parte partes coisa \
            coisas forma formas modo maneira altura momento lado ponto exemplo tipo meio fim início facto \
            fato lugar relação medida base nível novo nova novos novas grande grandes pequeno pequena \
            pequenos pequenas maior maiores menor menores melhor melhores pior bom boa bons boas alto alta \
            último última últimos últimas primeiro primeira primeiros primeiras segunda terceiro terceira \
            próximo próxima próximos próximas passado passada atual actual atuais actuais importante \
            importantes possível possíveis necessário necessária diferente diferentes único única diversos \
            diversas dois duas três quatro cinco seis sete oito nove dez onze doze vinte trinta quarenta \
            cinquenta sessenta cem cento mil milhão milhões zero meia manhã tarde noite janeiro fevereiro \
            março abril maio junho julho agosto setembro outubro novembro dezembro segunda-feira \
            terça-feira quarta-feira quinta-feira sexta-feira sábado domingo semana semanas mês meses \
            longo cima baixo frente trás partir acordo quanto nomeadamente designadamente precisamente \
            exactamente exatamente principalmente certamente naturalmente obviamente realmente sobretudo \
            pelo menos senhor senhora senhores gente toda número questão situação caso respeito termos \
            resto contrário causa maioria série conjunto
            """,
        abbreviations: ShortForms(
            always: """
                art arts fl fls p pp pág págs n nº núm sr sra srs sras dr dra drs prof profa profs exmo \
                exma exmos exmas il ilmo ilma des desa min gen cel cap sgt eng arq adv advs av r al pç tel \
                obs op cf ed vol proc rel res sto sta v vs ex aprox i.e e.g dec lc séc mm
                """,
            last: "etc ltda s/a cit a.m p.m",
            beforeNames: "cia inc jr co corp ltd",
            besideNumbers: "par fig figs jan fev mar abr mai jun jul ago set out nov dez"
        ),
        endings: """
            eito eitos eita amento amentos imento ivo ivos nça nças ção ções ões ãos ães dade dades mente \
            inho inha agem agens ência ências ância ário ária eiro eira ável íveis ndo aram eram iram ava \
            avam ou ei lhe lho nh lh ço ça ão
            """,
        letters: """
            ã õ ç ê â á í ó
            """
    )
}

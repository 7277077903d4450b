/// Words that judge, with what they weigh. Written for the product; general words of the language, none for one field.
/// A Portuguese word stands for its regular inflections; English words are listed in each form. Lists of phrases are
/// written as those of `SentimentPhrases`.
enum SentimentWords {
    struct Lists {
        /// By weight, from -3 to 3.
        let weights: [(Int, String)]
        /// Phrases whose words apart mean something else.
        let phrases: [String]
        /// They praise or blame beside something else: after an absolute the more so, "never had better".
        let comparatives: [(Int, String)]
        let negations: String
        let negatingPhrases: String
        /// Negations of everything: "never", "nothing".
        let absolutes: String
        /// Negations of what one can do, by which praise has no end: "can't recommend it enough".
        let inabilities: String
        let enough: String
        /// Words of degree that compare: after an absolute nothing is denied, "never met such a kind man".
        let suchWords: String
        let intensifiers: String
        let diminishers: String
        /// What follows outweighs what went before.
        let contrasts: String
        /// What follows, to the next mark, is granted and weighs less.
        let concessions: String
        /// Negations that deny nothing: "not only".
        let pseudoNegations: String
        /// Common words that are a name wherever they have a capital.
        let names: String
        /// Words that close a letter where they begin a sentence and a mark follows: "Best, Ann".
        let farewells: String
        /// Words that at the beginning of a sentence, before another word with a capital, begin a name.
        let nameBeginnings: String
    }

    static func of(_ tongue: Tongue) -> Lists? {
        switch tongue {
        case .portuguese: portuguese
        case .english: english
        case .none, .spanish, .french, .german, .italian, .dutch: nil
        }
    }

    private static let portuguese = Lists(
        weights: [
            (
                3,
                """
                excelente ótimo maravilhoso fantástico perfeito incrível espetacular sensacional magnífico \
                extraordinário impecável fabuloso esplêndido adorar amar maravilha perfeição adorei amei \
                adoro amo excepcional brilhante encantar apaixonar
                """
            ),
            (
                2,
                """
                bom boa bons boas feliz felizes felicidade alegre alegria gostar gostei gosto \
                satisfeito satisfação agradável gentil gentileza atencioso eficiente eficaz eficiência \
                competente recomendar recomendo confiável confiança sucesso lindo bonito belo \
                delicioso confortável elogiar elogio simpático educado rápido ágil qualidade vantagem \
                vitória sorrir honesto honestidade justo agradecer gratidão gostoso contente delícia \
                parabéns admirar admirável prestativo cordial carinho carinhoso cuidadoso \
                pontual organizado limpo saboroso divertido entusiasmo esperança orgulho tranquilo \
                tranquilidade surpreendente caprichado impressionar impressionante
                """
            ),
            (
                1,
                """
                útil fácil barato interessante correto adequado positivo ajudar melhorar melhoria \
                facilitar resolver razoável aceitável prático moderno econômico
                """
            ),
            (
                -1,
                """
                caro difícil confuso complicado lento dúvida preocupar preocupação incômodo estranho falta \
                faltar simplório cansativo cansar barulho barulhento problema atrasar atraso erro demorar \
                demora demorado insuficiente fraco atrapalhar defeito defeituoso tedioso \
                monótono apertado velho repetitivo
                """
            ),
            (
                -2,
                """
                ruim ruins mau má maus triste tristeza infeliz insatisfeito insatisfação frustrar \
                frustração decepção decepcionar decepcionante reclamar reclamação irritar irritação \
                irritante grosseiro grosseria descaso negligência negligente incompetente incompetência \
                desagradável falhar falha sujo sujeira feio medo raiva mentir mentira mentiroso prejudicar \
                prejuízo sofrer sofrimento dor doloroso injusto injustiça desrespeito desrespeitar abusivo \
                abuso quebrar quebrado estragar estragado perder desonesto enganar enganoso engano \
                desorganizado bagunça desconfortável desperdício arrepender arrependimento fracasso ineficaz \
                ineficiente inútil constrangimento chato descontente lamentar lamentável preguiçoso \
                indiferente vergonha vergonhoso antipático ofensivo ofender ofensa perigoso inseguro \
                insuportável inaceitável desastroso maltratar
                """
            ),
            (
                -3,
                """
                péssimo horrível terrível odiar ódio detestar desastre pesadelo nojo nojento golpe fraude \
                roubo roubar golpista humilhar humilhação humilhante absurdo lixo deplorável repugnante \
                catastrófico catástrofe intolerável revoltante odeio detesto horroroso pavoroso cruel \
                crueldade
                """
            ),
        ],
        phrases: [SentimentPhrases.portuguese, SentimentPhrases.portugueseFormulas],
        comparatives: [(2, "melhor melhores"), (-2, "pior piores")],
        negations: "não nem sem tampouco",
        negatingPhrases: """
            longe de;longe de ser;tudo menos;de modo algum;de forma alguma;de jeito nenhum;de maneira nenhuma;menos do que;\
            nada menos que
            """,
        absolutes: "nunca jamais nada ninguém nenhum nenhuma",
        inabilities: "",
        enough: "",
        suchWords: "tão tanto tanta tamanho tamanha",
        intensifiers: """
            muito muita muitos muitas bastante extremamente super demais totalmente completamente absolutamente \
            realmente incrivelmente altamente profundamente imensamente mega hiper
            """,
        diminishers: "pouco levemente ligeiramente quase relativamente parcialmente meio razoavelmente",
        contrasts:
            "mas; porém; contudo; todavia; entretanto; no entanto; só que; não obstante; em contrapartida",
        concessions:
            "embora; apesar de; apesar; ainda que; mesmo que; por mais que; se bem que; a despeito de",
        pseudoNegations: """
            não só;não apenas;não somente;nada mais;nem só;nem sempre;sem falar;não há dúvida/dúvidas;\
            sem _/qualquer/a/nenhuma/sombra _/menor/de dúvida/dúvidas _/alguma;sem sombra de dúvida/dúvidas;\
            impossível/difícil/complicado não;não há/tem/existe como não;não tem jeito de não;não dá para/pra não;\
            não consigo/consegui/conseguimos/pude/posso deixar de;não deixa/deixou/deixe/deixem de/por;como não;\
            não podia/pode deixar de;não resta dúvida;por que não;quem não;não é à toa;nada menos que;se não a/o;\
            não dá para/pra negar;não se pode negar;não há como negar
            """,
        names: "vitória amado amada",
        farewells: "",
        nameBeginnings: """
            bom boa bons boas belo bela belos belas feliz lindo linda melhor alegre bonito bonita justo justa limpo \
            limpa esperança sucesso prático rápido rápida moderno moderna honesto simpático má mau velho velha feio \
            caro cara caros caras fraco forte perfeita maravilha delícia lento quebrada
            """
    )

    private static let english = Lists(
        weights: [
            (
                3,
                """
                excellent wonderful fantastic perfect perfectly amazing superb outstanding brilliant awesome \
                magnificent exceptional love loved loves flawless delightful marvelous marvellous \
                spectacular phenomenal
                """
            ),
            (
                2,
                """
                good great best happy happiness joy joyful enjoy enjoyed enjoyable glad pleased \
                pleasant pleasure satisfied satisfaction kindness friendly helpful efficient effective \
                competent recommend recommended reliable trust trustworthy success successful beautiful \
                lovely delicious comfortable praise praised polite courteous fast advantage won \
                honest honesty grateful gratitude approve admire attentive generous caring \
                impressive impressed enthusiasm enthusiastic hopeful proud peaceful elegant nice fun \
                charming cheerful welcoming thorough professional
                """
            ),
            (
                1,
                """
                useful easy easily cheap interesting clear clearly positive help helped improve improved \
                improvement solve solved reasonable acceptable practical adequate fine clean smooth smoothly \
                affordable fresh handy
                """
            ),
            (
                -1,
                """
                expensive difficult hard confusing complicated slow doubt worry worried odd lack lacking noisy \
                tiring tedious problem delay delayed late error insufficient weak limited defect defective \
                overpriced bland old cramped repetitive mediocre unclear cold
                """
            ),
            (
                -2,
                """
                bad poor poorly sad sadness unhappy dissatisfied dissatisfaction frustrate frustrated \
                frustrating frustration disappoint disappointed disappointing disappointment complain \
                complaint annoy annoyed annoying rude rudeness careless negligent negligence incompetent \
                unpleasant fail failed failure fails dirty ugly fear afraid angry anger lie lied liar harm \
                harmed harmful suffer suffered suffering pain painful unfair injustice disrespect \
                disrespectful abusive abuse broken broke spoiled ruined ruin lose lost dishonest deceive \
                deceived misleading disorganized disorganised uncomfortable waste wasted regret useless \
                ineffective inefficient embarrassing embarrassed boring bored lazy indifferent shame \
                shameful offensive dangerous unsafe unacceptable unreliable unhelpful damaged faulty hostile \
                sloppy
                """
            ),
            (
                -3,
                """
                worst terrible horrible awful hate hated hates disaster disastrous nightmare disgusting \
                disgusted fraud scam stole stolen humiliated humiliating humiliation absurd garbage \
                atrocious appalling dreadful catastrophic catastrophe detest revolting abysmal outrageous \
                pathetic cruel cruelty
                """
            ),
        ],
        phrases: [SentimentPhrases.english, SentimentPhrases.englishFormulas],
        comparatives: [(2, "better happier"), (-2, "worse")],
        negations: """
            not no neither nor without hardly barely don't doesn't didn't isn't aren't wasn't weren't won't wouldn't \
            shouldn't haven't hasn't hadn't scarcely ain't
            """,
        negatingPhrases: """
            far from;far from being;anything but;by no means;in no way;nowhere near;less than;not nearly;no longer
            """,
        absolutes: "never nothing nobody none",
        inabilities: "cannot;can't;couldn't;can not;could not",
        enough: "enough",
        suchWords: "so such",
        intensifiers: """
            very really extremely too totally completely absolutely incredibly highly deeply utterly truly super \
            exceptionally remarkably
            """,
        diminishers: "slightly somewhat fairly mildly partly relatively almost",
        contrasts: "but; however; nevertheless; nonetheless; on the other hand",
        concessions: "although; though; despite; in spite of; even though",
        pseudoNegations: """
            not only;not just;not merely;no doubt;nothing but;without _/a/any doubt;no wonder;without _/a question;\
            isn't/wasn't/aren't/weren't/ain't it/that/this/he/she/they/these/those/you;don't you;no question;\
            hard/impossible/difficult not to;can't/cannot/couldn't help but;can't/cannot/couldn't help;if not;\
            nothing short of;nothing less than;why not;how not to;who doesn't;who wouldn't;not to mention
            """,
        names: "joy",
        farewells: "best",
        nameBeginnings: """
            best good great pleasant happy nice beautiful lovely fast fresh clear cold old bad poor friendly fine \
            easy super clean smooth perfect worth trust success praise advantage charming
            """
    )
}

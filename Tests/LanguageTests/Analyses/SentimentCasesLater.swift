extension SentimentCases {
    /// Written before the rules of names, formulas and litotes were tried on anything, and never looked at one by
    /// one: what the figures of version 2 rest on.
    static let later: [(text: String, label: String)] = [
        ("positive", laterPositive), ("negative", laterNegative), ("none", laterNone),
    ].flatMap { label, text in text.split(separator: "\n").map { (String($0), label) } }

    private static let laterPositive = """
        Comida gostosa, gente simpática e conta justa.
        Não tem como não se apaixonar por esse lugar.
        Nada mal para um celular desse preço.
        O filme não decepciona em momento algum.
        Melhor pizza do bairro, sem sombra de dúvida.
        Não deixa nada a desejar em relação aos concorrentes.
        Nunca vi um atendimento tão bom.
        Superou todas as minhas expectativas.
        A entrega foi feita sem nenhum problema.
        Só tenho elogios à equipe da doutora Vitória.
        Não poderia estar mais contente com a escolha.
        O aparelho é pequeno, porém muito eficiente.
        Até que não é ruim, viu?
        Fiquei encantada com o quarto e com a vista.
        Indico de olhos fechados.
        Difícil não gostar desse cachorro.
        Obrigada pela ajuda, vocês foram incríveis!
        A pousada em Porto Feliz é uma delícia.
        Not bad for the price.
        We couldn't have been happier with the room.
        I can't thank you enough for your help.
        It's hard not to love this place.
        Without question the finest meal of our trip.
        Isn't she lovely?
        There is nothing better than their apple pie.
        I have never had a better haircut.
        Worth every penny.
        You won't regret it.
        The wait was long, but boy, was it worth it.
        No complaints from me.
        Our guide in Pleasant Hill was fantastic.
        The battery lasts all day and charges quickly, I'm impressed.
        """

    private static let laterNegative = """
        O produto deixou muito a desejar.
        Esperava mais pelo que paguei.
        Podia ter sido melhor organizado.
        Longe de ser um bom hotel.
        Não volto nunca mais nesse restaurante.
        O atendimento precisa melhorar muito.
        A comida veio fria e sem gosto.
        Agiram de má-fé comigo.
        A loja de Boa Vista me vendeu um celular quebrado.
        Não vale o que cobram.
        De bom não tem nada.
        Que decepção, nem parece a mesma marca.
        O suporte não resolve nada.
        Fujam dessa empresa!
        Nunca fui tão maltratado.
        Três meses esperando e nada de resposta, um descaso.
        É bonito, só que quebra em uma semana.
        Não gostei nem um pouco da resposta.
        The book leaves a lot to be desired.
        I expected better from this brand.
        It could have been a great movie, but it wasn't.
        Far from perfect.
        I can't recommend this place.
        I have never seen worse service.
        Save your money and go somewhere else.
        The Best Western in Springfield was dirty.
        Nothing works as advertised.
        There was no hot water and nobody cared.
        Anything but comfortable.
        The plot makes no sense.
        We won't be coming back.
        Not the good experience we had hoped for.
        """

    private static let laterNone = """
        O autor mora em Feliz Deserto, no estado de Alagoas.
        A Vara Única de Bom Jesus fica perto do hotel.
        Decreto a perda dos valores apreendidos em favor da União.
        Sem prejuízo da multa, oficie-se ao banco.
        Fica o réu advertido de que a falta de contestação implica revelia.
        Indefiro o pedido de condenação por litigância de má-fé.
        Alega perigo de dano de difícil reparação.
        Defiro a justiça gratuita à autora.
        Qualquer problema, me avise.
        Gostaria de saber o andamento do processo.
        Bom fim de semana a todos.
        Peço a gentileza de confirmar o recebimento.
        O recurso ficou prejudicado.
        A reclamada juntou os cartões de ponto.
        Declino da competência para a Justiça Federal.
        Feliz aniversário, Joana!
        O contrato prevê multa por atraso no pagamento.
        As partes estão justas e contratadas.
        Melhores cumprimentos, Paulo.
        A doutora Clara Feliz assumiu a vara de Belo Horizonte.
        Em caso de dúvida, ligue para o cartório.
        Have a great weekend.
        Thank you in advance for your reply.
        Please do not hesitate to contact me if you have any doubts.
        The Good Hope Trust bought land in Great Falls.
        The defendant's failure to appear was noted by the clerk.
        The plaintiff seeks damages for pain and suffering.
        To the best of my knowledge, the file is complete.
        Best wishes, Tom.
        He works at Best Buy in Fairfax.
        The parties acted in good faith.
        Happy New Year to you and your family.
        """

    /// Written after the rules of names, formulas and litotes were closed, judged once.
    static let last: [(text: String, label: String)] = [
        ("positive", lastPositive), ("negative", lastNegative), ("none", lastNone),
    ].flatMap { label, text in text.split(separator: "\n").map { (String($0), label) } }

    private static let lastPositive = """
        Atendimento nota dez, voltei no dia seguinte.
        O moço da entrega foi super educado.
        Compraria de novo sem pensar duas vezes.
        Não me decepcionou em nada.
        A sopa estava divina e o garçom, atento.
        Fazia tempo que eu não via um filme tão bonito.
        Apesar do preço, saí muito satisfeito.
        Pode confiar, é coisa boa.
        Em Monte Belo fomos recebidos com carinho.
        The tour was a real treat from start to finish.
        I couldn't put the book down, brilliant stuff.
        Never disappoints, always fresh and tasty.
        Not a single problem in two years, great car.
        The staff could not have been kinder.
        What a lovely surprise this place was.
        """

    private static let lastNegative = """
        O quarto cheirava mal e o chuveiro não esquentava.
        Achei fraco, esperava outra coisa.
        Pedi ajuda três vezes e ninguém respondeu.
        Pior compra da minha vida.
        O curso promete muito e entrega pouco.
        A comida nem de longe lembra a de antes.
        Bonito por fora, ruim por dentro.
        Fiquei no prejuízo e ainda fui maltratada.
        The seats were hard and the sound was awful.
        I wish I had read the reviews before booking.
        Not what I expected, and far too expensive.
        My order never arrived and nobody answers the phone.
        The screen cracked after two days.
        It is hardly worth the trouble.
        Would not stay here again if you paid me.
        """

    private static let lastNone = """
        A comarca de Boa Ventura terá novo fórum.
        Fica deferida a gratuidade, sem prejuízo de nova análise.
        Estimados colegas, bom retorno a todos.
        Havendo dúvida, consulte o edital.
        O perito Feliz Antunes aceitou o encargo.
        A vítima sofreu lesões leves.
        The Fair Labor Standards Act applies here.
        Kind regards from the Good Shepherd Hospital.
        The bank failed to file its answer in time.
        Thanks, I will call you on Monday.
        """
}

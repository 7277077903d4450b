extension SentimentCases {
    /// Looked at while the rules of names, formulas and litotes were written.
    static let ofForm: [(text: String, label: String)] = [
        ("positive", formPositive), ("negative", formNegative), ("none", formNone),
    ].flatMap { label, text in text.split(separator: "\n").map { (String($0), label) } }

    private static let formPositive = """
        É impossível não gostar desta cidade.
        Não há como não elogiar o trabalho do perito.
        O quarto não é ruim.
        O serviço não é nada mau.
        O resultado não poderia ser melhor.
        A oficina não deixa a desejar.
        A equipe não deixou nada a desejar.
        Nunca comi um bolo tão bom.
        Não existe lugar melhor para descansar.
        Nunca vi melhor atendimento.
        O restaurante vale muito a pena.
        Não tenho nada a reclamar do serviço.
        Sem sombra de dúvida, uma ótima escola.
        Obrigado pelo excelente atendimento.
        Sou muito grata ao doutor Feliz.
        O quarto estava limpo e o café, ÓTIMO.
        Resumo do que eu acho: Excelente compra para a casa.
        "Ótima escolha", disse a cliente.
        It is without a doubt the best hotel in town.
        Isn't it wonderful?
        Wasn't that a lovely evening?
        I can't recommend it enough.
        We cannot praise the nurses enough.
        I can’t recommend this place highly enough.
        It couldn't be better.
        I couldn't be happier with my purchase.
        Not bad at all.
        The food is not bad.
        Never had a better meal.
        I have never met such a kind doctor, and the room was lovely.
        You can't help but love it.
        It doesn't get any better than this.
        It is impossible not to enjoy this book.
        There are no complaints from our side.
        Nothing short of excellent.
        Good Italian food.
        """

    private static let formNegative = """
        O filme poderia ser melhor.
        A limpeza precisa melhorar.
        O atendimento deixa muito a desejar.
        Esperava mais do hotel.
        O livro é tudo menos bom.
        O produto está longe de ser bom.
        Nunca vi pior atendimento.
        Nunca fui a um hotel tão sujo.
        De modo algum recomendo.
        Agiram de má-fé com os clientes.
        O atendimento em Porto Alegre foi PÉSSIMO.
        Não volto mais, dinheiro jogado fora.
        Está aquém do esperado.
        Nada de especial, e o quarto é ruim.
        A reforma da loja deu errado.
        The room leaves a lot to be desired.
        It could be better.
        The service could have been better.
        The show was far from good.
        Anything but pleasant.
        I have never had a worse meal.
        I can't recommend this shop.
        We expected better from them.
        There is room for improvement.
        The staff in Pleasant Grove was rude.
        We will never come back.
        Don't waste your money on this.
        """

    private static let formNone = """
        O município de Boa Esperança fica ao norte de Porto Alegre, Vitória e Natal.
        Amado Feliz, de Vitória Bela, juntou a procuração.
        O banco abriu agência em Boa Vista.
        Boa Vista recebeu o encontro dos prefeitos.
        Vitória sedia o fórum em maio.
        Sem prejuízo, manifeste-se a parte contrária.
        Sem prejuízo do disposto no artigo 5, cite-se.
        Qualquer dúvida, estou à disposição.
        Em caso de dúvidas, ligue para a secretaria.
        Extingo o feito pela perda do objeto.
        Perda superveniente do interesse de agir.
        Obrigado. Atenciosamente, Rui.
        Desde já agradeço a atenção.
        Boa tarde a todos os condôminos.
        Feliz Natal e próspero ano novo!
        Melhores cumprimentos, Olga.
        Caro João, segue a minuta do contrato.
        Responde por perdas e danos quem descumpre o contrato.
        A boa-fé se presume, a má-fé se prova.
        Condeno o autor por litigância de má-fé.
        Estão presentes a fumaça do bom direito e o perigo de dano.
        Há risco de dano irreparável ou de difícil reparação.
        Remetam-se os autos ao juízo competente.
        Resta prejudicado o recurso.
        A reclamante e a reclamada fizeram acordo.
        Gostaria de solicitar a segunda via do boleto.
        Solicito a gentileza de enviar o comprovante.
        As partes têm entre si justo e contratado o seguinte.
        Diante da ausência de prejuízo, rejeito a nulidade.
        A sentença reconheceu a prática de ato ilícito e o recurso extraordinário subiu.
        Na qualidade de procurador, assino o termo.
        Bom final de semana, pessoal.
        We went to Best Buy and Pleasant Grove.
        Best Buy opened a shop in Great Neck.
        If you have any doubts, please do not hesitate to call.
        Thank you for your attention.
        Best regards, Anna.
        Please find attached the signed agreement. Thank you. Best, Anna
        Happy birthday, Tom!
        The court awarded damages for pain and suffering.
        The company acted in good faith.
        The failure to comply with the order was noted.
        Proof beyond a reasonable doubt is required.
        """
}

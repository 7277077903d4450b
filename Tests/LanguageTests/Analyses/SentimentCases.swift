/// Opinions written for the test, with the judgement a reader would give.
enum SentimentCases {
    static let all: [(text: String, label: String)] = [
        ("positive", positive), ("negative", negative), ("none", none),
    ].flatMap { label, text in text.split(separator: "\n").map { (String($0), label) } }

    /// Known to be misread: irony and comparison.
    static let hard: Set<String> = [
        "Parabéns, conseguiram estragar até o café.", "Great, another hour on hold.",
        "Nunca fui tão bem tratada.",
    ]

    private static let positive = """
        O atendimento foi excelente do começo ao fim.
        Gostei muito do escritório e da atenção que recebi.
        A advogada foi atenciosa e resolveu tudo rápido.
        Recomendo a todos, equipe competente e honesta.
        Não tenho do que reclamar.
        O preço é alto, mas a qualidade compensa: ficou perfeito.
        Apesar do atraso, a reunião foi muito boa.
        Fiquei satisfeita com o resultado.
        Adorei o hotel, quarto limpo e café delicioso.
        Melhor compra que fiz este ano.
        O aplicativo é fácil de usar e funciona sem problemas.
        Vale a pena cada centavo.
        Embora simples, o lugar é lindo.
        Nunca fui tão bem tratada.
        O produto chegou antes do prazo e superou minha expectativa, maravilhoso.
        Entrega rápida e embalagem impecável.
        Os médicos são gentis e cuidadosos.
        Não é ruim, não, é até bonito.
        Voltarei com certeza, ambiente agradável.
        A peça é divertida e os atores são brilhantes.
        The staff was friendly and helpful.
        I loved every minute of the trip.
        Not only cheap but also reliable.
        The food was excellent, and the service was great.
        Best lawyer I have ever worked with.
        It took a while, but the result is wonderful.
        Despite the noise, we had a lovely evening.
        I would recommend this hotel to anyone.
        The manual is clear and the app is easy to use.
        No complaints at all, everything was perfect.
        We are very satisfied with the repair.
        She was kind, honest and efficient.
        The new version is a great improvement.
        Never a problem in five years.
        Comfortable beds and delicious breakfast.
        """

    private static let negative = """
        O atendimento foi péssimo e o advogado, grosseiro.
        Não gostei do serviço.
        Demorou demais e ainda veio com defeito.
        Nunca mais volto, perda de tempo.
        O lugar é bonito, mas a comida é horrível.
        Estou decepcionada com a empresa.
        Não recomendo a ninguém.
        O aplicativo não funciona e o suporte é inútil.
        Cobraram caro por um trabalho mal feito.
        Muito barulho, quarto sujo e cama desconfortável.
        Parabéns, conseguiram estragar até o café.
        O produto quebrou no primeiro dia.
        Fui enganado pelo vendedor.
        A internet é lenta e cai toda hora.
        Falta de respeito com o cliente.
        O filme é chato e cansativo.
        Embora barato, o hotel é sujo.
        Não fiquei satisfeito com a resposta.
        O pior restaurante da cidade.
        Deixou a desejar em tudo.
        The staff was rude and unhelpful.
        I hated the food.
        It was not good at all.
        The room was dirty and the bed was broken.
        A complete waste of time.
        The place is beautiful, but the service is terrible.
        Great, another hour on hold.
        I was disappointed with the quality.
        The app never works and support is useless.
        Overpriced and boring.
        We were very unhappy with the repair.
        The delivery was late and the box was damaged.
        I would not recommend this hotel.
        The lawyer was careless and dishonest.
        My worst purchase this year.
        """

    private static let none = """
        A audiência está marcada para o dia dez de março.
        O contrato tem doze cláusulas e dois anexos.
        Segue em anexo a procuração assinada.
        O réu foi citado por edital.
        Boa tarde, informo que o processo foi distribuído.
        A reunião começa às nove horas na sala dois.
        O ônibus passa em frente ao fórum.
        O juiz designou perícia contábil.
        A loja fica na rua principal.
        O recurso foi protocolado ontem.
        The meeting starts at nine in room two.
        The contract has twelve clauses.
        Please find the signed form attached.
        The bus stops in front of the court.
        The parties filed their briefs on Tuesday.
        Good morning, the package was sent yesterday.
        The office is on the second floor.
        The report has forty pages.
        The court appointed an expert.
        He lives in a small town near the sea.
        """
}

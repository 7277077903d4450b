extension GlossaryEntries {
    /// The civil lawsuit. Articles are of the Código de Processo Civil (Lei 13.105/2015) where CPC stands.
    static let procedure = """
        petição inicial; exordial; peça vestibular | CPC, art. 319
        O documento que abre o processo: diz quem pede, contra quem, por quê e o que quer.
        = complaint, initial pleading

        contestação | CPC, arts. 335 a 342
        A resposta escrita de quem foi processado, com as suas razões e as provas que quer fazer.
        = answer, statement of defence

        réplica | CPC, arts. 350 e 351
        A resposta de quem abriu o processo ao que o outro lado disse na contestação.
        = reply to the answer

        reconvenção | CPC, art. 343
        Pedido que o réu faz contra o autor no mesmo processo, junto com a sua defesa.
        = counterclaim

        revelia; revel | CPC, art. 344
        Situação de quem foi chamado e não se defendeu: os fatos do outro lado passam por verdadeiros.
        = default (failure to answer)

        citação | CPC, art. 238
        O aviso oficial que chama alguém pela primeira vez para se defender em um processo.
        = service of process

        citação por edital | CPC, arts. 256 e 257
        Chamada publicada para quem não foi encontrado ou não se sabe onde está.
        = service by publication

        intimação | CPC, art. 269
        O aviso oficial de que algo aconteceu no processo, ou de que alguém tem de fazer algo.
        = notice of a procedural act

        carta precatória; precatória | CPC, arts. 237, III, e 260
        Pedido de um juiz a outro, de outra cidade, para que faça ali um ato do processo.
        = letter to another court within the country

        carta rogatória; rogatória | CPC, arts. 36 e 237, II
        Pedido da justiça de um país à de outro para que faça ali um ato do processo.
        = letters rogatory

        tutela de urgência | CPC, art. 300
        Decisão dada antes do fim, porque o direito parece existir e esperar causaria dano.
        = urgent interim relief

        tutela antecipada; antecipação de tutela | CPC, art. 303
        Adiantamento, no começo do processo, do que só viria na sentença.
        = advance relief on the merits

        tutela cautelar | CPC, art. 305
        Medida que guarda um bem ou uma prova para que o processo não perca o sentido.
        = protective measure

        tutela de evidência; tutela da evidência | CPC, art. 311
        Decisão adiantada sem urgência, porque o direito já está muito claro.
        = relief based on clear evidence

        liminar; medida liminar | CPC, arts. 9º, parágrafo único, e 300, § 2º
        Decisão provisória dada logo no começo, às vezes sem ouvir o outro lado.
        = preliminary injunction

        fumus boni iuris; fumus boni juris | CPC, art. 300
        Expressão latina: sinais de que quem pede tem razão.
        = likelihood of success on the merits

        periculum in mora; perigo da demora; perigo de dano | CPC, art. 300
        O risco de que a demora do processo cause um prejuízo difícil de desfazer.
        = danger in delay

        inaudita altera parte | CPC, art. 9º, parágrafo único
        Expressão latina: sem ouvir antes a outra parte.
        = without hearing the other party, ex parte

        despacho | CPC, art. 203, § 3º
        Ordem do juiz que só faz o processo andar, sem decidir nada entre as partes.
        = procedural order

        decisão interlocutória | CPC, art. 203, § 2º
        Decisão sobre um ponto no meio do processo, que não o encerra.
        = interlocutory decision

        sentença | CPC, art. 203, § 1º
        A decisão do juiz que encerra a fase do processo em que ele diz quem tem razão.
        = judgment of the trial court

        acórdão | CPC, art. 204
        A decisão tomada em conjunto pelos juízes de um tribunal.
        = appellate ruling by a panel

        decisão monocrática | CPC, art. 932
        Decisão que um só juiz do tribunal, o relator, toma sozinho.
        = decision by a single appellate judge

        ementa | CPC, art. 943, § 1º
        O resumo que abre uma decisão de tribunal.
        = headnote, syllabus

        parte dispositiva; dispositivo da sentença | CPC, art. 489, III
        A parte final da decisão, em que o juiz diz o que fica decidido.
        = operative part

        trânsito em julgado; transitado em julgado; transitou em julgado | CPC, art. 502
        O momento em que já não cabe recurso e a decisão fica definitiva.
        = becoming final and unappealable

        coisa julgada | CPC, art. 502; CF, art. 5º, XXXVI
        A qualidade da decisão definitiva, que não pode mais ser discutida.
        = res judicata

        litispendência | CPC, art. 337, §§ 1º a 3º
        Quando já existe outro processo igual em andamento; o segundo é encerrado.
        = lis pendens

        litisconsórcio; litisconsorte | CPC, art. 113
        Mais de uma pessoa do mesmo lado do processo.
        = joinder of parties

        assistência simples; assistente simples | CPC, art. 121
        Entrada de um terceiro para ajudar uma das partes, porque o resultado lhe interessa.
        = intervention in support of a party

        denunciação da lide | CPC, art. 125
        Chamar ao processo quem terá de pagar o prejuízo se a parte perder.
        = impleader, third-party notice

        chamamento ao processo | CPC, art. 130
        O réu traz para o processo quem deve a dívida junto com ele.
        = joinder of co-debtors

        amicus curiae | CPC, art. 138
        Pessoa ou entidade que dá informações ao tribunal em caso de interesse geral.
        = friend of the court

        legitimidade ativa; ilegitimidade ativa | CPC, arts. 17 e 18
        Ser, ou não ser, a pessoa que pode fazer aquele pedido.
        = standing to sue

        legitimidade passiva; ilegitimidade passiva | CPC, arts. 17 e 337, XI
        Ser, ou não ser, a pessoa que deve responder àquele pedido.
        = proper defendant

        interesse de agir; interesse processual | CPC, art. 17
        A necessidade de ir à justiça para conseguir o que se pede.
        = legal interest in bringing the action

        ônus da prova | CPC, art. 373
        A regra de quem tem de provar cada fato.
        = burden of proof

        inversão do ônus da prova | CDC (Lei 8.078/1990), art. 6º, VIII
        O juiz passa para a empresa a tarefa de provar, quando o consumidor é o lado fraco.
        = reversal of the burden of proof

        perícia; prova pericial; perícia médica | CPC, art. 464
        Exame feito por um especialista para esclarecer algo técnico ao juiz.
        = expert examination

        quesito | CPC, art. 465, § 1º, III
        Pergunta escrita que as partes ou o juiz fazem ao perito.
        = question put to the expert

        audiência de conciliação; audiência de mediação | CPC, art. 334
        Encontro no começo do processo para tentar um acordo.
        = settlement hearing

        audiência de instrução e julgamento; audiência de instrução | CPC, art. 358
        Audiência em que o juiz ouve as partes e as testemunhas.
        = trial hearing

        saneamento; decisão saneadora; despacho saneador | CPC, art. 357
        O juiz resolve os problemas do processo e diz que provas serão feitas.
        = case management order

        julgamento antecipado do mérito; julgamento antecipado da lide | CPC, art. 355
        O juiz decide logo, porque não é preciso fazer mais provas.
        = judgment without trial

        """
}

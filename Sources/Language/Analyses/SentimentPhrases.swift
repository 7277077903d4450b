/// Phrases that judge otherwise than their words do, and those that judge nothing though their words would: greetings,
/// formulas of letters and of courts. Each line is a weight and phrases separated by semicolons; of words parted by a
/// slash any one may stand, and "_" stands for none. What comes first holds where a phrase is met twice. Written for
/// the product.
enum SentimentPhrases {
    static let portuguese =
        """
        3 superou/superaram/supera as/minhas/nossas/todas _/as/minhas/nossas expectativas/expectativa
        3 vale/valeu _/muito cada centavo;só tenho/temos elogios;só elogios;nota mil;show de bola
        3 não poderia/podia ser/estar/haver/ter _/sido melhor
        3 não poderia/podia estar/ficar/ser mais feliz/satisfeito/satisfeita/contente;impossível ser melhor
        3 melhor impossível;não tem/há/existe _/nada/lugar/outro melhor;nada melhor
        2 de primeira;nota dez;nota 10;cinco estrelas;5 estrelas;em boa hora;bem feito;tudo certo
        2 fora de série;vale/valeu/valerá/valem _/muito/super a pena;vale/valeu o preço/investimento/esforço
        2 como prometido;super/mega indico;indico muito;indico de olhos fechados;super recomendo
        2 acima da média;mão na roda;passou dos limites da expectativa;de parabéns;dar/deu/dando certo
        2 sem igual;sem comparação
        2 bem atendido/atendida/atendidos/atendidas/tratado/tratada/tratados/tratadas/acolhido/acolhida
        2 acima/além das/da/do _/minhas/nossas expectativas/expectativa/esperado;de tirar o fôlego
        2 mil maravilhas;não deixa/deixou/deixam/deixaram _/nada/em a/nada a/_ desejar;cada vez melhor
        2 de outro mundo;não me/nos/se arrependo/arrependi/arrependemos/arrepende;não vai/vão se arrepender
        2 não tem erro/preço;só tenho/temos a agradecer;não canso/cansamos de;não me canso de
        2 não tenho palavras para agradecer
        2 não/nem tenho/temos/tem/há/tive/tivemos _/nada/o do/de/a/que que/_ reclamar
        2 nada a/do/de/que que/_ reclamar;voltarei/voltaremos com certeza;com certeza voltarei/voltaremos
        2 sem defeito/defeitos/falha/falhas/erros;zero/nenhum/nenhuma defeito/problema/problemas/reclamação
        2 sem nenhum/nenhuma/qualquer problema/defeito/reclamação
        2 sou/somos/fico/ficamos/serei/estou _/muito/imensamente/eternamente grato/grata/gratos/gratas
        2 muito grato/grata
        2 com/de/muita/grande/extrema/total/tanta competência
        2 competência e profissionalismo/dedicação/simpatia/seriedade
        1 nada mal/mau/ruim;obrigado/obrigada/obrigados/obrigadas por/pelo/pela/pelos/pelas;até que enfim
        1 sem problema/problemas;dentro/conforme do/o esperado/anunciado;como anunciado;antes do prazo
        1 poderia/podia _/ter ser/sido pior;não é/era/foi/está _/nada/tão/lá mau/má/ruim/pior
        1 não são/eram/foram _/tão/nada maus/más/ruins
        -1 poderia/podia/poderiam/podiam/deveria/devia ser/estar _/bem/muito melhor/melhores
        -1 poderia/podia/poderiam/podiam/deveria/devia ter sido _/bem/muito melhor/melhores
        -1 pode/podia/poderia/poderiam/precisa/precisam/precisava/deve/deveria _/muito melhorar
        -1 tem/têm _/muito que/de/a melhorar
        -1 precisa/precisam/pode/podem/poderia/tem que/_ melhorar muito/bastante
        -1 esperava/esperávamos _/muito mais/melhor
        -1 não é/era/foi/são lá/_ grande/essas/lá coisa/coisas/essas/isso _/coisas/tudo
        -1 nada de mais/especial/novo;nada demais;sem sal/sabor/gosto;tanto faz
        -1 não me convenceu/convence/agradou/agrada;não agradou/agrada/convenceu
        -2 não funciona/funcionam/funcionou/funcionava/presta/prestam/prestou/serve;perda de tempo;sem graça
        -2 nunca mais;deixa/deixou/deixam/deixaram/deixando _/muito/bastante/demais a desejar;má vontade
        -2 mal feito/feita/feitos/feitas
        -2 falta de respeito/educação/consideração/cuidado
        -2 falta de atenção/higiene/profissionalismo/organização/vergonha
        -2 mal educado/educada/educados/educadas/atendido/atendida
        -2 mal atendidos/atendidas/tratado/tratada/tratados/tratadas
        -2 dor/dores de cabeça;dinheiro jogado fora;jogar/joguei/jogamos dinheiro fora;de mal a pior
        -2 cada vez pior;meia boca;não recomendo/recomendamos/recomendaria/indico/indicaria/indicamos
        -2 fujam/fuja/fugir _/desse/dessa/deste/desta/disso;não vale/valeu/valem/valia _/nem a pena
        -2 não vale/valem/valeu o/_ preço/investimento/nada;não vale/valem o que cobram/custa/custam
        -2 abaixo/aquém do/da/das/de/dos _/minhas/nossas esperado/média/expectativas/expectativa
        -2 deu/dá/dando errado;não volto/voltarei/voltamos/voltaremos/voltaria _/nunca/mais mais/lá/aqui/_
        -2 não compro/comprem/comprarei _/nunca mais;passe/passem longe;fim da picada;uma vergonha
        -2 não atendeu/atende/atenderam às/as/minhas/nossas _/minhas expectativas
        -2 agiu/agiram/agindo/age de/com má _/fé fé/_;agiu/agiram/agindo/age de/com má-fé;pura má-fé
        -2 pura má fé
        -3 não poderia/podia ser/ter/estar _/sido pior;impossível ser pior;pior impossível;um horror
        -3 não tem/há/existe _/nada pior
        """

    static let portugueseFormulas =
        """
        0 bom/bons dia/dias
        0 boa/boas tarde/tardes/noite/noites/semana/viagem/sorte/páscoa/leitura/festas/férias/vindas
        0 feliz natal/aniversário/páscoa/ano/dia _/novo
        0 bom/ótimo/excelente fim/final/feriado/descanso/trabalho/domingo/sábado de/_ semana/_
        0 ótima/excelente/linda semana/tarde/noite/viagem;ótimo/excelente/lindo dia/domingo/sábado/feriado
        0 um bom/ótimo dia;_/os/meus/nossos melhores/cordiais cumprimentos/saudações/votos;com carinho
        0 desde já _/muito grato/grata/agradeço/obrigado/obrigada
        0 agradeço/agradecemos/agradecendo _/a/o/pela/pelo desde/atenção/compreensão/retorno já/_
        0 agradeço/agradecemos/agradecendo _/a/o/pela/pelo contato/gentileza/preferência/colaboração já/_
        0 agradeço/agradecemos antecipadamente
        0 obrigado/obrigada/obrigados pela/por _/sua/vossa atenção/compreensão/resposta/contato
        0 obrigado/obrigada pelo/por _/seu retorno/contato/e-mail/aguardo
        0 obrigado/obrigada por/pela _/sua entrar/mensagem em/_ contato/_;por gentileza
        0 peço/pedimos/solicito/solicitamos/faça/tenha/tem/fazer _/a gentileza;a gentileza de
        0 gentileza enviar/informar/confirmar;gostaria/gostaríamos/gostariam _/muito de;gostaria;gostaríamos
        0 fico/ficamos feliz/felizes/alegre em _/poder ajudar/informar
        0 qualquer/quaisquer/alguma/algumas/tem/tiver _/alguma/qualquer/outra dúvida/dúvidas
        0 houver/tenha/ter/surgir/surgirem/restar/persistir _/alguma/qualquer/outra dúvida/dúvidas
        0 qualquer/quaisquer/algum/alguns _/algum/qualquer/outro problema/problemas
        0 tiver/houver/surgir/surgirem _/algum/qualquer/outro problema/problemas
        0 não há/tem problema
        0 em/no caso de _/qualquer/alguma/eventual dúvida/dúvidas/problema/problemas/falha/defeito/atraso
        0 dúvida/dúvidas sobre/quanto/frequentes
        0 tirar/esclarecer/sanar/dirimir/para _/a/as/minhas/suas/uma/quaisquer dúvida/dúvidas;na dúvida
        0 em dúvida;dúvidas e/ou sugestões/reclamações;lamento/lamentamos/sentimos informar/comunicar
        0 bom/boa senso/fé/forma/andamento/nome/ordem/conduta/direito/técnica;boa-fé;má-fé;má fé
        0 litigância/litigante/litigantes de má-fé;litigância/litigante de má fé;do bom direito
        0 bons antecedentes/costumes;por bem;bem como;em vez de;o mais rápido possível;mais velho/velha/velhos
        0 de novo;na falta de
        0 melhor/melhores interesse/interesses/juízo/sorte/direito
        0 melhor/melhores técnica/entendimento/doutrina/análise/esclarecimento/compreensão
        0 perdas e danos;danos morais/materiais/emergentes;dano moral/material;segurança pública
        0 justa/justo causa/título/receio/motivo;sem prejuízo/prejuízos _/de/da/do/das/dos
        0 em prejuízo de/da/do/das/dos
        0 perda/perdas do/de/da/dos/superveniente objeto/prazo/direito/interesse/do/chance;perda de uma chance
        0 perda dos/do/de/da valores/bens/cargo/propriedade/mandato/bem;decreto a perda;perda superveniente
        0 perda total
        0 julgo/resta/fica/ficou _/por prejudicado/prejudicada/prejudicados/prejudicadas
        0 ficam/restou/declaro/dou/por _/por prejudicado/prejudicada/prejudicados/prejudicadas
        0 recurso/recursos/agravo/apelo prejudicado/prejudicados;perigo de/na/da dano/demora;risco de dano
        0 de difícil reparação;de difícil ou/e incerta reparação;de difícil acesso
        0 falta/faltas grave/graves/injustificada/injustificadas/justificada
        0 falta de interesse/provas/prova/pagamento/citação/manifestação/preparo/recolhimento
        0 falta de contestação/resposta/justa _/causa;a falta de contestação;em falta;por falta de;sem falta
        0 erro/erros material/materiais/grosseiro/judiciário;erro de fato/direito
        0 abuso de direito/poder/autoridade/confiança;abuso sexual
        0 cláusula/cláusulas/prática/práticas/juros/cobrança abusiva/abusivas/abusivos;litígio/lide temerária
        0 estado de perigo;meio cruel;motivo torpe
        0 fraude à/a/contra/processual/de execução/credores/lei/licitação;fraude processual/eleitoral
        0 crime/crimes/delito de roubo/fraude/abuso/ódio/golpe/dano
        0 roubo majorado/circunstanciado/qualificado/simples;golpe de estado
        0 justos/justo/justas/justa e contratados/contratado/contratadas/contratada/acordados/acordado
        0 juízo/foro/autoridade _/absolutamente/relativamente competente/incompetente
        0 órgão/tribunal/setor/juiz _/absolutamente/relativamente competente/incompetente
        0 autoridades/órgãos competentes;absolutamente/relativamente incompetente/incapaz
        0 competência da/do/de/deste/desta justiça/juízo/vara/tribunal/turma/câmara/juizado
        0 competência da/do/de/deste/desta união/município/estado/supremo/plenário/foro/juiz
        0 competência para _/o/a processar/julgar/legislar/conhecer/processamento/julgamento
        0 competência territorial/absoluta/relativa/originária/exclusiva
        0 incompetência do/da/deste juízo/justiça/foro/vara;incompetência absoluta/relativa/territorial
        0 declino/declinada/declinou/declínio da/de/a competência
        0 competência legislativa/privativa/concorrente/recursal/federal/estadual;conflito de competência
        0 mês de competência;qualidade de;satisfação do/da/de crédito/obrigação/dívida/débito/execução
        0 satisfeitos/satisfeita/satisfeito os/a/o requisitos/obrigação/crédito/pressupostos
        0 obrigação/dívida satisfeita;vantagem ilícita/indevida/econômica;vantagens indevidas/econômicas
        0 resultado útil;tempo útil;dia/dias útil/úteis;honorários de êxito/sucesso
        0 reclamação trabalhista/constitucional/correicional/pré-processual;reclamado;reclamada;reclamados
        0 reclamadas;reclamante;reclamantes;atraso/atrasos no/do/de pagamento
        0 juros/multa/encargos de/por/pelo atraso;por dia/mês de atraso;falha na prestação
        0 vício/vícios ou/e defeito/defeitos;defeito oculto;recomendação/recomendações nº/do/da
        0 perder/perdeu/perde o prazo;perdeu/perde o objeto;em perfeito/bom estado de conservação
        0 pensão alimentícia;culpa grave;dor e sofrimento;dor moral;boa-vontade;em boa e devida forma
        0 mediante fraude;sem sucesso;em má situação
        0 ausência/inexistência/existência/demonstração/alegação de prejuízo/prejuízos
        0 negligência e/ou/nem imprudência/imperícia
        0 erro de julgamento/procedimento/cálculo/digitação
        0 falta de fundamentação/motivação/justificativa/quórum
        0 na/em prática;a/pela/à prática de/do/da/dos/das;prática de/do/da/dos/das;boa prática;boas práticas
        0 a/da/à/pela ofendida;o/do/ao/pelo ofendido;ofensa a/à/ao/às/aos/do/da/direta/reflexa/literal
        0 prejuízo/prejuízos ao/aos/à/às/de/da/do/para;prazo/tempo/limite razoável
        0 razoável duração;duração razoável
        0 recurso/agravo/apelo/caráter/crédito extraordinário;recursos/embargos extraordinários
        0 via/vias/instância/sessão/assembleia/jornada/despesa extraordinária/extraordinárias
        0 horas extraordinárias
        0 medida/medidas/hipótese/hipóteses/caráter/situação/casos/interesse/natureza excepcional/excepcionais
        0 excepcional interesse
        0 constrangimento ilegal;vantagem/vantagens pessoal/pecuniária/patrimonial/pessoais
        0 dano/danos/prejuízo/prejuízos/lesão/lesões sofrido/sofridos/sofrida/sofridas
        0 julgar/julgado/julgou prejudicado
        0 prejudicado/prejudicada o/a/os/as exame/recurso/agravo/pedido/análise/apelo/demais
        0 prova/provas em contrário
        0 sob/na pena de perda;dolo ou erro;erro médico;em erro;induzir/induziu/induzido em/a erro
        """

    static let english =
        """
        3 couldn't/can't be/have/ask/get _/been/for/any better/happier/more _;couldn't agree more
        3 could not/never be/have _/been better/happier
        3 couldn't have/be _/been/asked/any/for more/better/happier/prouder/pleased/_
        3 could not have _/been/asked for/_ better/happier/more
        3 doesn't/don't get any/much better;couldn't/can't ask for a better;could not ask for a better
        3 can't/cannot/couldn't thank/praise you/them/him/her/the/this _/team/staff/place enough
        3 out of this world;worth every penny/cent/dollar/minute
        3 can't/cannot recommend it/them/this/him/her/_ _/too highly
        3 can't/cannot say enough good/nice/great/_ things/about
        3 exceeded/exceeds/surpassed/surpasses _/all/my/our expectations
        2 top notch;first rate;thumbs up;second to none;well made/done/written/worth/thought;on time
        2 as promised/advertised/described;above average;worth it
        2 worth the/a/your money/price/wait/visit/trip/drive/cost/detour;money well spent;five stars;5 stars
        2 good as new;hidden gem;must see/have;won't/wouldn't/never/not regret;no regrets
        2 wouldn't/would/didn't not/_ hesitate to recommend/return/buy;can't wait;can't/cannot go wrong
        2 can't/cannot fault;can't/cannot beat;hard to beat/fault;can't get enough;look no further;blown away
        2 spot on;above and beyond;the extra mile;will/would _/definitely/certainly be/come/go back
        2 will/would _/definitely/certainly buy/order/come/stay/shop again;not bad at all
        2 never disappoints/disappointed;not half bad;without a hitch
        2 no/zero/without/nothing _/any/a to complaints/complaint/complain/issues about/_
        2 no/zero/without/nothing _/any/a to issue/faults/flaws/problems about/_
        2 no/zero complaints/issues/regrets/flaws;nothing to complain about
        2 no/without/zero _/any complaints/issues/complaint/problems/flaws;head and shoulders above
        2 state of the art;top of the line;thankful;one of a kind
        1 not/isn't/wasn't _/too/so/that/really bad/terrible/awful;could be worse;could do worse
        1 can't/cannot complain;many thanks to;thank you for;thanks for
        1 thank you so/very much for
        -1 could/should/might/could've/should've be/have/do/been _/been/a/so/much/done better/improved
        -1 could/should be/have _/been better;needs/need improvement/improving/work
        -1 could/should have been a _/much great/good/better;could use/do _/with some improvement/work
        -1 room for improvement;needs/need to improve/be improved;needs to improve
        -1 expected/hoped/hoping/wanted/wished _/so/much/a/for lot/_ better/more;hoped for better/more
        -1 nothing special;nothing to write home about;too good to be true;so so;not the best;no better than
        -1 seen better days;never/not gets/got/get/getting any/_ better;must/can do better;not worth
        -1 makes/made no sense;no sense
        -2 leaves/left/leave/leaving a/much/something/lot/lots _/lot/great deal/_ to be desired
        -2 leaves/left/leave a great deal to be desired;does/did/do not work;doesn't/didn't/don't/won't work
        -2 stopped working;waste/wastes of time/money/space;never again;let/lets me/us/you/_ down
        -2 fell/falls/falling apart/short;rip off;ripped off;not worth it/the/my/your _/money/price/time
        -2 wasn't/isn't worth it/the/my;below average;out of order;too long/expensive/loud/small
        -2 badly/poorly made/written/designed;won't/wouldn't/never be/come/go/going/coming back
        -2 won't be coming/going/returning _/back;won't/wouldn't/never buy/order/stay/shop/return again/here
        -2 will/would never buy/order/stay/shop/return/be/come/go again/back/here;will not be back/returning
        -2 not going/coming back;stay away;steer clear;avoid at all costs;don't bother;don't waste your
        -2 save your money;buyer beware;fails/failed to impress/deliver/work;one star;zero stars;1 star;a joke
        -2 what a joke
        -3 couldn't/can't be/get _/any worse;could not be _/any worse;couldn't have been _/any worse
        -3 avoid like the plague
        """

    static let englishFormulas =
        """
        0 good/happy morning/afternoon/evening/night/day/luck
        0 good/happy birthday/holidays/easter/thanksgiving/anniversary/bye/friday
        0 happy new year;merry christmas;_/with/my/our/and best/kind/kindest/warm/warmest regards/wishes
        0 all the/my best;many thanks;thanks again;thanks in advance;thank you in advance
        0 best regards and thanks
        0 have/has a/an good/great/nice/lovely day/weekend/one/evening ahead/_
        0 have/has a/an wonderful/fantastic/excellent/happy day/weekend/one/evening ahead/_
        0 have/has a/an good/great/nice/lovely week/night/holiday/trip/time ahead/_
        0 have/has a/an wonderful/fantastic/excellent/happy week/night/holiday/trip/time ahead/_
        0 enjoy your day/weekend/evening/week
        0 thank you/thanks for/_ your/the/_ attention/time/email/e-mail/message/reply
        0 thank you/thanks for/_ your/the/_ note/letter/patience/understanding/consideration/inquiry/response
        0 thanks for/you your/the/reaching/getting email/message/reply/time/out/back
        0 thank you for your/the/contacting/reaching attention/time/email/e-mail/message/reply/note
        0 thank you for your/the/contacting/reaching letter/patience/understanding/consideration
        0 thank you for your/the/contacting/reaching inquiry/response/us/out
        0 happy/glad/pleased/delighted to help/discuss/inform/announce/answer/assist/hear/meet
        0 pleasure to meet you;my pleasure;nice/good to meet/see/hear you/from
        0 any/no doubt/doubts/problem/problems;in case of doubt/delay/problems/fire
        0 don't/not/please hesitate to contact/call/ask;beyond _/a/any/all reasonable/_ doubt;reasonable doubt
        0 no problem/wonder;hard copy/drive/disk/copies/hat;of late;as well/good as/_;well known;kind/kinds of
        0 good/bad faith/cause/standing/title/behavior/behaviour;good and valuable consideration
        0 best interest/interests/efforts/practice/practices/evidence/seller/sellers/knowledge/man
        0 to the best of;at best/least;at his/her/its/their best;last but not least;not least;fine print
        0 pain and suffering;old age/school/town/english/testament/friend/friends/man/woman
        0 years/year/months/days old;thanks to;great britain/deal/grandfather/grandmother/aunt/uncle
        0 a good/great deal/many _/of;fast food/track/forward
        0 cold war/water/weather/storage/calling/drink/drinks/beer;poor law/people;free and clear
        0 clear and convincing;clear cut;late fee/fees/payment/notice/night/afternoon/morning
        0 failure/failed/fails to appear/comply/pay/state/file/respond/disclose/exhaust;fail/fails to state
        0 harmless/plain/clerical/reversible error;error of law/fact;trial and error
        0 abuse of discretion/process/power;joint venture;success fee;lost profits/wages/property/and/earnings
        0 fraud claim/claims/and;harm reduction;irreparable/bodily harm;right/rights and/to wrong;in the late
        0 effective date/dates/as/immediately/from/upon
        0 competent court/jurisdiction/authority/evidence/authorities;court of competent jurisdiction
        0 sorry for the/any/my delay/inconvenience/late;recommended dose/reading;on the/_ one/other hand
        0 trust fund/funds/deed/account/company;deed of trust;in trust;board of trust
        0 defective/dangerous product/products/weapon/drugs/condition;assault with a dangerous weapon
        0 negligent misrepresentation;for better or worse;better half;better late than never;sooner the better
        0 better off;get/feel/gets/feels better soon
        """
}

extension WordLists {
    static let spanish = WordLists(
        stop: """
            el la los las un una unos unas lo al del de a ante bajo con contra desde durante en entre \
            hacia hasta mediante para por según sin sobre tras y e o u ni pero mas sino que porque pues \
            como cuando donde mientras aunque si así entonces también además luego yo tú usted ustedes él \
            ella ello nosotros vosotros ellos ellas me te se le les nos os mí ti sí conmigo contigo \
            consigo mi mis tu tus su sus nuestro nuestra nuestros nuestras vuestro vuestra este esta esto \
            estos estas ese esa eso esos esas aquel aquella aquello aquellos aquellas cual cuales quien \
            quienes cuyo cuya cuyos cuyas cuanto cuanta qué quién cuál cómo cuándo dónde algún alguno \
            alguna algunos algunas ningún ninguno ninguna todo toda todos todas nada algo alguien nadie \
            otro otra otros otras cada cualquier cualquiera varios varias mucho mucha muchos muchas poco \
            poca pocos pocas tanto tanta tantos tantas mismo misma mismos mismas propio propia tal tales \
            ambos más menos tan muy ya aún todavía nunca jamás siempre ahora hoy ayer mañana aquí allí ahí \
            allá no quizás quizá sólo solo solamente casi bien mal después antes dentro fuera cerca lejos \
            arriba abajo detrás delante es eres soy somos son era eran fui fue fueron ser sido siendo será \
            serán sería serían sea sean fueran estoy está estamos están estaba estaban estuvo estar estado \
            estando estará esté tengo tiene tienen tenemos tenía tenían tuvo tuvieron tener tenido tendrá \
            tendría tenga he ha han hemos había habían hubo haber habido habrá habría haya hayan hay va \
            van voy vamos iba iban ir puede pueden puedo podía pudo poder podrá podría pueda debe deben \
            debía deber debería vez veces etc sr sra dr dra
            """,
        connectors: """
            de del la las los el en para con a al y por
            """,
        weak: """
            dice dicen dijo dijeron decir dicho hace hacen hizo hicieron hacer hecho haciendo hará quiere \
            quieren querer quería sabe saben saber ve ven ver vio visto viene vienen vino venir da dan dio \
            dieron dar dado queda quedan quedó quedar sigue siguen siguió seguir pasa pasó pasar parece \
            parecen llega llegó llegar llegaron deja dejó dejar lleva llevó llevar pone puso poner puesto \
            existe existen considera permite permiten permitir utiliza utilizar usa usar presenta presentó \
            encuentra encontró muestra mostró afirmó afirma explicó explica anunció señaló aseguró indicó \
            según informó recordó añadió trata trató espera vuelve volvió cuenta empezó comenzó terminó \
            habla habló cree año años día días hora horas mes meses semana semanas momento tiempo parte \
            partes forma modo manera lugar lado punto ejemplo tipo fin caso cosa cosas nuevo nueva nuevos \
            nuevas gran grande grandes pequeño pequeña mayor mayores menor menores mejor mejores peor buen \
            bueno buena primer primero primera primeros último última últimos segundo segunda tercer \
            tercero próximo próxima pasado pasada actual actuales importante importantes posible necesario \
            diferente diferentes único única distintos dos tres cuatro cinco seis siete ocho nueve diez \
            cien mil millón millones lunes martes miércoles jueves viernes sábado domingo enero febrero \
            marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre
            """,
        abbreviations: ShortForms(
            always: """
                sr sra srta srts srs dr dra d dña pág págs núm n.º av avda c tel p pp ed prof ing lic gral \
                ej aprox
                """,
            last: "etc al a.m p.m",
            beforeNames: "ud uds s.a ee.uu",
            besideNumbers: "art arts vol fig ene feb mar abr jun jul ago sept oct nov dic"
        ),
        endings: """
            ción ciones dad dades mente ando iendo aron ieron aba aban ería ado ados ido illo illa ll ñ ue \
            ie ez ero era oso osa eza
            """,
        letters: """
            ñ ó í á ¿ ¡
            """
    )

    static let italian = WordLists(
        stop: """
            il lo la i gli le l un uno una di a da in con su per tra fra del dello della dell dei degli \
            delle al allo alla all ai agli alle dal dallo dalla dall dai dagli dalle nel nello nella nell \
            nei negli nelle sul sullo sulla sull sui sugli sulle col coi e ed o od né ma però anche se che \
            chi cui come quando dove perché poiché mentre sebbene benché quindi dunque così allora inoltre \
            infatti cioè io tu egli lui lei noi voi essi loro mi ti si ci vi me te sé ne mio mia miei mie \
            tuo tua tuoi tue suo sua suoi sue nostro nostra nostri nostre vostro vostra questo questa \
            questi queste quest quello quella quelli quelle quell quel quei ciò quale quali quanto quanta \
            quanti quante qual alcuno alcuni alcune alcun nessuno nessuna nessun ogni ognuno tutto tutta \
            tutti tutte nulla niente qualcosa qualcuno altro altra altri altre ciascuno qualche qualsiasi \
            vari varie molto molta molti molte poco poca pochi poche tanto tanta tanti tante stesso stessa \
            stessi stesse tale tali entrambi più meno già ancora mai sempre ora adesso oggi ieri domani \
            qui qua lì là non sì forse solo soltanto quasi bene male dopo prima dentro fuori vicino \
            lontano sopra sotto dietro davanti contro verso durante presso senza secondo è sei sono siamo \
            siete era erano fu furono essere stato stata stati state essendo sarà saranno sarebbe \
            sarebbero sia siano fosse fossero ho hai ha abbiamo avete hanno aveva avevano ebbe avere avuto \
            avendo avrà avranno avrebbe abbia abbiano può possono poteva potuto potrà potrebbe deve devono \
            doveva dovrà dovrebbe va vanno andare fa fanno fatto fare faceva etc ecc sig
            """,
        connectors: """
            di del dello della dell dei degli delle da in per a al alla d e
            """,
        weak: """
            dice dicono disse detto dire ha vuole vogliono voleva sa sanno sapere vede vedere visto viene \
            vengono venne venuto venire dà danno dato dare resta rimane rimasto continua passa passato \
            sembra arriva arrivato lascia porta portato mette messo mettere esiste esistono considera \
            permette usa usato utilizza presenta presentato trova trovato mostra mostrato afferma \
            affermato spiega spiegato annunciato tratta diventa diventato inizia iniziato finito parla \
            crede anno anni giorno giorni ora ore mese mesi settimana momento tempo volta volte parte \
            parti modo forma luogo lato punto esempio tipo fine caso fatto cosa cose nuovo nuova nuovi \
            nuove grande grandi piccolo piccola maggiore maggiori minore migliore migliori buono buona \
            primo prima primi ultimo ultima ultimi secondo seconda terzo prossimo prossima scorso scorsa \
            attuale importante importanti possibile necessario diverso diversi diverse unico unica due tre \
            quattro cinque sei sette otto nove dieci cento mila mille milione milioni miliardi lunedì \
            martedì mercoledì giovedì venerdì sabato domenica gennaio febbraio marzo aprile maggio giugno \
            luglio agosto settembre ottobre novembre dicembre
            """,
        abbreviations: ShortForms(
            always: "sig sigg sig.ra dott dott.ssa prof prof.ssa avv ing on pag pagg n nn tel ca cfr",
            last: "ecc",
            beforeNames: "s.p.a s.r.l",
            besideNumbers: "art artt vol fig gen feb mar apr mag giu lug ago set ott nov dic"
        ),
        endings: """
            zione zioni ità mente ando endo ato ata ati ate ito ita uto uta tti tte gli glia cch zz tà ò ù \
            aggio ezza isti oni elli etto etta ssi sse
            """,
        letters: """
            ò ù ì à è
            """
    )
}

extension WordLists {
    static let german = WordLists(
        stop: """
            der die das den dem des ein eine einen einem einer eines kein keine keinen keinem keiner und \
            oder aber denn doch sondern als wie wenn weil dass daß ob bevor nachdem während damit sodass \
            obwohl falls in im ins an am ans auf aus bei beim mit nach von vom zu zum zur für gegen ohne \
            um durch über unter vor hinter neben zwischen seit bis ab trotz wegen laut ich du er sie es \
            wir ihr mich dich sich uns euch ihm ihn ihnen mir dir mein meine meinen dein deine sein seine \
            seinen seinem seiner seines ihre ihren ihrem ihrer ihres unser unsere unseren euer eure dieser \
            diese dieses diesen diesem jener jene jenes jeder jede jedes jeden jedem alle allen aller \
            alles beide beiden einige einigen manche mehrere viel viele vielen wenig wenige wer was wen \
            wem wessen welcher welche welches welchen wo wohin woher wann warum weshalb man nichts etwas \
            jemand niemand selbst selber so sehr mehr weniger nur auch noch schon immer nie niemals oft \
            wieder jetzt nun heute gestern morgen hier da dort dann dabei dafür dagegen daher damals \
            danach daran darauf daraus darin darüber darum davon dazu deshalb deswegen jedoch allerdings \
            außerdem zudem bereits etwa fast ganz gar ja nein nicht vielleicht ist bin bist sind seid war \
            waren wäre wären gewesen sei seien hat habe haben hast hatte hatten hätte hätten gehabt wird \
            werde werden wirst wurde wurden würde würden worden kann können konnte konnten könnte könnten \
            muss müssen musste mussten soll sollen sollte sollten will wollen wollte wollten darf dürfen \
            durfte mag mögen möchte lassen lässt usw bzw zwei drei vier fünf sechs sieben acht neun zehn
            """,
        connectors: """
            der des von für und
            """,
        weak: """
            sagt sagte sagen gesagt macht machen machte gemacht geht gehen ging gegangen kommt kommen kam \
            gekommen steht stehen stand gibt geben gab gegeben nimmt nehmen nahm genommen sieht sehen sah \
            gesehen weiß wissen bleibt bleiben blieb hält halten hielt findet finden fand gefunden zeigt \
            zeigen zeigte gezeigt liegt liegen lag führt führen führte bringt bringen brachte beginnt \
            begann erklärt erklärte erhält erhielt erhalten stellt stellen stellte gestellt setzt setzen \
            setzte spricht sprach heißt nennt genannt verwendet verwenden jahr jahre jahren jahres tag \
            tage tagen monat monate woche wochen stunde stunden uhr zeit mal teil teile art weise beispiel \
            fall seite ende anfang neue neuen neuer neues neu große großen großer groß kleine kleinen \
            klein gute guten gut besser beste besten erste ersten erster letzte letzten nächste nächsten \
            zweite zweiten dritte hohe hohen wichtig wichtige möglich verschiedene anderen andere anderer \
            prozent million millionen milliarden hundert tausend montag dienstag mittwoch donnerstag \
            freitag samstag sonntag januar februar märz april mai juni juli august september oktober \
            november dezember
            """,
        abbreviations: ShortForms(
            always: "dr prof hr fr nr bzw ca z.b d.h vgl st inkl zzgl evtl ggf",
            last: "usw",
            beforeNames: "str u.a mio mrd",
            besideNumbers: "art abs s bd abb jan feb mär apr jun jul aug sep okt nov dez"
        ),
        endings: """
            ung ungen heit keit keiten lich liche lichen isch ische ischen schaft sch cht chen tz ein ei \
            ie eu äu pf ck ss ß en er ern igen
            """,
        letters: """
            ä ö ü ß w k z
            """
    )

    static let dutch = WordLists(
        stop: """
            de het een en of maar want dus dat die dit deze als dan toen wanneer omdat zodat terwijl \
            hoewel indien tenzij voor van in op aan met bij naar uit om over onder door tegen tussen \
            zonder tot sinds tijdens na volgens ik jij je u hij zij ze wij we jullie hen hun hem haar mij \
            me jou ons onze mijn jouw zijn uw wie wat welke welk waar waarom hoe elke elk ieder iedere \
            alle alles iets niets iemand niemand veel weinig meer minder meest sommige andere ander zelf \
            zo zeer te niet geen wel ook nog al reeds altijd nooit vaak soms nu vandaag gisteren morgen \
            hier daar er erg heel toch slechts alleen bijna misschien ja nee ben bent is was waren geweest \
            wordt worden werd werden geworden heb hebt heeft hebben had hadden gehad kan kunnen kon konden \
            zal zullen zou zouden moet moeten moest mag mogen wil willen wilde doen doet deed gaat gaan \
            ging twee drie vier vijf zes zeven acht negen tien
            """,
        connectors: """
            van de der voor en het
            """,
        weak: """
            zegt zei zeggen gezegd maakt maken maakte gemaakt komt komen kwam gekomen staat staan stond \
            geeft geven gaf gegeven neemt nemen nam genomen ziet zien zag gezien weet weten blijft blijven \
            bleef houdt vindt vinden vond gevonden laat laten liet jaar jaren dag dagen maand maanden week \
            weken uur tijd keer deel manier voorbeeld geval einde begin nieuwe nieuw grote groot kleine \
            klein goede goed beter beste eerste laatste volgende tweede derde hoge belangrijk belangrijke \
            mogelijk verschillende procent miljoen miljard maandag dinsdag woensdag donderdag vrijdag \
            zaterdag zondag januari februari maart april mei juni juli augustus september oktober november \
            december
            """,
        abbreviations: ShortForms(
            always: "dr drs ing ir mr mw dhr prof nr bijv bv d.w.z o.a ca blz",
            last: "enz",
            beforeNames: "",
            besideNumbers: "art jan feb mrt apr jun jul aug sep okt nov dec"
        ),
        endings: """
            heid heden lijk lijke ij ijk aa ee oo uu oe ui sch atie aties tje tjes eer eren aar aren
            """,
        letters: """
            w k z
            """
    )
}

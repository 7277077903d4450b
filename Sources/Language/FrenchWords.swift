extension WordLists {
    static let french = WordLists(
        stop: """
            le la les l un une des du de d au aux à en dans par pour sur avec sans sous entre vers chez \
            contre depuis pendant durant avant après dès jusque jusqu jusqu'à malgré selon parmi hors \
            outre envers afin lors lorsque lorsqu et ou ni mais or donc car que qu qui quoi dont où quand \
            comme si puisque puisqu quoique quoiqu tandis alors ainsi aussi cependant toutefois néanmoins \
            pourtant ensuite puis enfin je j tu il elle on nous vous ils elles me m te t se s lui leur \
            leurs y moi toi soi eux mon ma mes ton ta tes son sa ses notre nos votre vos ce c cet cette \
            ces ceci cela ça celui celle ceux celles celui-ci celle-ci ceux-ci celles-ci quel quelle quels \
            quelles lequel laquelle lesquels lesquelles duquel desquels auquel aucun aucune nul nulle tout \
            toute tous toutes chaque plusieurs quelque quelques quelqu autre autres autrui même mêmes tel \
            telle tels telles certain certaine certains certaines rien personne peu beaucoup trop très \
            plus moins assez tant tellement ne n pas point jamais encore déjà toujours souvent parfois \
            bientôt maintenant hier demain aujourd'hui aujourd hui ici là là-bas ailleurs partout dehors \
            dessus dessous devant derrière près loin bien mal mieux seulement presque environ notamment \
            surtout plutôt peut-être oui non est es suis sommes êtes sont étais était étions étaient fus \
            fut furent serai sera serons seront serait seraient sois soit soient être été étant ai as a \
            avons avez ont avais avait avions avaient eus eut eurent aurai aura auront aurait auraient aie \
            ait aient avoir eu ayant fait font faire faisait faisant fera ferait va vont aller allait ira \
            iront peut peuvent pouvait pouvaient pouvoir pourra pourront pourrait pourraient pu doit \
            doivent devait devaient devoir devra devront devrait dû faut fallait falloir veut veulent \
            voulait vouloir voulu cas etc m. mm mme mlle dr deux trois quatre cinq six sept huit neuf dix
            """,
        connectors: """
            de du des d à au aux en la le l les et pour sur
            """,
        weak: """
            pays new simple prévu adopté supprimer blessé blessés blessée blessées touché touchée arrivée \
            arrêté arrêtés relancé accorde accordé personnes soutenu soutenir signé engager refusé salué \
            envoie assisté confié nommé composé supprimé fixe fixé doté lancé lancer ouvrir publié publier \
            organisé évoqué évoque réuni réunis réunir rencontré rencontrer voté voter élu battu tué tués \
            tuer tombé remporté remporte dénoncé dénonce accusé accuse accuser condamné condamner visé \
            viser conduit conduire causé causer provoqué provoquer obligé tenté tenter refuser refuse \
            choisi choisir décide envisage envisagé espère souhaite souhaité craint explique attend \
            attendu répondu répondre réagi réagir quitté quitter atteint atteindre dépassé augmenté baissé \
            connu connaît connue connus appelée qualifié jugé juge estimant affirmant dernièrement dit \
            disent disait dire déclare déclaré déclarer affirme affirmé affirmer expliqué expliquer \
            indique indiqué indiquer précise précisé annonce annoncé annoncer estime estimé selon ajoute \
            ajouté rappelle rappelé souligne souligné assure confirme confirmé révèle met mettre mis mise \
            prend prendre pris prise prises vient viennent venu venir venait tient tenir tenu sait savoir \
            voit voir vu vue donne donner donné donnée passe passé passer reste rester resté trouve \
            trouver trouvé trouvent montre montrer montré devient devenir devenu deviennent semble \
            semblent parle parler permet permettre permis permettent utilise utilisé utiliser utilisée \
            porte porter demande demander demandé commence commencé continue continuer appelle appelé suit \
            suivre suivi suivant suivante arrive arrivé arriver revient entre entré sort sorti lance \
            reçoit reçu obtenu obtenir perd perdu gagne gagné ouvre ouvert crée créé créer existe vit \
            vivre mort meurt né née décidé propose proposé présente présenté présenter considère considéré \
            rend rendu rendre laisse laisser laissé tire tiré compte compter concerne concernant concernés \
            veut faut fois an ans année années jour jours mois semaine semaines heure heures minute \
            minutes moment temps lundi mardi mercredi jeudi vendredi samedi dimanche janvier février mars \
            avril mai juin juillet août septembre octobre novembre décembre matin soir nuit part partie \
            parties fin début suite cours lieu place point côté manière façon sorte type exemple chose \
            choses fait effet raison cause nombre ensemble grâce face base niveau terme termes titre \
            nouveau nouvel nouvelle nouveaux nouvelles grand grande grands grandes petit petite petits \
            petites bon bonne bons bonnes meilleur meilleure premier première premiers premières dernier \
            dernière derniers dernières second seconde deuxième troisième prochain prochaine ancien \
            ancienne haut haute bas jeune jeunes vieux seul seule propre important importante importants \
            importantes possible nécessaire différent différents différentes divers diverses million \
            millions milliard milliards mille cent vingt trente quarante cinquante soixante pourcent gens \
            homme hommes femme femmes actuellement également finalement particulièrement principalement \
            récemment seulement rapidement directement autour travers cadre sein quant plupart moitié
            """,
        abbreviations: ShortForms(
            always: """
                m mm mme mmes mlle mlles dr drs pr me st ste n° p pp éd cf av bd tél env ex c.-à-d i.e \
                n.d.l.r
                """,
            last: "etc al",
            beforeNames: "hab",
            besideNumbers: "art vol fig janv févr juil sept oct nov déc"
        ),
        endings: """
            tion ment ments eux euse euses aux eau eaux ique iques oire ité ités ième ent aient ais ait ez \
            ée ées és oi oui eur eurs elle elles ienne isme iste è
            """,
        letters: """
            è ê ç œ ù û î à é
            """
    )
}

extension WordLists {
    static let english = WordLists(
        stop: """
            a an the and or nor but so yet if then else because as until while of at by for with without \
            within about against between into onto through throughout during before after above below to \
            from up down in out on off over under again further once here there when where why how all any \
            both each either neither every few many much more most other others another some such no not \
            only own same than too very can cannot could may might must shall should will would ought need \
            i me my myself we us our ours ourselves you your yours yourself yourselves he him his himself \
            she her hers herself it its itself they them their theirs themselves one ones this that these \
            those what which who whom whose whoever whatever am is are was were be been being have has had \
            having do does did doing done don't doesn't didn't isn't aren't wasn't weren't hasn't haven't \
            hadn't won't wouldn't can't couldn't shouldn't it's that's there's he's she's i'm i've i'd \
            i'll we're we've we'll they're they've you're you've let's let upon among amongst toward \
            towards via per versus vs across along around behind beside besides beyond despite except \
            inside like near outside past since till unlike whereas whereby wherein whether although \
            though however therefore thus hence moreover furthermore nevertheless nonetheless otherwise \
            instead also even just still already ever never always often sometimes usually rather quite \
            almost perhaps maybe well now later today yesterday tomorrow soon yes mr mrs ms dr etc ie eg \
            et al several anyone anything everyone everything someone something nobody nothing none \
            somewhat thereby therein thereof herein hereby aside apart away back first second third last \
            next two three four five six seven eight nine ten
            """,
        connectors: """
            of for
            """,
        weak: """
            implement implements implemented implementing manage manages managed consist consists \
            consisted consisting concern concerns concerned concerning regard regarded regarding arising \
            caused cause causes causing needed look looking designed designing supporting resulting \
            underlying varying changing developing emerging evolving growing existing desired together \
            less least well-known conventional traditional practical original successful successfully \
            typical relevant considerable sophisticated powerful excellent serious usual modern proper \
            valuable subsequent respective alternative greater wide wider widely rapid rapidly unknown \
            attractive future basic potential careful thorough extensive numerous substantial enormous \
            vast strong weak fast slow cheap simpler simplest easier detailed complete comprehensive \
            promising challenging crucial essential key fundamental importance role ability efforts effort \
            advantage advantages disadvantage disadvantages drawback drawbacks benefit benefits choice \
            choices variety range degree possibility possibilities opportunity opportunities challenge \
            challenges topic topics discussion conclusion conclusions summary introduction overview review \
            survey literature motivation idea ideas concept concepts attempt try trying understand \
            understood understanding learn learned think feel feels felt happen happens happened move \
            moves moved moving live lives lived pay pays paid win wins won lose loses lost spend spent buy \
            bought sell sold stand stands stood sit speak speaks spoke spoken read write writes wrote \
            written open opens opened close closes closed wait change changed allow argue argues argued \
            claim claims claimed admit admitted accept accepted agree agreed announce announced warn \
            warned urge urged vow vowed hope hopes hoped capture captures captured exploit exploits \
            exploited handle handles handled maintain maintains maintained maximize minimize minimizes \
            minimizing overcome avoid avoids avoided estimate estimated estimating calculate calculated \
            predict predicts predicted assess assessed assessing measured tested validated verified verify \
            accurate accurately efficiently correctly properly suitable adequate reasonable remarkable \
            satisfactory superior inferior equal similarly likewise besides lastly overall notably namely \
            indeed old young early late ago long-term short-term today's i.e e.g worth easy hardly \
            seriously own rest half say says said saying tell told talk talks asked ask asks make makes \
            made making take takes took taken taking get gets got getting go goes went gone going come \
            comes came coming see sees saw seen seeing know knows knew known thinks thought want wants \
            wanted use uses used using find finds found finding give gives gave given giving show shows \
            showed shown showing present presents presented propose proposes proposed proposing describe \
            describes described describing discuss discusses discussed discussing consider considers \
            considered considering investigate investigates investigated investigating examine examines \
            examined examining introduce introduces introduced introducing develop develops developed \
            provide provides provided providing obtain obtains obtained obtaining achieve achieves \
            achieved achieving allows allowed allowing enable enables enabled enabling require requires \
            required requiring include includes included including contain contains contained containing \
            involve involves involved involving follow follows followed following based lead leads led \
            leading perform performs performed performing apply applies applied applying derive derives \
            derived deriving determine determines determined determining demonstrate demonstrates \
            demonstrated demonstrating illustrate illustrates illustrated illustrating compare compares \
            compared comparing suggest suggests suggested suggesting report reports reported indicate \
            indicates indicated indicating reveal reveals revealed explain explains explained focus \
            focuses focused address addresses addressed addressing study studied studies analyze analyzes \
            analyzed analyzing analyse analysed evaluate evaluated evaluates evaluating exist exists occur \
            occurs occurred become becomes became becoming remain remains remained seem seems seemed \
            appear appears appeared tries tried keep keeps kept help helps helped helping start started \
            begin began begins hold held holds run runs ran bring brought brings leave left leaves put \
            puts set sets mean means meant call called calls work works worked looks looked believe \
            believed add added adds turn turned turns increase increases increased increasing decrease \
            decreases decreased decreasing reduce reduces reduced reducing improve improves improved \
            improving extend extends extended extending generate generates generated construct constructs \
            constructed constructing establish establishes established prove proves proved proven proving \
            solve solves solved solving define defines defined defining assume assumes assumed assuming \
            represent represents represented representing produce produces produced producing create \
            creates created creating build builds built select selected choose chosen depend depends \
            depending related relate relates associated due able unable likely possible available various \
            different certain particular specific general special important significant significantly main \
            major minor new novel recent recently current currently previous previously good better best \
            bad worse worst great large larger largest small smaller smallest high higher highest low \
            lower lowest long longer short shorter big little full whole total simple simply easily \
            difficult hard useful effective effectively efficient appropriate necessary sufficient similar \
            respectively corresponding furthermore therefore especially particularly generally typically \
            mainly mostly nearly approximately relatively highly directly quickly completely fully clearly \
            finally additionally consequently subsequently accordingly respect according towards paper \
            article author authors way ways thing things lot number numbers kind kinds type types sort \
            part parts case cases fact example examples instance result results order terms term addition \
            contrast basis usage aim aims goal goals purpose objective need needs attempts issue issues \
            question questions aspect aspects point points place view sense end year years month months \
            week weeks day days time times hour hours minute minutes people person man men woman women \
            percent million billion hundred thousand monday tuesday wednesday thursday friday saturday \
            sunday january february march april june july august september october november december \
            figure fig table section ref refs eq shall cover covers covered offer offers offered play \
            plays played serve serves served support supports supported receive received receives meet met \
            send sent expect expected expects carry carried carries employ employed employs utilize \
            utilized utilizing conclude concludes concluded note noted observe observed observes ensure \
            ensures identify identifies identified identifying combine combines combined combining exhibit \
            exhibits exhibited affect affects affected yield yields yielded arise arises adopt adopted \
            incorporate incorporates incorporated explore explores explored exploring outline outlines \
            outlined attention thereby interesting interest interested single multiple entire additional \
            further actual common
            """,
        abbreviations: ShortForms(
            always: """
                mr mrs ms messrs dr drs prof vs v ed eds i.e e.g cf approx gen gov hon rep sen rev lt col \
                sgt capt
                """,
            last: "etc inc ltd co corp al a.m p.m",
            beforeNames: "sr jr st dept",
            besideNumbers: """
                no nos art arts fig figs eq eqs ref refs sec secs ch vol vols p pp est jan feb mar apr jun \
                jul aug sep sept oct nov dec
                """
        ),
        endings: """
            tion tions ing ings ness ment ments ly ed ght ough ould ies ance ence able ible ship ful less \
            ous ive ize ized ity ical wh th sh ck ee oo
            """,
        letters: """
            w k y
            """
    )
}

"""German phrases of distress, as young people type them."""

from bot.domain.safety.book import Book

_WANT = "will/möchte/mag/wollte/würde"
_KIN = "vater/papa/mutter/mama/eltern/stiefvater/stiefmutter/bruder/onkel/cousin/opa/freund/ex"
_OTHERS = "mutter/mama/schwester/bruder/geschwister/uns"
_NOBODY = "niemand/keiner"
_KILL = "umbringen/erschießen/erhängen/aufhängen/ertränken/vergiften/töten"
_DONE = "missbraucht/vergewaltigt/misshandelt/verprügelt/belästigt/begrapscht/gestalkt/erpresst"
_DOES = "schlägt/verprügelt/prügelt/misshandelt/missbraucht/vergewaltigt/würgt/begrapscht"
_ARM = "arm/arme/bein/beine/haut/handgelenk/handgelenke"
_JUMP = "springen/spring/springe/stürzen/stürze/stürz/werfen/werfe/werf/schmeißen/legen/lege"

DANGER = f"""
suizid~/selbstmord~/freitod/pulsader/pulsadern
will/möchte/wollte/würde … sterben
am liebsten … sterben
denk/denke/gedanken … ans sterben
nicht/nimmer/nimma mehr leben
{_WANT} … nicht/nimmer/nimma leben
leben will/möchte/mag ich nicht/nimmer
ob/ich … noch leben will/möchte/mag
nicht/nie/nimmer mehr aufwachen/existieren/aufwache
nie wieder aufwachen
{_WANT} … nicht mehr da/hier sein
{_WANT} … nicht mehr existieren/dasein
{_WANT} … für immer … schlafen/einschlafen/weg/verschwinden
{_WANT} … weg sein für immer
{_WANT} … tot sein
lieber/besser/liebsten … tot
wäre ich … tot
wär/wäre ich? lieber/gern/besser/einfach/doch/nur/bloß … tot
wünschte/wünsche … ich … tot
wünschte/wünsche … ich … nicht mehr da/hier
nie geboren
besser … wenn ich … tot/weg
besser … wenn ich nicht mehr? da/hier/lebe/wäre
{_NOBODY}/keinem/keinen … wenn ich … weg/tot/sterbe
ohne mich … besser dran
besser ohne mich
keine/kein/keinen lust/bock/kraft/grund mehr? … zu/am leben
keine/kein/keinen lust/bock mehr? auf mein/dieses/das leben
kb mehr? zu leben
leben/alles … keinen/kein sinn mehr
mein leben … keinen/kein sinn/wert/zweck
keinen/kein sinn mehr im/in leben/meinem
bin/mich … lebensmüde
mein leben … beenden/nehmen
beende/beend … mein leben
mir/sich … das leben … nehmen/genommen
nehm/nehme/nahm mir … das leben
mein/meinem/dem/diesem/allem leben/allen? … ein ende machen/setzen/mache/setze
schluss … mit mein/meinem/dem leben
bring/bringe … mich … um
bring/bringe ich mich … um
ich … mich {_KILL}
{_WANT}/muss/werde/sollte/könnte/kann ich? mich … {_KILL}
mich … zu {_KILL}
mich/sich … umzubringen/aufzuhängen/umgebracht
mich selbst/selber … umbringen/töten
sich … umbringen/erhängt/erschossen
töte/erhänge/erschieße/vergifte mich
häng/hänge mich auf
vor/vorn/vorm … zug/bahn/auto/lkw {_JUMP}
{_JUMP} … vor/vorn/vorm … zug/bahn/lkw/auto
will … vor ein/einen/den/nen zug/lkw
vom zug … überfahren
leg/lege/geh/gehe/setz/setze mich? … auf die/den gleise/gleisen/schienen
von/vom … brücke/dach/hochhaus/balkon {_JUMP}
{_JUMP} … vom dach/hochhaus/balkon
{_JUMP} … von der/einer/ner/dem brücke/dach/hochhaus
überdosis nehmen/tabletten/schlucken/genommen
nehm/nehme/genommen/schlucke … überdosis
alle/viele/ganze … tabletten/pillen … nehmen/schlucken/geschluckt/genommen
schluck/schlucke/nehm/nehme … alle/viele/ganze … tabletten/pillen
mein/meinen … abschiedsbrief
"""

ABUSE = f"""
werde … … geschlagen/gehauen/gemobbt/bedroht/eingesperrt/getreten/{_DONE}
wurde/bin ich? … … gemobbt/bedroht/gewürgt/{_DONE}
wurde/bin ich? von … … geschlagen
ich wurde zuhause/oft/immer/daheim/früher … geschlagen
geschlagen/gemobbt/bedroht/{_DONE} werde ich
{_DOES}/belästigt/erpresst/mobbt/stalkt mich
haut/tritt mich/uns
schlagen/verprügeln/mobben/bedrohen/hauen/treten/erpressen/misshandeln/belästigen/stalken mich
mich … zusammengeschlagen/angefasst/gewürgt/{_DOES}
hat/haben/habn mich … geschlagen/getreten/gehauen/gemobbt/bedroht/eingesperrt/{_DONE}
{_KIN}/chef/lehrer/trainer/er … mich … geschlagen/haut/hauen/schlagen
{_KIN}/er {_DOES} … {_OTHERS}
{_KIN} hat/haben … {_OTHERS} … geschlagen/verprügelt
{_KIN} tut/tun mir weh
{_KIN}/chef/er bedroht mich
vergewaltigt/vergewaltigung/vergewaltiger
unsittlich … berührt/angefasst
sexuell~ missbrauch~/missbraucht/belästigt/belästigung/genötigt/übergriff~
fasst/packt/grapscht mich … an/immer/unten
nachts in mein/meinem zimmer
häusliche/häuslicher gewalt
gewalt zuhause/daheim/in … familie
zuhause/daheim … gewalt
sperrt/sperren mich … ein
zwangsheirat~/zwangsverheirat~
gegen meinen willen
soll … verheiratet werden
will/wollen mich verheiraten
soll/muss … cousin/cousine/mann/onkel heiraten
soll/muss … heiraten … nicht
zu/zur hochzeit/heirat/heiraten gezwungen
zwingt/zwingen mich … heiraten/heirat/sex/hochzeit
werde … fertig gemacht
angst vor meinem/meiner/meinen/dem? {_KIN}
angst … nach hause/zuhause zu? gehen/gehn/komme/kommen
angst … heim zu? gehen/gehn/komme/kommen
trau/traue mich nicht nach hause
trau/traue mich nicht heim
"""

DISTRESS = f"""
ritze/ritz/ritzen ich? mich
mich … ritzen/geritzt/ritze/ritz/aufgeritzt
am/vom/narben ritzen
ritze/ritz/schneide/schneid/ritzen … mir … {_ARM}
in den/meinen/die/meine {_ARM} … geritzt/ritzen
meine/meinen/die {_ARM} … geritzt/ritzen/ritze/aufgeritzt
^ ich ritze/ritz … seit/wieder/manchmal/oft/immer
^ ritze/ritz … seit/wieder/manchmal/oft/immer
selbstverletz~
verletze/verletz mich … selbst/selber/absichtlich/extra
mich selbst/selber/absichtlich/extra … verletzen/verletzt/schneiden/geschnitten/verletze
schneide/schneid mich
mich … wieder geschnitten
tu/tue mir … selbst/selber? weh
tu/tue mir … was an
mir selbst/selber … weh~
mir selbst/selber? … schmerzen zu
mir … wehtun/wehzutun/was antun/anzutun
halte/halt es/das/alles … nicht mehr aus
haltes/halts … nicht mehr aus
halte/halt … schmerz/schmerzen nicht … aus
nicht mehr aushalten/ertragen
ertrage/ertrag … nicht mehr
^ ich kann einfach/echt/wirklich/langsam/so? nicht mehr $
^ kann einfach/echt/wirklich/langsam/so? nicht mehr $
^ ich kann nicht mehr ich
ich kann einfach/echt/wirklich … nicht mehr $
nicht mehr? weiterleben
schaff/schaffe … alles nicht mehr
{_WANT}/hätte … dass es/alles … vorbei ist
{_NOBODY} … würde/wird mich … vermissen
{_NOBODY} … mag/liebt/braucht/versteht/will mich
{_NOBODY} interessiert sich für mich
habe/hab niemanden mehr
keinem/niemandem … wichtig/egal $
bin allen/jedem/ihnen … egal
bin … eine/ne last
hasse/hass mich
hasse/hass mein leben
hasse/hass … alles an mir
alle hassen mich
fühl/fühle mich … wertlos/allein/alleine/leer/einsam/hoffnungslos
mein leben … sinnlos/scheiße/wertlos/vorbei/hoffnungslos/kaputt
nichts wert $
bin … wertlos
keine/kein hoffnung/kraft mehr $
habe/hab/hatte/krieg/bekomme … depressionen/depression/panikattacken/panikattacke
bin … depressiv
hungere mich
kotze/erbreche nach … essen
hau/haue/abhauen/weglaufen/wegrennen/laufe/lauf/renn/renne … ab/weg? von zuhause/daheim
von zuhause/daheim … abhauen/abgehauen/weglaufen/weggelaufen/wegrennen
von zuhause/daheim ab/weg $
zuhause abhauen/weglaufen/abgehauen
eltern/mutter/mama/vater/papa … rausgeworfen/rausgeschmissen/rauswerfen/rausschmeißen
aus dem haus geworfen/geschmissen
weiß nicht wo ich … schlafen/schlafe/hin … soll/kann
schlafe/lebe/schlaf auf der straße
bin obdachlos
"""

EVERYDAY = """
sterbe/sterben/sterb … vor hunger/durst/lachen/langeweile/hitze/kälte/neugier/neid/scham
sterbe/sterben/sterb … vor müdigkeit/aufregung/nervosität/peinlichkeit/sehnsucht
vor hunger/durst/lachen/langeweile/hitze/kälte/neugier/scham/aufregung … sterben/sterbe/tot
dumm/jung/reich sterben
beim/im/zum/das/des sterben/sterbens
sterben … begleiten
will/möchte … noch? nicht sterben
die/der/das nicht mehr leben
nicht leben wie/müssen/um/ohne/von/vom
nicht vom/von … leben
alleine/allein/lange/hier/zuhause nicht leben können
hier/dort/da nicht gut? leben
selbstmordattent~/selbstmordanschl~/suizidpräventi~
bist/seid/ist du/ihr/er lebensmüde
mich um # …
mich um ein/eins/zwei/drei/vier/fünf/sechs/sieben/acht/neun/zehn/elf/zwölf/halb/viertel/punkt
mich um die/den/das/eine/einen/einem/meine/meinen/mein/alles/kinder/tiere/alte/ältere/menschen
mich um leute/bewerbung/infos/jeden
tabletten … wegen/gegen/allergie
schlägt/schlagen … mich … vor
schlägt/schlagen mich … schach/fifa/spiel/spielen/zocken/tennis/tischtennis/poker/mathe/quiz
hat/haben mich … schach/fifa/spiel/tennis/tischtennis/finale/poker/mathe/rennen geschlagen
mich geschlagen in/im/beim
haut/hauen mich/uns … um/vom/aus/nicht/weg/rein
schneide/schneid mich … küche/kochen/finger/papier/rasieren/basteln/gemüse/brot
"""

BOOK = Book(
    DANGER,
    ABUSE,
    DISTRESS,
    EVERYDAY,
    misspelt={
        "nicht": "nich nit net ned nichd nciht nict niht nihct nixht nocht",
        "mehr": "mer meh mehe",
        "leben": "lebn lebem leven lebe",
        "mich": "mih misch mick",
        "möchte": "möcht",
        "will": "wll",
        "tot": "tod",
        "sterben": "sterbn steben stebn starben",
        "suizid": "suzid suzit suizit suicit suisid suizd suicid sucid",
        "gemobbt": "gemoppt gemopt",
        "schlägt": "schlegt schlät schläg",
        "kann": "kan",
    },
    split={
        "um bringen": "umbringen",
        "um zu bringen": "umzubringen",
        "selbst mord": "selbstmord",
        "nichtmehr": "nicht mehr",
    },
    lookalikes="""
    bringen gebracht angebracht umbinden aufhalten anfangen auffangen aufwachsen aufmachen gelaufen
    angepasst gestärkt gestalt gewürzt eingespart wortlos streben strebe sternen weggelassen
    schläft schlaf schlag schlage schlager schläger sprengen abbauen belustigt belastet befestigt
    geschlafen geschaffen geschliffen geschlossen erscheinen erschließen verschließen verschieben
    aufgeworfen vernetze versetze vernetzt versetzt kennen
    """,
)

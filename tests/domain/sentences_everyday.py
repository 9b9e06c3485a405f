"""Sentences that sound alike but are everyday talk, one a line."""

EVERYDAY = """
ich sterbe vor hunger
ich sterb gleich vor langeweile
ich bin am sterben vor lachen
ich könnte vor scham sterben
ich will nicht dumm sterben
ich will noch nicht sterben
todmüde
bin tot nach dem training
der akku ist tot
tote hose hier
das ist mörder gut
killt mich die schule
die schule killt mich
der lehrer bringt mich um
die hitze bringt mich um
meine mutter bringt mich um wenn ich zu spät komme
bringst du mich um 8 uhr hin?
kannst du mich um 10 abholen
ich bringe mich um acht mit dem rad hin
ich kümmere mich um alte menschen
ich will mich um tiere kümmern
ich möchte mich um einen platz bewerben
ich will mich gut einbringen
ich will mich bringen lassen
papa hat mich zur schule gebracht
ich will mich da nicht lange aufhalten
ich werde stark belastet
bist du lebensmüde?
Holz einritzen
ich ritze gern muster in holz
muster in leder ritzen
schlagzeug
ich spiele schlagzeug und schlage den takt
elektroschlag
sahne schlagen
nägel einschlagen
schlag mir was vor
schlägst du mir was vor
der lehrer schlägt mich für ein praktikum vor
mein bruder schlägt mich immer in fifa
er hat mich im schach geschlagen
wir wurden im finale geschlagen
das haut mich um
hau mal was raus
das haut mich nicht vom hocker
was ist der mindestlohn
ich will nicht mehr zur schule
ich will nicht mehr
ich kann nicht mehr warten
ich kann nicht mehr so gut französisch
ich kann nicht mehr 😂😂
ich kann heute nicht mehr telefonieren
ich will später auf dem land leben
ich will nicht in der stadt leben
ich will am meer leben
ich will nicht mehr bei meinen eltern wohnen
von dem lohn kann man nicht leben
ohne handy kann ich nicht leben
mehr leben in der bude
leben retten
ich möchte leben retten als sanitäter
lebensmittel verkaufen
lebenslauf schreiben
mein leben lang schon
das leben ist schön
ich will menschen beim sterben begleiten
ich möchte bestatter werden und mit toten arbeiten
tiere töten will ich nicht
ich habe angst vor der prüfung
angst vor spinnen
ich hab angst vor dem vorstellungsgespräch
haare schneiden
ich will mich nicht verletzen
ich habe mich beim sport verletzt
ich schneide mich beim kochen oft
mein fuß tut mir weh
mein rücken tut mir weh
fass mich nicht an
mein vater arbeitet auf dem bau
meine eltern wollen dass ich studiere
bei uns zuhause ist es laut
ich will von zuhause ausziehen
homeoffice von zuhause
ich bin von zuhause zur schule gelaufen
tabletten verkaufen in der apotheke
ich will tabletten herstellen
ich möchte auf dem dach arbeiten
springreiten
ich springe gern trampolin
vom zug zum bus laufen
brücken bauen
jacke aufhängen
bilder aufhängen
mein pc hängt sich auf
schluss machen um 16 uhr
um 14 uhr ist schluss
meine freundin hat schluss gemacht
ich mache schluss mit der bewerbung
ende der woche
keine lust mehr auf schule
kein bock auf büro
hat keinen sinn mehr dort anzurufen
alles gut
mir egal
gewaltfrei
gewaltig gut
missbrauch von daten
ich bin nicht gut in mathe
keiner in meiner klasse weiß was er will
niemand hat mir geantwortet
ich hasse mathe
ich hasse früh aufstehen
ich hasse es mich zu bewerben
suicide squad ist mein lieblingsfilm
kill bill
killerspiele programmieren
skills
a dying profession
to die for
this homework is killing me
im dead 😂
beats me
hit me up later
i want to dye hair
i want to diet
i live with my dad
i want to live in berlin
5 kms from here
cut wood myself
i do it myself
умираю от голода
умираю со смеху
хочу жить в берлине
я хочу работать
gülmekten ölüyorum
açlıktan ölüyorum
çalışmak istiyorum
burada yaşamak istiyorum
اموت من الضحك
بدي اشتغل
اريد ان اعمل
schraube gern an autos
Elektroniker für Betriebstechnik
Fachkraft für Schlachten und Zerlegen
ja
10
😂😂😂
Büren
ich will im leben was erreichen
wie lange leben schildkröten
ich lebe in paderborn
ich hab keine hoffnung auf ein ausbildungsplatz
mein opa ist gestorben
wegen corona ist alles tot
ich interessiere mich für kriminalfälle und morde
ich will kindern helfen die geschlagen werden
ich möchte anderen helfen nicht gemobbt zu werden
sexualkunde
mittwoch schlage ich vor
ich bin geschlagen worden von der konkurrenz
ich werde heute lange schlafen
ich werde ins kalte wasser springen
vor der bahn fahre ich bus
ich nehme den zug
ich will dass es besser wird ohne mich zu stressen
ich wäre lieber draußen
ich wünschte ich wäre schon fertig
hör auf
ich halte es kurz
ich verstehe nicht
niemand mag mathe
ich brauche hilfe
das tut weh
ich will nicht mit kindern arbeiten das tut mir weh im kopf
ich schneide gern
mich selbst verbessern
angst vor hunden
ich hab angst dass ich nichts finde
meine eltern schlagen vor dass ich studiere
mein freund arbeitet auch da
mein lehrer hat mich geschlagen in tischtennis
man hat mich nicht genommen
ich werde nächstes jahr fertig
zuhause helfe ich viel
ich fahre nach hause mit dem bus
ich kann nicht mehr als 2 wochen
dann kann ich nicht mehr
nicht mehr da
ich will die stelle nicht mehr
i live in bueren
i hate math
dead line
they beat us
my foot hurts me
run a shop
susi
selbstständig
hautarzt
ich bin kaputt
ich raste aus
voll krank
ich brech zusammen vor lachen
ich arbeite mich tot
hier will ich nicht tot über dem zaun hängen
so will ich nicht mein ganzes leben arbeiten
das wäre besser als nichts
ich möchte gern was mit menschen machen
ich lebe bei meiner oma
mein opa lebt nicht mehr
ich will nicht mehr in der stadt leben
ist das leben auf dem bau hart
ich habe angst vor dem chef
kann man sich da verletzen
sterben da viele leute
ich töte zeit
wir haben sie geschlagen 3:1
schlagbohrmaschine
ich bin voll am ende mit den nerven wegen mathe
ich bin fertig
ich kann erst am montag wieder
ich bin ein hoffnungsloser fall in mathe
niemand will als pfleger arbeiten
mein bruder will auch ne ausbildung
polizei
bestattungsfachkraft
messer schleifen
ich mag krimis
shooter
jagdschein
abschied nehmen von der schule
schluss mit schule
ich wache früh auf
ich springe von job zu job
fallschirm springen
tabletten gegen heuschnupfen
was passiert mit meinen daten
lösche mich
kein plan was ich mit meinem leben machen soll
ich weiß nicht weiter
ich hau ab tschüss
i need help with my application
i want to be a nurse
i cut hair
i am dead tired
хочу стать врачом
doktor olmak istiyorum
ابي يعمل
ich mag kein büro
ich will morgen noch anrufen
ich glaube ich will mechatroniker werden
ich habe mich selbst beworben
ich wurde letzte woche eingeladen
mein chef fasst mit an
mama hat mir geholfen
boah ich krieg die krise
ich haue gern auf holz
kosmetik
ich will auf jeden fall noch abi machen
i keep thinking about my future
ich könnte den ganzen tag schlafen
"""

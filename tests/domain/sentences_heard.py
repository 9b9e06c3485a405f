"""Sentences that must be heard, one a line; some with the typos of real messages."""

DANGER = """
will nich mehr leben
ich will nicht mehr leben
Ich möchte nicht mehr leben.
ICH WILL NICHT MEHR LEBEN!!!
ich will nicht meeehr leeeben
mag nimmer leben
ich will eigentlich gar nicht mehr leben
leben will ich nicht
ich will sterben
ich will einfach nur noch sterben
am liebsten würde ich sterben
ich wäre lieber tot
wär ich doch tot
ich wünschte ich wäre tod
ich wünschte ich wäre nie geboren
ich will nicht mehr aufwachen
ich will nicht mehr da sein
habe keine Lust mehr zu leben
mein leben hat keinen sinn mehr
ohne mich sind alle besser dran
ich bring mich um
Ich bringe mich heute noch um
ich werde mich umbringen
ich will mich umbringn
ich wil mich umbrigen
ich will mich um bringen
ich denke daran mich umzubringen
ich überlege, mich um zu bringen
ich will mir das Leben nehmen
ich werde mein leben beenden
ich mach schluss mit meinem leben
ich will dem allen ein Ende setzen
Suizid
suizid gedanken
habe suizidgedanken
selbstmort
selbsmord
selbst mord
s u i z i d
s.u.i.z.i.d.
su1z1d
sui\u200bzid
ich spring vor den zug
ich springe von der brücke
ich häng mich auf
ich erhänge mich
ich bin so lebensmüde
will mir die pulsadern aufschneiden
ich hab viele tabletten geschluckt
hier ist mein abschiedsbrief
i want to die
I wanna die
i want 2 die
i want to kill myself
im going to kill my self
kms i want to end my life
I wish I was dead
i dont want to live anymore
I don't want to be here anymore
everyone would be better off without me
i feel suicidal
хочу умереть
не хочу больше жить
не хочу жити
я убью себя
думаю про самогубство
хочу покончить с собой
hochu umeret
ne hochu zhit
ölmek istiyorum
artık yaşamak istemiyorum
yasamak istemiyorum
intihar etmek istiyorum
kendimi öldüreceğim
أريد أن أموت
بدي موت
ما بدي عيش
أفكر في الانتحار
سأقتل نفسي اقتل نفسي
badi mout
ma badi 3ish
ich hab keinen bock mehr auf dieses leben
ich möchte einfach einschlafen und nie wieder aufwachen
es wäre besser wenn ich nicht mehr da wäre
ich nehm mir das leben
ich will mein leben beenden
ich könnte mich umbringen
ich habe selbstmordgedanken
wollte mich gestern umbringen
alles hat keinen sinn mehr
niemand würde merken wenn ich weg bin
i dont wanna be here anymore
i think about suicide
не хочу жить больше
я хочу померти
ölmek istiyorum artık
ما بدي عيش اكتر
i wnat to die
will nicht mehr lebeen
mag net mehr leben
ich will stärben
selbtsmord
suiizid
bring mich bald um
bald bring ich mich um
spring gleich vom dach
vor den zug werfen
ich will schlafen und nicht mehr aufwachen
manchmal denke ich es wäre besser tot zu sein
dann kann ich mich auch gleich umbringen
ich denk jeden tag ans sterben
kein bock mehr ich will sterben
ich stürz mich von der brücke
ich will vor einen zug
ich nehm gleich alle tabletten auf einmal
leben macht kein sinn mehr
life isnt worth living
хочу убить себя
أريد الانتحار
warum soll ich mich bewerben ich will eh sterben
mir wäre es lieber ich wäre tot
ich bring mich irgendwann um
meine freundin will sich umbringen
will mich nur noch umbringen
i dont want to exist
"""

ABUSE = """
ich werde zuhause geschlagen
werde geschlagen
werde von meinem vater geschlagen
mein Vater schlägt mich
mein vater schlegt mich
papa schlägt mich immer wieder
meine eltern schlagen mich
mein stiefvater hat mich verprügelt
er hat mich wieder geschlagen
meine mutter haut mich
ich wurde vergewaltigt
vergewaltigd
ich wurde als kind missbraucht
ich werde misbraucht
ich wurde sexuell belästigt
mein chef belästigt mich
er fasst mich immer an
mein onkel hat mich angefasst
zuhause gibt es gewalt
häusliche Gewalt
ich werde gemobbt
die mobben mich jeden tag
ich werde mit bildern erpresst
mein ex bedroht mich und er bedroht mich täglich
ich habe angst vor meinem vater
ich trau mich nicht nach hause
habe angst nach hause zu gehen
die wollen dass ich gegen meinen willen heirate
meine eltern zwingen mich zu heiraten
my dad hits me
my stepdad beats me
i was raped
im being bullied at school
i am scared to go home
меня бьют дома
отец бьёт меня
мене б'ють
меня изнасиловали
babam beni dövüyor
evde dayak yiyorum
أبي يضربني
baba byedrobni
mein vater hat mich geschlagen
ich werde von meinen eltern geschlagen
mein freund vergewaltigt mich
ein mann hat mich angefasst
ich werde in der schule gemobbt
meine eltern sperren mich ein
ich muss meinen cousin heiraten
ich habe angst nach hause zu gehen
he raped me
they bully me at school
меня бьет отец
babam beni dövüyo
vergewalltigt
mein papa hat mich gestern wieder geschlagen
mein cousin fasst mich an
ich werde zur hochzeit gezwungen
jemand erpresst mich
sie treten und schlagen mich jeden tag auf dem schulweg
ich trau mich nicht heim
my uncle touched me
папа бьет меня
اخي يضربني
mein papa ist betrunken und haut uns
mein nachbar hat mich begrapscht
ich werde im praktikum vom chef belästigt
my father hits me when he is drunk
"""

DISTRESS = """
ich ritze mich
ritze mich
ich hab mich wieder geritzt
ich will mich ritzen
ich verletze mich selbst
ich tu mir selber weh
ich will mir was antun
selbstverletzung
ich halte das alles nicht mehr aus
halts nicht mehr aus
Ich kann nicht mehr
ich kann einfach nicht mehr.
niemand würde mich vermissen
keiner mag mich
ich hasse mein leben
ich hasse mich
mein leben ist so sinnlos
ich bin nichts wert
hab keine hoffnung mehr
ich habe depressionen
ich hau ab von zuhause
will von zuhause abhauen
meine mutter hat mich rausgeschmissen
i cut myself
i hate my life
i hate myself
nobody loves me
i ran away from home
режу себя
ненавиджу себе
kendime zarar veriyorum
أكره نفسي
mein leben ist vorbei
ich bin nur eine last
ich ritze seit 2 jahren
ich füge mir selbst schmerzen zu
kann nicht mehr
ich will so nicht weiterleben
ich halt es zuhause nicht mehr aus
meine eltern haben mich rausgeworfen
ich hasse mich so sehr
hab keine kraft mehr
i've been cutting myself
i hate my self
ich hätte gern dass es vorbei ist
ich hasse alles an mir
ich schneid mich am arm
ich verletz mich selber
ich halte es nicht mehr aus
keiner will mich
ich fühle mich so allein
meine mutter hat mich aus dem haus geworfen
nobody would care if i died
hab mich heut wieder geritzt
ich bin von daheim abgehauen
ich hasse mich und mein leben
"""

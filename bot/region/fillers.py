"""Words that say nothing about an interest or a place, as people put them around an answer."""

_AROUND_INTERESTS = """
aber ach alle allem allen alles als also am an anderen andere anders auch auf aus bei beim bin bis
bisschen bitte bloß da dabei dafür damit danach daran darauf das dass dazu dein deine dem den denn
der des deshalb dich die dies diese diesem diesen dieser dieses dir doch dort du durch eben eher
eigentlich ein eine einem einen einer eines einfach einmal er erst es etwas euch eventuell für
ganz gar gegen genau gern gerne glaube gleich gut habe haben hab hallo halt hat hast hatte heute
hi hier hinter ich ihm ihn ihnen ihr ihre im immer in interessiere interessiert interesse irgend
irgendwas irgendwie irgendwo ist ja jede jeden jeder jedes jetzt kann kannst keine keinen klar
könnte können lang lange lieber liebe liebsten mache machen macht mag mal manchmal mehr mein meine
meinem meinen meiner mich mir mit möchte moechte möglich muss na nach nein neu neue neuen nicht
nichts noch nun nur ob oder oft ok okay per richtig schon schön schöne sehr sein seit selbst sich
sie sind so sogar soll sollte sowas sowie sowieso super tun tue über überhaupt um und uns unser
unter viel viele vielen vielleicht vom von vor voll wann war wäre warum was weil weiß wenig wenn
wer werde werden wie wieder will wir wird wo wohl wollen wollte wurde würde zu zum zur zusammen
zwischen toll cool interessant spannend spaß gefällt gefallen finde finden hobby hobbys freizeit
leidenschaft später arbeit arbeite arbeiten arbeitet arbeiter beruf berufe beruflich bereich
branche job jobs ausbildung ausbildungsplatz ausbilden azubi lehre lehrling praktikum praktika
praktikant stelle stellen suche suchen gesucht platz betrieb firma firmen richtung fach sachen
sache ding dinge zeug kram thema jemand jemanden mann frau männer frauen mädchen junge jungs
schule schüler klasse abschluss jahr jahre tag tage zeit alt zuhause wohne wohnen komme kommen
danke hey moin servus guten morgen abend tschüss bye egal ahnung idee plan sonstiges anderes
weiter zurück start stop stopp hilfe menü mensch jo jep nee nö ne okey oki hm hmm äh lol haha test
bla zimmer gehe gehen geht lerne lernen studiere sprechen sprich deutsch englisch stehe steht sehe
sehen the and i like want to with my is a of for would love work working some something natürlich
sicher sicherlich freie frei
"""

_AROUND_PLACES = """
ich wohne wohn wohnen komme lebe leben in im aus bei beim nahe von der die das den dem mein meine
stadt gemeinde ort dorf kreis westfalen ortsteil nähe und oder ist bin hier da weiß nicht keine
ahnung ok ja nein hallo danke egal wo was wie am an zu zur nrw deutschland plz i live near
"""

AROUND_INTERESTS = tuple(_AROUND_INTERESTS.split())
AROUND_PLACES = tuple(_AROUND_PLACES.split())

_REAL_WORDS = """
gesicht rechten zeichen geschafft fliegen information informativ verlauf verlaufen gewicht
schlechter schlechtere schlechteren gerecht aktiven riesen strecken stoppen bereitet bereiten
bereite knochen erzielen betreten schreien fielen kanzler geschaut gedicht konzepte konzerne
fliehen reißen breiter fließen rechter interne internen interner internat gereicht beleidigung
beleidigungen trailer wertung scheiben beendigung frost liedern heilung schildert gerücht
schnitzel scheine schmeißen scheißen schlossen schlosses schwitzen schluck meiden handle schinken
schätzungen schrieben sensoren riefen schlimmen schulung kaiserin bereuen gestatten gespalten
zählten storm brüllen kratzen streicheln sozialhilfe sicherheitsrat bewunderung kamerad speaker
schmieren verunsicherung schlichter schreiten tracker
"""
REAL_WORDS = tuple(_REAL_WORDS.split())
"""Real words one slip away from a word of the trades: never taken for a misspelt one."""

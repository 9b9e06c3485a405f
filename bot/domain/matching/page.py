"""The public page about matching, made from the program's own table.

``python -m bot.domain.matching.page > docs/matching.md`` writes it anew; a test compares both.
"""

import sys
from collections.abc import Iterable

from bot.domain.matching.points import NEAR_KM, POINTS, REACH_KM, Rule, Use
from bot.domain.matching.ranking import FEWEST_REASONS, MOST_REASONS
from bot.domain.wishes import SOON, Transport

CARRIERS = {
    Transport.BIKE: "Fahrrad",
    Transport.MOPED: "Roller oder Moped",
    Transport.PARENTS: "Eltern fahren",
    Transport.PUBLIC: "Bus und Bahn",
    Transport.CAR: "Auto",
}

PAGE = """\
# Wie der Lotse Stellen aussucht

<!-- Erzeugt mit: python -m bot.domain.matching.page > docs/matching.md -->

Der Lotse vergleicht deine Antworten mit den freien Stellen. Er zählt Punkte nach festen Regeln.
Jede Regel steht auf dieser Seite. Gleiche Antworten geben am selben Tag immer die gleiche Liste.
Es entscheidet kein lernendes Programm, und niemand wird abgelehnt.

Name, Geschlecht, Herkunft, Sprache, Schule und Alter zählen nie. Der Teil des Programms, der
Punkte zählt, bekommt sie gar nicht. Auch deine Stärken zählen nicht: Stellen sagen nichts darüber.
Sie helfen dir im Gespräch.

## Was du siehst

Nur drei Antworten blenden Stellen aus. Was du nicht beantwortet hast, blendet nichts aus.

* **Umkreis:** Die Stelle liegt nicht weiter weg, als du gesagt hast. Der Weg ist geschätzt:
  Luftlinie mal 1,3.
* **Art:** Die Stelle ist von der Art, die du suchst. Hast du keine Art gewählt, aber einen Beginn,
  dann zählen Ausbildung, duales Studium und EQ. Bei „Erst ein Praktikum“ zählen Praktikum und
  Schnuppertag. Eine Stelle, bei der man vorher ein Praktikum machen kann, zählt auch als eines.
* **Beginn:** Er gilt für Ausbildung, duales Studium und EQ.
  * *Sommer* ist der 1. Juni bis 31. Oktober. Bis zum 1. September ist der Sommer dieses Jahres
    gemeint, danach der des nächsten.
  * *Sofort* ist alles vor diesem Sommer und alles, was in {soon} Tagen beginnt oder begonnen hat.
  * *Später* ist alles nach diesem Sommer.

Besetzte, reservierte und abgelaufene Stellen zeigt der Lotse nicht.

## Was Punkte gibt

| Regel | Punkte |
|---|---:|
{scores}

Beruf und Bereich zählen nicht doppelt: Der gesuchte Beruf zählt, sonst der Bereich. Der Weg zählt
{near} Punkte am eigenen Ort und je vollem Kilometer einen weniger, nie unter 0.

So weit kommst du gut hin; das beste deiner Verkehrsmittel zählt:

{carriers}

Ein fehlender Abschluss und Dinge, die du nicht willst, kosten Punkte. Sie blenden nie etwas aus:
Für die meisten Ausbildungen verlangt kein Gesetz einen Abschluss. Er ist ein Wunsch des Betriebs.

## Die Reihenfolge

Mehr Punkte stehen weiter oben. Bei gleichen Punkten kommt der kürzere Weg zuerst, dann die Stelle,
die zuerst eingetragen wurde.

## Was dabei steht

Zu jeder Stelle stehen {fewest} oder {most} Gründe und höchstens ein „Prüf noch“: die ersten, die
zutreffen, in der Reihenfolge dieser Listen.

**Das passt:**

{reasons}

**Prüf noch:**

{checks}

## Was „vielversprechend“ heißt

Ein Beruf oder Bereich, den du magst, **und** der Ort **und** Art und Beginn passen. Der Ort passt
im Umkreis; ohne Umkreis bis {near} km. Hast du etwas nicht beantwortet, passt es. Nur bei einer
vielversprechenden Stelle bekommt deine Beraterin oder dein Berater einen Hinweis, und nur, wenn du
es erlaubt hast.

## Wenn nichts passt

Der Lotse probiert einzelne andere Antworten aus: einen größeren Umkreis, einen anderen Beginn,
eine weitere Art, einen weiteren Bereich. Er sagt, wie viele vielversprechende Stellen jede bringt.
"""


def points_page() -> str:
    """The page as Markdown, in German, for pupils, parents and the county's council."""
    scored = [rule for rule in Rule if POINTS[rule].points]
    return PAGE.format(
        soon=SOON.days,
        near=NEAR_KM,
        fewest=FEWEST_REASONS,
        most=MOST_REASONS,
        scores="\n".join(
            f"| {POINTS[rule].sentence} | {POINTS[rule].points:+d} |" for rule in scored
        ),
        reasons=_list(_sentences(Use.REASON) + _sentences(Use.FILLER)),
        checks=_list(_sentences(Use.CHECK)),
        carriers=_list(f"{CARRIERS[means]}: bis {km} km" for means, km in REACH_KM.items()),
    )


def _sentences(use: Use) -> list[str]:
    """The sentences told at one place, in the order of telling."""
    return [POINTS[rule].sentence for rule in Rule if POINTS[rule].use is use]


def _list(lines: Iterable[str]) -> str:
    """A Markdown list."""
    return "\n".join(f"* {line}" for line in lines)


if __name__ == "__main__":
    sys.stdout.write(points_page())

"""What fits: the pager, reasons in words, details, stars, and an empty list that helps."""

import pytest
from sqlmodel import select

from bot.domain.matching import Hit, Reason, Rule, rank
from bot.domain.people import Certificate
from bot.domain.vacancies import Condition, VacancyState
from bot.domain.wishes import Wishes
from bot.rehearsal.actor import Actor
from bot.rehearsal.stage import Stage
from bot.services.unit import Unit
from bot.services.vacancies import put_in
from handlers.pupil.reasons import CONDITIONS, reason
from storage.tables import VacancyRow
from tests.handlers.pupil.visits import UNSURE, first_visit, reads
from tests.services.offered import offered

BUEREN = "05774016"


async def test_paging_through_the_hits(stage: Stage) -> None:
    lena = await first_visit(stage)
    assert not lena.sees("Vorige")
    await lena.taps("Nächste")
    assert lena.sees("Stelle 2 von 4")
    await lena.taps("Nächste")
    await lena.taps("Nächste")
    assert lena.sees("Stelle 4 von 4")
    assert "Nächste" not in reads(lena)
    assert lena.sees("Soll ich mich melden, wenn eine neue Stelle passt?")
    await lena.taps("Vorige")
    assert lena.sees("Stelle 3 von 4")


async def test_details_say_everything_but_whom_to_ask(small_stage: Stage) -> None:
    lena = await first_visit(small_stage)
    await lena.taps("Mehr lesen")
    for line in (
        "Holzmechaniker (m/w/d)",
        "Küchenfabrik Beispielwald GmbH, Büren",
        "Möbel mit Maschinen herstellen",
        "Es ist direkt in Büren.",
        "Frei: 3 Plätze",
        "Abschluss: am liebsten Hauptschule (ESA). Das ist kein Muss.",
        "Deutsch: einfache Gespräche (A2)",
        "• Du arbeitest in Schichten",
        "Du kannst vorher ein Praktikum machen.",
        "Die Stelle ist frei bis Mittwoch, 1. September 2027.",
    ):
        assert lena.sees(line), line
    assert not lena.sees("Waldmuster")
    await lena.taps("Zurück")
    assert lena.sees("Ich habe 4 Stellen für dich.")


async def test_a_star_is_remembered_for_a_while_and_says_so(small_stage: Stage) -> None:
    lena = await first_visit(small_stage)
    await lena.taps("Nächste")
    await lena.taps("Merken")
    assert lena.sees("⭐ Gemerkt, aber nur 48 Stunden lang.")
    assert lena.sees("Stelle 2 von 4")
    assert lena.button("⭐ Gemerkt").chosen
    await lena.says("menü")
    await lena.taps("Gemerkte Stellen")
    assert lena.sees("1. Kunststofftechnologe (m/w/d)")
    await lena.taps("1. ansehen")
    await lena.taps("⭐ Gemerkt")
    assert lena.sees("Nicht mehr gemerkt.")
    await lena.says("menü")
    await lena.taps("Gemerkte Stellen")
    assert lena.sees("Du hast noch nichts gemerkt.")


async def test_many_stars_come_in_pages(small_stage: Stage) -> None:
    lena = await first_visit(small_stage, likes=UNSURE)
    for _ in range(7):
        await lena.taps("⭐ Merken")
        await lena.taps("Nächste")
    await lena.says("menü")
    await lena.taps("Gemerkte Stellen")
    assert lena.sees("Seite 1 von 2")
    await lena.taps("Nächste")
    assert lena.sees("[7. ansehen]")


async def test_a_filled_vacancy_stays_in_the_list_and_says_so(small_stage: Stage) -> None:
    lena = await first_visit(small_stage)
    await lena.taps("Merken")
    await small_stage.backstage(fill_everything)
    await lena.says("menü")
    await lena.taps("Gemerkte Stellen")
    assert lena.sees("❗ Diese Stelle ist leider nicht mehr frei.")
    await lena.taps("1. ansehen")
    assert not lena.sees("Mit Mensch reden")


async def test_no_dead_end_when_the_list_empties_meanwhile(small_stage: Stage) -> None:
    lena = await first_visit(small_stage)
    await small_stage.backstage(fill_everything)
    await lena.taps("Nächste")
    assert lena.sees("Heute habe ich keine passende Stelle.")
    assert lena.sees("[🔔 Ja, melde dich]")
    assert lena.sees("[💬 Mit Mensch reden]")


async def test_what_would_change_an_empty_list_is_one_tap_away(stage: Stage) -> None:
    lena = await first_visit(stage, likes="Im Labor", start="Sofort")
    assert lena.sees("Heute habe ich keine passende Stelle.")
    await lena.taps("Sommer 2027: 1 mehr")
    assert lena.sees("Ich habe eine Stelle für dich.")
    await lena.says("profil")
    assert lena.sees("Beginn: Sommer 2027")


async def test_a_smaller_radius_offers_the_wider_one(small_stage: Stage) -> None:
    lena = await first_visit(small_stage, likes="Im Labor")
    await lena.taps("Mehr über mich")
    await lena.taps("Überspringen")
    await lena.taps("bis 5 km")
    await lena.taps("Fertig")
    assert lena.sees("Heute habe ich keine passende Stelle.")
    await lena.taps("Bis 35 km: 1 mehr")
    assert lena.sees("Ich habe eine Stelle für dich.")


async def test_an_internship_is_offered_where_nothing_else_fits(small_stage: Stage) -> None:
    lena = await first_visit(small_stage, likes="Backen", start="Später")
    assert lena.sees("Heute habe ich keine passende Stelle.")
    await lena.taps("Praktikum:")
    assert lena.sees("für dich.")


async def test_when_no_single_answer_helps_all_are_loosened(small_stage: Stage) -> None:
    lena = await first_visit(small_stage, start="Sofort")
    await lena.says("profil")
    await lena.taps("Mehr über mich")
    await lena.taps("Art der Stelle")
    await lena.taps("Duales Studium")
    await lena.taps("Weiter")
    await lena.taps("Umkreis")
    await lena.taps("bis 5 km")
    await lena.taps("Stellen ansehen")
    assert lena.sees("Heute habe ich keine passende Stelle.")
    assert lena.sees("mehr]") or lena.sees("Alle Stellen:") or lena.sees("Egal wo, wann:")


@pytest.mark.parametrize(
    ("said", "understood"),
    [("ich will tischler werden", "Möbel bauen · Tischler/-in"), ("was mit tieren", "Tiere und")],
)
async def test_own_words_at_any_time_offer_a_search(
    small_stage: Stage, said: str, understood: str
) -> None:
    lena = await first_visit(small_stage, likes="Verkaufen")
    await lena.says(said)
    assert lena.sees(f"Soll ich danach suchen: {understood}")
    await lena.taps("Ja, such danach")
    assert lena.sees("für dich.")


async def test_words_nobody_understands_keep_the_screen(small_stage: Stage) -> None:
    lena = await first_visit(small_stage)
    await lena.says("blubb")
    assert lena.sees("Das habe ich nicht verstanden.")
    assert lena.sees("Ich habe 4 Stellen für dich.")
    await lena.says("blubb")
    assert lena.sees("Das habe ich nicht verstanden.")


async def test_a_search_by_own_words_asks_the_town_first(small_stage: Stage) -> None:
    lena: Actor = small_stage.person("lena")
    await lena.starts()
    await lena.says("friseurin")
    await lena.taps("Ja, such danach")
    assert lena.sees("Frage 2 von 4")


async def test_every_rule_has_words(small_stage: Stage) -> None:
    """No reason of the matching may reach a pupil without a sentence."""
    region = small_stage.lotse.house.region
    vacancies = await small_stage.backstage(offered)
    wishes = Wishes(town=BUEREN)
    hit: Hit = rank(wishes, vacancies, region.distance_km, vacancies[0].fresh_since)[0]
    for rule in Rule:
        told = Reason(rule, km=12.0, certificate=Certificate.MSA, condition=Condition.SHIFT)
        assert reason(told, hit, wishes, region).plain.endswith(".")
    assert set(CONDITIONS) == set(Condition)


def fill_everything(unit: Unit) -> None:
    """All places are taken."""
    for row in unit.session.exec(select(VacancyRow)):
        row.state = VacancyState.FILLED
        put_in(unit, row)

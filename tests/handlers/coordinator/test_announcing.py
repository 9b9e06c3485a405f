"""Announcing a fair: to whom, how it looks, once, and stoppable."""

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.dialogue.channel import Fate, Outcome
from bot.domain.fairs import FairAnswer
from bot.rehearsal.recording import Fault
from bot.rehearsal.stage import Actor, Stage
from bot.services.services import Services
from tests.services.fair_people import (
    PLAN,
    add_fair,
    at,
    coordinator,
    fan,
    moves,
    number_of,
    says,
    times_seen,
)

TITLE = "Messe Delbrück (Beispiel)"


async def preview(actor: Actor) -> None:
    await actor.says("rundruf")
    await actor.taps("1 · ")


async def fans(stage: Stage, count: int, on: str = "telegram") -> list[Actor]:
    return [await fan(stage, f"fan{n}", on=on) for n in range(count)]


async def test_every_fair_can_be_announced_however_many_there_are(
    stage: Stage, carla: Actor
) -> None:
    for n in range(1, 10):
        await add_fair(stage, replace(PLAN, title=f"Messe Nummer {n}"))
    await carla.says("rundruf")
    assert not carla.sees("Messe Nummer 9")
    await carla.taps("Nächste ▶️")
    await carla.says("9 · Messe Nummer 9")
    assert carla.sees("📣 So sieht die Nachricht aus")
    assert carla.sees("Messe Nummer 9")


async def test_the_preview_counts_who_wants_it_and_says_who_is_left_out(
    stage: Stage, carla: Actor
) -> None:
    await add_fair(stage)
    people = await fans(stage, 6)
    await people[0].blocks()
    for person in people[1:3]:
        number = await number_of(stage, person)
        await stage.backstage(lambda unit, n=number: Services(unit).sign_ups.stop_news(n))
    stranger = stage.person("stranger")
    await stranger.starts()
    await preview(carla)
    assert carla.sees("So sieht die Nachricht aus")
    assert carla.sees(TITLE)
    assert carla.sees("3 Personen (2 haben Messe-Infos abbestellt, 1 gerade nicht erreichbar)")
    assert carla.sees("[✅ An 3 senden]")


async def test_everybody_gets_it_once_and_the_coordinator_sees_how_many(
    stage: Stage, carla: Actor
) -> None:
    await add_fair(stage)
    people = await fans(stage, 5)
    people[4].channel.blocked.add(people[4].address)  # nobody knows yet
    await preview(carla)
    await carla.taps("✅ An 5 senden")
    assert carla.sees("0 von 5")
    assert times_seen(carla, " von 5 ") == 1
    await people[0].taps("✅ Ich komme")
    assert people[0].sees("Gut, du kommst!")
    await stage.passes(timedelta(seconds=10))
    assert [times_seen(person, "Kommst du?") for person in people] == [1, 1, 1, 1, 0]
    report = carla.find("✅ Fertig.").message.text.plain
    assert "An 5 Personen:\n4 zugestellt\n1 hat den Bot blockiert\n1 × Ich komme" in report
    assert times_seen(carla, "An 5 Personen:") == 1
    assert people[0].find("Kommst du?").silent


async def test_web_pages_that_are_closed_are_told_apart(
    stage: Stage, carla: Actor, monkeypatch: pytest.MonkeyPatch
) -> None:
    await add_fair(stage)
    await fan(stage, "lena", on="web")
    await preview(carla)
    monkeypatch.setattr(stage.channels["web"], "read", set)  # all pages are closed
    await carla.taps("✅ An 1 senden")
    await stage.passes(timedelta(seconds=10))
    assert "1 liegt auf der Chat-Seite bereit" in carla.find("Fertig").message.text.plain


async def test_a_second_tap_changes_nothing_whoever_taps(stage: Stage, carla: Actor) -> None:
    """Story 8."""
    await add_fair(stage)
    (lena,) = await fans(stage, 1)
    zoe = await coordinator(stage, "zoe", on="telegram")
    await preview(carla)
    await preview(zoe)
    await carla.taps("✅ An 1 senden")
    await carla.taps_old("✅ An 1 senden", "So sieht die Nachricht aus")
    await zoe.taps("✅ An 1 senden")
    assert zoe.sees("Diese Ankündigung hat schon jemand gesendet.")
    await stage.passes(timedelta(minutes=1))
    assert times_seen(lena, "Kommst du?") == 1


async def test_two_coordinators_at_once_send_one_announcement(stage: Stage, carla: Actor) -> None:
    fair = await add_fair(stage)
    people = await fans(stage, 3)
    zoe = await coordinator(stage, "zoe")
    await preview(carla)
    await preview(zoe)
    await stage.together([lambda: carla.taps("An 3 senden"), lambda: zoe.taps("An 3 senden")])
    await stage.passes(timedelta(seconds=10))
    assert [times_seen(person, "Kommst du?") for person in people] == [1, 1, 1]
    sent = await stage.backstage(lambda unit: Services(unit).broadcasts.of_fair(fair.id))
    assert [announced.total for announced in sent] == [3]
    assert carla.sees("hat schon jemand gesendet") != zoe.sees("hat schon jemand gesendet")


async def test_who_has_it_does_not_get_it_again(stage: Stage, carla: Actor) -> None:
    await add_fair(stage)
    (first,) = await fans(stage, 1)
    await preview(carla)
    await carla.taps("✅ An 1 senden")
    await stage.passes(timedelta(seconds=10))
    await preview(carla)
    assert carla.sees("wurde schon angekündigt")
    assert carla.sees("0 Personen (1 hat die Nachricht schon)")
    assert not carla.sees("senden]")
    late = await fan(stage, "late")
    await preview(carla)
    await carla.taps("✅ An 1 senden")
    await stage.passes(timedelta(seconds=10))
    assert (times_seen(first, "Kommst du?"), times_seen(late, "Kommst du?")) == (1, 1)


async def test_a_test_goes_to_the_coordinator_alone(stage: Stage, carla: Actor) -> None:
    await add_fair(stage)
    (lena,) = await fans(stage, 1)
    await preview(carla)
    await carla.taps("🧪 Test an mich")
    assert carla.sees("🧪 Test – so sehen es die Jugendlichen:")
    await carla.taps("✅ Ich komme")
    assert carla.sees("Das war nur ein Test.")
    await carla.taps("🔕 Keine Messe-Infos")
    assert carla.sees("Das war nur ein Test.")
    assert times_seen(lena, TITLE) == 0


async def test_pause_holds_what_waits_and_nobody_gets_it_twice(stage: Stage, carla: Actor) -> None:
    await add_fair(stage)
    people = await fans(stage, 4)
    await preview(carla)
    for _ in range(2):  # the network takes two and then no more for a while
        stage.channels["telegram"].faults.append(Fault(Fate(Outcome.SENT, "gone"), arrives=True))
    busy = Fault(Fate(Outcome.NOT_SENT, retry_after=3600))
    stage.channels["telegram"].faults.extend([busy] * 20)
    await carla.taps("✅ An 4 senden")
    await carla.taps("⏸ Pause")
    assert carla.sees("angehalten")
    stage.channels["telegram"].faults.clear()
    await stage.passes(timedelta(hours=2))
    reached = [times_seen(person, "Kommst du?") for person in people]
    assert sum(reached) == 2
    await carla.taps("▶️ Weiter")
    await stage.passes(timedelta(seconds=10))
    assert [times_seen(person, "Kommst du?") for person in people] == [1, 1, 1, 1]
    assert "4 zugestellt" in carla.find("Fertig").message.text.plain


async def test_stop_ends_it_and_the_numbers_add_up(stage: Stage, carla: Actor) -> None:
    await add_fair(stage)
    people = await fans(stage, 4)
    await preview(carla)
    busy = Fault(Fate(Outcome.NOT_SENT, retry_after=60))
    stage.channels["telegram"].faults.extend([Fault(Fate(Outcome.SENT, "x"), arrives=True), busy])
    stage.channels["telegram"].faults.extend([busy] * 20)
    await carla.taps("✅ An 4 senden")
    await carla.taps("⏹ Stopp")
    stage.channels["telegram"].faults.clear()
    await stage.passes(timedelta(hours=1))
    assert sum(times_seen(person, "Kommst du?") for person in people) == 1
    report = carla.find("gestoppt").message.text.plain
    assert "An 4 Personen:\n1 zugestellt\n3 nicht gesendet" in report


async def test_opting_out_after_the_send_keeps_the_message_away(
    stage: Stage, carla: Actor
) -> None:
    await add_fair(stage)
    lena, tom = await fans(stage, 2)
    await stage.until(at("2027-02-01T21:00"))
    await preview(carla)
    await carla.taps("✅ An 2 senden")
    assert carla.sees("Es ist Ruhezeit. Der Rest geht am Morgen raus.")
    assert times_seen(lena, "Kommst du?") == 0
    number = await number_of(stage, tom)
    await stage.backstage(lambda unit: Services(unit).consents.withdraw(number, "fairs"))
    await stage.until(at("2027-02-02T07:31"))
    assert (times_seen(lena, "Kommst du?"), times_seen(tom, "Kommst du?")) == (1, 0)
    assert "1 hat inzwischen abbestellt" in carla.find("Fertig").message.text.plain


async def test_a_fair_that_moves_while_the_news_wait_is_told_right(
    stage: Stage, carla: Actor
) -> None:
    fair = await add_fair(stage)
    (lena,) = await fans(stage, 1)
    await stage.until(at("2027-02-01T21:00"))
    await preview(carla)
    await carla.taps("✅ An 1 senden")
    await moves(stage, fair, "2027-02-27T10:00")
    await stage.until(at("2027-02-02T08:00"))
    assert times_seen(lena, "Samstag, 27. Februar 2027") == 1
    assert times_seen(lena, "20. Februar") == 0
    assert times_seen(lena, "Das hat sich geändert") == 0


async def test_who_read_the_announcement_is_told_of_the_move_unless_she_stays_away(
    stage: Stage, carla: Actor
) -> None:
    fair = await add_fair(stage)
    silent, away = await fans(stage, 2)
    await preview(carla)
    await carla.taps("✅ An 2 senden")
    await says(stage, away, fair, FairAnswer.NO)
    await moves(stage, fair, "2027-02-27T10:00")
    await stage.passes(timedelta(seconds=5))
    assert times_seen(silent, "Das hat sich geändert") == 1
    assert times_seen(away, "Das hat sich geändert") == 0
    await silent.taps_old("✅ Ich komme", "Probehalle")
    assert silent.sees("Der Termin wurde geändert.")
    assert silent.sees("Samstag, 27. Februar 2027")


async def test_a_cancelled_fair_stops_its_announcement(stage: Stage, carla: Actor) -> None:
    fair = await add_fair(stage)
    (lena,) = await fans(stage, 1)
    await stage.until(at("2027-02-01T21:00"))
    await preview(carla)
    await carla.taps("✅ An 1 senden")
    await stage.backstage(lambda unit: Services(unit).fairs.cancel(fair.id))
    await stage.until(at("2027-02-02T08:00"))
    assert times_seen(lena, TITLE) == 0
    assert "1 nicht gesendet" in carla.find("gestoppt").message.text.plain

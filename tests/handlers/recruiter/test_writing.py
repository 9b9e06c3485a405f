"""Writing to a pupil: by quoting or with the button, never by accident; and its true state."""

from datetime import timedelta

import pytest

from bot.dialogue.channel import Fate, Outcome, Reason
from bot.dialogue.event import EventKind
from bot.rehearsal.recording import Fault
from bot.rehearsal.stage import Actor, Stage, words_of
from tests.handlers.talks import asking, enquiries, everything, reads, recruiter, talking


async def test_quoting_the_alert_reaches_exactly_that_pupil(stage: Stage) -> None:
    neu = await recruiter(stage)
    lena = await asking(stage)
    ben = await asking(stage, "ben", nickname="Ben", grade="Klasse 9")
    alerts = [shown for shown in neu.chat if "Neue Anfrage ·" in words_of(shown)]
    await say_about(neu, alerts[0].id, "Hallo Lena, passt Ihnen Dienstag?")
    assert lena.sees("Nina Muster:\nHallo Lena, passt Ihnen Dienstag?")
    assert "Dienstag" not in everything(ben)
    assert "✓✓ zugestellt" in reads(neu)
    first, second = await enquiries(stage)
    assert (first.state, second.state) == ("taken", "open")


async def test_the_pupils_answer_comes_back_and_can_be_quoted(stage: Stage) -> None:
    neu, lena = await talking(stage)
    await neu.says("Hallo Lena", quotes="Klasse 10")
    await lena.says("Ja, Dienstag geht.", quotes="Hallo Lena")
    assert neu.sees("· Büren:\nJa, Dienstag geht.\n[💬 Antworten] [📇 Karte]")
    assert lena.sees("✓✓ Angekommen: Nina Muster von der Stadt Büren")
    await neu.says("Prima, 14 Uhr.", quotes="Dienstag geht")
    assert lena.sees("Nina Muster:\nPrima, 14 Uhr.")


async def test_the_button_asks_and_the_next_text_goes_once(small_stage: Stage) -> None:
    neu, lena = await talking(small_stage)
    await neu.taps("Antworten")
    assert neu.sees("Ihre nächste Nachricht geht an")
    await neu.says("Hallo Lena")
    assert lena.sees("Hallo Lena")
    await neu.says("Und noch etwas")
    assert neu.sees("Das ging an niemanden.")
    assert "Und noch etwas" not in everything(lena)


async def test_text_without_a_quote_goes_nowhere_and_says_so(stage: Stage) -> None:
    neu, lena = await talking(stage)
    before = everything(lena)
    await neu.says("Hallo Lena, ich habe Sie vergessen zu zitieren")
    assert neu.sees("✋ Das ging an niemanden.")
    assert neu.sees("zitieren")
    assert everything(lena) == before


async def test_quoting_something_else_goes_nowhere(small_stage: Stage) -> None:
    neu, lena = await talking(small_stage)
    await neu.says("Hallo", quotes="Willkommen, Nina")
    assert neu.sees("Das ging an niemanden.")
    assert "Hallo\n" not in everything(lena)


@pytest.mark.parametrize("otherwise", ["Karte öffnen", "Profil", "Übernommen", "/heute", "menü"])
async def test_whatever_else_is_done_lays_the_pen_down(small_stage: Stage, otherwise: str) -> None:
    neu, lena = await talking(small_stage)
    await neu.taps("Antworten")
    if otherwise in {"/heute", "menü"}:
        await neu.says(otherwise)
    elif otherwise == "Übernommen":
        await neu.taps_old("Übernehmen", "Eingang")
    else:
        await neu.taps(otherwise)
    await neu.says("Hallo Lena")
    assert neu.sees("Das ging an niemanden.")
    assert "Hallo Lena" not in everything(lena)


async def test_if_another_pupil_has_written_meanwhile_it_is_asked_to_whom(
    small_stage: Stage,
) -> None:
    neu, lena = await talking(small_stage)
    ben = await asking(small_stage, "ben", nickname="Ben")
    await neu.says("Hallo Ben", quotes="Neue Anfrage")
    await neu.taps_old("Antworten", "„Lena“")
    await small_stage.passes(timedelta(minutes=1))
    await ben.says("Hallo! Wann?", quotes="Hallo Ben")
    await neu.says("Um drei Uhr.")
    assert neu.sees("Inzwischen hat noch jemand geschrieben.")
    assert "Um drei Uhr." not in everything(lena) + everything(ben)
    _, of_ben = await enquiries(small_stage)
    await neu.taps(f"An {of_ben.card['pseudonym']}")
    assert ben.sees("Um drei Uhr.")
    assert "Um drei Uhr." not in everything(lena)


async def test_a_page_that_is_not_open_has_it_ready(small_stage: Stage) -> None:
    neu, _ = await talking(small_stage)
    small_stage._acknowledge = nobody_looks
    await neu.says("Hallo Lena", quotes="Klasse 10")
    assert "📬 liegt bereit, zugestellt sobald die Seite geöffnet wird" in reads(neu)
    await small_stage.lotse.acknowledge_all("web", "web-lena")
    await small_stage.settle()
    assert "✓✓ zugestellt" in reads(neu)


async def nobody_looks() -> None:
    """No page is open."""


async def test_an_unknown_fate_waits_for_the_writer(small_stage: Stage) -> None:
    neu, lena = await talking(small_stage, on="terminal")
    small_stage.channels["terminal"].faults.append(Fault(Fate(Outcome.UNCLEAR)))
    await neu.says("Hallo Lena", quotes="Klasse 10")
    assert "❓ unbekannt, ob es ankam – nochmal senden?" in reads(neu)
    assert "Hallo Lena" not in everything(lena)
    await neu.taps("Nochmal senden")
    assert lena.sees("Hallo Lena")
    assert "✓✓ zugestellt" in reads(neu)
    await neu.taps_old("Nochmal senden", "unbekannt")
    assert neu.sees("Das hat sich inzwischen geändert.")
    assert everything(lena).count("Hallo Lena") == 1


async def test_an_uncertain_message_can_be_let_be(small_stage: Stage) -> None:
    neu, lena = await talking(small_stage, on="terminal")
    small_stage.channels["terminal"].faults.append(Fault(Fate(Outcome.UNCLEAR)))
    await neu.says("Hallo Lena", quotes="Klasse 10")
    await neu.taps("So lassen")
    assert "❓ unbekannt, ob es ankam ·" in reads(neu)
    assert "Hallo Lena" not in everything(lena)


async def test_a_refused_message_says_why(small_stage: Stage) -> None:
    neu, _ = await talking(small_stage, on="terminal")
    refused = Fate(Outcome.REFUSED, reason=Reason.REJECTED)
    twice = [Fault(refused), Fault(refused)]  # as it is, and then as bare text
    small_stage.channels["terminal"].faults.extend(twice)
    await neu.says("Hallo Lena", quotes="Klasse 10")
    assert "⚠️ nicht zugestellt: der Messenger nimmt diese Nachricht nicht an" in reads(neu)


async def test_a_changed_message_shows_old_and_new(stage: Stage) -> None:
    neu, lena = await talking(stage)
    await neu.says("Kommen Sie Dienstag", quotes="Klasse 10")
    await neu.edits("Dienstag", "Kommen Sie Mittwoch")
    assert neu.sees("Die Änderung ist weitergegeben.")
    assert lena.sees("Geändert. Vorher:\nKommen Sie Dienstag\nJetzt:\nKommen Sie Mittwoch")
    await lena.says("Mittwoch ist gut", quotes="Mittwoch")
    await lena.edits("Mittwoch ist gut", "Mittwoch ist schlecht")
    assert neu.sees("Vorher:\nMittwoch ist gut\nJetzt:\nMittwoch ist schlecht")


async def test_a_change_of_what_went_nowhere_is_not_passed_on(small_stage: Stage) -> None:
    neu, lena = await talking(small_stage)
    await neu.says("nur für mich")
    await neu.edits("nur für mich", "immer noch")
    assert neu.sees("Diese Änderung habe ich niemandem geschickt.")
    assert "immer noch" not in everything(lena)


async def test_what_waits_for_the_morning_goes_changed(small_stage: Stage) -> None:
    neu, lena = await talking(small_stage)
    await small_stage.passes(timedelta(hours=8))
    await neu.says("Kommen Sie Dienstag", quotes="Klasse 10")
    await neu.edits("Dienstag", "Kommen Sie Mittwoch")
    await small_stage.passes(timedelta(hours=9))
    assert lena.sees("Kommen Sie Mittwoch")
    assert "Dienstag" not in everything(lena)


async def test_four_thousand_characters_are_the_most(small_stage: Stage) -> None:
    neu, lena = await talking(small_stage)
    await neu.says("x" * 4000, quotes="Klasse 10")
    assert lena.sees("x" * 4000)
    await neu.says("y" * 4001, quotes="Klasse 10")
    assert neu.sees("höchstens 4.000 Zeichen")
    assert "y" * 20 not in everything(lena)


async def test_markup_and_other_scripts_stay_what_they_are(small_stage: Stage) -> None:
    neu, lena = await talking(small_stage)
    odd = "<b>&_*[x](y) {name} **fett** مرحبا \u202eabc 👩‍👩‍👧"
    await neu.says(odd, quotes="Klasse 10")
    assert lena.sees(odd)


async def test_what_a_terminal_would_obey_is_not_passed_on(small_stage: Stage) -> None:
    neu, lena = await talking(small_stage)
    await lena.says("\x1b]0;evil\x07\x1b[2JHallo\x00", quotes="Nina")
    assert "]0;evil[2JHallo" in reads(neu)


async def test_words_of_distress_from_staff_are_not_passed_on(small_stage: Stage) -> None:
    neu, lena = await talking(small_stage)
    await neu.says("Lena schrieb: Ich will mich umbringen", quotes="Klasse 10")
    assert neu.sees("Ihre Nachricht habe ich nicht gespeichert und nicht weitergegeben.")
    assert "umbringen" not in everything(lena)


async def test_help_and_today(small_stage: Stage) -> None:
    neu, _ = await talking(small_stage)
    await neu.says("hilfe")
    assert neu.sees("Text ohne Zitat geht an niemanden.")
    assert neu.sees("Von 20:00 bis 07:30 Uhr")
    await asking(small_stage, "ben", nickname="Ben")
    await neu.says("/heute")
    assert neu.sees("offen: 1 · bei Ihnen: 1 · heute fällig: 0")
    await small_stage.passes(timedelta(days=1))
    await neu.says("/heute")
    assert neu.sees("heute fällig: 2")
    (of_lena, _) = await enquiries(small_stage)
    await neu.taps(f"{of_lena.card['pseudonym']} · Büren")
    assert neu.sees("„Lena“ · Klasse 10")
    await neu.says("Hallo Lena", quotes="„Lena“")
    await neu.says("/heute")
    assert neu.sees("beantwortet")
    assert neu.sees("heute fällig: 1")


async def test_the_profile_shows_what_else_fits_and_the_talk(small_stage: Stage) -> None:
    neu, lena = await talking(small_stage)
    await neu.says("Hallo Lena", quotes="Klasse 10")
    await lena.says("Hallo zurück", quotes="Hallo Lena")
    await neu.taps("Karte")
    await neu.taps("Profil")
    assert neu.sees("Das passt auch:\n• ")
    assert neu.sees("„Hallo Lena“")
    assert neu.sees("„Hallo zurück“")


async def say_about(actor: Actor, message_id: str, text: str) -> None:
    """Quote a certain message."""
    actor._known = {id(shown.message) for shown in actor.chat}
    await actor.stage.send(actor.event(EventKind.SAID, text=text, quoted=message_id))

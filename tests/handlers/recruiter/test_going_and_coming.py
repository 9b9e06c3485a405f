"""Pupils who block, stop, take everything back or come again; and nights without a buzz."""

from datetime import UTC, datetime, timedelta

import pytest

from bot.dialogue.channel import Fate, Outcome
from bot.rehearsal.recording import Fault
from bot.rehearsal.stage import Actor, Stage, words_of
from bot.services.leaving import BOUND
from bot.services.places import PLACE
from bot.services.privacy import FAREWELL
from bot.services.seats import CALL
from bot.services.services import Services
from bot.services.traces import traces
from bot.services.unit import Unit
from bot.services.watch import BOT
from storage.tables import Person
from tests.handlers.pupil.visits import code_from
from tests.handlers.talks import asking, enquiries, everything, reads, recruiter, talking

NIGHT = datetime(2027, 2, 1, 22, 10, tzinfo=UTC)
"""23:10 in Büren."""

MORNING = datetime(2027, 2, 2, 6, 30, tzinfo=UTC)
"""07:30 there."""


def times(actor: Actor, text: str) -> int:
    """How many messages of the chat say this."""
    return sum(text in words_of(shown) for shown in actor.chat)


async def stops(stage: Stage, *, again: bool = False) -> None:
    """What /stop and coming back do."""
    (enquiry,) = await enquiries(stage)

    def stop(unit: Unit) -> None:
        people = Services(unit).people
        people.resume(enquiry.pupil_id) if again else people.stop(enquiry.pupil_id)

    await stage.backstage(stop)
    await stage.settle()


async def test_a_pupil_who_blocked_is_told_of_and_comes_back(stage: Stage) -> None:
    """Story 1."""
    neu = await recruiter(stage)
    lena = await asking(stage, on="telegram")
    await lena.blocks()
    attempts = stage.channels["telegram"].attempts
    await neu.says("Hallo Lena", quotes="Neue Anfrage")
    assert "⚠️ nicht zugestellt: hat den Bot blockiert" in reads(neu)
    assert times(neu, "nicht zugestellt") == 1
    (enquiry,) = await enquiries(stage)
    assert (enquiry.state, enquiry.trouble) == ("taken", "blocked")
    await stage.passes(timedelta(days=2))
    assert stage.channels["telegram"].attempts - attempts < 6, "edits for the recruiter only"
    assert "Hallo Lena" not in everything(lena)

    await lena.comes_back()
    assert not lena.news, "Telegram's own button says start right after"
    assert neu.sees("ist wieder da. Das kam nicht an. Nochmal senden?\n„Hallo Lena“")
    await neu.taps("Nochmal senden")
    assert lena.sees("Hallo Lena")
    assert "✓✓ zugestellt" in reads(neu)
    (enquiry,) = await enquiries(stage)
    assert enquiry.trouble == ""


async def test_who_unblocks_and_starts_is_greeted_once(stage: Stage) -> None:
    neu = await recruiter(stage)
    lena = await asking(stage, on="telegram")
    for person in (neu, lena):
        await person.blocks()
        await person.comes_back()
        before = len(person.chat)
        await person.starts()
        assert len(person.chat) == before + 1, person.name
    assert lena.sees("Schön, dass du wieder da bist! 👋")
    assert "📋 Offen: 1 · bei Ihnen: 0" in reads(neu), "what came meanwhile was not delivered"


async def test_a_block_that_is_found_out_while_sending(stage: Stage) -> None:
    neu, lena = await talking(stage, on="telegram")
    stage.channels["telegram"].blocked.add(lena.address)
    await neu.says("Hallo Lena", quotes="Klasse 10")
    await neu.says("Sind Sie da?", quotes="Klasse 10")
    assert times(neu, "nicht zugestellt: hat den Bot blockiert") == 2
    assert times(neu, "Nachrichten werden jetzt nicht zugestellt") == 0
    card = next(shown for shown in neu.chat if "Klasse 10" in words_of(shown))
    assert "⚠️ Nicht erreichbar: hat den Bot blockiert" in words_of(card)
    stage.channels["telegram"].blocked.clear()
    await lena.says("Hallo, bin wieder da")
    assert times(neu, "Nochmal senden?") == 2


async def test_who_leaves_in_a_talk_is_told_of_once(stage: Stage) -> None:
    neu, lena = await talking(stage, on="telegram")
    await lena.blocks()
    await lena.blocks()
    assert times(neu, "hat den Bot blockiert. Nachrichten werden jetzt nicht zugestellt.") == 1
    await lena.starts()
    assert times(neu, "ist wieder da.") == 1


async def test_what_waits_for_the_morning_is_not_delivered_to_who_has_left(stage: Stage) -> None:
    neu, lena = await talking(stage, on="telegram")
    await stage.until(NIGHT)
    await neu.says("Hallo Lena", quotes="Klasse 10")
    assert "🌙 wird 07:30 zugestellt" in reads(neu)
    await lena.blocks()
    assert times(neu, "⚠️ nicht zugestellt: hat den Bot blockiert") == 1
    await stage.until(MORNING)
    assert times(neu, "Nachrichten werden jetzt nicht zugestellt") == 1


async def test_stop_while_a_recruiter_answers(stage: Stage) -> None:
    neu, lena = await talking(stage, on="telegram")
    await neu.taps("Antworten")
    await stops(stage)
    assert neu.sees("hat gestoppt. Nachrichten werden jetzt nicht zugestellt.")
    await neu.says("Hallo Lena")
    assert times(neu, "⚠️ nicht zugestellt: hat gestoppt") == 1
    assert "Hallo Lena" not in everything(lena)
    await stops(stage, again=True)
    assert neu.sees("„Hallo Lena“")
    await neu.taps("Nochmal senden")
    assert lena.sees("Hallo Lena")


async def test_a_talk_that_runs_goes_on_at_night(stage: Stage) -> None:
    """Story 11, second part."""
    neu, lena = await talking(stage, on="telegram")
    await neu.says("Hallo Lena", quotes="Klasse 10")
    await stage.until(NIGHT)
    await lena.says("Sind Sie noch wach?", quotes="Hallo Lena")
    assert not neu.sees("Sind Sie noch wach?")
    assert lena.sees("🌙 Das schicke ich um 07:30 los.")
    await stage.passes(timedelta(minutes=1))
    await neu.says("Ja, ganz kurz.", quotes="Klasse 10")
    assert lena.sees("Ja, ganz kurz.")
    assert "✓✓ zugestellt" in reads(neu)
    await lena.says("Danke!", quotes="ganz kurz")
    assert neu.sees("Danke!")
    assert neu.chat.index(neu.find("noch wach?")) < neu.chat.index(neu.find("Danke!"))


async def test_at_night_the_phone_stays_silent_and_the_recruiter_knows(stage: Stage) -> None:
    """Story 11."""
    neu, lena = await talking(stage, on="telegram")
    await stage.until(NIGHT)
    await neu.says("Hallo Lena", quotes="Klasse 10")
    assert "🌙 wird 07:30 zugestellt" in reads(neu)
    await stage.until(MORNING - timedelta(minutes=1))
    assert "Hallo Lena" not in everything(lena)
    await stage.until(MORNING)
    assert lena.find("Hallo Lena").at == MORNING
    assert "✓✓ zugestellt" in reads(neu)


async def test_what_was_written_at_night_comes_once_and_in_its_order(stage: Stage) -> None:
    neu, lena = await talking(stage, on="telegram")
    await stage.until(NIGHT)
    before, written = len(lena.chat), [f"Nachricht {n} der Nacht" for n in range(1, 6)]
    for words in written:
        await neu.says(words, quotes="Übernommen von Ihnen")
        await stage.passes(timedelta(minutes=7))
    await stage.until(MORNING - timedelta(seconds=1))
    assert len(lena.chat) == before
    await stage.until(MORNING)
    came = [words_of(shown) for shown in lena.chat[before:]]
    assert [words for each in came for words in written if words in each] == written


async def test_an_enquiry_at_night_buzzes_in_the_morning(small_stage: Stage) -> None:
    neu = await recruiter(small_stage)
    await small_stage.until(NIGHT)
    lena = await asking(small_stage)
    assert lena.sees("Meistens bis morgen Abend.")
    assert not neu.sees("Neue Anfrage ·")
    await small_stage.until(MORNING)
    assert neu.find("Neue Anfrage ·").at == MORNING


async def test_a_pause_is_told(small_stage: Stage) -> None:
    neu, _ = await talking(small_stage, on="telegram")
    (enquiry,) = await enquiries(small_stage)

    def pause(unit: Unit) -> None:
        person = unit.session.get_one(Person, enquiry.pupil_id)
        person.paused_until = unit.now + timedelta(days=3)

    await small_stage.backstage(pause)
    await small_stage.passes(timedelta(hours=1))
    await neu.says("Hallo Lena", quotes="Klasse 10")
    assert "🌙 wird Do., 04.02.2027, 15:00 zugestellt" in reads(neu)


async def test_no_consent_no_card_no_message(stage: Stage) -> None:
    neu, lena = await talking(stage, on="telegram")
    await neu.says("Hallo Lena, hier Nina", quotes="Klasse 10")
    await lena.says("Mein Bruder heißt Zacharias", quotes="Hallo Lena")
    await stage.until(NIGHT)
    await neu.says("Kommen Sie morgen?", quotes="Klasse 10")
    (enquiry,) = await enquiries(stage)
    await stage.backstage(lambda unit: Services(unit).privacy.end_enquiries(enquiry.pupil_id))
    await stage.settle()
    assert times(neu, "⚠️ nicht zugestellt: hat die Zustimmung zurückgezogen · gelöscht") == 1
    assert "Klasse 10" not in everything(neu)
    assert "Zacharias" not in everything(neu)
    assert times(neu, "🗑️ Gelöscht: Diese Anfrage gibt es nicht mehr.") == 2
    await stage.until(MORNING)
    assert neu.sees("wurde gelöscht. Nichts mehr zu tun.")
    assert "Kommen Sie morgen?" not in everything(lena)
    await neu.says("Hallo?", quotes="Gelöscht")
    assert neu.sees("🗑️ Gelöscht")
    assert "Hallo?" not in everything(lena)


async def test_deleting_everything_reaches_the_copies_of_staff(stage: Stage) -> None:
    neu, lena = await talking(stage)
    await neu.says("Hallo Lena, hier Nina", quotes="Klasse 10")
    await lena.says("Mein Bruder heißt Zacharias", quotes="Hallo Lena")
    await neu.taps("Profil")
    assert "Zacharias" in everything(neu)
    await lena.says("löschen")
    await lena.taps("löschen")
    for word in ("Zacharias", "„Lena“", "Hallo Lena, hier Nina"):
        assert word not in everything(neu), word
    (enquiry,) = await enquiries(stage)
    assert (enquiry.pupil_id, enquiry.card, enquiry.state) == (None, None, "closed")
    await neu.says("Hallo?", quotes="Gelöscht")
    assert neu.sees("🗑️ Gelöscht")


async def test_ninety_days_after_closing_nothing_is_left(small_stage: Stage) -> None:
    neu, _ = await talking(small_stage)
    await neu.says("Hallo Lena", quotes="Klasse 10")
    await neu.taps("Abschließen")
    await neu.taps("Duale Ausbildung")
    await small_stage.passes(timedelta(days=89))
    assert len(await enquiries(small_stage)) == 1
    await small_stage.passes(timedelta(days=2))
    assert await enquiries(small_stage) == []
    words = ["„Lena“", "Hallo Lena", "Küchenfabrik Beispielwald GmbH, Büren\nDas passt"]
    assert traces(small_stage.lotse.database, words) == []


async def test_a_network_that_is_away_delivers_later_in_order(small_stage: Stage) -> None:
    neu, lena = await talking(small_stage, on="terminal")
    small_stage.channels["terminal"].faults.extend([Fault(Fate(Outcome.NOT_SENT))] * 3)
    await neu.says("eins", quotes="Klasse 10")
    await neu.says("zwei", quotes="Klasse 10")
    assert "✉️ unterwegs" in everything(neu)
    for _ in range(8):
        await small_stage.passes(timedelta(seconds=5))
    assert [text for text in ("eins", "zwei") if lena.sees(text)] == ["eins", "zwei"]
    assert lena.chat.index(lena.find("eins")) < lena.chat.index(lena.find("zwei"))
    assert times(neu, "✓✓ zugestellt") == 2


async def test_a_recruiter_who_is_gone_is_no_secret(small_stage: Stage) -> None:
    neu, lena = await talking(small_stage, on="telegram")
    await neu.says("Hallo Lena", quotes="Klasse 10")
    small_stage.channels["telegram"].faults.clear()
    small_stage.channels["telegram"].blocked.add(neu.address)
    await lena.says("Hallo?", quotes="Hallo Lena")
    assert lena.sees("⚠️ Das kam nicht an.")


@pytest.mark.parametrize("messenger_says_so", [True, False])
async def test_what_waits_in_a_chat_that_is_left_comes_to_her_other_one(
    stage: Stage, messenger_says_so: bool
) -> None:
    neu, lena = await talking(stage)
    phone = stage.person("phone", on="telegram")
    await phone.says(await code_from(lena))
    await phone.taps("✅ Ja, verbinden")
    telegram = stage.channels["telegram"]
    if messenger_says_so:
        telegram.faults.append(Fault(Fate(Outcome.NOT_SENT), address="phone"))
        await neu.says("Passt Dienstag?", quotes="Klasse 10")
        await phone.blocks()
    else:
        telegram.blocked.add("phone")
        await neu.says("Passt Dienstag?", quotes="Klasse 10")
    await stage.passes(timedelta(minutes=5))
    assert times(lena, "Passt Dienstag?") == 1
    assert "Passt Dienstag?" not in everything(phone)
    assert "nicht zugestellt" not in everything(neu)
    assert "✓✓ zugestellt" in reads(neu)


def test_news_for_one_chat_alone_are_known_by_what_they_are_about() -> None:
    assert set(BOUND) == {BOT, CALL, FAREWELL, PLACE}

"""Telegram's own habits, and what people see of them: the whole program against the double."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from functools import partial

import pytest_asyncio

from bot.dialogue.channel import Fate, Outcome, Parcel
from bot.dialogue.screen import Message
from bot.i18n import Text
from bot.rehearsal.actor import Actor
from bot.rehearsal.recording import Fault
from bot.rehearsal.seeding import seed
from tests.handlers.pupil.visits import answer, reads
from tests.handlers.talks import asking, recruiter, talking
from tests.telegram.double import TelegramDouble
from tests.telegram.stage import TelegramStage

MONDAY = datetime(2027, 2, 1, 14, tzinfo=UTC)


@pytest_asyncio.fixture
async def stage(double: TelegramDouble, sqlite_url: str) -> AsyncIterator[TelegramStage]:
    """The program with the demo's vacancies; at the end nobody has broken Telegram's rules."""
    stage = await TelegramStage(double, sqlite_url, MONDAY).open()
    await stage.backstage(partial(seed, staff=False))
    try:
        yield stage
    finally:
        await stage.close()
    assert double.violations == []


@pytest_asyncio.fixture
async def lena(stage: TelegramStage) -> Actor:
    """A pupil at the first question."""
    lena = stage.person("lena", on="telegram")
    await lena.starts()
    await lena.taps("Los geht's")
    assert lena.sees("Frage 1 von 4")
    return lena


def refusals(stage: TelegramStage) -> list[str]:
    return [each.description for each in stage.telegram.double.refused]


async def test_navigation_edits_one_message(stage: TelegramStage, lena: Actor) -> None:
    await answer(lena)
    assert "Stellen für dich" in reads(lena)
    [posted] = stage.at_the_double(lena).messages
    assert len(posted.versions) >= 5
    assert stage.telegram.bot.calls["sendMessage"] == 1
    assert refusals(stage) == []


async def test_a_start_code_inside_the_interview_asks_to_go_on(
    stage: TelegramStage, lena: Actor
) -> None:
    await lena.starts("s_7k2f")
    assert lena.sees("Wir waren bei Frage 1. Weiter?")


async def test_a_junk_start_code_is_an_ordinary_start(stage: TelegramStage) -> None:
    ben = stage.person("ben", on="telegram")
    await ben.starts("x_" + "Z" * 62)
    assert ben.sees("Ausbildungs-Lotse")


async def test_who_blocks_and_comes_back_goes_on(stage: TelegramStage, lena: Actor) -> None:
    await lena.blocks()
    before = len(stage.telegram.bot.sent)
    await stage.passes(timedelta(days=1))
    assert len(stage.telegram.bot.sent) == before
    await stage.after(stage.at_the_double(lena).starts)
    assert "Wir waren bei Frage 1. Weiter?" in reads(lena)


async def test_an_edited_message_is_not_taken_for_a_new_one(
    stage: TelegramStage, lena: Actor
) -> None:
    await lena.says("schraube gern an autos")
    await lena.taps("Weiter")
    assert lena.sees("Frage 2 von 4")
    await lena.edits("schraube gern", "backe gern")
    assert "Frage 2 von 4" in reads(lena), "she stays where she is"


async def test_an_edited_message_of_a_talk_is_passed_on(stage: TelegramStage) -> None:
    neu, lena = await talking(stage, on="telegram")
    await neu.says("Kommen Sie Dienstag", quotes="Klasse 10")
    await neu.edits("Dienstag", "Kommen Sie Mittwoch")
    assert lena.sees("Geändert. Vorher:\nKommen Sie Dienstag\nJetzt:\nKommen Sie Mittwoch")
    await lena.taps("Antworten")
    await lena.says("Dienstag geht")
    await lena.edits("Dienstag geht", "Mittwoch geht")
    assert neu.sees("Vorher:\nDienstag geht\nJetzt:\nMittwoch geht")


async def test_a_tap_that_is_answered_too_late_counts(stage: TelegramStage, lena: Actor) -> None:
    stage.telegram.bot.query_seconds = -1
    await lena.taps("Möbel bauen")
    await lena.taps("Weiter")
    assert lena.sees("Frage 2 von 4")
    assert {each.partition(" response")[0] for each in refusals(stage)} == {
        "Bad Request: query is too old and"
    }


async def test_two_devices_tap_at_once(stage: TelegramStage, lena: Actor) -> None:
    await lena.taps("Möbel bauen")
    phone = stage.at_the_double(lena)
    posted, button = phone.button("Weiter")
    press = partial(phone.presses, posted, button["callback_data"])
    await stage.after(press, press)
    assert "Frage 2 von 4" in reads(lena), "one of them was first, the other changes nothing"
    await lena.taps("Büren")
    assert "Frage 3 von 4" in reads(lena)


async def test_the_same_again_is_no_mistake(stage: TelegramStage, lena: Actor) -> None:
    """A repeated edit changes nothing, and Telegram says so: the message is as it should be."""
    [posted] = stage.at_the_double(lena).messages
    shown = lena.chat[-1]
    parcel = Parcel(lena.address, 77, shown.message, edits=shown.id)
    assert (await stage.telegram.send(parcel)).outcome is Outcome.SENT
    assert refusals(stage)[0].startswith("Bad Request: message is not modified")
    assert stage.at_the_double(lena).messages == [posted]


async def test_after_two_days_a_new_message_comes_instead_of_an_edit(
    stage: TelegramStage,
) -> None:
    neu = await recruiter(stage)
    phone = stage.at_the_double(neu)
    await stage.passes(timedelta(hours=49))
    before = [posted.words() for posted in phone.messages]
    await neu.taps("#1")
    *old, new = phone.messages
    assert [posted.words() for posted in old] == before, "too old to be edited, or deleted"
    assert new in phone.news
    await neu.taps("Hilfe")
    assert len(phone.messages) == len(before) + 1, "from here on it is edited again"


async def test_a_message_that_she_has_deleted_is_sent_anew(
    stage: TelegramStage, lena: Actor
) -> None:
    """She taps on one device while she deletes the chat on another."""
    phone = stage.at_the_double(lena)
    posted, button = phone.button("Möbel bauen")
    posted.gone = True
    await stage.after(partial(phone.presses, posted, button["callback_data"]))
    assert refusals(stage)[0] == "Bad Request: message to edit not found"
    [anew] = phone.messages
    assert "☑ 🪵 Möbel bauen" in anew.words()


async def test_a_message_that_telegram_no_longer_has_can_be_tapped(
    stage: TelegramStage, lena: Actor
) -> None:
    phone = stage.at_the_double(lena)
    posted, button = phone.button("Möbel bauen")
    press = partial(phone.presses, posted, button["callback_data"], inaccessible=True)
    await stage.after(press)
    assert "☑ 🪵 Möbel bauen" in phone.messages[-1].words()


async def test_a_stranger_cannot_press_her_button(stage: TelegramStage, lena: Actor) -> None:
    ben = stage.person("ben", on="telegram")
    stranger, phone = stage.at_the_double(ben), stage.at_the_double(lena)
    posted, button = phone.button("Möbel bauen")
    await stage.after(partial(stranger.presses, posted, button["callback_data"]))
    assert "☑ " not in phone.messages[-1].words()
    assert stranger.messages == []


async def test_a_group_is_left_at_once(stage: TelegramStage, lena: Actor) -> None:
    phone, group = stage.at_the_double(lena), stage.telegram.double.group("9b", stage.telegram.bot)
    await stage.after(partial(group.is_joined_by_bot, phone))
    assert not group.has_bot
    assert "Einzel-Chat" in group.messages[0].text
    assert "Frage 1 von 4" in reads(lena)


async def test_other_peoples_words_are_not_hers(stage: TelegramStage, lena: Actor) -> None:
    phone = stage.at_the_double(lena)
    user = {"type": "user", "date": 1_800_000_000, "sender_user": {**phone.user.json(), "id": 5}}
    before = len(stage.telegram.bot.sent)
    await stage.after(partial(phone.sends, forward_origin=user, text="stop"))
    assert len(stage.telegram.bot.sent) == before
    assert "Frage 1 von 4" in reads(lena)


async def test_what_is_sent_is_never_fetched(stage: TelegramStage, lena: Actor) -> None:
    phone = stage.at_the_double(lena)
    for kind in ("voice", "photo", "sticker", "document"):
        await stage.after(partial(phone.sends_file, kind, b"x" * 2_000_000))
        assert phone.news
    assert stage.telegram.bot.calls["getFile"] == 0


async def test_a_long_text_comes_in_pieces_that_fit(stage: TelegramStage, lena: Actor) -> None:
    words = " ".join(f"Wort{number:04}" for number in range(600))  # 5,399 units
    fate = await stage.telegram.send(Parcel(lena.address, 99, Message(Text.of(words))))
    assert fate.outcome is Outcome.SENT
    first, second = stage.at_the_double(lena).messages[-2:]
    assert f"{first.text} {second.text}" == words
    assert max(len(first.text), len(second.text)) <= 4096


async def test_an_answer_whose_reply_was_lost_comes_twice_and_is_counted(
    stage: TelegramStage, lena: Actor
) -> None:
    stage.telegram.faults.append(Fault(Fate(Outcome.UNCLEAR), arrives=True))
    await lena.says("/datenschutz")
    await stage.passes(timedelta(minutes=5))
    assert sum(stage.telegram.double.doubled.values()) == 2, "better twice than never, once more"


async def test_a_flood_is_waited_for(stage: TelegramStage, lena: Actor) -> None:
    stage.telegram.faults.append(Fault(Fate(Outcome.NOT_SENT, retry_after=20.0)))
    await lena.says("/datenschutz")
    assert lena.news == []
    await stage.passes(timedelta(seconds=19))
    assert lena.news == []
    await stage.passes(timedelta(seconds=2))
    assert len(lena.news) == 1
    assert stage.telegram.double.doubled == {}


async def test_a_deleted_account_is_not_written_to_again(
    stage: TelegramStage, lena: Actor
) -> None:
    stage.at_the_double(lena).deletes_account()
    await lena.says("Hallo?")
    calls = stage.telegram.bot.calls["sendMessage"]
    await stage.passes(timedelta(days=2))
    assert stage.telegram.bot.calls["sendMessage"] == calls
    assert "Forbidden: user is deactivated" in refusals(stage)


async def test_everybody_is_greeted_in_the_language_of_her_phone(stage: TelegramStage) -> None:
    for language, greeting in (
        ("en", "Hello!"),
        ("de", "Hallo!"),
        ("xx", "Hallo!"),
        ("", "Hallo!"),
    ):
        somebody = stage.person(f"p{language}", on="telegram", language=language)
        await somebody.starts()
        assert somebody.sees(greeting), language


async def test_every_part_of_a_long_message_can_be_quoted(stage: TelegramStage) -> None:
    neu = await recruiter(stage)
    lena = await asking(stage, on="telegram")
    await neu.taps("Karte öffnen")
    await neu.taps("Übernehmen")
    # 3,577 letters in 4,088 units: she may just write that, but with her name it is too long
    await neu.says("Wort 👍 " * 511, quotes="Übernommen von Ihnen")
    await stage.passes(timedelta(minutes=1))
    phone = stage.at_the_double(lena)
    parts = [each for each in phone.messages if "Wort" in each.text]
    assert len(parts) == 2
    for number, part in enumerate(parts):
        await stage.after(partial(phone.writes, f"Antwort {number}", part))
        assert neu.sees(f"Antwort {number}")

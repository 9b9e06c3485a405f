"""Fetch, commit, acknowledge: what arrives, in which order, and what is done beside it."""

import asyncio
from datetime import timedelta

import pytest

from bot.botapi import channel as channel_module
from bot.botapi import reception
from bot.dialogue.channel import Parcel
from bot.dialogue.event import EventKind
from bot.dialogue.screen import Button, Message
from bot.i18n import Text
from tests.channels import telegram_office
from tests.channels.telegram_office import LIBRARIES, Office, eventually, fetching
from tests.telegram.double import TelegramDouble


@pytest.fixture(params=LIBRARIES, autouse=True)
def _library(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whichever library the bot is built on."""
    monkeypatch.setattr(telegram_office, "TelegramChannel", request.param)


@pytest.fixture
def office() -> Office:
    return Office()


@pytest.fixture(autouse=True)
def _quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """Patience in milliseconds."""
    for name in ("FIRST_PAUSE", "LONGEST_PAUSE", "SHUT_PAUSE"):
        monkeypatch.setattr(channel_module, name, 0.02)
    for name in ("FIRST_PAUSE", "LONGEST_PAUSE", "TAP_SECONDS", "TYPING_AFTER"):
        monkeypatch.setattr(reception, name, 0.02)


async def test_what_waits_is_taken_in_order_and_acknowledged(
    double: TelegramDouble, office: Office
) -> None:
    lena, max_ = double.person("Lena"), double.person("Max")
    for number in range(130):  # more than one batch
        (lena if number % 2 else max_).says(f"{number}")
    async with fetching(double, office):
        await eventually(lambda: not double.lotse.updates)
    for person, rest in ((lena, 1), (max_, 0)):
        said = [int(e.text) for e in office.taken if e.address == str(person.id)]
        assert said == [number for number in range(130) if number % 2 == rest]


async def test_nothing_is_acknowledged_before_the_commit(
    double: TelegramDouble, office: Office
) -> None:
    office.seconds = 0.3
    double.person("Lena").says("Hallo")
    async with fetching(double, office):
        await eventually(lambda: office.began)
        await asyncio.sleep(0.1)
        assert (office.taken, len(double.lotse.updates)) == ([], 1)
    # it ended in the middle: the next program gets it again
    office.seconds = 0.0
    async with fetching(double, office):
        await eventually(lambda: office.texts() == ["Hallo"])


async def test_the_database_is_away_so_the_update_waits_in_its_place(
    double: TelegramDouble, office: Office
) -> None:
    office.away = 3
    lena = double.person("Lena")
    lena.says("eins")
    lena.says("zwei")
    async with fetching(double, office):
        await eventually(lambda: office.texts() == ["eins", "zwei"])
    assert len(office.began) == 5


async def test_chats_are_served_side_by_side(double: TelegramDouble, office: Office) -> None:
    office.seconds = 0.05
    for number in range(40):
        double.person(f"P{number}").starts()
    loop = asyncio.get_running_loop()
    async with fetching(double, office):
        await eventually(lambda: office.began)
        began = loop.time()
        await eventually(lambda: len(office.taken) == 40)
        assert loop.time() - began < 0.05 * 40 / 4


async def test_a_poisoned_update_does_not_stop_the_chat(
    double: TelegramDouble, office: Office
) -> None:
    office.poison = "Gift"
    lena = double.person("Lena")
    for text in ("eins", "Gift", "zwei"):
        lena.says(text)
    double.lotse.tell("hologram", {"new": True})
    async with fetching(double, office):
        await eventually(lambda: not double.lotse.updates)
    assert office.texts() == ["eins", "zwei"]


async def test_every_kind_of_event_arrives(double: TelegramDouble, office: Office) -> None:
    async with fetching(double, office) as channel:
        lena = double.person("Lena", language="en")
        lena.starts("s_7k2f")
        await eventually(lambda: office.taken)
        question = Message(Text.of("Frage"), ((Button("Ja", "p.1.0"),),))
        await channel.send(Parcel(str(lena.id), 1, question))
        [posted] = lena.messages
        lena.presses(posted, "p.1.0", inaccessible=True)
        lena.quotes("Frage", "ja")
        lena.edits("ja", "nein")
        lena.sends_file("voice")
        lena.blocks()
        lena.unblocks()
        await eventually(lambda: len(office.taken) == 7)
    kinds = [event.kind for event in office.taken]
    assert kinds == [
        EventKind.JOINED, EventKind.TAPPED, EventKind.SAID, EventKind.EDITED, EventKind.SENT,
        EventKind.LEFT, EventKind.RETURNED,
    ]  # fmt: skip
    assert (office.taken[0].code, office.taken[0].language) == ("s_7k2f", "en")
    assert office.taken[2].quoted == str(posted.id)


async def test_a_tap_is_answered_with_its_word(double: TelegramDouble, office: Office) -> None:
    office.word = "Übernommen"
    async with fetching(double, office):
        lena = double.person("Lena")
        lena.starts()
        query = lena.presses(lena.chat.posts[0], "p.1.0")
        await eventually(lambda: double.lotse.queries[query].answered)
    assert lena.chat.toasts == ["Übernommen"]


async def test_a_tap_is_answered_at_once_and_long_work_shows(
    double: TelegramDouble, office: Office
) -> None:
    office.seconds, office.word = 1.0, "zu spät"
    lena = double.person("Lena")
    lena.starts()
    async with fetching(double, office):
        await eventually(lambda: office.taken)
        query = lena.presses(lena.chat.posts[0], "p.1.0")
        await eventually(lambda: double.lotse.queries[query].answered, 0.5)
        await eventually(lambda: lena.chat.actions == ["typing", "typing"])
        assert len(office.taken) == 1
    assert lena.chat.toasts == []


async def test_a_tap_that_is_answered_too_late_is_nobodys_trouble(
    double: TelegramDouble, office: Office
) -> None:
    lena = double.person("Lena")
    lena.starts()
    lena.presses(lena.chat.posts[0], "p.1.0")
    double.passes(timedelta(minutes=5))
    async with fetching(double, office):
        await eventually(lambda: not double.lotse.updates)
    assert [event.kind for event in office.taken] == [EventKind.JOINED, EventKind.TAPPED]
    assert [each.method for each in double.refused] == ["answerCallbackQuery"]


async def test_a_stranger_who_presses_a_button_gets_nothing(
    double: TelegramDouble, office: Office
) -> None:
    lena, max_ = double.person("Lena"), double.person("Max")
    lena.starts()
    async with fetching(double, office):
        await eventually(lambda: office.taken)
        query = max_.presses(lena.chat.posts[0], "p.1.0")
        await eventually(lambda: double.lotse.queries[query].answered)
    assert len(office.taken) == 1


async def test_in_a_group_the_bot_says_where_it_works_and_leaves(
    double: TelegramDouble, office: Office
) -> None:
    group, lena = double.group("9b"), double.person("Lena")
    async with fetching(double, office):
        group.is_joined_by_bot(lena)
        group.hears(lena, "Hallo Bot")
        await eventually(lambda: not double.lotse.updates)
    assert not group.has_bot
    assert [each.text for each in group.messages] == [
        "In Gruppen kann ich nicht helfen, darum gehe ich wieder. 👋\n"
        "Öffne den Einzel-Chat mit mir und tippe auf Start. https://t.me/lotse_bot"
    ]
    assert office.began == []


async def test_forwards_and_bots_are_ignored(double: TelegramDouble, office: Office) -> None:
    lena = double.person("Lena")
    lena.sends(text="weitergeleitet", forward_origin={"type": "hidden_user"})
    lena.user.is_bot = True
    lena.says("piep")
    lena.user.is_bot = False
    lena.says("Ich bin es")
    async with fetching(double, office):
        await eventually(lambda: not double.lotse.updates)
    assert office.texts() == ["Ich bin es"]


@pytest.mark.parametrize("kind", ["reset", "cut", "html", "garbled", "redirect", "flood"])
async def test_a_bad_network_delays_and_loses_nothing(
    double: TelegramDouble, office: Office, kind: str
) -> None:
    double.fault(kind, "getUpdates", times=2, seconds=0)
    double.fault(kind, "deleteWebhook", seconds=0)
    double.fault(kind, "getMe", seconds=0)
    double.person("Lena").says("Hallo")
    async with fetching(double, office):
        await eventually(lambda: not double.lotse.updates, 8)
    assert office.texts() == ["Hallo"]


async def test_of_two_pollers_one_stops_with_a_clear_line(
    double: TelegramDouble, office: Office, capsys: pytest.CaptureFixture[str]
) -> None:
    other = Office()
    async with fetching(double, other) as first:
        await eventually(lambda: double.lotse.poller)
        async with fetching(double, office) as second:
            await eventually(lambda: first.trouble == "conflict")
            assert second.trouble == ""
            double.person("Lena").says("Hallo")
            await eventually(lambda: office.texts() == ["Hallo"])
    assert other.taken == []
    assert "another program fetches with this token" in capsys.readouterr().out


async def test_a_refused_token_shows_and_fetching_goes_on_when_it_works_again(
    double: TelegramDouble, office: Office
) -> None:
    double.lotse.revoked = True
    double.person("Lena").says("Hallo")
    async with fetching(double, office) as channel:
        await eventually(lambda: channel.trouble == "token")
        double.lotse.revoked = False
        await eventually(lambda: office.texts() == ["Hallo"])
        assert channel.trouble == ""


async def test_a_webhook_left_behind_is_taken_down_and_its_updates_are_kept(
    double: TelegramDouble, office: Office
) -> None:
    double.lotse.webhook.url = "https://old.example/"
    double.person("Lena").says("Hallo")
    async with fetching(double, office):
        await eventually(lambda: office.texts() == ["Hallo"])
    assert double.lotse.webhook.url == ""

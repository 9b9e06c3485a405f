from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

import handlers
from bot.botapi.parts import join_ids, parts, split_ids
from bot.dialogue.buttons import card_message, owned
from bot.dialogue.conversation import Conversation
from bot.dialogue.event import Event, EventKind
from bot.dialogue.marks import card_action, collect
from bot.dialogue.screen import Button, Card, Choice, Document, Message, Screen
from bot.domain.people import Role
from bot.i18n import Text

NOW = datetime(2027, 1, 1, tzinfo=UTC)
FILE = Document("messe.ics", "text/calendar", b"BEGIN:VCALENDAR")
BUTTON = Button("Weiter", "p.1.0")
CARDS = sorted(collect(handlers).cards)
numbers = st.integers(0, 2**31 - 1)  # as the columns of rows' numbers hold


def test_a_short_message_is_one_part_with_its_buttons() -> None:
    rows = ((BUTTON,), (Button("Holz", "p.1.1", True), Button("Metall", "p.1.2", False)))
    [part] = parts(Message(Text.of("Was magst du?"), rows))
    assert part.text == "Was magst du?"
    assert part.markup_json() == {
        "inline_keyboard": [
            [{"text": "Weiter", "callback_data": "p.1.0"}],
            [
                {"text": "☑ Holz", "callback_data": "p.1.1"},
                {"text": "☐ Metall", "callback_data": "p.1.2"},
            ],
        ]
    }


def test_a_long_message_has_its_buttons_at_the_end() -> None:
    cut = parts(Message(Text.of("Wort " * 2000), ((BUTTON,),)))
    assert len(cut) == 3
    assert [bool(part.keyboard) for part in cut] == [False, False, True]
    assert all(len(part.text) <= 4096 for part in cut)


def test_a_file_comes_first_and_its_caption_is_shorter() -> None:
    cut = parts(Message(Text.of("Wort " * 400), ((BUTTON,),), FILE))
    assert [part.document for part in cut] == [FILE, None]
    assert len(cut[0].text) <= 1024
    assert [bool(part.keyboard) for part in cut] == [False, True]


def test_a_file_alone_is_one_part() -> None:
    [part] = parts(Message(Text(), ((BUTTON,),), FILE))
    assert (part.text, part.document, bool(part.keyboard)) == ("", FILE, True)


def test_a_picture_is_shown_as_one() -> None:
    picture = Document("karte.png", "image/png", b"png")
    assert parts(Message(Text.of("Karte"), document=picture))[0].is_photo
    assert not parts(Message(Text.of("Datei"), document=FILE))[0].is_photo
    assert not parts(Message(Text.of("Text")))[0].is_photo


@given(subject=numbers, version=numbers, owner=numbers)
def test_every_card_of_this_program_fits_on_a_button(
    subject: int, version: int, owner: int
) -> None:
    for name in CARDS:
        card = Card(name, subject, version, owner)
        shown = owned(card_message(Screen(Text.of("x"), ((Choice("ja", card),),))), owner)
        [part] = parts(shown)
        [[(_, token)]] = part.keyboard
        tap = Event("telegram", "1", "1", NOW, EventKind.TAPPED, choice=token)
        assert Conversation().understand(tap, ()) == card


@pytest.mark.parametrize("name", ["a" * 21, "", "Ä", "two.dots", "UPPER"])
def test_a_card_whose_token_might_be_too_long_cannot_be_made(name: str) -> None:
    with pytest.raises(ValueError, match="card action"):
        card_action(name, Role.PUPIL)


def test_a_token_that_no_button_holds_is_a_mistake() -> None:
    with pytest.raises(ValueError, match="64 bytes"):
        parts(Message(Text.of("x"), ((Button("ja", "p" * 65),),)))


@given(st.lists(st.integers(1, 2**31), min_size=1, max_size=5))
def test_ids_of_parts_are_one_id_and_come_back(ids: list[int]) -> None:
    assert split_ids(join_ids(ids)) == ids


@pytest.mark.parametrize("foreign", ["", "$abc:matrix.org", "17,", "telegram-3"])
def test_what_is_no_message_id_of_ours_names_no_part(foreign: str) -> None:
    assert split_ids(foreign) == []

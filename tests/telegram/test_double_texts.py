"""Texts, entities and their offsets, with Telegram's own parser as judge."""

import json
from typing import Any

import pytest
import tdjson
from hypothesis import given
from hypothesis import strategies as st

from tests.telegram.client import Client
from tests.telegram.double import Person
from tests.telegram.double.refusals import TEXT_TOO_LONG
from tests.telegram.double.table import units
from tests.telegram.double.texts import written

NASTY = "a\u202eb\u202c e\u0301 x\u030a\t\x07\r\u2028 👩‍👩‍👧 *_`[<&"


def entity(kind: str, offset: int, length: int, **more: Any) -> dict[str, Any]:
    return {"type": kind, "offset": offset, "length": length, **more}


async def test_entities_count_in_utf_16_units(call: Client, lena: Person) -> None:
    text = "👩 fett, مرحبا Link"
    entities = [
        entity("bold", 3, 4),
        entity("text_link", units(text) - 4, 4, url="https://example.org/x"),
    ]
    sent = await call("sendMessage", chat_id=lena.id, text=text, entities=entities)
    assert sent["entities"] == entities
    assert lena.messages[0].marked("bold") == ["fett"]
    assert lena.messages[0].marked("text_link") == ["Link"]


@pytest.mark.parametrize(
    ("wrong", "refused"),
    [
        (entity("bold", 1, 3), "Entity begins in a middle of a UTF-16 symbol at byte offset 4"),
        (entity("bold", 3, 1), "Entity beginning at UTF-16 offset 3 ends in a middle of a"),
        (entity("bold", 9, 3), "Entity begins after the end of the text at UTF-16 offset 9"),
        (entity("bold", -1, 3), "Receive an entity with incorrect offset -1"),
        (entity("glitter", 0, 1), "can't parse entities: unsupported entity type 'glitter'"),
        (entity("text_link", 0, 2, url="x y"), "Entity URL 'x y' is invalid"),
        (entity("bold", 3, 30), "Entity beginning at UTF-16 offset 3 ends after the end of the"),
    ],
)
async def test_wrong_entities_are_refused(
    call: Client, lena: Person, wrong: dict[str, Any], refused: str
) -> None:
    answer = await call("sendMessage", chat_id=lena.id, text="👩 👩 x", entities=[wrong])
    assert str(answer).startswith(f"400 {refused}")
    assert lena.messages == []


@pytest.mark.parametrize(
    ("mode", "text", "shown"),
    [
        ("HTML", "<b>fett</b> &amp; &lt;i&gt;", "fett & <i>"),
        ("MarkdownV2", "*fett* \\_x\\_", "fett _x_"),
        ("HTML", "<b>fett", None),
        ("HTML", "a < b & c <x>", None),
        ("MarkdownV2", "Ende.", None),
        ("Markdown", "snake_case", None),
        ("Word", "x", None),
    ],
)
async def test_markup_is_parsed_by_telegrams_own_parser(
    call: Client, lena: Person, mode: str, text: str, shown: str | None
) -> None:
    answer = await call("sendMessage", chat_id=lena.id, text=text, parse_mode=mode)
    if shown is None:
        assert str(answer).startswith(("400 Can't parse entities", "400 unsupported parse_mode"))
    else:
        assert answer["text"] == shown
        assert lena.messages[0].marked("bold") == ["fett"]


async def test_the_length_counts_after_parsing(call: Client, lena: Person) -> None:
    long = "<b>" + "&lt;" * 4096 + "</b>"
    sent = await call("sendMessage", chat_id=lena.id, text=long, parse_mode="HTML")
    assert len(sent["text"]) == 4096
    assert await call("sendMessage", chat_id=lena.id, text=long) == "400 message is too long"


async def test_blanks_at_the_ends_go_and_entities_move_along(call: Client, lena: Person) -> None:
    text = "\n  \u202eHallo  du \n"
    sent = await call("sendMessage", chat_id=lena.id, text=text, entities=[entity("bold", 4, 20)])
    assert str(sent).startswith("400"), "it ends behind the text"
    bold = entity("bold", 4, 11)
    sent = await call("sendMessage", chat_id=lena.id, text=text, entities=[bold])
    assert (sent["text"], sent["entities"]) == ("Hallo  du", [entity("bold", 0, 9)])


def as_markdown(text: str, entities: list[dict[str, Any]]) -> str:
    """What Telegram's library makes of a text with entities."""
    theirs = [
        {"@type": "textEntity", **each, "type": {"@type": "textEntityTypeBold"}}
        for each in entities
    ]
    request = {"@type": "getMarkdownText", "text": {"text": text, "entities": theirs}}
    request["text"]["@type"] = "formattedText"  # type: ignore[index]
    answer = json.loads(tdjson.td_execute(json.dumps(request).encode()) or b"{}")
    return str(answer["text"])


LETTERS = st.text(st.sampled_from("ab \n\t\r\u202e\u2028\u030a\u0333é👩\u200d\x01x"), max_size=12)


@given(LETTERS)
def test_texts_are_cleaned_as_telegrams_library_does(text: str) -> None:
    shown = written(text, None, None, 4096, TEXT_TOO_LONG).text
    assert shown == as_markdown(text, []).strip(" \n")


@given(LETTERS, LETTERS.filter(lambda text: "x" in text), LETTERS)
def test_entities_move_as_telegrams_library_moves_them(
    before: str, marked: str, after: str
) -> None:
    bold = entity("bold", units(before), units(marked))
    shown = written(before + marked + after, None, [bold], 4096, TEXT_TOO_LONG)
    raw = shown.text.encode("utf-16-le")
    [kept] = shown.entities
    start, end = kept["offset"] * 2, (kept["offset"] + kept["length"]) * 2
    pieces = (raw[:start], raw[start:end], raw[end:])
    ours = "**".join(piece.decode("utf-16-le") for piece in pieces)
    place = {"offset": units(before), "length": units(marked)}
    theirs = as_markdown(before + marked + after, [place])
    assert _without_blanks(ours) == _without_blanks(theirs)


def _without_blanks(text: str) -> str:
    """At the borders of an entity the library may move blanks: those are not compared."""
    return "".join(text.split())


def test_the_parser_sees_more_than_the_eye() -> None:
    assert written(NASTY, None, None, 4096, TEXT_TOO_LONG).text == "ab e\u0301 x   👩‍👩‍👧 *_`[<&"

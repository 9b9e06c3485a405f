"""Texts with entities as Telegram takes them: parsed by its own parser, cleaned, measured.

What is given as entities is checked by the parser too. Then some characters are dropped, such as
U+202E; entities move along. The offsets are UTF-16 code units.
"""

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import tdjson

from tests.telegram.double.refusals import Refusal, Violation, bad
from tests.telegram.double.table import LIMITS, units

Entity = dict[str, Any]

_SIMPLE = {
    "mention": "Mention", "hashtag": "Hashtag", "cashtag": "Cashtag", "bot_command": "BotCommand",
    "url": "Url", "email": "EmailAddress", "phone_number": "PhoneNumber", "bold": "Bold",
    "italic": "Italic", "underline": "Underline", "strikethrough": "Strikethrough",
    "spoiler": "Spoiler", "blockquote": "BlockQuote",
    "expandable_blockquote": "ExpandableBlockQuote", "code": "Code", "pre": "Pre",
    "text_link": "TextUrl", "text_mention": "MentionName", "custom_emoji": "CustomEmoji",
}  # fmt: skip
_PREFIX = "textEntityType"
_NAMES = {_PREFIX + theirs: ours for ours, theirs in _SIMPLE.items()} | {
    _PREFIX + "PreCode": "pre"
}
_MODES: dict[str, dict[str, Any]] = {
    "html": {"@type": "textParseModeHTML"},
    "markdown": {"@type": "textParseModeMarkdown", "version": 1},
    "markdownv2": {"@type": "textParseModeMarkdown", "version": 2},
}
_BLANK = " \n"
# Control characters become blanks; \r, line separators, directions and three combining marks go.
_UNCLEAN = re.compile("[\x00-\x09\x0b-\x1f\u2028-\u202e\u030a\u0333\u033f]")
_BECOMES_BLANK = re.compile("[\x00-\x09\x0b\x0c\x0e-\x1f]")
_INVISIBLE = re.compile("[\\s\u200b-\u200f\u2060-\u2064\u3164\ufeff\u00ad]*")


@dataclass(frozen=True, slots=True)
class Written:
    """A text as it stands in a chat."""

    text: str
    entities: tuple[Entity, ...] = ()


def written(
    text: str,
    parse_mode: str | None,
    entities: Sequence[Entity] | None,
    most: int,
    too_long: Refusal,
) -> Written:
    """The text as it will be shown. Raises Refusal, and Violation for entities without end."""
    found: Sequence[Entity] = ()
    if parse_mode:
        text, found = _parsed(text, parse_mode)
    elif entities:
        _check(text, entities)
        found = entities
    if len(found) > LIMITS["entities"]:
        raise Violation(f"{len(found)} entities: the last of them would be dropped")
    shown = _trimmed(*_cleaned(text, found)) if found else Written(_plain(text).strip(_BLANK))
    if len(shown.text) > most // 2 and units(shown.text) > most:
        raise too_long
    return shown


def is_blank(text: str) -> bool:
    """Whether nothing of it can be seen."""
    return _INVISIBLE.fullmatch(text) is not None


def _ask(request: dict[str, Any]) -> dict[str, Any]:
    """Telegram's library, without any network. Raises Refusal."""
    raw = tdjson.td_execute(json.dumps(request).encode())
    answer: dict[str, Any] = json.loads(raw or b"{}")
    if answer.get("@type") == "error":
        raise bad(answer["message"])
    return answer


def silence() -> None:
    """The library writes no log."""
    _ask({"@type": "setLogVerbosityLevel", "new_verbosity_level": 0})


def _parsed(text: str, mode: str) -> tuple[str, list[Entity]]:
    parser = _MODES.get(mode.lower())
    if parser is None:
        raise bad("unsupported parse_mode")
    answer = _ask({"@type": "parseTextEntities", "text": text, "parse_mode": parser})
    return answer["text"], [_ours(each) for each in answer["entities"]]


def _check(text: str, entities: Sequence[Entity]) -> None:
    """The parser looks at offsets, halves of characters, and addresses."""
    theirs = [_theirs(each) for each in entities]
    formatted = {"@type": "formattedText", "text": text, "entities": theirs}
    _ask({"@type": "getMarkdownText", "text": formatted})
    end = units(text)
    for each in entities:
        if each["length"] <= 0:
            raise Violation("an entity without any length: it would be dropped")
        if each["offset"] + each["length"] > end:
            raise bad(f"entity ends at {each['offset'] + each['length']}, the text at {end}")


def _theirs(entity: Entity) -> dict[str, Any]:
    name = entity["type"]
    if name not in _SIMPLE:
        raise bad(f"can't parse entities: unsupported entity type {name!r} specified")
    kind: dict[str, Any] = {"@type": _PREFIX + _SIMPLE[name]}
    if name == "text_link":
        kind["url"] = entity.get("url", "")
    elif name == "text_mention":
        kind["user_id"] = entity["user"]["id"]
    elif name == "custom_emoji":
        kind["custom_emoji_id"] = entity.get("custom_emoji_id", "0")
    elif name == "pre" and entity.get("language"):
        kind = {"@type": _PREFIX + "PreCode", "language": entity["language"]}
    return {
        "@type": "textEntity", "offset": entity["offset"], "length": entity["length"], "type": kind
    }  # fmt: skip


def _ours(entity: dict[str, Any]) -> Entity:
    kind = entity["type"]
    ours = {
        "type": _NAMES[kind["@type"]], "offset": entity["offset"], "length": entity["length"]
    }  # fmt: skip
    for name in ("url", "language"):
        if name in kind:
            ours[name] = kind[name]
    return ours


def _plain(text: str) -> str:
    if _UNCLEAN.search(text) is None:
        return text
    return _UNCLEAN.sub("", _BECOMES_BLANK.sub(" ", text))


def _cleaned(text: str, entities: Sequence[Entity]) -> tuple[str, list[Entity]]:
    """Without unwanted characters; what is behind them moves forward."""
    blanked = _BECOMES_BLANK.sub(" ", text)
    gone = [units(blanked[: found.start()]) for found in _UNCLEAN.finditer(blanked)]

    def moved(offset: int) -> int:
        return offset - sum(1 for each in gone if each < offset)

    kept = [
        {**each, "offset": start, "length": moved(each["offset"] + each["length"]) - start}
        for each in entities
        if (start := moved(each["offset"])) >= 0
    ]
    return _plain(text), sorted(kept, key=lambda each: (each["offset"], -each["length"]))


def _trimmed(text: str, entities: Sequence[Entity]) -> Written:
    """Without blanks at the ends; at the beginning those inside of an entity stay."""
    text = text.rstrip(_BLANK)
    end = units(text)
    first = min((each["offset"] for each in entities), default=end)
    lead = min(len(text) - len(text.lstrip(_BLANK)), first)
    kept = []
    for each in entities:
        stop = min(each["offset"] + each["length"], end)
        if stop > each["offset"]:
            kept.append({**each, "offset": each["offset"] - lead, "length": stop - each["offset"]})
    return Written(text[lead:], tuple(kept))

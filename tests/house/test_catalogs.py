"""Catalogs are complete, and a translation keeps what is no language: values, markup, lead."""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator

import pytest
from babel.messages import Catalog, Message
from babel.messages.pofile import read_po

from bot.i18n.catalogs import LANGUAGES, SOURCE_LANGUAGE
from locales.__main__ import TEMPLATE, files, path_of
from locales.sentences import sentences
from tests.house.source import ROOT

LONGEST_LABEL = 20
KEPT = re.compile(r"\{\w*\}|\*\*|__")
TRANSLATED = sorted(set(LANGUAGES) - {SOURCE_LANGUAGE})
SAID = list(sentences())
LABELS = {sentence.forms[0] for sentence in SAID if sentence.is_label}


def catalog(language: str) -> Catalog:
    with path_of(language).open("rb") as po:
        return read_po(po, locale=language)


def forms(value: str | tuple[str, ...] | list[str]) -> tuple[str, ...]:
    return (value,) if isinstance(value, str) else tuple(value)


def pairs(language: str) -> Iterator[tuple[str, str]]:
    """Each German sentence beside its translation; a plural form is beside a German one."""
    for message in catalog(language):
        if not message.id or not all(forms(message.string)):
            continue
        originals = forms(message.id)
        for number, translation in enumerate(forms(message.string)):
            yield originals[min(number, len(originals) - 1)], translation


def kept_pieces(text: str) -> Counter[str]:
    return Counter(KEPT.findall(text))


def lead(text: str) -> str:
    """The emoji a text begins with."""
    end = 0
    while end < len(text) and unicodedata.category(text[end]) in {"So", "Sk", "Mn", "Cf"}:
        end += 1
    return text[:end]


def shown_length(label: str) -> int:
    """Characters on a button, without markup; a value counts as one."""
    return len(re.sub(r"\{\w*\}", "1", label.replace("**", "").replace("__", "")))


def is_missing(message: Message) -> bool:
    return message.fuzzy or not all(forms(message.string))


def test_files_are_what_the_sources_say() -> None:
    stale = [
        str(path.relative_to(ROOT))
        for path, text in files().items()
        if path.read_text(encoding="utf-8") != text
    ]
    assert stale == [], "run `make i18n`"


def test_every_sentence_is_in_the_template() -> None:
    with TEMPLATE.open("rb") as pot:
        known = {forms(message.id)[0] for message in read_po(pot)}
    assert [sentence for sentence in SAID if sentence.forms[0] not in known] == []


@pytest.mark.parametrize("language", TRANSLATED)
def test_every_sentence_is_translated(language: str) -> None:
    missing = [
        forms(message.id)[0] for message in catalog(language) if message.id and is_missing(message)
    ]
    assert missing == [], f"{len(missing)} sentences have no translation in {language}"


def test_german_is_what_the_code_says() -> None:
    differing = [pair for pair in pairs(SOURCE_LANGUAGE) if pair[0] != pair[1]]
    assert differing == []


@pytest.mark.parametrize("language", TRANSLATED)
def test_a_translation_keeps_values_and_markup(language: str) -> None:
    assert [pair for pair in pairs(language) if kept_pieces(pair[0]) != kept_pieces(pair[1])] == []


@pytest.mark.parametrize("language", TRANSLATED)
def test_a_translation_keeps_the_leading_emoji(language: str) -> None:
    assert [pair for pair in pairs(language) if lead(pair[0]) != lead(pair[1])] == []


def test_a_german_label_fits_on_a_button() -> None:
    assert [label for label in LABELS if shown_length(label) > LONGEST_LABEL] == []


@pytest.mark.parametrize("language", TRANSLATED)
def test_a_translated_label_fits_on_a_button(language: str) -> None:
    assert [
        pair
        for pair in pairs(language)
        if pair[0] in LABELS and shown_length(pair[1]) > LONGEST_LABEL
    ] == []


def test_plural_forms_of_one_sentence_do_not_differ_between_files() -> None:
    plurals: dict[str, set[tuple[str, ...]]] = {}
    for sentence in SAID:
        plurals.setdefault(sentence.forms[0], set()).add(sentence.forms)
    assert [variants for variants in plurals.values() if len(variants) > 1] == []


@pytest.mark.parametrize(
    ("text", "emoji"),
    [("⬅️ Zurück", "⬅️"), ("👩‍🔧 Hallo", "👩‍🔧"), ("Hallo 👋", ""), ("▶️", "▶️"), ("1 / 3", "")],
)
def test_the_lead_is_the_whole_emoji(text: str, emoji: str) -> None:
    assert lead(text) == emoji


def test_sentences_are_found_in_code_and_in_county_packs() -> None:
    assert {"py", "csv"} <= {sentence.file.rpartition(".")[2] for sentence in SAID}

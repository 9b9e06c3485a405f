from itertools import accumulate

import regex
from hypothesis import example, given, settings
from hypothesis import strategies as st

from bot.botapi.text import Entity, Piece, pieces, units
from bot.i18n import Span, Text

FAMILY = "👩‍👩‍👧‍👦"
NASTY = [
    "*Lena*_&<b>[x](y)`",
    FAMILY,
    "🇩🇪",
    "نعم",
    "\u2067ערב\u2069",
    "e\u0301",
    " ",
    "\n",
    "\n\n",
]

words = st.one_of(st.sampled_from(NASTY), st.text(max_size=12))
spans = st.builds(
    Span, words, st.booleans(), st.booleans(), st.sampled_from(["", "https://lotse.example.org/x"])
)
texts = st.lists(spans, max_size=12).map(lambda found: Text(tuple(found)))


def sliced(piece: Piece, entity: Entity) -> str:
    """What Telegram would show in that look: cut in UTF-16."""
    raw = piece.text.encode("utf-16-le")
    return raw[2 * entity.offset : 2 * (entity.offset + entity.length)].decode("utf-16-le")


def whole(text: Text) -> str:
    return text.plain.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def bare(text: str) -> str:
    return "".join(text.split())


@given(st.text())
def test_units_are_those_of_utf_16(text: str) -> None:
    assert units(text) == len(text.encode("utf-16-le", "surrogatepass")) // 2


@given(texts, st.integers(2, 30), st.integers(2, 30))
@example(Text((Span("a" + "\u0301" * 90),)), 7, 9)
@example(Text.of("\n\n*Lena*"), 2, 3)
@settings(max_examples=400)
def test_pieces_fit_hold_everything_and_cut_no_character(
    text: Text, first: int, later: int
) -> None:
    cut = pieces(text, first=first, later=later)
    for place, piece in enumerate(cut):
        assert 0 < units(piece.text) <= (later if place else first)
    assert bare("".join(piece.text for piece in cut)) == bare(whole(text))
    clusters = {bare(found) for found in regex.findall(r"\X", whole(text))}
    if all(units(each) <= min(first, later) for each in clusters):
        ends = set(accumulate(len(bare(found)) for found in regex.findall(r"\X", whole(text))))
        assert set(accumulate(len(bare(piece.text)) for piece in cut)) <= ends


@given(texts, st.integers(4, 40))
@settings(max_examples=400)
def test_entities_cover_exactly_what_was_bold_italic_or_a_link(text: Text, limit: int) -> None:
    shown = {"bold": "", "italic": "", "text_link": ""}
    for piece in pieces(text, first=limit, later=limit):
        end = dict.fromkeys(shown, 0)
        for entity in piece.entities:
            assert entity.length > 0
            assert entity.offset >= end[entity.type], "looks of one kind do not overlap"
            end[entity.type] = entity.offset + entity.length
            shown[entity.type] += sliced(piece, entity)
        assert all(each <= units(piece.text) for each in end.values())
    assert bare(shown["bold"]) == bare("".join(s.text for s in text if s.bold))
    assert bare(shown["italic"]) == bare("".join(s.text for s in text if s.italic))
    assert bare(shown["text_link"]) == bare("".join(s.text for s in text if s.link))


def test_what_people_typed_is_data() -> None:
    nasty = "<b>&_*[x](y)`{name}"
    assert pieces(Text.of(nasty)) == [Piece(nasty)]


def test_an_offset_behind_a_family_counts_its_units() -> None:
    [piece] = pieces(Text((Span(FAMILY + " "), Span("fett", bold=True))))
    assert piece.entities == (Entity("bold", 12, 4),)


def test_neighbours_of_one_look_are_one_entity() -> None:
    [piece] = pieces(Text((Span("Hallo ", bold=True), Span("Lena", bold=True, italic=True))))
    assert piece.entities == (Entity("bold", 0, 10), Entity("italic", 6, 4))


def test_4097_families_are_cut_between_families() -> None:
    cut = pieces(Text.of(FAMILY * 4097))
    assert all(len(piece.text) % len(FAMILY) == 0 for piece in cut)
    assert sum(len(piece.text) // len(FAMILY) for piece in cut) == 4097


def test_a_cut_is_at_a_paragraph_before_a_line_before_a_word() -> None:
    said = "eins zwei drei\nvier fünf\n\nsechs sieben acht neun"
    limits = [29, 20, 13]
    firsts = [pieces(Text.of(said), first=limit)[0].text for limit in limits]
    assert firsts == ["eins zwei drei\nvier fünf", "eins zwei drei", "eins zwei"]


def test_a_link_is_not_cut_where_another_place_is_near() -> None:
    text = Text(
        (
            Span("eins zwei drei "),
            Span("ein langer Link", link="https://x.example"),
        )
    )
    first, second = pieces(text, first=24)
    assert first == Piece("eins zwei drei")
    assert second.entities == (Entity("text_link", 0, 15, "https://x.example"),)


def test_nothing_to_read_is_no_piece() -> None:
    assert pieces(Text()) == pieces(Text.of(" \n ")) == []


def test_half_a_character_is_replaced() -> None:
    assert pieces(Text.of("ja \ud83d nein")) == [Piece("ja \ufffd nein")]

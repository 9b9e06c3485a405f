"""How an answer is understood on a screen, typed or tapped."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from bot.dialogue.conversation import BACK, HOME, HUMAN, Conversation, Stale, Unexpected
from bot.dialogue.event import Event, EventKind
from bot.dialogue.screen import Card, Choice, Door, Screen, column
from bot.dialogue.words import Global
from bot.i18n import Text

WORDS = frozenset(Global)
TOWN = Screen(
    Text.of("Wo wohnst du?"),
    column(
        Choice("📍 Büren", Door("town.take", {"town": "bueren"})),
        Choice("📍 Bad Lippspringe", Door("town.take", {"town": "lippspringe"})),
        Choice("Anderer Ort", Door("town.other")),
    ),
    answer=Door("town.typed"),
    here=Door("town.ask"),
)
MENU = Screen(
    Text.of("Was möchtest du tun?"), column(Choice("Suchen", Door("town.ask"))), here=Door("menu")
)


def says(text: str) -> Event:
    return Event("web", "a", "1", datetime(2027, 2, 1, tzinfo=UTC), EventKind.SAID, text=text)


def taps(token: str) -> Event:
    return Event("web", "a", "1", datetime(2027, 2, 1, tzinfo=UTC), EventKind.TAPPED, choice=token)


@pytest.fixture
def asked() -> Conversation:
    conversation = Conversation()
    conversation.show(MENU)
    conversation.show(TOWN)
    return conversation


@pytest.mark.parametrize(
    ("typed", "meaning"),
    [
        ("1", Door("town.take", {"town": "bueren"})),
        ("2.", Door("town.take", {"town": "lippspringe"})),
        ("büren", Door("town.take", {"town": "bueren"})),
        ("  BÜREN 😀 ", Door("town.take", {"town": "bueren"})),
        ("bad lipspringe", Door("town.take", {"town": "lippspringe"})),
        ("anderer ort", Door("town.other")),
        ("4", Door("back")),
        ("stop", Global.STOP),
        ("/stop", Global.STOP),
        ("stoppp", Global.STOP),
        ("Hör auf!", Global.STOP),
        ("Abmelden bitte", Global.STOP),
        ("hilffe", Global.HELP),
        ("/datenschutz", Global.PRIVACY),
        ("zurück", Global.BACK),
        ("Mit Mensch reden", Global.HUMAN),
        ("33142", Door("town.typed", {"said": "33142"})),
        ("99", Door("town.typed", {"said": "99"})),
        ("Wewelsburg", Door("town.typed", {"said": "Wewelsburg"})),
        ("أهلا", Door("town.typed", {"said": "أهلا"})),
        ("😀😀", Door("town.typed", {"said": "😀😀"})),
    ],
)
def test_typed_text_is_understood(asked: Conversation, typed: str, meaning: object) -> None:
    assert asked.understand(says(typed), WORDS) == meaning


def test_a_word_of_another_role_is_an_ordinary_answer(asked: Conversation) -> None:
    meaning = asked.understand(says("Stelle"), WORDS - {Global.VACANCY})
    assert meaning == Door("town.typed", {"said": "Stelle"})


def choices(*labels: str) -> Conversation:
    conversation = Conversation()
    doors = (Choice(label, Door(label)) for label in labels)
    conversation.show(Screen(Text.of("Und?"), column(*doors), answer=Door("typed")))
    return conversation


@pytest.mark.parametrize(
    ("labels", "typed", "meant"),
    [
        (("✅ Ja, schicken", "❌ Nein, danke"), "ja", "✅ Ja, schicken"),
        (("✅ Ja, schicken", "❌ Nein, danke"), "Okay!", "✅ Ja, schicken"),
        (("✅ Ja, schicken", "❌ Nein, danke"), "nö", "❌ Nein, danke"),
        (("Ja, heute", "Ja, morgen"), "ja", "typed"),
        (("▶️ Los geht's", "🌍 Sprache"), "ja", "▶️ Los geht's"),
        (("✅ Ich komme", "❌ Nein danke", "▶️ Stellen suchen"), "ja", "✅ Ich komme"),
        (("✅ Ich komme", "❌ Nein danke", "▶️ Stellen suchen"), "nein", "❌ Nein danke"),
        (("✅ Abschicken", "❌ Nicht schreiben"), "nee", "❌ Nicht schreiben"),
        (("Abbrechen", "✅ An 214 senden"), "ok", "typed"),
        (("✅ Speichern", "▶️ Weiter"), "ok", "typed"),
        (("Nächste ▶️", "🌍 Sprache"), "ja", "typed"),
        (("✅ Ja, schicken", "❌ Nein, danke"), "ja aber später", "typed"),
    ],
)
def test_a_bare_yes_or_no_means_the_one_choice_that_says_so(
    labels: tuple[str, ...], typed: str, meant: str
) -> None:
    meaning = choices(*labels).understand(says(typed), WORDS)
    assert isinstance(meaning, Door)
    assert meaning.name == meant


def test_text_that_nothing_asks_for() -> None:
    conversation = Conversation()
    conversation.show(MENU)
    assert isinstance(conversation.understand(says("wie geht es dir?"), WORDS), Unexpected)


def test_every_button_can_be_tapped_by_its_token(asked: Conversation) -> None:
    message = asked.show(TOWN)
    tokens = [button.token for row in message.rows for button in row]
    assert [asked.understand(taps(token), WORDS) for token in tokens] == [
        *(choice.door for choice in TOWN.choices),
        BACK,
    ]
    assert all(len(token.encode()) <= 64 for token in tokens)


def test_buttons_of_an_earlier_screen_are_stale(asked: Conversation) -> None:
    old = asked.show(TOWN).rows[0][0].token
    asked.show(MENU)
    assert isinstance(asked.understand(taps(old), WORDS), Stale)


def test_buttons_of_a_screen_drawn_anew_stay_as_long_as_they_are_on_it(
    asked: Conversation,
) -> None:
    bueren, lippspringe, other = (row[0].token for row in asked.show(TOWN).rows[:3])
    anew = replace(TOWN, rows=(TOWN.rows[2], (replace(TOWN.choices[0], label="☑ Büren"),)))
    assert asked.show(anew).rows[1][0].token == bueren
    assert asked.understand(taps(bueren), WORDS) == TOWN.choices[0].door
    assert asked.understand(taps(other), WORDS) == TOWN.choices[2].door
    assert isinstance(asked.understand(taps(lippspringe), WORDS), Stale)


def test_a_place_left_and_entered_again_has_new_buttons(asked: Conversation) -> None:
    old = asked.show(TOWN).rows[0][0].token
    asked.show(MENU)
    assert asked.show(TOWN).rows[0][0].token != old
    assert isinstance(asked.understand(taps(old), WORDS), Stale)


@pytest.mark.parametrize(
    "token", ["", "p", "p.1", "p.x.y", "p.2.99", "p.2.-1", "k.take.1", "q.1.2"]
)
def test_junk_tokens_are_stale(asked: Conversation, token: str) -> None:
    assert isinstance(asked.understand(taps(token), WORDS), Stale)


def test_card_tokens_work_on_any_screen(asked: Conversation) -> None:
    assert asked.understand(taps("k.take.17.3"), WORDS) == Card("take", 17, 3)


def test_the_way_back_is_cut_where_the_person_has_been() -> None:
    conversation = Conversation()
    for name in ("menu", "settings", "language", "settings"):
        conversation.show(Screen(Text.of(name), here=Door(name)))
    assert conversation.trail == [Door("menu")]
    assert conversation.step_back() == Door("menu")
    assert conversation.step_back() == HOME


def test_redrawing_a_screen_makes_no_step() -> None:
    conversation = Conversation()
    conversation.show(MENU)
    for page in (1, 2, 3):
        conversation.show(Screen(Text.of("list"), here=Door("list", {"page": page})))
    assert conversation.trail == [Door("menu")]


def test_each_step_of_a_walk_is_a_place_of_its_own() -> None:
    conversation = Conversation()
    conversation.show(MENU)
    for step in ("town", "start"):
        conversation.show(Screen(Text.of(step), here=Door("ask", {"step": step})))
    assert conversation.step_back() == Door("ask", {"step": "town"})


def test_after_two_misses_a_person_is_offered() -> None:
    conversation = Conversation()
    conversation.show(MENU)
    first = conversation.show(MENU, puzzled=True)
    second = conversation.show(MENU, puzzled=True)
    assert not any(b.label.startswith("💬") for row in first.rows for b in row)
    assert any(b.label.startswith("💬") for row in second.rows for b in row)
    assert Choice("💬 Mit Mensch reden", HUMAN) in conversation.choices


def test_the_state_survives_storing(asked: Conversation) -> None:
    asked.notes["wishes"] = {"fields": ["M"]}
    asked.choices.append(Choice("Übernehmen", Card("take", 3, 1)))
    assert Conversation.from_json(asked.to_json()) == asked
    assert Conversation.from_json({}) == Conversation()


def test_where_numbers_are_answers_they_choose_nothing() -> None:
    conversation = Conversation()
    conversation.show(MENU)
    places = column(Choice("5", Door("take", {"value": 5})), Choice("1", Door("take")))
    conversation.show(Screen(Text.of("Wie viele?"), places, Door("typed"), numbered=False))
    conversation = Conversation.from_json(conversation.to_json())
    assert conversation.understand(says("5"), WORDS) == Door("take", {"value": 5})
    assert conversation.understand(says("3"), WORDS) == Door("typed", {"said": "3"})

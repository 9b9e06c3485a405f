"""Each question on its own: what it understands, keeps and shows."""

import json
from dataclasses import replace
from datetime import date
from typing import ClassVar

import pytest

from bot.domain.people import Certificate
from bot.domain.vacancies import Condition, Kind
from bot.domain.wishes import (
    ANYWHERE_KM,
    DayPart,
    Slot,
    StartWish,
    Strength,
    Transport,
    Wishes,
)
from bot.i18n import Text, later, say
from bot.region.finder import Finder
from bot.region.loader import load_region
from bot.rehearsal.stage import Stage
from bot.services.profiles import wishes_from_json, wishes_to_json
from handlers.pupil import questions
from handlers.pupil.question import Asking, Option, Question
from handlers.pupil.questions import QUESTIONS, first, more
from tests.handlers.pupil.visits import first_visit

REGION = load_region("kreis_paderborn")
FINDER = Finder(REGION)
TODAY = date(2027, 2, 1)
NOTHING = Wishes()
PADERBORN, SALZKOTTEN = "05774032", "05774036"


def asking(wishes: Wishes = NOTHING, **known: object) -> Asking:
    return replace(Asking(wishes, REGION, FINDER, TODAY), **known)  # type: ignore[arg-type]


def after(key: str, said: str, wishes: Wishes = NOTHING) -> Wishes:
    """The wishes after this typed answer."""
    question = QUESTIONS[key]
    return question.keep(wishes, question.understand(asking(wishes), said).codes)


@pytest.mark.parametrize(
    ("said", "certificate"),
    [
        ("Realschule", Certificate.MSA),
        ("ich mach grad meinen realschulabschluss", Certificate.MSA),
        ("Mittlere Reife", Certificate.MSA),
        ("Realschule mit Quali", Certificate.MSA_Q),
        ("FOR-Q", Certificate.MSA_Q),
        ("hauptschulabschluss nach klasse 10", Certificate.EESA),
        ("Hauptschulabschluss nach Klasse 9", Certificate.ESA),
        ("noch keinen", Certificate.NONE),
        ("fachabitur", Certificate.FHR),
        ("abitour", Certificate.ABITUR),
        ("abi", Certificate.ABITUR),
        ("pizza", None),
    ],
)
def test_certificates_by_old_and_new_names(said: str, certificate: Certificate | None) -> None:
    assert after("certificate", said).certificate == certificate


@pytest.mark.parametrize(
    ("said", "start"),
    [
        ("sofort", StartWish.NOW),
        ("so schnell wie möglich", StartWish.NOW),
        ("im Sommer", StartWish.SUMMER),
        ("2027", StartWish.SUMMER),
        ("August 2028", StartWish.LATER),
        ("erstmal ein Praktikum", StartWish.INTERNSHIP_FIRST),
        ("blau", None),
    ],
)
def test_starts(said: str, start: StartWish | None) -> None:
    assert after("start", said).start == start


@pytest.mark.parametrize(
    ("said", "km"),
    [("15 km", 15), ("so 30 kilometer", 30), ("egal", ANYWHERE_KM), ("0", None), ("9" * 40, None)],
)
def test_radius(said: str, km: int | None) -> None:
    assert after("radius", said).radius_km == km


async def test_a_typed_number_is_a_radius_and_no_place_in_the_list(small_stage: Stage) -> None:
    lena = await first_visit(small_stage)
    await lena.taps("➕ Mehr über mich")
    while not lena.sees("Wie weit darf es"):
        await lena.taps("⏭️ Überspringen")
    await lena.says("3")
    assert lena.sees("✓ bis 3 km")


def test_a_radius_out_of_range_is_explained() -> None:
    heard = QUESTIONS["radius"].understand(asking(), "500 km")
    assert heard.reply
    assert "von 1 bis 200 km" in heard.reply.plain


def test_a_typed_radius_stays_among_the_buttons() -> None:
    wishes = Wishes(radius_km=25)
    labels = [option.label for option in QUESTIONS["radius"].options(asking(wishes))]
    assert labels == [
        "bis 5 km",
        "bis 10 km",
        "bis 20 km",
        "bis 25 km",
        "bis 35 km",
        "egal wie weit",
    ]


def test_transport_without_what_is_ruled_out() -> None:
    wishes = after("transport", "mit bus und rad, aber kein auto")
    assert wishes.transport == {Transport.PUBLIC, Transport.BIKE}


def test_kinds_without_what_is_ruled_out() -> None:
    assert after("kinds", "praktikum, kein Studium").kinds == {Kind.INTERNSHIP}


def test_just_looking_means_all_kinds_and_nothing_else() -> None:
    question = QUESTIONS["kinds"]
    wishes = question.keep(Wishes(), ("any",))
    assert wishes.kinds == set(Kind)
    assert question.show(asking(wishes)) == "Ich schaue nur"
    assert question.toggled(asking(), ("any",), Kind.TRAINING) == (Kind.TRAINING,)
    assert question.toggled(asking(), (Kind.TRAINING,), "any") == ("any",)


def test_no_gos_are_named_by_negation() -> None:
    assert after("no_gos", "keine schicht und nicht am wochenende").no_gos == {
        Condition.SHIFT,
        Condition.WEEKEND,
    }


def test_days_and_parts_make_slots() -> None:
    wishes = after("times", "montags und mi nachmittags")
    assert wishes.slots == {Slot(0, DayPart.AFTERNOON), Slot(2, DayPart.AFTERNOON)}
    assert QUESTIONS["times"].show(asking(wishes)) == "Montag nachmittags, Mittwoch nachmittags"


def test_a_part_without_a_day_means_every_school_day() -> None:
    assert {slot.weekday for slot in after("times", "abends").slots} == {0, 1, 2, 3, 4}


def test_a_day_without_a_part_means_the_whole_day() -> None:
    assert {slot.part for slot in after("times", "samstag").slots} == set(DayPart)


def test_town_among_two_of_a_postal_code() -> None:
    heard = QUESTIONS["town"].understand(asking(), "33154")
    assert heard.among == (SALZKOTTEN, PADERBORN)
    assert not heard.codes


def test_the_schools_town_comes_first() -> None:
    first, other = QUESTIONS["town"].options(asking(home=PADERBORN))
    assert first == Option(PADERBORN, "📍 Paderborn")
    assert other.opens == tuple(town.key for town in REGION.towns)


@pytest.mark.parametrize(
    ("said", "reply"),
    [
        ("30.2. bis 5.3.", "Diesen Tag gibt es nicht."),
        ("5.3. bis 1.3.", "Der letzte Tag liegt vor dem ersten."),
        ("1.1.2027 bis 5.1.2027", "Der erste Tag ist schon vorbei."),
        ("1.3.2027 bis 1.3.2028", "Das ist länger als ein halbes Jahr."),
        ("Montag, 3.3.2027", "Der Wochentag passt nicht zum Datum."),
    ],
)
def test_bad_windows_are_explained(said: str, reply: str) -> None:
    heard = QUESTIONS["internship"].understand(asking(), said)
    assert heard.reply == say(reply)
    assert not heard.codes


def test_windows_between_and_in_the_holidays() -> None:
    labels = [option.label for option in QUESTIONS["internship"].options(asking())]
    assert labels == [
        "Schulzeit bis 21.03.",
        "Osterferien",
        "Schulzeit bis 18.07.",
        "Sommerferien",
        "Schulzeit bis 22.10.",
        "Herbstferien",
    ]


def test_holidays_by_name() -> None:
    window = (date(2027, 3, 22), date(2027, 4, 3))
    assert after("internship", "in den osterferien").internship == window


def test_school_time_is_allowed_with_a_word() -> None:
    heard = QUESTIONS["internship"].understand(asking(), "1.3. bis 19.3.")
    assert heard.codes == ("2027-03-01/2027-03-19",)
    assert heard.reply == say("Das ist Schulzeit. Frag dafür in der Schule nach.")


def test_internship_dates_are_asked_of_those_who_want_one() -> None:
    assert "internship" not in [q.key for q in more(Wishes())]
    wishes = Wishes(start=StartWish.INTERNSHIP_FIRST)
    assert "internship" in [q.key for q in more(wishes)]


FULL = Wishes(
    fields=("M_KFZ", "EL"),
    occupations=("kfz-mechatroniker",),
    town=PADERBORN,
    certificate=Certificate.MSA,
    start=StartWish.SUMMER,
    kinds=frozenset({Kind.TRAINING, Kind.INTERNSHIP}),
    radius_km=20,
    transport=frozenset({Transport.BIKE}),
    strengths=frozenset({Strength.CARE}),
    no_gos=frozenset({Condition.EARLY}),
    internship=(date(2027, 3, 22), date(2027, 4, 3)),
    slots=frozenset({Slot(1, DayPart.EVENING)}),
)


@pytest.mark.parametrize("question", QUESTIONS.values(), ids=QUESTIONS.keys())
def test_an_answer_survives_being_kept_shown_and_forgotten(question: Question) -> None:
    codes = question.codes(FULL)
    assert question.keep(Wishes(), codes) != Wishes()
    assert question.codes(question.keep(FULL, codes)) == codes
    assert question.show(asking(FULL))
    emptied = question.keep(FULL, ())
    assert not question.codes(emptied)
    assert not question.show(asking(emptied))


@pytest.mark.parametrize("question", QUESTIONS.values(), ids=QUESTIONS.keys())
def test_a_question_fits_a_small_screen(question: Question) -> None:
    options = question.options(asking(FULL))
    assert len(options) <= (18 if question.key == "activities" else 10)
    assert [o.label for o in options if len(o.label) > 20] == []
    assert len(question.title) <= 17  # "✏️ " stands before it on a button


class Pets(Question):
    key = "pets"
    title = later("Tiere")
    hint = later("Schreib zum Beispiel: Hund.")
    most = 2
    listens: ClassVar = {"wau": "dog"}

    def ask(self, _asking: Asking) -> Text:
        return say("Welche Tiere magst du?")

    def options(self, _asking: Asking) -> list[Option]:
        return [Option("dog", "🐶 Hunde"), Option("cat", "🐱 Katzen")]


def test_a_new_question_needs_no_more_than_itself() -> None:
    pets = Pets()
    codes = pets.understand(asking(), "hunde und KATZEN!").codes
    wishes = pets.keep(FULL, codes)
    stored = json.loads(json.dumps(wishes_to_json(wishes)))
    assert wishes_from_json(stored) == wishes
    assert pets.show(asking(wishes)) == "🐶 Hunde · 🐱 Katzen"
    assert pets.keep(wishes, ()) == FULL
    assert pets.understand(asking(), "wau").codes == ("dog",)
    assert pets.understand(asking(), "katzn").codes == ("cat",)
    assert pets.understand(asking(), "pferde").codes == ()


async def test_a_new_question_is_one_entry(
    small_stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(questions, "QUESTIONS", {**QUESTIONS, "pets": Pets()})
    lena = await first_visit(small_stage)
    await lena.taps("Mehr über mich")
    for _ in range(6):
        await lena.taps("Überspringen")
    assert lena.sees("Frage 7 von 7 · freiwillig\nWelche Tiere magst du?")
    await lena.says("hunde")
    await lena.taps("Weiter")
    await lena.says("profil")
    assert lena.sees("Tiere: 🐶 Hunde")
    await lena.taps("Speichern")
    await lena.taps("16–17")
    assert lena.sees("• Tiere: 🐶 Hunde")


def test_the_first_questions_are_four() -> None:
    assert [question.key for question in first()] == ["activities", "town", "certificate", "start"]

"""A pupil in a talk: nothing goes to a person that she did not mean to send."""

import pytest

from bot.rehearsal.stage import Actor, Stage
from tests.handlers.talks import asking, everything, reads, talking


async def in_talk(stage: Stage) -> tuple[Actor, Actor]:
    """The recruiter has written, the pupil is back at her menu."""
    neu, lena = await talking(stage)
    await neu.says("Hallo Lena", quotes="Klasse 10")
    await lena.says("menü")
    return neu, lena


async def test_unquoted_text_is_offered_never_sent(small_stage: Stage) -> None:
    neu, lena = await in_talk(small_stage)
    await lena.says("ich komme gern")
    assert lena.sees("Soll ich das schicken? An: Nina Muster von der Stadt Büren")
    assert lena.sees("„ich komme gern“")
    assert "ich komme gern" not in everything(neu)
    await lena.taps("Ja, schicken")
    assert neu.sees("ich komme gern")
    assert lena.sees("✓✓ Angekommen:")


async def test_no_means_no(small_stage: Stage) -> None:
    neu, lena = await in_talk(small_stage)
    await lena.says("ich komme gern")
    await lena.taps("Nicht schicken")
    assert lena.sees("Gut, ich habe nichts geschickt.")
    assert "ich komme gern" not in everything(neu)


async def test_text_for_a_question_is_an_answer_to_it(small_stage: Stage) -> None:
    neu, lena = await in_talk(small_stage)
    await lena.taps("Meine Angaben")
    await lena.taps("Ort")
    await lena.says("Delbrück")
    assert not lena.sees("Soll ich das schicken?")
    assert "Delbrück" not in everything(neu)


async def test_with_two_talks_it_is_asked_to_whom(small_stage: Stage) -> None:
    neu, lena = await in_talk(small_stage)
    await lena.taps("Mit Mensch reden")
    await lena.taps("Ja, schicken")
    await neu.says("Worum geht es?", quotes="Neue Anfrage")
    await lena.says("menü")
    await lena.says("um ein Praktikum")
    assert reads(lena).count("[✅ Ja, schicken]") == 2


async def test_before_anybody_has_answered_text_is_just_text(small_stage: Stage) -> None:
    lena = await asking(small_stage)
    await lena.says("hallo?")
    assert not lena.sees("Soll ich das schicken?")


async def test_the_button_waits_for_one_text(small_stage: Stage) -> None:
    neu, lena = await in_talk(small_stage)
    await lena.taps("Antworten")
    assert lena.sees("Sie geht an: Nina Muster von der Stadt Büren.")
    await lena.says("erste")
    assert neu.sees("erste")
    await lena.says("zweite")
    assert lena.sees("Soll ich das schicken?")
    assert "zweite" not in everything(neu)


@pytest.mark.parametrize(
    ("said", "what"),
    [
        ("ruf mich an 0171 1234567", "eine Telefonnummer"),
        ("lena@example.org", "eine E-Mail-Adresse"),
        ("ich wohne in der Hauptstraße 7", "eine Adresse"),
        ("ich habe Asthma", "etwas über Gesundheit"),
    ],
)
async def test_what_gives_much_away_is_asked_about_first(
    small_stage: Stage, said: str, what: str
) -> None:
    neu, lena = await in_talk(small_stage)
    await lena.says(said, quotes="Hallo Lena")
    assert lena.sees(f"Da steht {what} drin.")
    assert said not in everything(neu)
    await lena.taps("Trotzdem schicken")
    assert neu.sees(said)


async def test_writing_it_differently(small_stage: Stage) -> None:
    neu, lena = await in_talk(small_stage)
    await lena.says("0171 1234567", quotes="Hallo Lena")
    await lena.taps("Anders schreiben")
    await lena.says("Schreiben Sie mir gern hier.")
    assert neu.sees("Schreiben Sie mir gern hier.")
    assert "0171" not in everything(neu)


async def test_a_change_of_other_text_is_no_message(small_stage: Stage) -> None:
    neu, lena = await in_talk(small_stage)
    await lena.says("hilfe")
    await lena.edits("hilfe", "hallo nina")
    assert "hallo nina" not in everything(neu)

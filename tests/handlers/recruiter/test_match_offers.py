"""Writing to a pupil whom a vacancy fits: one does, she decides, and no name is told before."""

from datetime import timedelta

from bot.dialogue.event import EventKind
from bot.rehearsal.stage import Stage
from tests.handlers.recruiter.desk import (
    code_of,
    matched,
    writes,
)
from tests.handlers.talks import audited, enquiries, everything, reads, recruiter


async def test_the_recruiter_writes_and_the_pupil_decides(stage: Stage) -> None:
    neu, lena = await matched(stage)
    code = await code_of(stage)
    await neu.taps("✉️ Anschreiben")
    assert neu.sees(f"{code} liest: Nina Muster von der Stadt Büren hat eine Stelle für dich")
    await neu.says("x" * 400)
    assert neu.sees("Bitte höchstens 300 Zeichen.")
    await neu.says("Die Leute dort sind nett.")
    await neu.taps("✅ Abschicken")
    assert lena.sees("💌 Nina Muster von der Stadt Büren hat eine Stelle für dich:")
    assert lena.sees("„Die Leute dort sind nett.“")
    assert lena.sees("✓ Du brauchst keinen Abschluss.")
    assert neu.sees(f"✓✓ zugestellt · {code} · Tischler/-in")
    assert neu.sees("Gerade gibt es keinen offenen Treffer.")
    assert await enquiries(stage) == []

    await lena.taps("✅ Interesse")
    for tap in ("Klasse 10", "Lieber kein Name", "Nur schreiben", "Weiter"):
        await lena.taps(tap)
    assert lena.sees("Ich schicke genau das:")
    assert lena.sees("Stelle: Tischler/-in, Muster Holz GmbH, Büren")
    await lena.taps("Ja, schicken")
    assert neu.sees("🔔 Neue Anfrage")
    (enquiry,) = await enquiries(stage)
    assert enquiry.vacancy_id is not None
    await stage.passes(timedelta(hours=1))
    assert "hat „Interesse“ getippt" not in everything(neu)


async def test_a_yes_without_an_enquiry_is_told_once(stage: Stage) -> None:
    neu, lena = await matched(stage)
    await writes(neu)
    await lena.taps("✅ Interesse")
    assert "hat „Interesse“ getippt" not in everything(neu)
    await stage.passes(timedelta(minutes=16))
    assert everything(neu).count("hat „Interesse“ getippt: Tischler/-in.") == 1


async def test_who_thinks_again_has_said_no(small_stage: Stage) -> None:
    neu, lena = await matched(small_stage)
    await writes(neu)
    await lena.taps("✅ Interesse")
    await lena.taps_old("Nein danke", "hat eine Stelle für dich")
    await small_stage.passes(timedelta(minutes=16))
    assert "sagt: Nein, danke." in everything(neu)
    assert "hat „Interesse“ getippt" not in everything(neu)


async def test_a_yes_after_a_no_is_told_once(small_stage: Stage) -> None:
    neu, lena = await matched(small_stage)
    await writes(neu)
    for answer in ("✅ Interesse", "Nein danke", "✅ Interesse"):
        await lena.taps_old(answer, "hat eine Stelle für dich")
    await small_stage.passes(timedelta(minutes=16))
    assert everything(neu).count("hat „Interesse“ getippt: Tischler/-in.") == 1


async def test_a_no_is_told_once(stage: Stage) -> None:
    neu, lena = await matched(stage)
    await writes(neu)
    await lena.taps("Nein danke")
    assert lena.sees("Alles klar. Ich sage Bescheid")
    await lena.taps_old("Nein danke", "hat eine Stelle für dich")
    assert everything(neu).count("sagt: Nein, danke.") == 1
    assert await enquiries(stage) == []


async def test_of_two_who_write_at_once_one_does(stage: Stage) -> None:
    zwei = await recruiter(stage, "zwei", "Monika Zwei")
    neu, lena = await matched(stage)
    for each in (neu, zwei):
        await each.taps("✉️ Anschreiben")
    await stage.together([lambda: neu.taps("✅ Abschicken"), lambda: zwei.taps("✅ Abschicken")])
    assert everything(lena).count("hat eine Stelle für dich") == 1
    first, second = (neu, zwei) if "zugestellt" in everything(neu) else (zwei, neu)
    name = "Nina Muster" if first is neu else "Monika Zwei"
    assert second.sees("✋ Nicht geschrieben.")
    assert second.sees(f"✉️ {name} hat schon geschrieben.")
    assert "zugestellt" not in everything(second)


async def test_an_old_button_shows_the_present_state(small_stage: Stage) -> None:
    neu, _ = await matched(small_stage)
    await writes(neu)
    await neu.taps_old("✉️ Anschreiben", "Neuer Treffer")
    assert neu.sees("✋ Nicht geschrieben. Hier ist der neue Stand.")
    assert neu.sees("✉️ Sie haben geschrieben.")


async def test_at_night_it_waits_and_says_so(small_stage: Stage) -> None:
    neu, lena = await matched(small_stage)
    await small_stage.passes(timedelta(hours=8))  # 23:00
    await writes(neu)
    assert neu.sees("🌙 wird 07:30 zugestellt")
    assert "hat eine Stelle für dich" not in everything(lena)
    await small_stage.passes(timedelta(hours=9))
    assert "hat eine Stelle für dich" in everything(lena)
    assert "✓✓ zugestellt" in everything(neu)


async def test_who_stops_is_not_written_to_and_the_writer_knows(small_stage: Stage) -> None:
    neu, lena = await matched(small_stage)
    await small_stage.passes(timedelta(hours=8))
    await writes(neu)
    await lena.says("stopp")
    await small_stage.passes(timedelta(hours=9))
    assert "⚠️ nicht zugestellt: hat gestoppt" in everything(neu)
    assert "hat eine Stelle für dich" not in everything(lena)


async def test_who_blocks_is_not_reached_and_the_writer_knows(small_stage: Stage) -> None:
    neu, lena = await matched(small_stage, on="telegram")
    lena.channel.blocked.add(lena.address)
    await writes(neu)
    assert neu.sees("⚠️ nicht zugestellt: hat den Bot blockiert")


async def test_a_quoted_offer_is_not_passed_on_without_consent(small_stage: Stage) -> None:
    neu, lena = await matched(small_stage)
    await writes(neu)
    await lena.says("Ja gern, ich bin Lena Muster", quotes="hat eine Stelle für dich")
    assert lena.sees("Das habe ich noch nicht geschickt. Erst brauche ich dein Ja:")
    assert lena.sees("In welcher Klasse bist du?")
    assert "Lena Muster" not in everything(neu)


async def test_quoting_a_match_writes_to_nobody(small_stage: Stage) -> None:
    neu, lena = await matched(small_stage)
    await neu.says("Hallo!", quotes="Neuer Treffer")
    assert neu.sees("✋ Das ging an niemanden.")
    assert "Hallo!" not in everything(lena)


async def test_a_stranger_to_the_match_is_refused(small_stage: Stage) -> None:
    other = await recruiter(small_stage, "other", "Uwe Testhof", towns=["Delbrück"])
    neu, _ = await matched(small_stage)
    token = next(b.token for b in neu.buttons() if "Anschreiben" in b.label)
    await small_stage.send(other.event(EventKind.TAPPED, choice=token))
    assert "Das gibt es nicht mehr." in everything(other)
    assert ("refused", "match 1") in await audited(small_stage)
    assert "Nicht schreiben" not in reads(other)

"""An enquiry reaches those responsible; one takes it, the others see who; it changes hands."""

from datetime import timedelta

import pytest

from bot.dialogue.event import EventKind
from bot.domain.enquiries import Specialism
from bot.rehearsal.stage import Actor, Stage
from tests.handlers.talks import (
    asking,
    audited,
    enquiries,
    everything,
    reads,
    recruiter,
    talking,
)


async def test_the_alert_names_nobody_and_the_card_everything_agreed(stage: Stage) -> None:
    neu = await recruiter(stage)
    lena = await asking(stage)
    assert reads(neu) == "🔔 Neue Anfrage · Büren\n[📇 Karte öffnen]"
    await neu.taps("Karte öffnen")
    card = reads(neu)
    assert "„Lena“ · Klasse 10 · 16–17 Jahre · Büren" in card
    assert "Abschluss: Realschule (MSA) · Start: Sommer 2027 · Sprache: Deutsch" in card
    assert "Stelle: Holzmechaniker (m/w/d), Küchenfabrik Beispielwald GmbH, Büren" in card
    assert "Das passt: Interesse ✓ · Ort ✓ · Abschluss ✓" in card
    assert "Erreichbar: nach der Schule" in card
    assert "Eingang heute 15:00 · Antworten bis morgen 18:00" in card
    assert "[✋ Übernehmen] [💬 Antworten]" in card
    assert "web-lena" not in everything(neu)
    assert lena.chat


async def test_only_those_responsible_are_told(stage: Stage) -> None:
    here = await recruiter(stage, "here")
    there = await recruiter(stage, "there", "Uwe Testhof", towns=["Delbrück"])
    other = await recruiter(stage, "other", "Leyla Probe", specialisms=[Specialism.INTERNATIONAL])
    await asking(stage)
    assert here.sees("Neue Anfrage ·")
    assert not there.sees("Neue Anfrage ·")
    assert not other.sees("Neue Anfrage ·")


async def test_of_two_at_the_same_moment_one_takes_it_and_the_other_reads_who(
    stage: Stage,
) -> None:
    neu = await recruiter(stage)
    zwei = await recruiter(stage, "zwei", "Monika Zwei")
    lena = await asking(stage)
    for each in (neu, zwei):
        await each.taps("Karte öffnen")
    await stage.together([lambda: neu.taps("Übernehmen"), lambda: zwei.taps("Übernehmen")])
    (enquiry,) = await enquiries(stage)
    first, second = (neu, zwei) if neu.sees("Übernommen von Ihnen") else (zwei, neu)
    name = "Nina Muster" if first is neu else "Monika Zwei"
    assert enquiry.state == "taken"
    assert enquiry.version == 2
    assert second.sees(f"{name} war schneller")
    assert second.sees(f"🟢 Übernommen von {name}")
    assert not second.sees("Übernommen von Ihnen")

    await second.says("Hallo Lena", quotes="Neue Anfrage")
    assert second.sees(f"Nicht gesendet: {name} hat diese Anfrage übernommen.")
    await first.says("Hallo, ich bin zuerst", quotes="Neue Anfrage")
    assert lena.sees("Hallo, ich bin zuerst")
    assert "Hallo Lena" not in everything(lena)


async def test_taking_twice_changes_nothing(small_stage: Stage) -> None:
    neu, _ = await talking(small_stage)
    (before,) = await enquiries(small_stage)
    await neu.taps_old("Übernehmen", "Eingang")
    (after,) = await enquiries(small_stage)
    assert (after.owner_id, after.version) == (before.owner_id, before.version)


async def test_the_alert_and_card_of_colleagues_change(small_stage: Stage) -> None:
    neu = await recruiter(small_stage)
    zwei = await recruiter(small_stage, "zwei", "Monika Zwei")
    await asking(small_stage)
    await zwei.taps("Karte öffnen")
    await neu.taps("Karte öffnen")
    await neu.taps("Übernehmen")
    assert "🟢 Übernommen von Nina Muster" in zwei.find("Neue Anfrage").message.text.plain
    assert zwei.find("Klasse 10").message.text.plain.startswith("🟢 Übernommen von Nina Muster")
    assert "Übernehmen" not in reads(zwei)


async def test_handing_over_and_giving_back(small_stage: Stage) -> None:
    neu, _ = await talking(small_stage)
    uwe = await recruiter(small_stage, "uwe", "Uwe Testhof", towns=["Delbrück"])
    await neu.taps("Weitergeben")
    await neu.taps("Uwe Testhof")
    assert neu.sees("ist jetzt bei Uwe Testhof.")
    assert uwe.sees("🔔 Neue Anfrage · Büren\n🟢 Übernommen von Ihnen")
    await uwe.taps("Karte öffnen")
    await uwe.taps("Zurückgeben")
    assert uwe.sees("ist wieder offen.")
    assert neu.sees("🔔 Neue Anfrage · Büren\n[📇 Karte öffnen]")
    (enquiry,) = await enquiries(small_stage)
    assert (enquiry.state, enquiry.owner_id) == ("open", None)


async def test_an_old_hand_over_button_says_what_has_changed(small_stage: Stage) -> None:
    neu, _ = await talking(small_stage)
    await recruiter(small_stage, "uwe", "Uwe Testhof", towns=["Delbrück"])
    await neu.taps("Zurückgeben")
    await neu.taps_old("Zurückgeben", "Übernommen von Ihnen")
    assert neu.sees("Das hat sich inzwischen geändert.")


async def test_closing_with_a_follow_up_code(small_stage: Stage) -> None:
    neu, lena = await talking(small_stage)
    await neu.taps("Abschließen")
    assert neu.sees("[Duale Ausbildung] [Ausbildung am BK]")
    await neu.taps("Mehr")
    assert neu.sees("[AV am Berufskolleg]")
    await neu.taps("Berufsfachschule I")
    (enquiry,) = await enquiries(small_stage)
    assert (enquiry.state, enquiry.outcome) == ("closed", "BFSI")
    assert "⚪ Abgeschlossen: Berufsfachschule I" in neu.find("Klasse 10").message.text.plain
    assert lena.sees("Nina Muster von der Stadt Büren hat deine Anfrage abgeschlossen.")


async def test_what_does_not_fit_is_told_kindly(small_stage: Stage) -> None:
    neu, lena = await talking(small_stage)
    await neu.taps("Passt nicht")
    await neu.taps("Stelle ist vergeben")
    assert lena.sees("Die Stelle ist leider schon vergeben. Es gibt noch andere.")
    (enquiry,) = await enquiries(small_stage)
    assert (enquiry.state, enquiry.outcome) == ("closed", "gone")


async def test_who_writes_about_a_closed_one_opens_it_again(small_stage: Stage) -> None:
    neu, lena = await talking(small_stage)
    await neu.taps("Passt nicht")
    await neu.taps("Stelle ist vergeben")
    await lena.says("Schade! Gibt es noch eine?", quotes="vergeben")
    assert neu.sees("Schade! Gibt es noch eine?")
    (enquiry,) = await enquiries(small_stage)
    assert (enquiry.state, enquiry.outcome) == ("taken", "")


ACTIONS = ("card", "take", "write", "facts", "pass", "giveback", "unfit", "close")


@pytest.mark.parametrize("action", ACTIONS)
async def test_another_office_finds_nothing_and_it_is_noted(
    small_stage: Stage, action: str
) -> None:
    there = await recruiter(small_stage, "there", "Uwe Testhof", towns=["Delbrück"])
    await recruiter(small_stage)
    await asking(small_stage)
    (before,) = await enquiries(small_stage)
    await press(small_stage, there, f"k.{action}.{before.id}.1")
    assert there.sees("Das gibt es nicht mehr.")
    assert "Lena" not in everything(there)
    (after,) = await enquiries(small_stage)
    assert (after.state, after.version, after.owner_id) == ("open", 1, None)
    assert ("refused", f"enquiry {before.id}") in await audited(small_stage)


@pytest.mark.parametrize("action", ACTIONS)
async def test_a_pupil_cannot_press_a_recruiters_button(small_stage: Stage, action: str) -> None:
    await recruiter(small_stage)
    lena = await asking(small_stage)
    (before,) = await enquiries(small_stage)
    for subject in (before.id, 999):
        await press(small_stage, lena, f"k.{action}.{subject}.1")
        assert lena.sees("Das gibt es nicht mehr.")
    (after,) = await enquiries(small_stage)
    assert (after.state, after.version, after.owner_id) == ("open", 1, None)
    assert ("refused", action) in await audited(small_stage)


@pytest.mark.parametrize("action", ACTIONS)
async def test_an_enquiry_that_never_was(small_stage: Stage, action: str) -> None:
    neu = await recruiter(small_stage)
    await press(small_stage, neu, f"k.{action}.999.1")
    assert neu.sees("Das gibt es nicht mehr.")


async def test_another_pupil_cannot_answer(small_stage: Stage) -> None:
    await talking(small_stage)
    ben = small_stage.person("ben")
    await ben.starts()
    (enquiry,) = await enquiries(small_stage)
    await press(small_stage, ben, f"k.reply.{enquiry.id}.0")
    assert ben.sees("Das gibt es nicht mehr.")
    assert "Schreib jetzt deine Nachricht" not in everything(ben)


async def test_a_screen_whose_enquiry_is_gone_leads_home(small_stage: Stage) -> None:
    neu, _ = await talking(small_stage)
    await neu.taps("Abschließen")
    await neu.taps("Duale Ausbildung")
    await neu.taps_old("Weitergeben", "Übernommen von Ihnen")
    assert neu.sees("weitergeben?")
    await small_stage.passes(timedelta(days=91))
    assert await enquiries(small_stage) == []
    await press(small_stage, neu, "p.1.0")
    assert neu.sees("Was möchten Sie tun?")


async def press(stage: Stage, actor: Actor, token: str) -> None:
    """Press a button that was never shown."""
    actor._known = {id(shown.message) for shown in actor.chat}
    await stage.send(actor.event(EventKind.TAPPED, choice=token))

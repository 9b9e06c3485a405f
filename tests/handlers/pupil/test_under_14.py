"""Whoever turns out to be under 14 has agreed to nothing; a slip of the thumb costs nothing."""

from sqlmodel import select

from bot.dialogue.event import EventKind
from bot.rehearsal.stage import Actor, Stage
from bot.services.services import Services
from bot.services.unit import Unit
from storage.tables import Enquiry, FairReminder, FairSignUp, Profile, SavedVacancy
from tests.handlers.pupil.test_keeping import asked, kept_rows
from tests.handlers.talks import enquiries, pupil_before_consent, recruiter, talking
from tests.services.fair_people import add_fair, number_of


async def back_to_her_age(lena: Actor) -> None:
    for _ in range(3):
        await lena.says("zurück")
        if lena.sees("Wie alt bist du?"):
            return


async def test_who_turns_out_to_be_under_14_has_no_profile_any_more(small_stage: Stage) -> None:
    lena = await asked(small_stage)
    await lena.taps("Ja, melde dich")
    assert await small_stage.backstage(kept_rows) > 0
    await back_to_her_age(lena)
    await lena.taps("unter 14")
    assert lena.sees("Ich lösche dein Profil, deine Anfragen und deine Zusagen für Messen.")
    assert await small_stage.backstage(kept_rows) > 0
    await lena.taps("🗑️ Ja, unter 14")
    assert lena.sees("Du bist noch nicht 14.")

    def profiles(unit: Unit) -> list[object]:
        return [*unit.session.exec(select(Profile)), *unit.session.exec(select(SavedVacancy))]

    assert await small_stage.backstage(profiles) == []
    await lena.says("profil")
    assert lena.sees("Das mag ich: Im Labor forschen")
    assert lena.sees("Das ist noch nicht gespeichert.")


async def test_a_talk_and_sign_ups_end_as_well(stage: Stage) -> None:
    neu, lena = await talking(stage, on="telegram")
    await add_fair(stage)
    number = await number_of(stage, lena)
    await lena.says("messen")
    await lena.taps("1 ·")
    await lena.taps("✅ Ich komme")
    await lena.taps("✅ Ja")
    assert lena.sees("Gut, du kommst!")
    await lena.says("mensch")
    await lena.taps("✏️ Ändern")
    await lena.taps("Alter")
    await lena.says("13")
    await lena.taps("Nein, ich bin älter")
    await lena.says("13")
    (enquiry,) = await enquiries(stage)
    assert enquiry.card is not None
    await lena.taps("🗑️ Ja, unter 14")
    assert lena.sees("Du bist noch nicht 14.")

    def kept(unit: Unit) -> list[object]:
        cards = unit.session.exec(select(Enquiry.card)).all()
        answers = [
            *unit.session.exec(select(FairSignUp)),
            *unit.session.exec(select(FairReminder)),
        ]
        given = Services(unit).consents.given_by([number])
        return [*filter(None, cards), *answers, *given.values()]

    assert await stage.backstage(kept) == []
    assert neu.sees("gelöscht")


async def test_a_yes_shown_before_sends_nothing(small_stage: Stage) -> None:
    await recruiter(small_stage)
    lena = await pupil_before_consent(small_stage)
    (yes,) = [button for button in lena.buttons() if button.label == "✅ Ja, schicken"]
    other_tab = lena.event(EventKind.TAPPED, choice=yes.token)
    await lena.taps("Ändern")
    await lena.taps("Alter")
    await lena.taps("unter 14")
    await small_stage.send(other_tab)
    assert await enquiries(small_stage) == []

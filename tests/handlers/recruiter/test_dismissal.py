"""A member of the staff goes or loses her phone: nobody gets in, and no enquiry is left alone."""

import pytest

from bot.domain.errors import NotFound
from bot.domain.people import Role
from bot.rehearsal.stage import Actor, Stage
from bot.services.dismissal import dismiss
from bot.services.services import Services
from bot.services.unit import Unit
from storage.queries import turns
from tests.handlers.talks import (
    asking,
    audited,
    enquiries,
    everything,
    invited,
    reads,
    recruiter,
    talking,
)


async def dismissed(stage: Stage, person: Actor) -> int:
    def end(unit: Unit) -> int:
        digest = unit.house.cipher.digest(person.channel.name, person.address)
        seat = turns.find_seat(unit.session, person.channel.name, digest)
        assert seat is not None
        return dismiss(unit, seat.person_id)

    handed_on = await stage.backstage(end)
    await stage.settle()
    return handed_on


async def test_who_holds_the_phone_is_a_stranger_from_the_next_event_on(
    small_stage: Stage,
) -> None:
    neu, lena = await talking(small_stage)
    await recruiter(small_stage, "zwei", "Zora Zweit")
    assert await dismissed(small_stage, neu) == 1
    before = everything(lena)
    await neu.taps_old("Antworten", "Übernommen von Ihnen")
    await neu.says("Hallo Lena, schick mir deine Adresse")
    assert everything(lena) == before
    assert "Was möchten Sie tun?" not in reads(neu)
    assert ("dismissed", "person 1") in await audited(small_stage)
    assert [m.name for m in await small_stage.backstage(lambda u: Services(u).staff.some())] == [
        "Zora Zweit"
    ]


async def test_what_she_had_taken_goes_to_those_who_are_responsible(small_stage: Stage) -> None:
    neu, lena = await talking(small_stage)
    zwei = await recruiter(small_stage, "zwei", "Zora Zweit")
    assert await dismissed(small_stage, neu) == 1
    (enquiry,) = await enquiries(small_stage)
    assert (enquiry.state, enquiry.owner_id) == ("open", None)
    assert zwei.sees("Neue Anfrage")
    await zwei.taps("Karte öffnen")
    await zwei.taps("Übernehmen")
    await zwei.taps("Antworten")
    await zwei.says("Hallo Lena, ich bin jetzt für dich da.")
    assert lena.sees("ich bin jetzt für dich da")


async def test_what_only_she_was_told_of_goes_to_the_county(small_stage: Stage) -> None:
    kim = small_stage.person("kim", on="telegram")
    await kim.starts("e_" + await invited(small_stage, "Kim Kreis", [], [], Role.COORDINATOR))
    neu = await recruiter(small_stage)
    await asking(small_stage)
    assert not kim.sees("Neue Anfrage")
    assert await dismissed(small_stage, neu) == 1
    assert kim.sees("Neue Anfrage")


async def test_who_was_told_already_is_not_told_again(small_stage: Stage) -> None:
    neu, zwei = await recruiter(small_stage), await recruiter(small_stage, "zwei", "Zora Zweit")
    await asking(small_stage)
    alerts = len(zwei.chat)
    await dismissed(small_stage, neu)
    assert len(zwei.chat) == alerts


async def test_a_pupil_cannot_be_dismissed(small_stage: Stage) -> None:
    lena = small_stage.person("lena")
    await lena.starts()
    with pytest.raises(NotFound):
        await dismissed(small_stage, lena)
